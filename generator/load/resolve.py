"""Puts values in the place of all that waits for names, over the files of one department and year together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.load.chain import Chain
from generator.load.context import Context
from generator.load.fields import as_written
from generator.load.names import Names
from generator.load.pending import Pending, filled
from generator.load.shared import Shared
from generator.load.sums import Sums
from generator.model.barrier import barrier
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.model.entry import Entry
    from generator.model.finding import Finding

# What a formula names that stands in other files.
OTHERS: Final = re.compile(r"\$\{[^{}]*(?:项目|科目)\.")


class Resolution:
    """The names of a department's files, which have all been read, and the values behind them.

    `entries` are what the files say, by path; nothing in them is changed. `unread` are the files of which nothing
    could be read, `aside` those of projects whose money is not in the budget.
    """

    def __init__(self, entries: Mapping[str, Entry], unread: Sequence[str] = (), aside: Collection[str] = ()) -> None:
        self.entries, self.unread, self.aside = entries, unread, aside
        self.chain = Chain()
        self.shared, self.sums = Shared(self), Sums(self)
        self._made: dict[Pending, Any] = {}
        self._uses: dict[str, set[str]] = {}
        self._names = {path: self._names_of(path, entry) for path, entry in entries.items()}

    def _names_of(self, path: str, entry: Entry) -> Names:
        unit = money_unit(next(self._budgets, entry) if isinstance(entry, Department) else entry)
        context = Context(path=path, money_unit=unit, model=type(entry))
        context.names = Names(entry, context, self)
        return context.names

    @property
    def _budgets(self) -> Iterator[Entry]:
        return (entry for entry in self.entries.values() if isinstance(entry, Budget))

    def names(self, path: str) -> Names:
        """Return the names of a file."""
        return self._names[path]

    def uses(self, path: str, others: Iterable[str]) -> None:
        """Note that a file names what stands in others."""
        self._uses.setdefault(path, set()).update(others)

    def used(self, path: str) -> tuple[str, ...]:
        """Return the other files whose figures a file names, or those name, in order."""
        found, waiting = set[str](), [path]
        while waiting:
            new = self._uses.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return tuple(sorted(found - {path}))

    def findings(self, path: str) -> list[Finding]:
        """Return what was found wrong with the references of a file, so far as they have been looked at."""
        return self._names[path].context.findings

    def resolved(self, path: str) -> Entry:
        """Return what a file says, with nothing in it that waits."""
        entry: Entry = self.value(self.entries[path])
        return entry

    def value(self, value: Any) -> Any:
        """Return a value with nothing in it that waits; one that needs no change is itself."""
        return filled(value, self._found)

    def _found(self, pending: Pending) -> Any:
        if pending not in self._made:
            context = self._names[pending.position.path].context
            self._made[pending] = as_written(pending.parse(pending.node, context), pending.node)
        return self._made[pending]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the files of a department say, and the other files whose figures each of them names; both by path.

    `names` is what they were resolved with: whoever helps people to write asks it for more names.
    """

    entries: Mapping[str, Entry]
    used: Mapping[str, tuple[str, ...]]
    names: Resolution

    def used_by(self, *paths: str) -> tuple[str, ...]:
        """Return the files, besides these, whose figures some files name."""
        found = dict.fromkeys(other for path in paths for other in self.used.get(path, ()))
        return tuple(other for other in found if other not in paths)


def resolve(
    entries: Mapping[str, Entry], findings: list[Finding], unread: Sequence[str] = (), aside: Collection[str] = ()
) -> Resolved:
    """Put values in the place of all that waits in the files of a department; a file that fails is left out, and told.

    `unread` are its files of which nothing could be read, `aside` those of projects whose money is not in the budget.
    """
    resolution = Resolution(entries, unread, aside)
    resolved: dict[str, Entry] = {}
    for path in entries:
        with barrier(findings, "读这个文件", Position(path, 1)):
            resolved[path] = resolution.resolved(path)
    findings += (finding for path in entries for finding in resolution.findings(path))
    return Resolved(resolved, {path: resolution.used(path) for path in entries}, resolution)


def money_unit(entry: Entry) -> str:
    """Return a file's unit of money; where it is missing (an error of its own), the one with more decimals."""
    written = getattr(entry, "money_unit", None)
    return "元" if isinstance(written, str) and written == "元" else "万元"
