"""What is asked of the ledger: values of dimensions, all of which a fact must lie at or below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from generator.model.ledger.dimension import BOOK, SPENDING, STAGE, YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model.ledger.dimension import Dimension

Dimensions: TypeAlias = "Mapping[str, Dimension]"
# The year that the budget is of, in queries; a ledger knows its number.
THIS_YEAR: Final = "本年"
YEARS: Final = {"上年": -1, THIS_YEAR: 0, "次年": 1, "第三年": 2}
# What a query need not say.
DEFAULTS: Final = {BOOK: (SPENDING,), YEAR: (THIS_YEAR,), STAGE: ("预算数",)}
# Amounts of two of these are never added.
APART: Final = (YEAR, STAGE)
AND, OR, WHOLE = "·", "、", "合计"


class Query(NamedTuple):
    """Values by dimension, of which any one will do; no values at all where two queries exclude each other."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values asked for, by dimension."""
        return dict(self.terms)

    def meet(self, other: Query, dimensions: Dimensions) -> Query:
        """Return the query for what both ask for: the lower value where one lies below the other."""
        if not self.terms or not other.terms:
            return other if not self.terms else self
        found = dict(self.terms)
        for name, values in other.terms:
            found[name] = _meet(found.get(name, values), values, dimensions[name])
        return query_of(found)

    def map(self, dimension: str, word: Callable[[str], str]) -> Query:
        """Return the query with other words for the values of one dimension."""
        found = self.values
        mine = found.get(dimension, ())
        words = tuple(map(word, mine))
        return self if words == mine else query_of(found | {dimension: words})

    def full(self) -> Query:
        """Return the query with all that it need not say."""
        values = self.values
        return self if values.keys() >= DEFAULTS.keys() else query_of({**DEFAULTS, **values})

    def lies_in(self, other: Query, dimensions: Dimensions) -> bool:
        """Whether all that answers this query answers another, by what they say."""
        mine = self.values
        if any(name not in mine for name, _ in other.terms):
            return False
        return all(_meet(mine[name], values, dimensions[name]) == mine[name] for name, values in other.terms)

    def say(self, dimensions: Dimensions) -> str:
        """Return the query as people write it, its dimensions in their order."""
        values = self.values
        parts = (
            OR.join(dimension.label(value) for value in values[name])
            for name, dimension in dimensions.items()
            if name in values and values[name] != DEFAULTS.get(name)
        )
        return AND.join(parts) or WHOLE


def number_of(year: int, word: str) -> str:
    """Return the number of a year that is named by a word (上年) in a ledger of some year."""
    return str(year + YEARS[word]) if word in YEARS else word


def word_of(year: int, number: str) -> str:
    """Return the word that names a year in a ledger of some year, or its number."""
    return next((word for word, step in YEARS.items() if number == str(year + step)), number)


def query_of(values: Mapping[str, tuple[str, ...]]) -> Query:
    """Return the query for some values; the same ones give equal queries, in whatever order they came."""
    return Query(tuple(sorted(values.items())))


def _meet(mine: tuple[str, ...], theirs: tuple[str, ...], dimension: Dimension) -> tuple[str, ...]:
    if mine == theirs and all(mine):
        return mine
    lower = [value for value in theirs if not set(mine).isdisjoint(dimension.path(value))]
    lower += [value for value in mine if value not in lower and not set(theirs).isdisjoint(dimension.path(value))]
    return tuple(lower)
