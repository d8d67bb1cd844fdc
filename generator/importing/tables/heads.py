"""Finds the table of a pack that a grid is: by the words of its heads, wherever its columns stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import contains
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.importing.words import TOTALS, plain, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.files.paper import Grid
    from generator.importing.tables.plan import Column, Half, Plan

# Where heads are looked for, and how many rows they can take.
_DEEPEST: Final = 14
_MOST_ROWS: Final = 4
# How much the words over two columns agree: all of them, those that both have, only the last one.
_ALL, _ENDS, _LAST = 1.0, 0.9, 0.6
# A grid is a table if so much of its heads agree; less will do if its title says so.
_ENOUGH, _TITLED = 0.6, 0.35
# Shorter names of tables are found in titles of others.
_SHORTEST_NAME: Final = 4
_PARTS: Final = frozenset("类款项目")

Words = tuple[str, ...]


class Band(NamedTuple):
    """Rows that may be heads: where they begin, how many, and the words over each column from the outside in."""

    top: int
    deep: int
    paths: list[Words]


@dataclass(slots=True)
class Fit:
    """How well a grid is a table of a pack, and where each column stands: a code in three columns in all of them.

    `twins` are other tables that it might be as well.
    """

    plan: Plan
    score: float
    band: Band
    columns: tuple[dict[Column, list[int]], ...]
    unit: str = ""
    twins: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The first row below the heads."""
        return self.band.top + self.band.deep

    def repeats(self, grid: Grid, row: int) -> bool:
        """Whether a row repeats the heads."""
        words = {plain(grid.filled(row, at)) for at in self.taken} - {""}
        return words <= {word for path in self.band.paths for word in path}

    @property
    def taken(self) -> set[int]:
        """The columns of the grid that were recognised."""
        return {at for half in self.columns for own in half.values() for at in own}

    @property
    def missing(self) -> list[Column]:
        """The columns of money that the grid does not have."""
        pairs = zip(self.plan.halves, self.columns, strict=True)
        return [one for half, found in pairs for one in half.columns if one.is_needed and one not in found]


def recognise(grid: Grid, plans: Sequence[Plan]) -> Fit | None:
    """Return the table that a grid is; None if it is none."""
    bands = list(_bands(grid))
    fits = [fit for plan in plans if (fit := _best(plan, bands)) is not None]
    titles = list(map(plain, _titles(grid)))
    named = [(size, fit.score, fit) for fit in fits if fit.score >= _TITLED and (size := _named(fit.plan, titles))]
    if named:
        best = max(named, key=lambda found: found[:2])[2]
    else:
        enough = sorted((fit for fit in fits if fit.score >= _ENOUGH), key=lambda fit: -fit.score)
        if not enough:
            return None
        best, *others = enough
        best.twins = [fit.plan.name for fit in others if best.score - fit.score < _ALL - _ENDS]
    best.unit = _unit(grid, best)
    return best


def _titles(grid: Grid) -> Iterator[str]:
    """Yield what may be a title: the name of a sheet, the lines above, rows with one text."""
    yield from ([grid.name] if grid.is_sheet else [])
    yield from grid.above
    for row in range(min(_DEEPEST, grid.height)):
        texts = [cell.text for _, cell in grid.row(row) if cell.text.strip()]
        yield from texts if len(texts) == 1 else ()


def _named(plan: Plan, titles: Sequence[str]) -> int:
    """Return how many characters of a table's name a title says; 0 if none says it."""
    found = (
        len(name)
        for name in plan.titles
        for title in titles
        if name == title or (len(name) > _SHORTEST_NAME and name in title)
    )
    return max(found, default=0)


def _bands(grid: Grid) -> Iterator[Band]:
    """Yield the rows that may be heads; those with one text alone are none."""
    height = min(_DEEPEST, grid.height)
    rows = [[plain(grid.filled(row, column)) for column in range(grid.width)] for row in range(height)]
    wide = [len(set(filter(None, row))) > 1 for row in rows]
    for top in range(height):
        for deep in range(1, min(_MOST_ROWS, height - top) + 1):
            if wide[top] and wide[top + deep - 1]:
                yield Band(top, deep, _paths(rows[top : top + deep]))


