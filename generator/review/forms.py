"""Compares the forms of a part: which is which by what stands in it, then cell by cell and row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from generator.model.address import address
from generator.model.places import form_number
from generator.model.review import Fate, RowEffect, TableEffect
from generator.model.text import Text
from generator.review.rows import aligned, counts
from generator.review.tables import Grid, compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.document import Form, Row
    from generator.review.years import Years

# The texts of a form by the names of its cells; paragraphs on lines of their own.
Texts: TypeAlias = "Mapping[str, str]"
# The part that a form stands in, and the number that it bears ("" for none).
Above: TypeAlias = tuple[str, str]
COLUMNS = ("栏目", "内容")
# How much of what only one form says two forms have in common, at least, if they are one.
ALIKE = 0.2


def forms(title: str, part: str, old: Sequence[Form], new: Sequence[Form], years: Years) -> Iterator[TableEffect]:
    """Yield what the forms of a part print differently."""
    for name in dict.fromkeys(form.name for form in (*new, *old)):
        before, after = ([form for form in side if form.name == name] for side in (old, new))
        yield from _of_one_kind(title, part, before, after, years)


def _of_one_kind(
    title: str, part: str, old: Sequence[Form], new: Sequence[Form], years: Years
) -> Iterator[TableEffect]:
    before, after = ([_texts(form) for form in side] for side in (old, new))
    numbers = {
        name
        for name in dict.fromkeys(name for texts in (*before, *after) for name in texts)
        if max(len(before), len(after)) > 1
        and all(counts(texts.get(name, "") for texts in side) for side in (before, after))
    }
    scale = _Scale(before, after, numbers, years)
    if len(before) == len(after) == 1:
        pairs: list[tuple[int | None, int | None]] = [(0, 0)]
    else:
        pairs = aligned(
            [(1, n) for n in range(len(before))], [(2, n) for n in range(len(after))], scale.likeness, ALIKE
        )
    for one, other in pairs:
        mine, theirs = before[one] if one is not None else {}, after[other] if other is not None else {}
        shown = new[other] if other is not None else old[one or 0]
        name = form_number(shown) or shown.name
        above = (part, form_number(shown))
        yield from _cells(title, above, name, mine, theirs, numbers, years)
        was, now = old[one] if one is not None else None, new[other] if other is not None else None
        yield from _lists(title, above, was, now, years)


def _texts(form: Form) -> dict[str, str]:
    """Return the cells of a form that hold text, one paragraph or several."""
    texts = {}
    for name, cell in form.cells.items():
        if isinstance(cell, Text):
            texts[name] = cell.plain
        elif all(isinstance(line, Text) for line in cell):
            texts[name] = "\n".join(line.plain for line in cell if isinstance(line, Text))
    return texts


def _rows(form: Form) -> dict[str, list[Row]]:
    """Return the cells of a form that hold rows."""
    rows = {
        name: [line for line in cell if not isinstance(line, Text)]
        for name, cell in form.cells.items()
        if not isinstance(cell, Text)
    }
    return {name: lines for name, lines in rows.items() if lines}


class _Scale:
    """Weighs what two forms have in common: what many forms say tells little of which is which."""

    def __init__(self, old: Sequence[Texts], new: Sequence[Texts], numbers: set[str], years: Years) -> None:
        self.sides = [
            [{(n, years.key(text)) for n, text in texts.items() if text and n not in numbers} for texts in side]
            for side in (old, new)
        ]
        self.known = [Counter(cell for cells in side for cell in cells) for side in self.sides]

    def likeness(self, one: int, other: int) -> float:
        mine, theirs = self.sides[0][one], self.sides[1][other]
        whole = sum(map(self._weight, mine | theirs))
        return sum(map(self._weight, mine & theirs)) / whole if whole else 0

    def _weight(self, cell: tuple[str, str]) -> float:
        return 1 / max(known[cell] for known in self.known)


def _cells(  # noqa: PLR0913, PLR0917 - the two sides, and what they are called
    title: str, above: Above, name: str, old: Texts, new: Texts, numbers: set[str], years: Years
) -> Iterator[TableEffect]:
    rows = []
    for cell in dict.fromkeys([*new, *old]):
        was, now = old.get(cell, ""), new.get(cell, "")
        if years.same(was, now):
            fate = Fate.SAME
        elif not old or not new:
            fate = Fate.ADDED if new else Fate.REMOVED
        else:
            fate = Fate.RENUMBERED if cell in numbers else Fate.CHANGED
        if was or now:
            place = address(*above, cell)
            rows.append(RowEffect(fate, (cell, was) if old else (), (cell, now) if new else (), place))
    if any(row.fate is not Fate.SAME for row in rows):
        yield TableEffect(title, above[0], name, COLUMNS, (True, True), tuple(rows))


def _lists(title: str, above: Above, old: Form | None, new: Form | None, years: Years) -> Iterator[TableEffect]:
    shown = new or old
    part = f"{above[0]} {above[1] or (shown.name if shown else '')}"
    before, after = (_rows(form) if form else {} for form in (old, new))
    for name in dict.fromkeys([*after, *before]):
        mine, theirs = (_grid(above, name, side[name]) if name in side else None for side in (before, after))
        yield from compared(title, part, mine, theirs, years)


def _grid(above: Above, name: str, rows: Sequence[Row]) -> Grid:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    printed = tuple(tuple(row[column].plain if column in row else "" for column in columns) for row in rows)
    places = tuple(address(*above, f"{name}{number}") for number in range(1, len(rows) + 1))
    return Grid(name, columns, printed, (True,) * len(columns), places)
