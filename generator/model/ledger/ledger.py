"""Sums over facts. To a query a fact is in, out, or known only more coarsely; a sum that meets the last is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.model.ledger.dimension import YEAR
from generator.model.ledger.fact import NONE
from generator.model.ledger.query import APART, DEFAULTS, YEARS, Query
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence

    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.fact import Fact, FactList, Gap, Residue

OUT, OPEN, IN = 0, 1, 2
# A dimension, and the level at which rows are cut by it ("" for its values as they are known).
Cut = tuple[str, str]


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


class _Found(NamedTuple):
    """The facts that are IN a query, and those that are not out of it: IN, or known too coarsely to tell."""

    inside: frozenset[Fact]
    near: frozenset[Fact]


@dataclass(slots=True)
class Ledger:
    """The facts of a unit, a department or a region in one budget year, and what can be asked of them.

    `gaps` are the years of which nothing is known, `without` those in which there was no unit to have a budget.
    """

    dimensions: dict[str, Dimension]
    year: int
    lists: list[FactList] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)
    gaps: dict[str, Gap] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    # What was found once; no fact is added after the first question.
    _found: dict[tuple[str, tuple[str, ...]], _Found] = field(default_factory=dict, repr=False)
    _values: dict[str, dict[str | None, set[Fact]]] = field(default_factory=dict, repr=False)
    _sums: dict[Query, Figure | None] = field(default_factory=dict, repr=False)
    _totals: list[tuple[Residue, frozenset[int]]] | None = field(default=None, repr=False)

    def sum(self, query: Query) -> Figure | None:
        """Add up what answers a query, in 元; None where nothing does.

        Raises:
            TooCoarseError: something is known too coarsely to tell.
            ApartError: the query names two years or stages.
            UnknownYearError: nothing is known of the year.
        """
        if query not in self._sums:
            self._sums[query] = self.total(self.select([query]), query)
        return self._sums[query]

    def select(self, queries: Sequence[Query], cuts: Mapping[Query, Sequence[Cut]] | None = None) -> list[Fact]:
        """Choose the facts that answer any of some queries, of each list those of one coverage.

        That is the first that answers all of them, and knows the values that rows are cut by, which `cuts` gives for
        absolute queries.
        """
        wanted = {query: tuple((cuts or {}).get(query, ())) for query in map(self.absolute, queries)}
        for year in (year for query in wanted for year in query.values[YEAR] if year in self.gaps):
            raise UnknownYearError(year, self.gaps[year])
        asked = {query: self._facts(query) for query in wanted}
        near: frozenset[Fact] = frozenset().union(*(found.near for found in asked.values()))
        lists = [facts for facts in self.lists if not near.isdisjoint(facts)]
        return [fact for facts in lists for fact in self._coverage(facts, near, wanted, asked)]

    def narrow(self, facts: Iterable[Fact], query: Query) -> list[Fact]:
        """Return those of some facts that answer a query; it was among those that they were selected for."""
        held = list(facts)
        for term in {**DEFAULTS, **query.values}.items():
            inside = self._of_term(*term).inside
            held = [fact for fact in held if fact in inside]
        return held

    def possible(self, facts: Iterable[Fact], query: Query) -> list[Fact]:
        """Return those of some facts that are not out of what a query says itself."""
        held = list(facts)
        for term in query.terms:
            near = self._of_term(*term).near
            held = [fact for fact in held if fact in near]
        return held

    def total(self, facts: Sequence[Fact], query: Query) -> Figure | None:
        """Add up facts that answer a query, with the 尾差 of the totals that they make up, in 元.

        None if there are none; ApartError if the query names two years or stages.
        """
        apart = next((name for name, values in query.terms if name in APART and len(values) > 1), None)
        if apart is not None:
            raise ApartError(apart, query)
        if not facts:
            return None
        residues = self.residues_in(facts)
        parts = (*(fact.figure for fact in facts), *(residue.figure for residue in residues))
        said = self.say(query) + ("（含尾差）" if residues else "")
        return Figure(sum((part.value for part in parts), Decimal(0)), "元", "", Computed(said, parts))

    def values(self, facts: Iterable[Fact], cuts: Sequence[Cut]) -> list[tuple[str, ...]]:
        """Return the distinct values that some facts have in some dimensions, in the order of their trees."""
        found = {
            tuple(self.dimensions[name].at(fact.values[name], level) or NONE for name, level in cuts)
            for fact in facts
            if all(fact.values.get(name) for name, _ in cuts)
        }
        orders = [self.dimensions[name].order for name, _ in cuts]
        return sorted(found, key=lambda row: tuple(order(value) for order, value in zip(orders, row, strict=True)))

    def absolute(self, query: Query) -> Query:
        """Return a query with all that it need not say, and with years by their numbers."""
        return query.full().map(YEAR, self._year)

    def say(self, query: Query) -> str:
        """Return a query as people write it, years by their words."""
        words = {str(self.year + step): word for word, step in YEARS.items()}
        return query.map(YEAR, lambda year: words.get(year, year)).say(self.dimensions)

    def _facts(self, query: Query) -> _Found:
        """Return what is known of the facts of all lists, to a query that says all."""
        terms = [self._of_term(*term) for term in query.terms]
        inside, near = zip(*terms, strict=True)
        return _Found(frozenset.intersection(*inside), frozenset.intersection(*near))

    def _of_term(self, name: str, wanted: tuple[str, ...]) -> _Found:
        """Return what is known of all facts in one dimension, to some values of it."""
        found = self._found.get((name, wanted))
        if found is None:
            values = tuple(map(self._year, wanted)) if name == YEAR else wanted
            states = [(_state(value, values, self.dimensions[name]), facts) for value, facts in self._bearers(name)]
            inside: frozenset[Fact] = frozenset().union(*(facts for state, facts in states if state == IN))
            near = inside.union(*(facts for state, facts in states if state == OPEN))
            found = self._found[name, wanted] = _Found(inside, near)
        return found

    def _year(self, word: str) -> str:
        return str(self.year + YEARS[word]) if word in YEARS else word

    def _bearers(self, name: str) -> ItemsView[str | None, set[Fact]]:
        """Return the values that facts have in a dimension, each with its facts."""
        if name not in self._values:
            known = self._values[name] = {}
            for fact in (fact for facts in self.lists for fact in facts):
                known.setdefault(fact.values.get(name), set()).add(fact)
        return self._values[name].items()

    def _coverage(
        self,
        facts: FactList,
        near: frozenset[Fact],
        wanted: Mapping[Query, Sequence[Cut]],
        asked: Mapping[Query, _Found],
    ) -> Iterator[Fact]:
        """Yield the facts of the first coverage of a list that answers; one without candidates answers: nothing."""
        lack: dict[str, tuple[str, Fact]] = {}
        said = Query()
        for coverage, held in facts.coverages.items():
            found = [fact for fact in held if fact in near]
            lacking = next(((fact, *lost) for fact in found for lost in self._lost(fact, wanted, asked)), None)
            if lacking is None:
                yield from (fact for fact in found if any(fact in one.inside for one in asked.values()))
                return
            fact, query, name = lacking
            lack[coverage] = name, fact
            said = said if said.terms else query
        if lack:
            raise TooCoarseError(facts, said, lack)

    def _lost(
        self, fact: Fact, wanted: Mapping[Query, Sequence[Cut]], asked: Mapping[Query, _Found]
    ) -> Iterator[tuple[Query, str]]:
        """Yield each query that a fact is known too coarsely for, with the dimension."""
        for query, found in asked.items():
            if fact in found.inside:
                yield from ((query, name) for name, level in wanted[query] if not self.knows(fact, name, level))
            elif fact in found.near:
                yield (
                    query,
                    next(name for name, values in query.terms if fact not in self._of_term(name, values).inside),
                )

    def knows(self, fact: Fact, name: str, level: str) -> bool:
        """Whether a fact's value of a dimension is known down to a level."""
        value = fact.values.get(name)
        return value is not None and (value == NONE or self.dimensions[name].at(value, level) is not None)

    def residues_in(self, taken: Iterable[Fact]) -> list[Residue]:
        """Return the 尾差 that count in a sum of some facts: those of the totals all of whose facts it takes."""
        if not self.residues:
            return []
        if self._totals is None:
            self._totals = [(residue, self._facts_of(residue.total)) for residue in self.residues]
        numbers = {id(fact) for fact in taken}
        return [residue for residue, own in self._totals if own and own <= numbers]

    def count(self, query: Query) -> int:
        """Return how many facts a total is the sum of."""
        return len(self._facts_of(query))

    def _facts_of(self, total: Query) -> frozenset[int]:
        """Return the facts of a total: of each list those of the first coverage that knows it."""
        asked, found = self._facts(self.absolute(total)), set[int]()
        for facts in self.lists:
            for held in facts.coverages.values():
                near = asked.near.intersection(held)
                if near <= asked.inside:
                    found |= {id(fact) for fact in near}
                    break
        return frozenset(found)


def _state(value: str | None, wanted: tuple[str, ...], dimension: Dimension) -> int:
    """Return whether a value lies IN some values that are asked for, or OUT of them, or is OPEN: it may be either."""
    if value is None:
        return OPEN
    if not set(wanted).isdisjoint(dimension.path(value)):
        return IN
    return OPEN if value and any(value in dimension.path(one) for one in wanted) else OUT
