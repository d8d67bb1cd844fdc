"""Sums over facts. To a query a fact is in, out, or known only more coarsely; a sum that meets the last is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial, reduce
from typing import TYPE_CHECKING, TypeAlias

from generator.model.ledger.dimension import YEAR
from generator.model.ledger.index import Index, union
from generator.model.ledger.query import Query, number_of, query_of, word_of
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.fact import Fact, FactList, Gap, Residue
    from generator.model.ledger.index import Facts

# A dimension, and the level at which rows are cut by it ("" for its values as they are known).
Cut = tuple[str, str]
# What is wanted at once: queries that are asked together, with what rows are cut by there.
Asks: TypeAlias = "Mapping[tuple[Query, ...], Sequence[Cut]]"


class TooCoarseError(Exception):
    """A list of facts has no coverage that knows all that is asked; `fact` is the first that shows it."""

    def __init__(self, facts: FactList, query: Query, lack: Mapping[str, tuple[str, Fact]]) -> None:
        super().__init__(facts.name)
        self.facts, self.query, self.lack = facts, query, lack


class ApartError(Exception):
    """A query would add amounts of two years or stages; `dimension` says which."""

    def __init__(self, dimension: str, query: Query) -> None:
        super().__init__(dimension)
        self.dimension, self.query = dimension, query


class UnknownYearError(Exception):
    """A query asks for a year of which no money is known."""

    def __init__(self, year: str, gap: Gap) -> None:
        super().__init__(year)
        self.year, self.gap = year, gap


@dataclass(slots=True)
class Ledger:
    """The facts of a unit, a department or a region in one budget year, and what can be asked of them.

    `gaps` are the years of which nothing is known, `without` those in which there was no unit to have a budget.
    Queries that are asked together are met by facts that answer all of them.
    """

    dimensions: dict[str, Dimension]
    year: int
    lists: list[FactList] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)
    gaps: dict[str, Gap] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    # What was found once; no fact is added after the first question.
    _index: Index | None = field(default=None, repr=False)
    _sums: dict[Query, Figure | None] = field(default_factory=dict, repr=False)
    _parts: dict[Facts, tuple[Decimal, tuple[Figure, ...]]] = field(default_factory=dict, repr=False)
    _totals: list[tuple[Residue, Facts]] | None = field(default=None, repr=False)

    def sum(self, query: Query) -> Figure | None:
        """Add up what answers a query, in 元; None where nothing does.

        Raises:
            TooCoarseError: something is known too coarsely to tell.
            ApartError: the query names two years or stages.
            UnknownYearError: nothing is known of the year.
        """
        if query not in self._sums:
            self._sums[query] = self.total(self.select({(query,): ()}), query)
        return self._sums[query]

    def select(self, asks: Asks) -> Facts:
        """Choose the facts that answer any of what is wanted, of each list those of one coverage.

        That is the first that answers all of it, and knows the values that rows are cut by.
        """
        for query in self._together(asks) if self.gaps else ():
            for year in (year for year in query.values[YEAR] if year in self.gaps):
                raise UnknownYearError(year, self.gaps[year])
        inside = near = lost = chosen = 0
        for queries, cuts in asks.items():
            found = self.index.answer(*queries)
            inside, near = inside | found.inside, near | found.near
            lost |= found.near & ~found.inside
            for name, level in cuts:
                lost |= found.inside & ~self.index.known(name, level)
        if not lost:
            return inside & self.index.first
        for facts, coverages in self.index.lists:
            known = next((held for held in coverages.values() if not held & near & lost), None)
            if known is None and coverages:
                raise self._too_coarse(facts, {name: held & near & lost for name, held in coverages.items()}, asks)
            chosen |= (known or 0) & inside
        return chosen

    def narrow(self, facts: Facts, *queries: Query) -> Facts:
        """Return those of some facts that answer queries asked together; they were selected for these."""
        return facts & self.index.answer(*queries).inside

    def possible(self, facts: Facts, query: Query) -> Facts:
        """Return those of some facts that are not out of what a query says itself."""
        return facts & self.index.said(query).near

    def total(self, facts: Facts, *queries: Query) -> Figure | None:
        """Add up those of some facts that answer queries asked together, with the 尾差 of the totals that they make up.

        In 元; None if there are none. ApartError if the queries name two years or stages.
        """
        found = self.index.answer(*queries)
        facts &= found.inside
        if not facts and not found.apart:
            return None
        query = self._meet(queries)
        for name in (name for name, values in query.terms if name in found.apart and len(values) > 1):
            raise ApartError(name, query)
        if not facts:
            return None
        if facts not in self._parts:
            parts = (*(fact.figure for fact in self.each(facts)), *(one.figure for one in self._residues_in(facts)))
            self._parts[facts] = sum((part.value for part in parts), Decimal(0)), parts
        value, parts = self._parts[facts]
        said = self.say(query) + ("（含尾差）" if len(parts) > facts.bit_count() else "")
        return Figure(value, "元", "", Computed(said, parts))

    def values(self, facts: Facts, cuts: Sequence[Cut]) -> list[tuple[str, ...]]:
        """Return the distinct values that some facts have in some dimensions, in the order of their trees."""
        found: list[tuple[tuple[str, ...], Facts]] = [((), facts)]
        for name, level in cuts:
            known = self.index.level(name, level).items()
            found = [((*row, value), own & held) for row, held in found for value, own in known if own & held]
        orders = [self.dimensions[name].order for name, _ in cuts]
        rows = [row for row, _ in found]
        return sorted(rows, key=lambda row: tuple(order(value) for order, value in zip(orders, row, strict=True)))

    def known(self, facts: Facts, name: str) -> set[str | None]:
        """Return the values that some facts have in a dimension, None for what is not known."""
        return {value for value, own in self.index.values(name).items() if own & facts}

    def each(self, facts: Facts) -> Iterator[Fact]:
        """Yield some facts in their order."""
        return self.index.each(facts)

    def absolute(self, query: Query) -> Query:
        """Return a query with all that it need not say, and with years by their numbers."""
        return query.full().map(YEAR, partial(number_of, self.year))

    def say(self, query: Query) -> str:
        """Return a query as people write it, years by their words."""
        return query.map(YEAR, partial(word_of, self.year)).say(self.dimensions)

    @property
    def index(self) -> Index:
        """The facts by what is known of them."""
        if self._index is None:
            self._index = Index(self.lists, self.dimensions, self.year)
        return self._index

    def _meet(self, queries: Sequence[Query]) -> Query:
        return reduce(lambda one, other: one.meet(other, self.dimensions), queries)

    def _together(self, asks: Asks) -> dict[Query, tuple[Cut, ...]]:
        """Return what is wanted by absolute queries, each once."""
        found: dict[Query, tuple[Cut, ...]] = {}
        for queries, cuts in asks.items():
            query = self.absolute(self._meet(queries))
            found[query] = tuple(dict.fromkeys((*found.get(query, ()), *cuts)))
        return found

    def _too_coarse(self, facts: FactList, lost: Mapping[str, Facts], asks: Asks) -> TooCoarseError:
        """Return the error that tells of the first fact of each coverage that can't answer."""
        lack: dict[str, tuple[str, Fact]] = {}
        said = Query()
        for coverage, held in lost.items():
            first = held & -held
            query, name = next(self._reasons(first, asks))
            lack[coverage] = name, next(self.each(first))
            said = said if said.terms else query
        return TooCoarseError(facts, said, lack)

    def _reasons(self, fact: Facts, asks: Asks) -> Iterator[tuple[Query, str]]:
        """Yield each absolute query that a fact is known too coarsely for, with the dimension."""
        for query, cuts in self._together(asks).items():
            inside, near, *_ = self.index.answer(query)
            if fact & inside:
                yield from ((query, name) for name, level in cuts if not fact & self.index.known(name, level))
            elif fact & near:
                terms = (query_of({name: values}) for name, values in query.terms)
                yield query, next(one.terms[0][0] for one in terms if not fact & self.index.said(one).inside)

    def _residues_in(self, taken: Facts) -> list[Residue]:
        """Return the 尾差 that count in a sum of some facts: those of the totals all of whose facts it takes."""
        if self._totals is None:
            self._totals = [(residue, self._facts_of(residue.total)) for residue in self.residues]
        return [residue for residue, own in self._totals if own and not own & ~taken]

    def count(self, query: Query) -> int:
        """Return how many facts a total is the sum of."""
        return self._facts_of(query).bit_count()

    def _facts_of(self, total: Query) -> Facts:
        """Return the facts of a total: of each list those of the first coverage that knows it."""
        inside, near, *_ = self.index.answer(total)
        return union(
            next((held & near for held in coverages.values() if not held & near & ~inside), 0)
            for _, coverages in self.index.lists
        )
