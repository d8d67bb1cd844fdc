"""Reads the forms of a Word template: what stands between `{%p if 块.X %}` and its `{%p endif %}`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from generator.model.drawing import Cell, Grid, Line, Row
from generator.render.docx_styles import is_on, number, properties
from generator.render.docx_xml import PARAGRAPH, SECTION, TABLE, text_of, w
from generator.render.look import merges
from generator.render.look.scopes import scoped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

# The style of the paragraph between two tables that hang together.
GAP: Final = "表格间隔"
TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STEP: Final = re.compile(r"\{%p\s+([^{}]+?)\s*%\}")
_ROW_STEP: Final = re.compile(r"\{%tr\s+([^{}]+?)\s*%\}")
_FORM: Final = re.compile(r"if\s+块\.(\w+)")
# What may be set on a paragraph by hand; all else that differs from its style has no effect in the other formats.
_SHOWN: Final = re.compile(r"(?:jc|ind|spacing|snapToGrid|r:sz|r:b|r:color|r:spacing|r:rFonts\.eastAsia)(?:\.|$)")
# Word takes these quotes inside of tags, as it writes them itself.
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")


def forms(body: etree._Element, styles: Styles) -> dict[str, tuple[Grid, ...]]:
    """Return the tables of each form by its name."""
    return {name: tuple(_grids(nodes, styles)) for name, nodes in _blocks(body)}


def empty(body: etree._Element, styles: Styles) -> dict[str, int]:
    """Return how many empty lines follow upon paragraphs, by the names of their styles."""
    found: dict[str, int] = {}
    last = ""
    for node in body.iterfind(PARAGRAPH):
        if text_of(node):
            last = last if _step_of(node) else styles.name(node)
        elif last and node.find(f"{w('pPr')}/{SECTION}") is None and styles.name(node) != GAP:
            found[last] = found.get(last, 0) + 1
    return found


def _blocks(body: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield each form with what stands in it; all that prints something but tables is drawn by the program."""
    name, depth = "", 0
    nodes: list[etree._Element] = []
    for node in body:
        step = _step_of(node)
        if not name and (form := _FORM.fullmatch(step)):
            name, depth, nodes = form[1], 1, []
            continue
        depth += step.startswith(("if ", "for ")) - step.startswith("end")
        if name and not depth:
            if any(node.tag == TABLE for node in nodes):
                yield name, nodes
            name = ""
        elif name:
            nodes.append(node)


def _step_of(node: etree._Element) -> str:
    found = _STEP.fullmatch(text_of(node).strip()) if node.tag == PARAGRAPH else None
    return found[1].translate(_QUOTES) if found else ""


def _grids(nodes: Sequence[etree._Element], styles: Styles) -> Iterator[Grid]:
    above: list[Line] = []
    is_joined = False
    for node in nodes:
        if node.tag == TABLE:
            yield _grid(node, tuple(above), styles, is_joined=is_joined)
            above, is_joined = [], False
        elif node.tag == PARAGRAPH and node.find(f"{w('pPr')}/{SECTION}") is None:
            line = _line(node, styles)
            is_joined = line.style == GAP
            above += [] if is_joined else [line]


def _grid(table: etree._Element, above: tuple[Line, ...], styles: Styles, *, is_joined: bool) -> Grid:
    widths = tuple(int(column.get(w("w"), "0")) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    name = "" if caption is None else caption.get(w("val"), "")
    nodes = table.findall(w("tr"))
    steps = [_row_step(node) for node in nodes]
    loops = accumulate(step.startswith("for ") - (step == "endfor") for step in steps)
    rows = tuple(
        Row(step=step) if step else replace(_row(node, merges.Rows(nodes[at:], steps[at:]), styles), is_listed=loop > 0)
        for at, (node, step, loop) in enumerate(zip(nodes, steps, loops, strict=True))
    )
    return Grid(widths, scoped(rows), name, above, is_joined, styles.margins(table))


def _row_step(row: etree._Element) -> str:
    """Return the tag that a row is there for; docxtpl takes such a row away."""
    found = _ROW_STEP.fullmatch(text_of(row).strip())
    return found[1].translate(_QUOTES) if found else ""


def _row(node: etree._Element, rows: merges.Rows, styles: Styles) -> Row:
    settings = node.find(w("trPr"))
    cells = tuple(_cells(node, rows, styles))
    keeps = all(is_on(properties(line, ""), "keepNext") for line in node.iter(w("pPr")))
    return Row(
        cells,
        is_head=settings is not None and settings.find(w("tblHeader")) is not None,
        may_split=settings is None or settings.find(w("cantSplit")) is None,
        keeps=keeps,
    )


def _cells(node: etree._Element, rows: merges.Rows, styles: Styles) -> Iterator[Cell]:
    """Yield the cells of a row; what is merged with the cell above is none."""
    column = 0
    for cell in node.iterfind(w("tc")):
        settings = properties(cell.find(w("tcPr")), "")
        columns = int(number(settings, "gridSpan", 1))
        if settings.get("vMerge") not in {"continue", merges.CONTINUED}:
            yield _cell(cell, column, columns, rows, styles)
        column += columns


def _cell(cell: etree._Element, column: int, columns: int, rows: merges.Rows, styles: Styles) -> Cell:
    settings = cell.find(w("tcPr"))
    look = properties(settings, "")
    tall, lists = rows.reach(column) if look.get("vMerge") == "restart" else (1, ())
    borders = () if settings is None else settings.iterfind(f"{w('tcBorders')}/*")
    return Cell(
        tuple(_line(paragraph, styles) for paragraph in cell.iterfind(PARAGRAPH)),
        column,
        columns,
        tall,
        lists,
        align=look.get("vAlign", "top"),
        is_whole="noWrap" in look,
        sides=tuple(side.tag.rpartition("}")[2] for side in borders if side.get(w("val")) in {"nil", "none"}),
    )


def _line(paragraph: etree._Element, styles: Styles) -> Line:
    name = styles.name(paragraph)
    inherited = styles.of_style(styles.style(paragraph))
    full = styles.look(paragraph)
    own = {key: value for key, value in full.items() if inherited.get(key) != value and _SHOWN.match(key)}
    step = _step_of(paragraph)
    level = int(number(full, "outlineLvl", -1)) + 1
    return Line("" if step else words(paragraph), name, own, step, level)


def words(paragraph: etree._Element) -> str:
    """Return the words and tags of a paragraph, with its tabs and breaks."""
    signs = {w("tab"): "\t", w("br"): "\n"}
    pieces = (signs.get(str(node.tag), node.text or "") for node in paragraph.iterfind(f"{w('r')}/*") if _shows(node))
    return TAG.sub(lambda tag: tag[0].translate(_QUOTES), "".join(pieces))


def _shows(node: etree._Element) -> bool:
    return node.tag in {w("t"), w("tab"), w("br")}
