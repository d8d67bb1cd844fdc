"""`单位.<编码或名称>.<字段>`: what department.yaml says of a unit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from generator.load.names import words
from generator.load.shared.family import Family
from generator.model.department import Department, Unit
from generator.model.entry import keys
from generator.model.nearest import suggestion
from generator.model.text import of_words
from generator.model.values import Invalid, Line, Prose, Quantity, Term, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.names import Named
    from generator.model.position import Position


class Units(Family):
    """A unit can be named by its code or its name; only what is written of it has a name."""

    prefix: ClassVar[str] = "单位."

    @cached_property
    def _fields(self) -> dict[str, Any]:
        """What stands behind each name, by code first."""
        entry = next((one for one in self.resolution.entries.values() if isinstance(one, Department)), None)
        units = entry.units if entry is not None and not isinstance(entry.units, Invalid) else []
        found: dict[str, Any] = {}
        for unit in (unit for unit in units if isinstance(unit, Unit)):
            said = {key: value for field, key in keys(Unit).items() if (value := getattr(unit, field)) is not None}
            for called in filter(None, (words(unit.budget_code), words(unit.name))):
                found |= {f"{self.prefix}{called}.{key}": value for key, value in said.items()}
        return found

    def known(self, written: str) -> Iterator[str]:
        """Return the names that stand in a formula."""
        yield from (name for name in self._fields if name in written)

    def names(self) -> Iterator[str]:
        """Return names that can be written."""
        yield from self._fields

    def place(self, name: str) -> Position | None:
        """Return where something is written of a unit."""
        return self._fields[name].position if name in self._fields else None

    def get(self, name: Name, context: Context) -> Named:  # noqa: ARG002 - the same for all files
        """Return what is written of a unit: its words, or a figure."""
        if name.name not in self._fields:
            hint = suggestion(name.name, self._fields)
            return self.missing(name, f"没有叫「{name.name}」的单位或字段", hint)
        value = self.resolution.value(self._fields[name.name])
        match value:
            case Quantity():
                return value.figure
            case Line():
                return Prose((value.text,), value.position)
            case Term():
                return Prose((of_words(value.text, value.position),), value.position)
            case Word() if value.position is not None:
                return Prose((of_words(value, value.position),), value.position)
        known: Named = value
        return known
