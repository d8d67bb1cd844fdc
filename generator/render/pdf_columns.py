"""Gives the columns of a form in a PDF what its numbers need, and makes its figures smaller where that fails.

WeasyPrint shares the width of a table out before it lays its cells out; this changes what it has found, measured with
its own means. It replaces one private function, whose version is therefore locked. Regular tables fit already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, table
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import split_first_line

from generator.render.justify import UnknownWeasyPrintError
from generator.render.needs import Need, NoRoomError, fit, is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PIXELS: Final = 96 / 72  # in a point
_REGULAR: Final = "regular"
_NEAREST: Final = 0.4 / 25.4 * 96  # pixels: the padding of figures that have little room
# The widths of tables that are being laid out, by their elements: a table is asked about for each of its pages.
_KEPT: Final[WeakKeyDictionary[Any, list[float] | None]] = WeakKeyDictionary()

_stock: Final = table.table_wrapper_width


def install() -> None:
    """Make WeasyPrint fit forms; calling it again changes nothing.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    if block.table_wrapper_width is _width:
        return
    if block.table_wrapper_width is not _stock or not hasattr(table, "fixed_table_layout"):
        raise UnknownWeasyPrintError("WeasyPrint 的版本不合：weasyprint.layout.table.table_wrapper_width 变了")
    block.table_wrapper_width = _width


def _width(context: Any, wrapper: Any, containing_block: Any) -> None:
    """Find the widths of the columns of a table; once for all its pages.

    Raises:
        NoRoomError: a number has no room, whatever the widths.
    """
    _stock(context, wrapper, containing_block)
    found = wrapper.get_wrapped_table()
    if found.style["table_layout"] != "fixed" or _REGULAR in found.element.get("class", "").split():
        return
    if found.element not in _KEPT:
        _KEPT[found.element] = _fitted(context, found)
    widths = _KEPT[found.element]
    if widths is not None:
        found.column_widths = list(widths)


def _fitted(context: Any, found: Any) -> list[float] | None:
    """Return the widths of columns in pixels, None where all is met as it is drawn; figures may get smaller."""
    grid = [width / _PIXELS for width in found.column_widths]
    try:
        fitting = fit(grid, list(_needs(context, found)))
    except NoRoomError:
        _tighten(found)
        fitting = fit(grid, list(_needs(context, found)))
    if fitting is None:
        return None
    widths, less = fitting
    for text in _texts(found) if less else ():
        if is_figure(text.text):
            text.style = text.style.copy()  # Cells that look alike share one.
            text.style["font_size"] -= less * _PIXELS
    return [width * _PIXELS for width in widths]


def _tighten(found: Any) -> None:
    """Let figures come nearer to the lines beside them, as near as those of the narrowest tables are drawn."""
    for cell in _cells(found):
        if all(is_figure(text.text) for text in _texts(cell)):
            cell.style = cell.style.copy()  # Cells that look alike share one.
            for side in ("padding_left", "padding_right"):
                cell.style[side] = Dimension(min(cell.style[side].value, _NEAREST), "px")


def _needs(context: Any, found: Any) -> Iterator[Need]:
    columns = len(found.column_widths)
    for cell in _cells(found):
        end = min(cell.grid_x + cell.colspan, columns)
        resolve_percentages(cell, containing_block=found)
        cell.width = 0
        sides = cell.border_width() / _PIXELS
        for text in _texts(cell):
            points = text.style["font_size"] / _PIXELS
            whole = text.style["white_space"] == "nowrap"
            yield Need(cell.grid_x, end, text.text, points, sides, whole, _measure(context, text.style))


def _cells(found: Any) -> Iterator[Any]:
    return (cell for group in found.children for row in group.children for cell in row.children)


def _measure(context: Any, style: Any) -> Callable[[str, float], float]:
    """Return what measures a part of a text in points, in a size."""

    def measure(part: str, points: float) -> float:
        own = style.copy()
        own["font_size"] = points * _PIXELS
        _, _, _, width, *_ = split_first_line(part, own, context, None, 0)
        return float(width) / _PIXELS

    return measure


def _texts(box: Any) -> Iterator[Any]:
    """Yield the stretches of text in a box."""
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)
