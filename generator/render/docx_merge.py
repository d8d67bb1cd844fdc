"""Makes equal neighbours in a filled Word table one cell, where their style asks for it (表格合并)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.drawing import merges
from generator.render.docx_fit import cells
from generator.render.docx_xml import PARAGRAPH, element, remove, settings, text_of, w
from generator.render.look.neighbours import heights

if TYPE_CHECKING:
    from lxml import etree

    from generator.render.docx_styles import Styles


def merge(table: etree._Element, styles: Styles) -> None:
    """Merge the cells of a table in place."""
    rows = [_mergeable(row, styles) for row in table.iterfind(w("tr"))]
    words = [{column: text_of(cell) for column, cell in row.items()} for row in rows]
    for (at, column), tall in heights(words).items():
        if tall != 1:
            cell = rows[at][column]
            settings(cell, "tcPr").append(element("vMerge", val="restart" if tall else "continue"))
            if not tall:
                _empty(cell)


def _mergeable(row: etree._Element, styles: Styles) -> dict[int, etree._Element]:
    """Return the cells of a row that may be merged, by their first column; heads stand again on each page."""
    if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None:
        return {}
    lines = ((cell, start, cell.find(PARAGRAPH)) for cell, start, _ in cells(row))
    return {start: cell for cell, start, line in lines if line is not None and merges(styles.name(line))}


def _empty(cell: etree._Element) -> None:
    first, *others = cell.findall(PARAGRAPH)
    for other in others:
        remove(other)
    for child in list(first):
        if child.tag != w("pPr"):
            first.remove(child)
