"""A second opinion on a rewritten file: ruamel.yaml, written apart from our own reader, has to find the same in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import CommentToken

if TYPE_CHECKING:
    from collections.abc import Iterator


def agrees(old: bytes, new: bytes) -> bool:
    """Whether both files hold the same keys with the same texts, in whatever order, and the same comments."""
    try:
        before, after = ((_data(data), sorted(_comments(data))) for data in (old, new))
    except YAMLError:
        return False
    return before == after


def says(data: bytes, meaning: object) -> bool:
    """Whether a file says what is expected: mappings, lists and texts, these without the line break at their end."""
    try:
        return _trimmed(_data(data)) == meaning
    except YAMLError:
        return False


def comments(data: bytes) -> Counter[str] | None:
    """Return the words of every comment of a file; None where it can't be read."""
    try:
        return Counter(_comments(data))
    except YAMLError:
        return None


def keeps_comments(old: bytes, new: bytes) -> bool:
    """Whether every comment of a file still stands in its new text."""
    try:
        return Counter(_comments(old)) <= Counter(_comments(new))
    except YAMLError:
        return False


def _data(data: bytes) -> object:
    """Return mappings, lists and texts; nothing is taken for a number, a date or a truth value."""
    return YAML(typ="base", pure=True).load(data.decode("utf-8-sig"))


def _trimmed(value: object) -> object:
    if isinstance(value, dict):
        return {name: _trimmed(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_trimmed(below) for below in value]
    return str(value).rstrip("\n")


def _comments(data: bytes) -> Iterator[str]:
    """Yield the words of every comment, as the scanner of the round trip finds them."""
    for token in YAML(typ="rt", pure=True).scan(data.decode("utf-8-sig")):
        for part in _flat(getattr(token, "comment", None)):
            lines = (line.strip() for line in str(part.value).splitlines())
            yield from (line for line in lines if line.startswith("#"))


def _flat(parts: object) -> Iterator[CommentToken]:
    if isinstance(parts, list | tuple):
        for part in parts:
            yield from _flat(part)
    elif isinstance(parts, CommentToken):
        yield parts
