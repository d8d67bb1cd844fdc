"""Finds, takes and puts keys of a file that was taken apart (`edit.parse`); comments go with their keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.edit.scalars import unquoted
from generator.edit.tree import Comment, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def bare(written: str | None) -> str:
    """Return a key or value without its quotes."""
    text = unquoted(written or "")
    return (written or "") if text is None else text


def child(node: Node | None, key: str) -> Node | None:
    """Return what stands under a key; None if there is no such key."""
    return next((one for one in node.children if bare(one.key) == key), None) if node is not None else None


def said(node: Node | None, key: str) -> str:
    """Return the value under a key, without its quotes; "" if there is none."""
    found = child(node, key)
    return bare(found.value) if found is not None else ""


def take(node: Node, key: str) -> Node | None:
    """Take a key out and return it; None if there is no such key."""
    found = child(node, key)
    if found is not None:
        node.children.remove(found)
    return found


def drop(node: Node, key: str) -> None:
    """Take a key out; its comments, and those inside of it, go to what stood behind it."""
    at, old = next((at, one) for at, one in enumerate(node.children) if bare(one.key) == key)
    node.children.remove(old)
    moved = [replace(comment, column=max(node.column, 0)) for comment in comments(old)]
    if at < len(node.children):
        node.children[at].above[:0] = moved
    else:
        node.below[:0] = moved


def comments(node: Node) -> Iterator[Comment]:
    """Yield all comments of a key, those at the ends of its lines too."""
    yield from node.above
    if node.behind:
        yield Comment(0, node.behind.strip(), is_apart=False)
    for one in node.children:
        yield from comments(one)
    yield from node.below


def keyed(key: str, value: str = "", children: Iterable[Node] = ()) -> Node:
    """Return a new key with a value or with children."""
    return Node(0, key, value, children=list(children))


def item(*children: Node) -> Node:
    """Return a new item of a list."""
    return Node(0, children=list(children))


def move_comments(old: Node, new: Node) -> Node:
    """Give a key that takes the place of another that one's comments, and those inside of it."""
    new.above = [*old.above, *(comment for one in old.children for comment in _within(one)), *new.above]
    new.behind, new.is_apart = new.behind or old.behind, old.is_apart
    return new


def _within(node: Node) -> list[Comment]:
    return [*node.above, *(comment for one in node.children for comment in _within(one)), *node.below]


def rename(node: Node, way: Sequence[str], names: Mapping[str, str]) -> None:
    """Give keys other names, in each item of the list that stands under a row of keys."""
    found: Node | None = node
    for key in way:
        found = child(found, key)
    for one in found.children if found is not None else ():
        for entry in one.children:
            entry.key = names.get(bare(entry.key), entry.key)


def lift(node: Node, key: str) -> None:
    """Put what stands inside a key in its place, with its comments."""
    old = child(node, key)
    if old is not None and old.children:
        first, last = old.children[0], old.children[-1]
        first.above, last.below = [*old.above, *first.above], [*last.below, *old.below]
        first.is_apart = old.is_apart
        at = node.children.index(old)
        node.children[at : at + 1] = old.children


def exchange(node: Node, old: Node, new: Node | None) -> None:
    """Put one key in the place of another, or nothing."""
    at = node.children.index(old)
    node.children[at : at + 1] = [new] if new is not None else []
