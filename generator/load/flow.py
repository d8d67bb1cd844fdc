"""Lists and mappings in brackets, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _bare(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that stand outside of quotes; a quote counts only where an item begins."""
    quote, is_start, at = "", True, 0
    while at < len(text):
        character = text[at]
        if quote:
            if character == "\\" and quote == '"':
                at += 1
            elif character == quote:
                quote = ""
        elif character in "'\"" and is_start:
            quote = character
        else:
            yield at, character
        is_start = character in "[{,:" or (is_start and character == " ")
        at += 1


def closing(text: str) -> int:
    """Return where the bracket that opens a text is closed (the index behind it), or 0."""
    open_brackets: list[str] = []
    for at, character in _bare(text):
        if character in "[{":
            open_brackets.append(character)
        elif character in "]}":
            if not open_brackets or open_brackets.pop() + character not in {"[]", "{}"}:
                return 0
            if not open_brackets:
                return at + 1
    return 0


def commas(text: str) -> Iterator[int]:
    """Yield the full-width commas that were meant to part the items of a list; 、 may stand in a text."""
    bare = list(_bare(text))
    has_half = any(character == "," for _, character in bare)
    for at, character in bare:
        if character == "，" or (character == "、" and not has_half and text.startswith("[")):
            yield at