def _paths(rows: Sequence[list[str]]) -> list[Words]:
    """Return the words over each column; a blank with words below it belongs to the word on its left."""
    lines = [list(row) for row in rows]
    for at, line in enumerate(lines[:-1]):
        for column in range(1, len(line)):
            if not line[column] and any(below[column] for below in lines[at + 1 :]):
                line[column] = line[column - 1]
    return [tuple(dict.fromkeys(line[column] for line in lines if line[column])) for column in range(len(lines[0]))]


def _best(plan: Plan, bands: Sequence[Band]) -> Fit | None:
    """Return the rows that are the heads of a table most of all, of most columns, the fewest of them; None if none."""
    fits = (fit for band in bands if (fit := _fit(plan, band)) is not None)
    return max(fits, key=lambda fit: (fit.score, len(fit.taken), -fit.band.deep), default=None)


def _fit(plan: Plan, band: Band) -> Fit | None:
    found: list[dict[Column, list[int]]] = []
    taken: set[int] = set()
    points, wanted, shift = 0.0, 0, 0
    for half in plan.halves:
        own, gained = _assign(half, band, taken, shift)
        has_all = plan.lists or any(column.is_sum for column in own)
        if not has_all or (half.labels and not any(column.take for column in own)):
            return None
        found.append(own)
        points += gained
        # Of values that columns can stand for, only those count that are there.
        wanted += sum(not column.is_value or column in own for column in half.columns)
        shift += len(half.columns)
    return Fit(plan, points / wanted, band, tuple(found))


def _assign(half: Half, band: Band, taken: set[int], shift: int) -> tuple[dict[Column, list[int]], float]:
    """Give the columns of a half their places, the surest first; where two are as sure, as they are declared."""
    pairs = [
        (-score, abs(number + shift - at), number, at)
        for number, column in enumerate(half.columns)
        for at, words in enumerate(band.paths)
        if at not in taken and (score := agreement(column, words))
    ]
    found: dict[Column, list[int]] = {}
    points = 0.0
    for score, _, number, at in sorted(pairs):
        column = half.columns[number]
        if at in taken:
            continue
        if column not in found:
            points -= score
            found[column] = [at]
            taken.add(at)
        elif column.opens or (column.take and band.paths[at][-1:] and band.paths[at][-1] in _PARTS):
            found[column].append(at)
            taken.add(at)
    return found, points


def agreement(column: Column, words: Words) -> float:
    """Return how much the words over a column of a grid are those of a declared one."""
    heads = [names for names in column.heads if names != {""}]
    if words and words[-1] in _PARTS and column.take.endswith("编码"):
        if len(words) == 1:
            return _LAST
        words = words[:-1]
    if not words or not heads:
        return 0.0
    if column.opens:
        is_below = len(words) == len(heads) and all(map(contains, heads[:-1], words))
        return _LAST if is_below and words[-1] not in TOTALS else 0.0
    if words[-1] not in heads[-1]:
        # One column for code and name has the word of the group over both.
        return _LAST if column.take and len(words) == 1 and any(words[0] in names for names in heads[:-1]) else 0.0
    pairs = list(zip(reversed(words), reversed(heads), strict=False))
    if all(word in names for word, names in pairs):
        return _ALL if len(words) == len(heads) else _ENDS
    return _LAST


def _unit(grid: Grid, fit: Fit) -> str:
    """Return the unit of money of a grid; "" where none is written, or two are."""
    lines = [grid.filled(row, column) for row in range(fit.band.top) for column in range(grid.width)]
    heads = [grid.filled(row, column) for row in range(fit.band.top, fit.first) for column in range(grid.width)]
    for texts in (lines, grid.above, heads):
        units = {unit for text in texts if (unit := unit_of(text))}
        if units:
            return units.pop() if len(units) == 1 else ""
    return ""
