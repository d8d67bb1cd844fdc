"""Draws a regular table for Word from its declaration, dressed in the template's named styles."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from generator.render.docx_styles import number
from generator.render.docx_xml import element, run, w
from generator.render.fit import HEAD_PADDING, SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

TABLE_STYLE: Final = "公文表格"
HEAD, BODY, FIGURE = "表格表头", "表格正文", "表格数字"

# The pitch of lines in parts of the size, where the size is not that of the style.
PITCH: Final = 1.38


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading on the grid: its lines, its rows from `top` to `bottom` and its columns from `left` to `right`."""

    lines: tuple[str, ...]
    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Paint:
    """How the cells of one table look: `size` of the characters in points."""

    styles: Styles
    size: float

    def paragraph(self, style: str, lines: Iterable[str], *settings: etree._Element) -> etree._Element:
        """Return a paragraph of one run; only a size that isn't the style's is set apart from it."""
        look = element("pPr", element("pStyle", val=self.styles.id(style)))
        said = [line for line in lines if line]
        made = element("p", look, *([run(*said)] if said else []))
        own = number(self.styles.of_style(self.styles.id(style)), "r:sz") / 2
        look.extend(setting for setting in settings if setting.tag == w("keepNext"))
        if own != self.size:
            look.append(element("spacing", line=str(round(self.size * PITCH * 20)), lineRule="exact"))
            for part in made.iterfind(w("r")):
                part.insert(0, element("rPr", *self._sizes()))
        look.extend(setting for setting in settings if setting.tag != w("keepNext"))
        return made

    def _sizes(self) -> list[etree._Element]:
        return [element(name, val=f"{self.size * 2:g}") for name in ("sz", "szCs")]


def draw(table: Mapping[str, Any], width: int, styles: Styles) -> etree._Element:
    """Return a table of the context, as wide as the text (in twips).

    Raises:
        BadTemplateError: if the template lacks one of the styles.
    """
    edges = _edges([_share(column["宽"]) for column in table["列"]], width)
    root = element("tbl", _settings(table, width, styles), _grid(edges))
    paint = _Paint(styles, SIZES[table["字号"]])
    root.extend(_head_rows(_heads(table["表头"]), len(table["表头"]), edges, paint))
    for at, cells in enumerate(table["行"], 1):
        keeps = table["同页"] < at < len(table["行"])
        drawn = [
            _cell(cell, column["齐"], right - left, paint, keeps=keeps)
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


def _settings(table: Mapping[str, Any], width: int, styles: Styles) -> etree._Element:
    name, style = table["名"], element("tblStyle", val=styles.id(TABLE_STYLE, "table"))
    margins = styles.margins(element("tbl", element("tblPr", copy.deepcopy(style))))
    own = {**margins, **{side: round(margins[side] * table["边距"]) for side in ("top", "bottom")}}
    sides = (element(side, w=str(own[side]), type="dxa") for side in ("top", "left", "bottom", "right"))
    return element(
        "tblPr",
        style,
        element("tblW", w=str(width), type="dxa"),
        element("tblLayout", type="fixed"),
        *([element("tblCellMar", *sides)] if own != margins else []),
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
            placed.append(_Head(tuple(head["行"]), top, top + head["行数"], left, left + head["列数"]))
            left += head["列数"]
    return placed


def _free(placed: Iterable[_Head], row: int, column: int) -> int:
    """Return the first column from `column` on that no heading from above covers in a row."""
    for head in sorted(placed, key=lambda head: head.left):
        if head.top <= row < head.bottom and head.left <= column < head.right:
            column = head.right
    return column


def _head_rows(heads: Sequence[_Head], rows: int, edges: Sequence[int], paint: _Paint) -> list[etree._Element]:
    """Return the rows of headings, which stand again on each page."""
    drawn = []
    for row in range(rows):
        here = sorted((head for head in heads if head.top <= row < head.bottom), key=lambda head: head.left)
        cells = [_head_cell(head, row, edges[head.right] - edges[head.left], paint) for head in here]
        drawn.append(element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells))
    return drawn


def _head_cell(head: _Head, row: int, width: int, paint: _Paint) -> etree._Element:
    settings = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if head.right - head.left > 1:
        settings.append(element("gridSpan", val=str(head.right - head.left)))
    if head.bottom - head.top > 1:
        settings.append(element("vMerge", val="restart" if row == head.top else "continue"))
    padding = str(round(HEAD_PADDING * 20))
    settings.append(element("tcMar", *(element(side, w=padding, type="dxa") for side in ("left", "right"))))
    settings.append(element("vAlign", val="center"))
    lines = head.lines if row == head.top else ()
    return element("tc", settings, paint.paragraph(HEAD, lines, element("keepNext")))


def _cell(text: str, align: str, width: int, paint: _Paint, *, keeps: bool) -> etree._Element:
    """Return a cell of the body; what stands at the right are figures, which keep to one line."""
    settings = element("tcPr", element("tcW", w=str(width), type="dxa"))
    extra = [*([element("keepNext")] if keeps else []), *([element("jc", val="center")] if align == "center" else [])]
    paragraph = paint.paragraph(FIGURE if align == "right" else BODY, [text], *extra)
    if align == "right":
        settings.append(element("noWrap"))
    settings.append(element("vAlign", val="center"))
    return element("tc", settings, paragraph)
