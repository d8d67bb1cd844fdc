"""The amounts of a text in their order, looked up by place: however long the text, it is read once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.equations import equations
from generator.check.numbers import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.numbers import Measure
    from generator.model.text import Text


@dataclass(frozen=True, slots=True)
class Listed:
    """The amounts of a text; which of them stand in equations, and which are their results, by where they begin."""

    amounts: tuple[Measure, ...]
    starts: tuple[int, ...]
    in_equations: frozenset[int]
    results: frozenset[int]

    def between(self, start: int, end: int) -> tuple[Measure, ...]:
        """Return the amounts that begin from `start` on and before `end`."""
        return self.amounts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, end: int) -> Measure | None:
        """Return the last amount that begins before `end`."""
        at = bisect_left(self.starts, end)
        return self.amounts[at - 1] if at else None

    def outside(self, items: Sequence[Measure]) -> list[Measure]:
        """Return the amounts that stand in no equation."""
        return [item for item in items if item.start not in self.in_equations]

    def sums(self, items: Sequence[Measure]) -> Iterator[Decimal]:
        """Yield what a total may mean: the sum of any last two or more, with the results of equations or without."""
        with_results = [item for item in items if item.start not in self.in_equations or item.start in self.results]
        for chosen in (self.outside(items), with_results):
            total = Decimal(0)
            for count, item in enumerate(reversed(chosen), 1):
                total += item.value
                if count > 1:
                    yield total


def read(text: Text) -> Listed:
    """Read the amounts of a text."""
    found = tuple(amounts(text))
    starts = tuple(item.start for item in found)
    inside: set[int] = set()
    results: set[int] = set()
    for equation in equations(text):
        held = starts[bisect_left(starts, equation.start) : bisect_left(starts, equation.end)]
        inside.update(held)
        if held and equation.is_money:
            results.add(held[-1])
    return Listed(found, starts, frozenset(inside), frozenset(results))
