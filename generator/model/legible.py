"""Names that strangers give, as they can be shown: nothing in them moves the cursor, turns the text, or hides."""

from __future__ import annotations


def legible(text: str) -> str:
    """Return a text on one line, each character that can't be seen as its number."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
