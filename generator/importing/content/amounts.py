"""Amounts as they are written: nested, each key one thing that is known of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.model.ledger import dimension as dim
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importing.tables.finest import Known
    from generator.model.ledger.dimension import Dimension

# In which order keys say what is known of an amount, and what need not be said.
_ORDER: Final = (dim.NATURE, dim.FUNCTION, dim.ECONOMY, dim.SOURCE, dim.CARRY, dim.TIER, dim.PUBLIC)
_USUAL: Final = {dim.SOURCE: "一般公共预算", dim.CARRY: "当年资金"}
# What the place of an amount says already.
_SAID: Final = frozenset(("基本支出", "项目支出"))


def nested(
    facts: Sequence[Known], dimensions: Mapping[str, Dimension], unit: str, *, is_full: bool = False
) -> Decimal | dict[str, Any] | None:
    """Return facts as amounts in a unit of money, below the words of what is known of them; None where there are none.

    What their place says, or is meant without a word, is not said, unless they are to be told in full.
    """
    found: dict[tuple[str, ...], Decimal] = {}
    for fact in facts:
        words = _words(fact, dimensions, is_full=is_full)
        found[words] = found.get(words, Decimal(0)) + fact.amount
    whole = {
        # An amount beside others that say more has to say what it is.
        _words_fully(words, found): amount
        for words, amount in found.items()
    }
    tree: dict[str, Any] = {}
    for words, amount in whole.items():
        here = tree
        for word in words[:-1]:
            here = here.setdefault(word, {})
        if not words:
            return in_unit(amount, unit)
        here[words[-1]] = in_unit(amount, unit)
    return tree or None


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """Return an amount in 元 in another unit, without needless zeros."""
    return Decimal(plain(amount / MONEY[unit]))


def _words(fact: Known, dimensions: Mapping[str, Dimension], *, is_full: bool) -> tuple[str, ...]:
    order = (dim.SOURCE, dim.CARRY, *(name for name in _ORDER if name not in _USUAL)) if is_full else _ORDER
    given = ((name, value) for name in order if (value := fact.values.get(name)))
    said = (one for one in given if is_full or (one[1] not in _SAID and _USUAL.get(one[0]) != one[1]))
    return tuple(word_of(name, value, dimensions) for name, value in said)


def word_of(name: str, value: str, dimensions: Mapping[str, Dimension]) -> str:
    """Return the key that says a value: a code with its name, or the word itself."""
    label = dimensions[name].label(value)
    return f"{value} {label}" if label != value else value


def _words_fully(words: tuple[str, ...], others: Mapping[tuple[str, ...], Decimal]) -> tuple[str, ...]:
    has_below = any(len(other) > len(words) and other[: len(words)] == words for other in others)
    return (*words, _USUAL[dim.SOURCE]) if has_below else words
