"""What waits until the names of a whole department are known: a scalar that refers to some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

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
