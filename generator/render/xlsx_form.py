"""Forms on a sheet. Their layout stands only in the pack's templates, so here they are lists of names and values."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeGuard

from generator.model.text import Text, of_words
from generator.render.xlsx_grid import TALLEST_ROW, page_width, pixels
from generator.render.xlsx_style import CELL, HEAD, NAME, SIZE_5
from generator.render.xlsx_table import longest_word

if TYPE_CHECKING:
    from generator.model.document import Cell, Form, Row
    from generator.render.xlsx_grid import Grid

_FEWEST: Final = 4  # columns, so that the names take a quarter at most
# Between these many full-width characters, a column gets as much room as its longest cell asks for.
_LEAST, _MOST = 4, 16
_LONGEST_NAME: Final = 9


def is_rows(cell: Cell) -> TypeGuard[tuple[Row, ...]]:
    """Whether a cell is a table of its own."""
    return isinstance(cell, tuple) and bool(cell) and not isinstance(cell[0], Text)


def widths(form: Form, orientation: str) -> list[float]:
    """Return the columns' widths in pixels; the page is shared out by what the columns of its rows hold."""
    names = [len(name) for name, cell in form.cells.items() if not is_rows(cell)]
    wanted = [float(_LEAST)] * _FEWEST
    wanted[0] = max(wanted[0], min(max(names, default=0) + 1, _LONGEST_NAME))
    least = [0.0] * _FEWEST
    for cell in filter(is_rows, form.cells.values()):
        for index, name in enumerate(_names(cell)):
            texts = [of_words(name), *(row.get(name, Text()) for row in cell)]
            if index == len(wanted):
                wanted.append(_LEAST)
                least.append(0)
            longest = max(pixels(text.plain, SIZE_5) for text in texts) / pixels("字", SIZE_5)
            wanted[index] = max(wanted[index], min(longest + 1, _MOST))
            least[index] = max(least[index], longest_word(texts))
    page = page_width(orientation)
    return [max(page * part / sum(wanted), floor) for part, floor in zip(wanted, least, strict=True)]


def draw(form: Form, grid: Grid) -> None:
    """Write the cells in their order: name and value side by side, rows as a table under their columns' names."""
    cells = list(form.cells.values())
    for name, cell in form.cells.items():
        if is_rows(cell):
            first = grid.row
            _rows(cell, grid)
            if cell is cells[-1]:
                grid.repeat(first, first)
        else:
            _value(name, cell, grid)


def _value(name: str, cell: Cell, grid: Grid) -> None:
    """Write a name and its value, a row for each paragraph; what is too tall for a row takes several."""
    texts = [text for text in ((cell,) if isinstance(cell, Text) else cell) if isinstance(text, Text)] or [Text()]
    spans = [math.ceil(grid.height(text, CELL, 1, grid.columns - 1) / TALLEST_ROW) for text in texts]
    grid.cell(grid.broken(of_words(name), NAME.size, 0, 1), NAME, rows=sum(spans))
    for text, rows in zip(texts, spans, strict=True):
        grid.cell(text, CELL, 1, grid.columns - 1, rows)
        grid.row += rows


def _rows(rows: tuple[Row, ...], grid: Grid) -> None:
    names = _names(rows)
    starts = [*range(len(names)), grid.columns]
    places = list(zip(names, pairwise(starts), strict=True))
    for name, (start, end) in places:
        grid.cell(grid.broken(of_words(name), HEAD.size, start, end - start), HEAD, start, end - start)
    grid.row += 1
    for row in rows:
        for name, (start, end) in places:
            grid.cell(row.get(name, Text()), CELL, start, end - start)
        grid.row += 1


def _names(rows: tuple[Row, ...]) -> list[str]:
    """Return the columns of some rows, in the order of their first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))
