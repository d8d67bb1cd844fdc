"""Says what the heads of a form head: a screen reader tells a cell by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.drawing import Cell, Row

HEAD: Final = ("表格表头", "表格合并表头")
ROW_HEAD: Final = "表格行头"


def scoped(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows whose heads say what they head; a row of heads alone keeps to the next."""
    return tuple(_scoped(rows, at) for at in range(len(rows)))


def is_head(cell: Cell) -> bool:
    """Whether a cell is a head: by the style of its first line. An empty one heads nothing."""
    return cell.lines[0].style in HEAD and bool(cell.text)


def _scoped(rows: Sequence[Row], at: int) -> Row:
    row = rows[at]
    cells = tuple(replace(cell, scope=_scope(rows, at, cell)) for cell in row.cells)
    heads = any(cell.scope for cell in cells) and all(cell.scope or not cell.text for cell in cells)
    return replace(row, cells=cells, keeps=row.keeps or (heads and not row.is_head))


def _scope(rows: Sequence[Row], at: int, cell: Cell) -> str:
    row = rows[at]
    if cell.lines[0].style == ROW_HEAD:
        return "row"
    if not is_head(cell):
        return ""
    place = row.cells.index(cell)
    has_data = any(other.text and not is_head(other) for other in row.cells)
    if row.is_head:
        return _of_columns(rows, at, cell)
    if not place and cell.is_tall and any(not is_head(other) for below in rows[at + 1 :] for other in below.cells):
        return "rowgroup"
    if has_data and place + 1 < len(row.cells):
        return "rowgroup" if cell.is_tall else "row"
    return _of_columns(rows, at, cell)


def _of_columns(rows: Sequence[Row], at: int, cell: Cell) -> str:
    """A head that heads below it divide is one of a group, and so is one over the whole table."""
    end = cell.column + cell.columns
    below = rows[at + 1].cells if at + 1 < len(rows) else ()
    inside = [other for other in below if is_head(other) and cell.column <= other.column < end]
    is_over_all = cell.columns > 1 and len(rows[at].cells) == 1
    return "colgroup" if len(inside) > 1 or is_over_all else "col"
