"""The facts of a ledger by what is known of them, as sets: what two sets have in common costs next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from generator.model.ledger.dimension import YEAR
from generator.model.ledger.fact import NONE
from generator.model.ledger.query import APART, DEFAULTS, number_of, query_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.fact import Fact, FactList
    from generator.model.ledger.query import Query

# Some of a ledger's facts: a bit for each, in their order.
Facts: TypeAlias = int
OUT, OPEN, IN = 0, 1, 2


class Answer(NamedTuple):
    """The facts that are IN a query, and those that are not out of it: IN, or known too coarsely to tell.

    `unsaid` are the dimensions that a query need not name and this one doesn't, `apart` those that it names several
    values of which are never added.
    """

    inside: Facts
    near: Facts
    unsaid: frozenset[str]
    apart: frozenset[str]

    def __and__(self, other: Answer) -> Answer:
        """Return the answer to what two queries ask together."""
        inside, near, unsaid, apart = other
        return Answer(self.inside & inside, self.near & near, self.unsaid & unsaid, self.apart | apart)


class Index:
    """All facts of some lists of a year's budget, in order, and the sets of them; no fact is added once it is made."""

    def __init__(self, lists: Iterable[FactList], dimensions: Mapping[str, Dimension], year: int) -> None:
        self._dimensions, self._year = dimensions, year
        self._facts: list[Fact] = []
        # Each list with its facts by coverage.
        self.lists: list[tuple[FactList, dict[str, Facts]]] = [
            (held, {name: self._take(facts) for name, facts in held.coverages.items()}) for held in lists
        ]
        # Of each list those of its first coverage: mostly that is the one that answers.
        self.first = union(next(iter(coverages.values()), 0) for _, coverages in self.lists)
        self._values: dict[str, dict[str | None, Facts]] = {}
        self._levels: dict[tuple[str, str], dict[str, Facts]] = {}
        self._known: dict[tuple[str, str], Facts] = {}
        self._terms: dict[tuple[str, tuple[str, ...]], tuple[Facts, Facts]] = {}
        self._answers: dict[Query, Answer] = {}
        self._usual: dict[frozenset[str], Answer] = {}

    def _take(self, facts: Sequence[Fact]) -> Facts:
        first = len(self._facts)
        self._facts += facts
        return (1 << len(self._facts)) - (1 << first)

    def each(self, held: Facts) -> Iterator[Fact]:
        """Yield the facts of a set, in order."""
        while held:
            last = held & -held
            yield self._facts[last.bit_length() - 1]
            held ^= last

    def values(self, name: str) -> dict[str | None, Facts]:
        """Return the values that facts have in a dimension, each with its facts; None for what is not known."""
        if name not in self._values:
            found = self._values[name] = {}
            for number, fact in enumerate(self._facts):
                value = fact.values.get(name)
                found[value] = found.get(value, 0) | 1 << number
        return self._values[name]

    def level(self, name: str, level: str) -> dict[str, Facts]:
        """Return the values of facts at a level of a dimension; NONE where they are known less finely."""
        if (name, level) not in self._levels:
            found = self._levels[name, level] = {}
            for value, facts in self.values(name).items():
                if value:
                    at = self._dimensions[name].at(value, level) or NONE
                    found[at] = found.get(at, 0) | facts
        return self._levels[name, level]

    def known(self, name: str, level: str) -> Facts:
        """Return the facts whose value of a dimension is known down to a level."""
        if (name, level) not in self._known:
            dimension = self._dimensions[name]
            self._known[name, level] = union(
                facts
                for value, facts in self.values(name).items()
                if value is not None and (value == NONE or dimension.at(value, level) is not None)
            )
        return self._known[name, level]

    def answer(self, *queries: Query) -> Answer:
        """Return what is known of all facts, to queries asked together and all that these need not say."""
        found = self.said(queries[0])
        for query in queries[1:]:
            found &= self.said(query)
        if not found.unsaid:
            return found
        if found.unsaid not in self._usual:
            self._usual[found.unsaid] = self.said(query_of({name: DEFAULTS[name] for name in found.unsaid}))
        return found & self._usual[found.unsaid]

    def said(self, query: Query) -> Answer:
        """Return what is known of all facts, to what a query says itself."""
        found = self._answers.get(query)
        if found is None:
            inside = near = -1  # all facts
            for term in query.terms:
                if term not in self._terms:
                    self._terms[term] = self._term(*term)
                is_in, is_near = self._terms[term]
                inside, near = inside & is_in, near & is_near
            apart = frozenset(name for name, values in query.terms if name in APART and len(values) > 1)
            found = self._answers[query] = Answer(inside, near, frozenset(DEFAULTS).difference(query.values), apart)
        return found

    def _term(self, name: str, wanted: tuple[str, ...]) -> tuple[Facts, Facts]:
        """Return the facts that are IN some values of a dimension, and those that are not OUT of them."""
        dimension = self._dimensions[name]
        if name == YEAR:
            wanted = tuple(number_of(self._year, word) for word in wanted)
        states = [(_state(value, wanted, dimension), facts) for value, facts in self.values(name).items()]
        return union(own for state, own in states if state == IN), union(own for state, own in states if state != OUT)


def union(sets: Iterable[Facts]) -> Facts:
    """Return all facts that any of some sets has."""
    found = 0
    for facts in sets:
        found |= facts
    return found


def _state(value: str | None, wanted: tuple[str, ...], dimension: Dimension) -> int:
    """Return whether a value lies IN some values that are asked for, or OUT of them, or is OPEN: it may be either."""
    if value is None:
        return OPEN
    if not set(wanted).isdisjoint(dimension.path(value)):
        return IN
    return OPEN if value and any(value in dimension.path(one) for one in wanted) else OUT
