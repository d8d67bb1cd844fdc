"""Sums over facts. To a query a fact is in, out, or known only more coarsely; a sum that meets the last is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from generator.model.ledger.dimension import YEAR
from generator.model.ledger.fact import NONE
from generator.model.ledger.query import APART, YEARS
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.fact import Fact, FactList, Residue
    from generator.model.ledger.query import Query

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


class _Answers(dict[str | None, int]):
    """Whether the values of a dimension are IN some values that are asked for, OUT, or OPEN; each is found once."""

    def __init__(self, dimension: Dimension, wanted: tuple[str, ...]) -> None:
        super().__init__()
        self._path, self._wanted = dimension.path, wanted

    def __missing__(self, value: str | None) -> int:
        self[value] = found = self._find(value)
        return found

    def _find(self, value: str | None) -> int:
        if value is None:
            return OPEN
        if not set(self._wanted).isdisjoint(self._path(value)):
            return IN
        return OPEN if value and any(value in self._path(one) for one in self._wanted) else OUT


Asked: TypeAlias = list[tuple[str, _Answers]]


def _state(fact: Fact, asked: Asked) -> int:
    values, worst = fact.values, IN
    for name, answers in asked:
        state = answers[values.get(name)]
        if state == OUT:
            return OUT
        if state == OPEN:
            worst = OPEN
    return worst


@dataclass(slots=True)
class Ledger:
    """The facts of a unit, a department or a region in one budget year, and what can be asked of them."""

    dimensions: dict[str, Dimension]
    year: int
    lists: list[FactList] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)
    _answers: dict[tuple[str, tuple[str, ...]], _Answers] = field(default_factory=dict, repr=False)
    _sums: dict[Query, Figure | None] = field(default_factory=dict, repr=False)
    _totals: list[tuple[Residue, frozenset[int]]] | None = field(default=None, repr=False)

    def sum(self, query: Query) -> Figure | None:
        """Add up what answers a query, in 元; None where nothing does.

        Raises:
            TooCoarseError: something is known too coarsely to tell.
            ApartError: the query names two years or stages.
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
        asked = {query: self._asked(query) for query in wanted}
        return [fact for facts in self.lists for fact in self._coverage(facts, wanted, asked)]

    def narrow(self, facts: Iterable[Fact], query: Query) -> list[Fact]:
        """Return those of some facts that answer a query; it was among those that they were selected for."""
        asked = self._asked(self.absolute(query))
        return [fact for fact in facts if _state(fact, asked) == IN]

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
        return self.dated(query.full())

    def dated(self, query: Query) -> Query:
        """Return a query with years by their numbers."""
        return query.map(YEAR, lambda year: str(self.year + YEARS[year]) if year in YEARS else year)

    def say(self, query: Query) -> str:
        """Return a query as people write it, years by their words."""
        words = {str(self.year + step): word for word, step in YEARS.items()}
        return query.map(YEAR, lambda year: words.get(year, year)).say(self.dimensions)

    def state(self, fact: Fact, query: Query) -> int:
        """Return whether a fact is IN or OUT of a query, or OPEN: it might be either."""
        return _state(fact, self._asked(query))

    def _asked(self, query: Query) -> Asked:
        """Return what a query asks of each dimension."""
        for term in query.terms:
            if term not in self._answers:
                self._answers[term] = _Answers(self.dimensions[term[0]], term[1])
        return [(name, self._answers[name, values]) for name, values in query.terms]

    def _coverage(
        self, facts: FactList, wanted: Mapping[Query, Sequence[Cut]], asked: Mapping[Query, Asked]
    ) -> Iterator[Fact]:
        """Yield the facts of the first coverage of a list that answers; one without candidates answers: nothing."""
        lack: dict[str, tuple[str, Fact]] = {}
        for coverage, held in facts.coverages.items():
            found: list[Fact] = []
            for fact in held:
                states = {query: _state(fact, terms) for query, terms in asked.items()}
                missing = self._missing(fact, states, wanted)
                if missing:
                    lack[coverage] = (missing, fact)
                    break
                if IN in states.values():
                    found.append(fact)
            else:
                yield from found
                return
        if lack:
            raise TooCoarseError(facts, next(iter(wanted)), lack)

    def _missing(self, fact: Fact, states: Mapping[Query, int], wanted: Mapping[Query, Sequence[Cut]]) -> str:
        """Return the dimension that a fact is known too coarsely in; "" if it is known well enough."""
        for query, state in states.items():
            if state == OPEN:
                return self._lack(fact, query)
            if state == IN:
                for name, level in wanted[query]:
                    if not self.knows(fact, name, level):
                        return name
        return ""

    def _lack(self, fact: Fact, query: Query) -> str:
        return next(name for name, answers in self._asked(query) if answers[fact.values.get(name)] == OPEN)

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
        query, found = self.absolute(total), set[int]()
        for facts in self.lists:
            for held in facts.coverages.values():
                states = [(id(fact), self.state(fact, query)) for fact in held]
                if all(state != OPEN for _, state in states):
                    found |= {number for number, state in states if state == IN}
                    break
        return frozenset(found)
