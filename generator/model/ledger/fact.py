"""Facts: amounts with all that is known of them, in lists that each hold one or more views of the same money."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.ledger.query import Query
    from generator.model.position import Position
    from generator.model.text import Figure

# The value of a dimension that a fact is known to have none in: 基本支出 belongs to no 项目.
NONE: Final = ""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """An amount (in 元) with its value in each dimension; of a dimension that is absent nothing is known."""

    figure: Figure
    values: Mapping[str, str]


@dataclass(slots=True)
class FactList:
    """Facts that are added up: 基本支出 of a unit, one project.

    A coverage (口径) holds all its money once, as one way of looking at it (功能分类, 经济分类); coverages are never
    added to each other. `name` and `position` are for messages.
    """

    name: str
    position: Position
    coverages: dict[str, list[Fact]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Fact]:
        """Yield the facts of all coverages."""
        return chain.from_iterable(self.coverages.values())

    def add(self, coverage: str, fact: Fact) -> None:
        """Add a fact to a coverage."""
        self.coverages.setdefault(coverage, []).append(fact)


@dataclass(frozen=True, slots=True)
class Gap:
    """A year of which no money is known, though there may have been some.

    `place` is where it could be said; `broken` a file of the year's own folder, where that is there but can't be read.
    """

    place: Position
    broken: Position | None = None


@dataclass(frozen=True, slots=True)
class Residue:
    """尾差: what the total that a query names differs from the sum of its rounded parts, in 元."""

    total: Query
    figure: Figure
    position: Position
