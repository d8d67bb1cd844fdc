"""The names of codes that hold for a department in its year, out of its charts of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.load.fields import unreadable
from generator.model.accounts import Accounts
from generator.model.position import Position
from generator.model.values import Invalid, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.entry import Entry
    from generator.model.values import Term, Year


def chart(charts: Mapping[str, Entry | None], year: Year) -> tuple[Any, Any]:
    """Return the names of functional and of economic codes; `charts` are by path, None where one can't be read.

    Then nobody knows which codes there are, and no rule may miss one.
    """
    functional: dict[str, Any] = {}
    economic: dict[str, Any] = {}
    for path, entry in charts.items():
        place = Position(path, 1)
        accounts = entry if isinstance(entry, Accounts) else unreadable(Accounts, place)
        try:
            if accounts.first.value <= year.value <= accounts.last.value:
                functional |= _names(accounts.functional)
                economic |= _names(accounts.economic)
        except InvalidValueError:
            return Invalid(place), Invalid(place)
    return functional, economic


def _names(table: dict[str, Term]) -> dict[str, Any]:
    """Return the names of codes; a code whose name can't be read is still a code."""
    return {code: name if isinstance(name, Invalid) else name.text for code, name in table.items()}
