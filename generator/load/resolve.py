"""Puts values in the place of all that waits for names, over the files of one department and year together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.load.chain import Chain
from generator.load.context import Context
from generator.load.fields import as_written
from generator.load.names import Names
from generator.load.pending import Pending
from generator.load.shared import Shared
from generator.model.barrier import barrier
from generator.model.entry import Entry, fields
from generator.model.position import Position
from generator.model.values import Amounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Finding


class Resolution:
    """The names of a department's files, which have all been read, and the values behind them.

    `entries` are what the files say, by path; nothing in them is changed.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries
        self.chain, self.shared = Chain(), Shared(self)
        self._made: dict[Pending, Any] = {}
        self._contexts = {path: self._context(path, entry) for path, entry in entries.items()}

    def _context(self, path: str, entry: Entry) -> Context:
        context = Context(path=path, money_unit=money_unit(entry), model=type(entry))
        context.names = Names(entry, context, self)
        return context

    def findings(self, path: str) -> list[Finding]:
        """Return what was found wrong with the references of a file, so far as they have been looked at."""
        return self._contexts[path].findings

    def resolved(self, path: str) -> Entry:
        """Return what a file says, with nothing in it that waits."""
        entry: Entry = self.value(self.entries[path])
        return entry

    def value(self, value: Any) -> Any:
        """Return a value with nothing in it that waits; one that needs no change is itself."""
        if isinstance(value, Pending):
            if value not in self._made:
                context = self._contexts[value.position.path]
                self._made[value] = as_written(value.parse(value.node, context), value.node)
            return self._made[value]
        if isinstance(value, Entry):
            new = {field.name: self.value(getattr(value, field.name)) for field in fields(type(value))}
            changed = {name: one for name, one in new.items() if one is not getattr(value, name)}
            return replace(value, **changed) if changed else value
        if isinstance(value, Amounts):
            waits = any(isinstance(part.amount, Pending) for part in value.parts)
            parts = (replace(part, amount=self.value(part.amount)) for part in value.parts)
            return replace(value, parts=tuple(parts)) if waits else value
        if isinstance(value, dict):
            return {name: self.value(one) for name, one in value.items()}
        return [self.value(one) for one in value] if isinstance(value, list) else value


def resolve(entries: Mapping[str, Entry], findings: list[Finding]) -> dict[str, Entry]:
    """Return what the files of a department say, with nothing that waits; a file that fails is left out, and told."""
    resolution, resolved = Resolution(entries), dict[str, Entry]()
    for path in entries:
        with barrier(findings, "读这个文件", Position(path, 1)):
            resolved[path] = resolution.resolved(path)
    findings += (finding for path in entries for finding in resolution.findings(path))
    return resolved


def money_unit(entry: Entry) -> str:
    """Return a file's unit of money; where it is missing (an error of its own), the one with more decimals."""
    written = getattr(entry, "money_unit", None)
    return "元" if isinstance(written, str) and written == "元" else "万元"
