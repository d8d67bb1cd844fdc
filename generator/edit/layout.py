"""Writes keys and items as lines in the canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.edit.scalars import QUOTED
from generator.edit.tree import Comment, Node

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = "  "
# Top-level keys with more lines than this stand between blank lines.
SHORT = 6


def write(root: Node, scalar: Callable[[Node], str], key: Callable[[str], str]) -> list[str]:
    """Return the lines of a file; the functions give values and keys the quotes that they need, and no others."""
    head = _comments(root.above, "", is_first=True)
    return head + [""] * bool(head) + _Writer(scalar, key).children(root, "")


def hoist(node: Node) -> None:
    """Put comments that would stand between a dash and its first key above the dash."""
    for child in node.children:
        hoist(child)
    if node.is_item and node.children:
        first = node.children[0]
        if node.behind:
            node.above.append(Comment(node.column, node.behind, is_apart=False))
        node.above += first.above
        node.behind, first.above = "", []


class _Writer:
    def __init__(self, scalar: Callable[[Node], str], key: Callable[[str], str]) -> None:
        self.scalar, self.key = scalar, key

    def children(self, node: Node, indent: str) -> list[str]:
        lines: list[str] = []
        was_long = False
        for child in node.children:
            part = self.node(child, indent)
            is_long = not indent and len(part) > SHORT
            is_apart = child.above[0].is_apart if child.above else child.is_apart
            if lines and (is_apart or is_long or was_long):
                lines.append("")
            lines += part
            was_long = is_long
        return lines + _comments(node.below, indent, is_first=not lines)

    def node(self, node: Node, indent: str) -> list[str]:
        lines = _comments(node.above, indent, is_first=True)
        if node.above and node.is_apart:
            lines.append("")
        head = f"{indent}-" if node.key is None else f"{indent}{self.key(node.key)}:"
        below = self.children(node, indent + STEP)
        if node.is_item and below:
            below[0] = f"{head} {below[0].lstrip(' ')}"
            return lines + below
        value = self.scalar(node)
        lines.append(head + (f" {value}" if value else "") + _behind(node))
        lines += [indent + STEP + line if line else "" for line in node.block]
        return lines + below


def _comments(comments: list[Comment], indent: str, *, is_first: bool) -> list[str]:
    lines: list[str] = []
    for comment in comments:
        if comment.is_apart and (lines or not is_first):
            lines.append("")
        lines.append(indent + comment.text)
    return lines


def _behind(node: Node) -> str:
    """Return the comment at the end of a line, with the space before it.

    One space behind a text without quotes stays one: it may be the text that goes on, and `check` asks.
    """
    comment = node.behind.lstrip()
    if not comment:
        return ""
    is_doubtful = node.behind.startswith(" #") and node.value[:1] not in QUOTED
    return (" " if is_doubtful else "  ") + comment
