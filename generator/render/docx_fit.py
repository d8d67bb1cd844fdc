"""Gives the columns of a filled form in Word what its numbers need, and makes its figures smaller where that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.render import advances
from generator.render.docx_styles import number
from generator.render.docx_xml import PARAGRAPH, element, lines_of, settings, text_of, w
from generator.render.needs import Need, fit, is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from lxml import etree

    from generator.render.docx_styles import Look, Styles
    from generator.render.fit import LastRows

_TWIPS: Final = 20  # in a point
# The fonts of the repository that stand for those that official documents name; any other is taken for the widest.
_FILES: Final = {"仿宋_GB2312": "FangSong.ttf", "黑体": "Hei.ttf", "楷体_GB2312": "Kai.ttf"}
_SIDES: Final = ("top", "left", "bottom", "right")
# What the schema wants behind the margins of a table.
_AFTER_MARGINS: Final = frozenset(map(w, ("tblLook", "tblCaption", "tblDescription", "tblPrChange")))
# What the schema wants behind the size of a run, and behind its spacing.
_AFTER_SIZE: Final = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")
_AFTER_SPACING: Final = ("w", "kern", "position", "sz", "szCs", *_AFTER_SIZE)


def fit_form(table: etree._Element, styles: Styles, fonts: Path) -> float:
    """Fit a table to what stands in it; return by how many points its figures got smaller.

    Raises:
        NoRoomError: a number has no room, whatever the widths.
    """
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    grid = [number({"w": column.get(w("w"), "0")}, "w") / _TWIPS for column in columns]
    found = fit(grid, list(_needs(table, styles, fonts)))
    if found is None:
        return 0
    widths, less = found
    edges = [round(sum(widths[:at]) * _TWIPS) for at in range(len(widths) + 1)]
    for at, column in enumerate(columns):
        column.set(w("w"), str(edges[at + 1] - edges[at]))
    for cell, start, end in _cells(table):
        wide = cell.find(f"{w('tcPr')}/{w('tcW')}")
        if wide is not None:
            wide.set(w("w"), str(edges[end] - edges[start]))
    if less:
        _shrink(table, less, styles)
    return less


def _needs(table: etree._Element, styles: Styles, fonts: Path) -> Iterator[Need]:
    margins = styles.margins(table)
    sides = (margins["left"] + margins["right"]) / _TWIPS
    for cell, start, end in _cells(table):
        whole = cell.find(f"{w('tcPr')}/{w('noWrap')}") is not None
        for paragraph in cell.iterfind(PARAGRAPH):
            look = styles.look(paragraph)
            points = number(look, "r:sz", 20) / 2
            indents = (number(look, "ind.left") + number(look, "ind.right")) / _TWIPS
            for line in filter(None, lines_of(paragraph)):
                yield Need(start, end, line, points, sides + indents, whole, _measure(look, fonts))


def _measure(look: Look, fonts: Path) -> Callable[[str, float], float]:
    """Return what measures a part of a line in points, in a size."""
    file = fonts / _FILES.get(look.get("r:rFonts.ascii", ""), advances.CELLS)
    gap = number(look, "r:spacing") / _TWIPS
    return lambda part, points: advances.width(part, file) * points + len(part) * gap


def _cells(table: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """Yield the cells of a table with the edges that they lie between."""
    for row in table.iterfind(w("tr")):
        yield from cells(row)


def cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """Yield the cells of a row with the edges that they lie between."""
    column = 0
    for cell in row.iterfind(w("tc")):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        end = column + (1 if span is None else int(span.get(w("val"), "1")))
        yield cell, column, end
        column = end


def _shrink(table: etree._Element, less: float, styles: Styles) -> None:
    """Make the figures of a table smaller."""
    for cell, _, _ in _cells(table):
        for paragraph in cell.iterfind(PARAGRAPH):
            if is_figure(text_of(paragraph)):
                size = f"{number(styles.look(paragraph), 'r:sz', 20) - 2 * less:g}"
                _dress(paragraph, _AFTER_SIZE, sz=size, szCs=size)


def settle(table: etree._Element, last: LastRows, styles: Styles) -> None:
    """Take padding from the rows of a table, where that wins a page."""
    if last.padding == 1:
        return
    look, margins = settings(table, "tblPr"), styles.margins(table)
    sides = ((side, margins[side] * (last.padding if side in {"top", "bottom"} else 1)) for side in _SIDES)
    made = element("tblCellMar", *(element(side, w=f"{wide:.0f}", type="dxa") for side, wide in sides))
    for old in look.findall(w("tblCellMar")):
        look.remove(old)
    look.insert(sum(child.tag not in _AFTER_MARGINS for child in look), made)


def tighten(paragraph: etree._Element, twips: int, styles: Styles) -> None:
    """Set the characters of a paragraph nearer to each other."""
    own = number(styles.look(paragraph), "r:spacing")
    _dress(paragraph, _AFTER_SPACING, spacing=f"{own - twips:g}")


def _dress(paragraph: etree._Element, after: Collection[str], **values: str) -> None:
    """Set something of the runs of a paragraph anew; `after` is what the schema wants behind it."""
    for run in paragraph.iterfind(w("r")):
        look = settings(run, "rPr")
        for old in [node for node in look if node.tag in set(map(w, values))]:
            look.remove(old)
        place = next((at for at, node in enumerate(look) if node.tag in set(map(w, after))), len(look))
        look[place:place] = [element(name, val=value) for name, value in values.items()]
