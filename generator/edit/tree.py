"""The lines of a YAML file as keys and items with the comments that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a line of its own; `is_apart` where a blank line stands above it, `line` counts from 0."""

    column: int
    text: str
    is_apart: bool
    line: int = -1


@dataclass(slots=True)
class Node:
    """A key or a list item with what belongs to it.

    `value` is what stands behind it as written, `block` the lines of a `|` text without their indentation.
    `above` are the comments over it, `behind` is the one at the end of its line, `below` those that end its children.
    `line` counts from 0; it is -1 for what stands in no file yet.
    """

    column: int
    key: str | None = None
    value: str = ""
    behind: str = ""
    block: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    above: list[Comment] = field(default_factory=list)
    below: list[Comment] = field(default_factory=list)
    is_apart: bool = False
    line: int = -1

    @property
    def is_item(self) -> bool:
        """Whether this is an item of a list rather than a key."""
        return self.key is None


class UnknownFormError(Exception):
    """Raised where a file is written in a way that is not known here: it is left alone."""
