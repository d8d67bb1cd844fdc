"""Draws a regular table for Word from its declaration, dressed in the template's named styles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from generator.render.docx_lines import measure
from generator.render.docx_xml import element, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

TABLE_STYLE: Final = "公文表格"
HEAD, BODY, FIGURE = "表格表头", "表格正文", "表格数字"

# A figure that is too wide for its column is set narrower, never broken; Word's scale ends at one percent.
_NARROWEST: Final = 33


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading on the grid: its text, its rows from `top` to `bottom` and its columns from `left` to `right`."""

    text: str
    top: int
    bottom: int
    left: int
    right: int


def draw(table: Mapping[str, Any], width: int, styles: Styles) -> etree._Element:
    """Return a table of the context, as wide as the text (in twips).

    Raises:
        BadTemplateError: if the template lacks one of the styles.
    """
    edges = _edges([_share(column["宽"]) for column in table["列"]], width)
    root = element("tbl", _settings(table["名"], width, styles), _grid(edges))
    margins = styles.margins(root)
    root.extend(_head_rows(_heads(table["表头"]), len(table["表头"]), edges, styles))
    inside = margins["left"] + margins["right"]
    for cells in table["行"]:
        drawn = [
            _cell(cell, column["齐"], right - left, inside, styles)
            for cell, column, (left, right) in zip(cells, table["列"], pairwise(edges), strict=True)
        ]
        root.append(element("tr", element("trPr", element("cantSplit")), *drawn))
    return root


def _share(width: str) -> float:
    return float(width.removesuffix("%"))


def _edges(shares: Sequence[float], width: int) -> list[int]:
    """Return the edges of the columns in twips: rounded from the left, so that the sum is exact."""
    whole = math.fsum(shares)
    return [round(width * math.fsum(shares[:count]) / whole) for count in range(len(shares) + 1)]


def _settings(name: str, width: int, styles: Styles) -> etree._Element:
    return element(
        "tblPr",
        element("tblStyle", val=styles.id(TABLE_STYLE, "table")),
        element("tblW", w=str(width), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0"),
        element("tblCaption", val=name),
        element("tblDescription", val=name),
    )


def _grid(edges: Sequence[int]) -> etree._Element:
    return element("tblGrid", *(element("gridCol", w=str(right - left)) for left, right in pairwise(edges)))


def _heads(rows: Iterable[Iterable[Mapping[str, Any]]]) -> list[_Head]:
    """Place headings on the grid, each in the first free column of its row, as HTML does."""
    placed: list[_Head] = []
    for top, row in enumerate(rows):
        left = 0
        for head in row:
            left = _free(placed, top, left)
            placed.append(_Head(head["文"], top, top + head["行数"], left, left + head["列数"]))
            left += head["列数"]
    return placed


def _free(placed: Iterable[_Head], row: int, column: int) -> int:
    """Return the first column from `column` on that no heading from above covers in a row."""
    for head in sorted(placed, key=lambda head: head.left):
        if head.top <= row < head.bottom and head.left <= column < head.right:
            column = head.right
    return column


def _head_rows(heads: Sequence[_Head], rows: int, edges: Sequence[int], styles: Styles) -> list[etree._Element]:
    """Return the rows of headings, which stand again on each page."""
    drawn = []
    for row in range(rows):
        here = sorted((head for head in heads if head.top <= row < head.bottom), key=lambda head: head.left)
        cells = [_head_cell(head, row, edges[head.right] - edges[head.left], styles) for head in here]
        drawn.append(element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells))
    return drawn


def _head_cell(head: _Head, row: int, width: int, styles: Styles) -> etree._Element:
    settings = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if head.right - head.left > 1:
        settings.append(element("gridSpan", val=str(head.right - head.left)))
    if head.bottom - head.top > 1:
        settings.append(element("vMerge", val="restart" if row == head.top else "continue"))
    settings.append(element("vAlign", val="center"))
    look = element("pPr", element("pStyle", val=styles.id(HEAD)), element("keepNext"))
    return element("tc", settings, element("p", look, *_runs(head.text if row == head.top else "")))


def _cell(text: str, align: str, width: int, inside: int, styles: Styles) -> etree._Element:
    """Return a cell of the body; what stands at the right are figures, which keep to one line."""
    settings = element("tcPr", element("tcW", w=str(width), type="dxa"))
    style = styles.id(FIGURE if align == "right" else BODY)
    look = element("pPr", element("pStyle", val=style))
    runs = _runs(text)
    if align == "right":
        settings.append(element("noWrap"))
        for made in runs:
            _squeeze(made, measure(styles.of_style(style), 0).width(text), width - inside)
    if align == "center":
        look.append(element("jc", val="center"))
    settings.append(element("vAlign", val="center"))
    return element("tc", settings, element("p", look, *runs))


def _runs(text: str) -> list[etree._Element]:
    return [run(text)] if text else []


def _squeeze(made: etree._Element, width: float, room: float) -> None:
    """Narrow the characters of a figure that would not fit."""
    if width > room:
        made.insert(0, element("rPr", element("w", val=str(max(int(room / width * 100), _NARROWEST)))))
