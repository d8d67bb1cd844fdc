"""Compares one table of a document with what it was: each side of it, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.address import address
from generator.model.places import column_paths, row_label
from generator.model.review import Effect, Fate, RowEffect, TableEffect
from generator.review.rows import aligned, alike, counts, moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Table
    from generator.review.years import Years

Cells: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, or of one side of it, with the names of its columns; `words` are columns without figures.

    `places` are the addresses of the rows.
    """

    name: str
    columns: Cells
    rows: tuple[Cells, ...]
    words: tuple[bool, ...]
    places: Cells


def table(title: str, part: str, old: Table | None, new: Table | None, years: Years) -> Iterator[Effect | TableEffect]:
    """Yield what a table prints differently; a side is None where there was or is no such table."""
    shown = new or old
    name = shown.name if shown else ""
    for what in ("unit", "note"):
        before, after = (getattr(side, what).plain if side else "" for side in (old, new))
        if not years.same(before, after):
            yield Effect(title, part, address(part, "单位行" if what == "unit" else "说明"), before, after)
    heads = ["｜".join(column_paths(side)) if side else "" for side in (old, new)]
    if not years.same(*heads):
        yield Effect(title, part, address(part, name, "表头"), *heads)
    mine, theirs = (list(_grids(part, side)) if side else [] for side in (old, new))
    for number in range(max(len(mine), len(theirs))):
        was, now = (side[number] if number < len(side) else None for side in (mine, theirs))
        yield from compared(title, part, was, now, years)


def _grids(part: str, side: Table) -> Iterator[Grid]:
    """Take the sides of a table apart; a row that only the other side fills is none."""
    for columns in side.sides:
        rows = [row[columns] for row in side.rows]
        figures = [any(run.figure for row in rows for run in row[at].runs) for at in range(len(rows[0]) if rows else 0)]
        printed = tuple(tuple(cell.plain for cell in row) for row in rows if any(row))
        paths = tuple(column_paths(side)[columns])
        group = paths[0].partition("/")[0] if side.split and paths else ""
        name = f"{side.name}（{group}）" if group else side.name
        paths = tuple(path.removeprefix(f"{group}/") for path in paths)
        numbered = ((number, row) for number, row in enumerate(rows, 1) if any(row))
        places = tuple(address(part, row_label(row) or f"第{number}行", group) for number, row in numbered)
        words = tuple(not figure for figure in figures) or (True,) * len(paths)
        yield Grid(name, paths, printed, words, places)


def compared(title: str, part: str, old: Grid | None, new: Grid | None, years: Years) -> Iterator[TableEffect]:
    """Yield what became of a grid, if anything did."""
    shown = new or old
    if shown is None:
        return
    columns, before, after = _columns(old, new, years)
    words = _words(columns, old, new, years)
    numbers = tuple(
        max(len(before), len(after)) > 1 and all(counts(row[at] for row in side) for side in (before, after))
        for at in range(len(columns))
    )
    named = [at for at, is_words in enumerate(words) if is_words and not numbers[at]]
    mine, theirs = ([tuple(years.key(row[at]) for at in named) for row in side] for side in (before, after))
    pairs = aligned(mine, theirs, lambda one, other: alike(mine[one], theirs[other]))
    displaced = moved(pairs)
    rows = []
    for one, other in pairs:
        was, now = before[one] if one is not None else (), after[other] if other is not None else ()
        place = new.places[other] if new and other is not None else old.places[one or 0] if old else ""
        rows.append(RowEffect(_fate(was, now, numbers, years, is_moved=other in displaced), was, now, place))
    if any(row.fate is not Fate.SAME for row in rows):
        yield TableEffect(title, part, shown.name, columns, words, tuple(rows))


def _columns(old: Grid | None, new: Grid | None, years: Years) -> tuple[Cells, list[Cells], list[Cells]]:
    """Return the columns of both sides under the names of the new one, and the rows of both in these columns."""
    columns = list(new.columns if new else ())
    places = []
    for column in old.columns if old else ():
        at = next(
            (at for at, name in enumerate(columns) if years.same(column, name) and at not in places), len(columns)
        )
        if at == len(columns):
            columns.append(column)
        places.append(at)
    before = []
    for row in old.rows if old else ():
        cells = [""] * len(columns)
        for at, cell in zip(places, row, strict=True):
            cells[at] = cell
        before.append(tuple(cells))
    rest = len(columns) - len(new.columns if new else ())
    return tuple(columns), before, [(*row, *[""] * rest) for row in (new.rows if new else ())]


def _words(columns: Cells, old: Grid | None, new: Grid | None, years: Years) -> tuple[bool, ...]:
    """Return which columns hold no figures, on either side."""
    figures = [
        column
        for side in (old, new)
        if side
        for column, is_words in zip(side.columns, side.words, strict=True)
        if not is_words
    ]
    return tuple(not any(years.same(figure, column) for figure in figures) for column in columns)


def _fate(old: Cells, new: Cells, numbers: Sequence[bool], years: Years, *, is_moved: bool) -> Fate:
    if not old or not new:
        return Fate.ADDED if new else Fate.REMOVED
    changed = [at for at in range(len(new)) if not years.same(old[at], new[at])]
    if any(not numbers[at] for at in changed):
        return Fate.CHANGED
    if is_moved:
        return Fate.MOVED
    return Fate.RENUMBERED if changed else Fate.SAME
