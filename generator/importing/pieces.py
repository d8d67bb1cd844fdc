"""What files say of the content: values of keys, by what they belong to, with where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from generator.importing.files.paper import short
from generator.importing.words import plain
from generator.model.imports import Grade, Remark
from generator.model.values import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

Path: TypeAlias = "tuple[str, ...]"
# Text, an amount in 元, or records of a list.
Value: TypeAlias = "str | Decimal | list[dict[str, Any]]"
Kind = Literal["部门", "单位", "预算", "项目"]


class Thing(NamedTuple):
    """What a value belongs to: a department, or one of its units, budgets or projects, by code or else by name."""

    kind: Kind
    id: str = ""


DEPARTMENT: Final = Thing("部门")
UNIT: Final = Thing("单位")
BUDGET: Final = Thing("预算")


@dataclass(slots=True)
class Pieces:
    """Values by what they belong to. One that files say differently is told, and none of them is taken."""

    found: dict[Thing, dict[Path, tuple[Value, str]]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    _disputed: set[tuple[Thing, Path]] = field(default_factory=set)

    def add(self, thing: Thing, path: Path, value: Value, place: str) -> None:
        """Add a value; one that is there already stays, and another one instead of it is told."""
        if value in ("", []):
            return
        own = self.found.setdefault(thing, {})
        known = own.setdefault(path, (value, place))
        if known[1] == place or is_same(known[0], value):
            return
        if (thing, path) not in self._disputed:
            self._disputed.add((thing, path))
            why = f"「{'.'.join(path)}」在 {known[1]} 是「{short(said(known[0]))}」，两处不同，都没有取"
            self.remarks.append(Remark(Grade.DECIDE, place, short(said(value)), why, "定下用哪一个，写到文件里。"))

    def of(self, thing: Thing) -> dict[Path, tuple[Value, str]]:
        """Return the values of a thing on which the files agree."""
        own = self.found.get(thing, {})
        return {path: known for path, known in own.items() if (thing, path) not in self._disputed}

    def change(self, thing: Thing, path: Path, value: Value) -> None:
        """Let a value that was read be written in another way."""
        self.found[thing][path] = value, self.found[thing][path][1]

    def has(self, thing: Thing, path: Path) -> bool:
        """Whether anything was said of a value, agreed upon or not."""
        return path in self.found.get(thing, {})

    def things(self, kind: Kind) -> Iterator[Thing]:
        """Yield the things of a kind, as they came."""
        return (thing for thing in self.found if thing.kind == kind)

    def rename(self, names: Mapping[Thing, Thing]) -> None:
        """Let what was said of things be said of others, which are the same; they stay in their order."""
        found, self.found = self.found, {}
        self._disputed = {(names.get(thing, thing), path) for thing, path in self._disputed}
        for thing, values in found.items():
            for path, (value, place) in values.items():
                self.add(names.get(thing, thing), path, value, place)


def said(value: Value) -> str:
    """Return a value in words."""
    if isinstance(value, list):
        return f"{len(value)} 条"
    return value if isinstance(value, str) else f"{value:f} 元"


def is_same(one: Value, other: Value) -> bool:
    """Whether two values say the same; space and widths make no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other


def nested(values: Mapping[Path, Value]) -> dict[str, Any]:
    """Return values by their paths as mappings in mappings."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        here = found
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    return found


def is_money(annotation: Any) -> bool:
    """Whether a field holds one amount of money."""
    return annotation is Amount
