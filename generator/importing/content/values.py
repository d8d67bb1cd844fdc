"""Values that were read, as the fields of the content want them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.importing.content.amounts import in_unit
from generator.importing.files.paper import short
from generator.importing.pieces import nested
from generator.model.entry import Entry, fields
from generator.model.indicator import FIRST, SECOND
from generator.model.shape import shape
from generator.model.values import Line, Prose, Term
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from generator.importing.pieces import Pieces, Thing, Value
    from generator.importing.scope import Scope
    from generator.model.entry import Field

_ONE_LINE: Final = (Line, Term)


class Shaper:
    """Gives values the shape of their fields; what doesn't fit is told, and left out."""

    def __init__(self, scope: Scope, unit: str, remarks: list[Remark]) -> None:
        """Take the unit of money that files are written in."""
        self.scope, self.unit, self.remarks = scope, unit, remarks

    def entry(self, thing: Thing, pieces: Pieces) -> dict[str, Any]:
        """Return what was read of a thing, as mappings by its keys."""
        found: dict[tuple[str, ...], Any] = {}
        for path, (value, place) in pieces.of(thing).items():
            target = self.scope.inside(thing, path)
            if target is not None and (shaped := self._value(value, target.field, place)) is not None:
                found[path] = shaped
        return self._complete(nested(found), self.scope.model(thing))

    def _complete(self, given: dict[str, Any], model: type[Entry]) -> dict[str, Any]:
        """Add the lists that have to be there, where something is said beside them: no indicators are written as none."""
        for field in fields(model):
            below = shape(field.annotation)
            if below.entry is not None and isinstance(given.get(field.key), dict) and not below.containers:
                given[field.key] = self._complete(given[field.key], below.entry)
            elif field.is_required and field.levels and given:
                given.setdefault(field.key, [])
        return given

    def _value(self, value: Value, field: Field, place: str) -> Any:
        below = shape(field.annotation)
        if isinstance(value, list):
            model = below.entry
            if model is None:
                return value
            records = [self._record(one, model, place) for one in value]
            return leveled(records) if field.levels else records
        if isinstance(value, Decimal):
            return in_unit(value, self.unit)
        if below.choices and value not in below.choices:
            why = f"「{field.key}」只能是{'、'.join(below.choices)}"
            self.remarks.append(Remark(Grade.DECIDE, place, short(value), why, "在 YAML 里写上。"))
            return None
        if below.inner in _ONE_LINE:
            return " ".join(value.split("\n"))
        return [value] if below.inner is not Prose and below.containers == (True,) else value

    def _record(self, record: dict[str, Any], model: type[Entry], place: str) -> dict[str, Any]:
        """Return a record of a list by the keys that its model has."""
        known = {one.key: one for one in fields(model)}
        found: dict[str, Any] = {}
        for name, value in record.items():
            field = known.get(name)
            if field is None or value == "":
                continue
            below = shape(field.annotation)
            if isinstance(value, dict):
                found[name] = self._record(value, below.entry or Entry, place)
            elif (shaped := self._value(value, field, place)) is not None:
                found[name] = shaped
        return found


def leveled(records: list[dict[str, Any]]) -> dict[str, Any] | list[dict[str, Any]]:
    """Return indicators below their levels, where those come one after the other; otherwise as a list."""
    groups = [(one.get(FIRST, ""), one.get(SECOND, "")) for one in records]
    order = [group for at, group in enumerate(groups) if not at or groups[at - 1] != group]
    firsts = [first for at, (first, _) in enumerate(order) if not at or order[at - 1][0] != first]
    if not all(first and second for first, second in groups) or len(order) != len(set(order)):
        return records
    if len(firsts) != len(set(firsts)):
        return records
    tree: dict[str, Any] = {}
    for one, (first, second) in zip(records, groups, strict=True):
        own = {name: value for name, value in one.items() if name not in {FIRST, SECOND}}
        tree.setdefault(first, {}).setdefault(second, []).append(own)
    return tree
