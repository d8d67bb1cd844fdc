"""Personal numbers are masked on the way in: what rules refuse to publish never reaches a file of the content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.check.rules.contacts import identities, mobiles
from generator.check.texts import Piece, Value
from generator.model.position import Position
from generator.model.text import of_words
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Callable

# How many digits stay in front and behind.
_FRONT, _BEHIND = 3, 4
_ANY, _NOWHERE = "正文", Position("", 1)


def masked(text: str, key: str = "", tell: Callable[[str], None] | None = None) -> str:
    """Return a text without personal numbers; `key` is where it is written, `tell` is given each that was found."""
    piece = Piece(Value(key or _ANY, Term(text, _NOWHERE)), of_words(text), text)
    for hit in sorted((*mobiles(piece), *identities(piece)), key=lambda one: -one.start):
        number = re.sub(r"[ -]", "", text[hit.start : hit.end])
        hidden = f"{number[:_FRONT]}{'*' * (len(number) - _FRONT - _BEHIND)}{number[-_BEHIND:]}"
        text = text[: hit.start] + hidden + text[hit.end :]
        if tell is not None:
            tell(hidden)
    return text


def without_numbers(value: Any, key: str, tell: Callable[[str], None]) -> Any:
    """Return content without personal numbers, in all its texts."""
    if isinstance(value, str):
        return masked(value, key, tell)
    if isinstance(value, dict):
        return {name: without_numbers(below, name, tell) for name, below in value.items()}
    return [without_numbers(below, key, tell) for below in value] if isinstance(value, list) else value
