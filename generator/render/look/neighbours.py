"""Says which cells below each other are one: those that say the same, in columns whose style asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def heights(rows: Sequence[Mapping[int, str]]) -> dict[tuple[int, int], int]:
    """Return over how many rows each cell reaches, 0 for one that the cell above takes in.

    `rows` are the words of the cells that may be merged, by the first column of each. A merge never goes beyond that
    of the nearest such column to its left: 质量指标 of one 一级指标 is not that of the next.
    """
    found: dict[tuple[int, int], int] = {}
    begun: dict[int, int] = {}  # the rows at which merges begin, by column
    above: Mapping[int, str] = {}
    for at, row in enumerate(rows):
        is_new = False
        for column in sorted(row):
            is_new = is_new or not row[column] or above.get(column) != row[column]
            if is_new:
                begun[column] = at
            found[at, column] = 0
            found[begun[column], column] += 1
        above = row
    return found
