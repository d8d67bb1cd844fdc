"""Regular tables on a sheet: merged headings that stay in sight and are printed on every page, then the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.render.xlsx_grid import page_width, pixels
from generator.render.xlsx_style import CELL, HEAD, LINE, SIZE_5, UNIT
from generator.render.xlsx_value import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Table
    from generator.model.text import Text
    from generator.render.xlsx_grid import Grid

# Numbers and codes must not break; longer ones (links) may.
_WORD: Final = re.compile(r"[!-~]{1,24}")
_AROUND: Final = 12  # pixels


def widths(table: Table, orientation: str) -> list[float]:
    """Return the columns' widths in pixels: their shares of the page, more where a number would not fit.

    What gets wider than the page that way is made smaller when printed.
    """
    leaves = table.leaf_columns
    page = page_width(orientation)
    shares = sum(leaf.width for leaf in leaves)
    cells = zip(*table.rows, strict=True) if table.rows else [()] * len(leaves)
    return [
        max(page * (leaf.width / shares if shares else 1 / len(leaves)), longest_word(column))
        for leaf, column in zip(leaves, cells, strict=True)
    ]


def longest_word(texts: Iterable[Text], size: float = SIZE_5) -> float:
    """Return the room in pixels that the longest number or code of some cells needs, in a size of so many points."""
    words = (word for text in texts for word in _WORD.findall(text.plain))
    return max((pixels(word, size) for word in words), default=0) + _AROUND


def draw(table: Table, grid: Grid) -> None:
    """Write a table with the line of its unit above it and its note below."""
    grid.line(table.unit, UNIT)
    first = grid.row
    _heads(table, grid)
    grid.repeat(first, grid.row - 1)
    grid.sheet.freeze_panes(grid.row, 0)
    grid.grouped = any(_is_grouped(text) for row in table.rows for text in row)
    for row in table.rows:
        for column, (text, leaf) in enumerate(zip(row, table.leaf_columns, strict=True)):
            grid.cell(text, CELL.aligned(leaf.align), column)
        grid.row += 1
    grid.line(table.note, LINE)


def _is_grouped(text: Text) -> bool:
    value = number(text)
    return value is not None and "," in value.format


def _heads(table: Table, grid: Grid) -> None:
    """Write the headings level by level; one without columns below it reaches down to the cells."""
    for left, level in zip(range(table.head_rows, 0, -1), table.levels, strict=True):
        for column, start in level:
            rows = 1 if column.children else left
            columns = len(column.leaves)
            grid.cell(grid.broken(column.heading, HEAD.size, start, columns), HEAD, start, columns, rows)
        grid.row += 1
