"""What a YAML file says, before anyone knows what it means."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from generator.model.position import Position


@unguarded
class Scalar:
    """A scalar exactly as written.

    `places` holds the position of each line of `text`: one for the plain and quoted styles, one a line for `|`.
    """

    text: str
    style: str
    places: tuple[Position, ...]

    @property
    def position(self) -> Position:
        """Where the text begins."""
        return self.places[0]


@unguarded
class Mapping:
    """Keys with their values, in the order of the file."""

    position: Position
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


@unguarded
class Sequence:
    """List items, in the order of the file."""

    position: Position
    items: list[Node] = field(default_factory=list)


@unguarded
class Broken:
    """A value that can't be read; why has been reported."""

    position: Position


Node: TypeAlias = Scalar | Mapping | Sequence | Broken


def describe(node: Node) -> str:
    """Name the kind of a node as a clerk would."""
    names: dict[type, str] = {Scalar: "一段文字", Mapping: "一组「键: 值」", Sequence: "一个列表（以「- 」开头的条目）"}
    return names[type(node)]
