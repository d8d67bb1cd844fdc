"""The canonical form of a file: order of keys, indentation, quotes, blank lines."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from generator.edit.layout import hoist, write
from generator.edit.order import arrange
from generator.edit.parse import parse
from generator.edit.quotes import Quotes
from generator.edit.text import Lines
from generator.edit.tree import Node, UnknownFormError
from generator.model.outline import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.outline import Outline, Read, Token

# What a file says: the order of keys says nothing.
Meaning: TypeAlias = "dict[str, Meaning] | list[Meaning] | str"


def canonical(
    path: str, data: bytes, read: Read, own: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> bytes | None:
    """Return the file in its canonical form; None where that can't be had without a risk to what it says.

    Only for files whose YAML is sound. `own` are the fields that packs declare, by the kind of content.
    """
    lines = Lines.of(data)
    try:
        root = parse(lines.texts)
    except UnknownFormError:
        return None
    before = _comments(root)
    arrange(root, own)
    hoist(root)
    quotes = Quotes(read)
    written = write(root, quotes.value, quotes.key)
    end = lines.usual_end
    new = "".join(line + end for line in written).encode()
    return new if _is_same(read(path, data), read(path, new)) and before == _comments(parse(tuple(written))) else None


def _is_same(old: Outline, new: Outline) -> bool:
    """Whether two forms of a file say the same, and nothing is wrong with the new one that wasn't with the old."""
    found = Counter(finding.code for finding in new.findings)
    known = Counter(finding.code for finding in old.findings)
    return old.is_sound and found <= known and meaning(old) == meaning(new)


def meaning(outline: Outline) -> Meaning:
    """Return what a file says, without the order of its keys and where anything stands."""
    return _meaning(iter(outline.tokens))


def _meaning(tokens: Iterator[Token]) -> Meaning:
    token = next(tokens)
    match token.kind:
        case Kind.MAPPING:
            found: dict[str, Meaning] = {}
            while (name := next(tokens)).kind is Kind.KEY:
                found[name.text] = _meaning(tokens)
            return found
        case Kind.LIST:
            items: list[Meaning] = []
            while (first := next(tokens)).kind is not Kind.END:
                items.append(_meaning(iter((first, *_rest(first, tokens)))))
            return items
        case _:
            return token.text


def _rest(first: Token, tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens of a node whose first one has been taken."""
    depth = int(first.kind in {Kind.MAPPING, Kind.LIST})
    while depth:
        token = next(tokens)
        depth += {Kind.MAPPING: 1, Kind.LIST: 1, Kind.END: -1}.get(token.kind, 0)
        yield token


def _comments(node: Node) -> Counter[str]:
    """Count the comments of a file."""
    own = [comment.text for comment in (*node.above, *node.below)]
    found = Counter(own + ([node.behind.lstrip()] if node.behind else []))
    for child in node.children:
        found += _comments(child)
    return found
