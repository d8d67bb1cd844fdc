"""The names of codes that hold for a department in its year, out of its charts of accounts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from generator.load.fields import unreadable
from generator.load.survey import ACCOUNTS_FILE
from generator.model.accounts import Accounts, is_same_name
from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position
from generator.model.values import Invalid, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.load.survey import Survey
    from generator.model.entry import Entry
    from generator.model.values import Term, Year


class Charts:
    """The charts of accounts of a repository; those that all departments share are read once."""

    def __init__(self, there: Survey) -> None:
        self.there = there
        self.shared: dict[str, Entry | None] | None = None

    def of(
        self, folder: str, year: Year, read: Callable[[str], Entry | None]
    ) -> tuple[dict[str, Accounts], dict[str, Finding]]:
        """Return the charts of a department's folder in its year, and the codes that shared ones name differently."""
        if self.shared is None:
            self.shared = {path: read(path) for path in self.there.charts}
        own = f"{folder}/{ACCOUNTS_FILE}"
        shared = _in_force(self.shared, year)
        given = shared | _in_force({own: read(own)} if self.there.has(own) else {}, year)
        return given, dict(_disagreements(shared))


def _in_force(charts: Mapping[str, Entry | None], year: Year) -> dict[str, Accounts]:
    """Return the charts that hold for a year, and those of which nobody knows: `charts` are by path."""
    read = ((path, entry if isinstance(entry, Accounts) else _unread(path)) for path, entry in charts.items())
    return {path: entry for path, entry in read if _holds(entry, year)}


def _unread(path: str) -> Accounts:
    return unreadable(Accounts, Position(path, 1))


def _holds(accounts: Accounts, year: Year) -> bool:
    try:
        return accounts.first.value <= year.value <= accounts.last.value
    except InvalidValueError:
        return True


def chart(charts: Mapping[str, Accounts], year: Year) -> tuple[Any, Any]:
    """Return the names of functional and of economic codes; where two charts name a code, the later one counts.

    Where one or the year can't be read, nobody knows which codes there are, and no rule may miss one.
    """
    functional: dict[str, Any] = {}
    economic: dict[str, Any] = {}
    for path, accounts in charts.items():
        try:
            _ = accounts.first.value, accounts.last.value, year.value
            functional |= _names(accounts.functional)
            economic |= _names(accounts.economic)
        except InvalidValueError:
            return Invalid(Position(path, 1)), Invalid(Position(path, 1))
    return functional, economic


def _names(table: dict[str, Term]) -> dict[str, Any]:
    """Return the names of codes; a code whose name can't be read is still a code."""
    return {code: name if isinstance(name, Invalid) else name.text for code, name in table.items()}


def _disagreements(charts: Mapping[str, Accounts]) -> Iterator[tuple[str, Finding]]:
    """Tell of each code that charts of one year, which all departments share, give different names."""
    known: dict[str, Term] = {}
    for accounts in charts.values() if len(charts) > 1 else ():
        with suppress(InvalidValueError):
            tables = {**accounts.functional, **accounts.economic}
            named = {code: name for code, name in tables.items() if not isinstance(name, Invalid)}
            both = ((code, known[code], name) for code, name in named.items() if code in known)
            yield from ((one[0], _disagreement(*one)) for one in both if not is_same_name(one[1].text, one[2].text))
            known |= named


def _disagreement(code: str, other: Term, name: Term) -> Finding:
    return Finding(
        "ZD-012",
        Severity.WARNING,
        f"科目 {code} 在这里叫「{name}」，在 {other.position.path} 第 {other.position.line} 行叫「{other}」",
        name.position,
        cause="两张科目表管同一年。印的是这里的名称。",
        hint="照财政部门当年的科目表改正其中一处；名称是从某一年起变的，各写各的起始年度和终止年度。",
        marks=(Mark(other.position, "另一个名称"),),
    )
