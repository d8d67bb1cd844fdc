"""How a regular table fits its page: the size of its characters, and the lines of a long title.

No format breaks a number, so a column that is too narrow for one would print it over its neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from generator.model.text import Text, cut
from generator.phrase.lines import break_head, break_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Column, Table

Orientation: TypeAlias = Literal["portrait", "landscape"]

# Widths of the text block in points; GB/T 9704-2012 turns its 156 × 225 mm for tables laid sideways.
WIDTH: Final = {"portrait": 156 * 72 / 25.4, "landscape": 225 * 72 / 25.4}
SIZES: Final = {"五号": 10.5, "小五": 9, "六号": 7.5, "小六": 6.5}
# What the padding at the sides of a cell (in print.css) and half the lines beside it take, in points.
SIDES: Final = (0.5 + 0.8) * 72 / 25.4 + 0.5
# The same of the headings, which have less padding in all formats.
HEAD_PADDING: Final = 0.3 * 72 / 25.4
HEAD_SIDES: Final = 2 * HEAD_PADDING + 0.5
# A table of so many columns begins with the smaller characters, so that its headings get more than two in a line.
MANY_COLUMNS: Final = 9
TITLE_SIZE: Final = 22
# What is never broken: numbers and codes.
UNBROKEN: Final = re.compile(r"[0-9A-Za-z.,%]+")


def size(table: Table, orientation: Orientation) -> str | None:
    """Return the name of the largest size in which no number is wider than its column, None if none is small enough."""
    names = list(SIZES)[len(table.leaf_columns) >= MANY_COLUMNS :]
    return next((name for name in names if not any(_too_wide(table, orientation, SIZES[name]))), None)


def widest(table: Table, orientation: Orientation) -> Text:
    """Return the cell that is too wide for its column by most, even in the smallest size."""
    return max(_too_wide(table, orientation, min(SIZES.values())), key=lambda one: one[0])[1]


def _too_wide(table: Table, orientation: Orientation, points: float) -> Iterator[tuple[float, Text]]:
    """Yield the cells that need more room than their column has, with how much more."""
    columns = table.leaf_columns
    shares = sum(column.width for column in columns)
    room = [WIDTH[orientation] * column.width / shares - SIDES for column in columns]
    for row in table.rows:
        for cell, column, wide in zip(row, columns, room, strict=True):
            needed = _unbroken(cell, column) * points
            if needed > wide:
                yield needed / wide, cell


def _unbroken(cell: Text, column: Column) -> float:
    """Return the width of the longest part of a cell that stays on one line; the right column is for numbers."""
    parts = [cell.plain] if column.align == "right" else UNBROKEN.findall(cell.plain)
    return max(map(em, parts), default=0)


def em(text: str) -> float:
    """Return the width of a text in characters, rounded up: the fonts' digits take 0.50 to 0.56."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "AFW":
        return 1
    return 0.56 if character.isdigit() else 0.35 if character in ",.-" else 0.9


def title_lines(title: Text, orientation: Orientation) -> list[Text]:
    """Break the title of an annex between words; a line rather ends where one of its runs does, as a name."""
    lines = break_title([run.text for run in title.runs], WIDTH[orientation] / TITLE_SIZE)
    return cut(title, map(len, lines))


def head_lines(head: Column, table: Table, orientation: Orientation, points: float) -> list[Text]:
    """Break a heading between words, as wide as the columns below it are, in a size of so many points."""
    shares = sum(column.width for column in table.leaf_columns)
    wide = WIDTH[orientation] * sum(column.width for column in head.leaves) / shares - HEAD_SIDES
    return cut(head.heading, map(len, break_head(head.heading.plain, wide / points)))
