"""All texts of an entry, wherever they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.entry import Entry, keys
from generator.model.text import Text
from generator.model.values import Line, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

# Texts that are printed only where others name them, and reasons of waivers, which are not printed at all.
NOT_PRINTED = frozenset({"文段", "数据", "豁免"})


def paragraphs(value: object) -> Iterator[Text]:
    """Yield every line and paragraph below a value; a broken field is left out: its own finding has been reported."""
    if isinstance(value, Line):
        yield value.text
    elif isinstance(value, Prose):
        yield from (part for part in value.paragraphs if isinstance(part, Text))
    elif isinstance(value, Entry):
        for name, alias in keys(type(value)).items():
            if alias not in NOT_PRINTED:
                yield from paragraphs(getattr(value, name))
    elif isinstance(value, dict):
        for child in value.values():
            yield from paragraphs(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from paragraphs(child)
