"""Tells what a file says, token by token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load.nodes import Mapping, Node, Scalar, Sequence
from generator.load.reader import read
from generator.model.outline import Kind, Outline, Token

if TYPE_CHECKING:
    from collections.abc import Iterator


def outline(path: str, data: bytes) -> Outline:
    """Read a file whatever it is about."""
    node, _, findings = read(path, data)
    return Outline(tuple(_tokens(node)) if node else (), tuple(findings))


def _tokens(node: Node) -> Iterator[Token]:
    match node:
        case Scalar():
            yield Token(Kind.VALUE, node.text, node.places)
        case Mapping():
            yield Token(Kind.MAPPING)
            for name, value in node.values.items():
                key = node.keys[name]
                yield Token(Kind.KEY, key.text, key.places)
                yield from _tokens(value)
            yield Token(Kind.END)
        case Sequence():
            yield Token(Kind.LIST)
            for item in node.items:
                yield from _tokens(item)
            yield Token(Kind.END)
        case _:
            yield Token(Kind.BROKEN)
