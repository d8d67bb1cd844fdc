"""All texts of an entry, wherever they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.paths import walk
from generator.model.text import Text
from generator.model.values import Line, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

# Texts that are printed only where others name them, and reasons of waivers, which are not printed at all.
NOT_PRINTED = frozenset({"文段", "数据", "豁免"})


def paragraphs(value: object) -> Iterator[Text]:
    """Yield every line and paragraph below a value; a broken field is left out: its own finding has been reported."""
    for _, part in walk(value, NOT_PRINTED):
        if isinstance(part, Line):
            yield part.text
        elif isinstance(part, Prose):
            yield from (text for text in part.paragraphs if isinstance(text, Text))
