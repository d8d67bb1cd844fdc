"""What waits until the names of a whole department are known: a scalar that refers to some of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.model.entry import Entry, fields
from generator.model.values import Amounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.load.context import Context
    from generator.load.nodes import Scalar
    from generator.model.position import Position

Parse: TypeAlias = "Callable[[Scalar, Context], Any]"
OPENING = "${"


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """A scalar that stands in its field as it was written, and what will read it."""

    node: Scalar
    parse: Parse

    @property
    def position(self) -> Position:
        """Where it begins."""
        return self.node.position


def filled(value: Any, found: Callable[[Pending], Any]) -> Any:
    """Return a value with something in the place of all that waits in it; one in which nothing waits is itself."""
    if isinstance(value, Pending):
        return found(value)
    if isinstance(value, Entry):
        new = {field.name: filled(getattr(value, field.name), found) for field in fields(type(value))}
        changed = {name: one for name, one in new.items() if one is not getattr(value, name)}
        return replace(value, **changed) if changed else value
    if isinstance(value, Amounts):
        waits = any(isinstance(part.amount, Pending) for part in value.parts)
        parts = (replace(part, amount=filled(part.amount, found)) for part in value.parts)
        return replace(value, parts=tuple(parts)) if waits else value
    if isinstance(value, dict):
        return {name: filled(one, found) for name, one in value.items()}
    return [filled(one, found) for one in value] if isinstance(value, list) else value
