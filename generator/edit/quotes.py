"""Which texts need quotes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.edit.scalars import NOT_TEXT, quoted, unquoted
from generator.model.outline import Kind

if TYPE_CHECKING:
    from generator.edit.tree import Node
    from generator.model.outline import Read

# Amounts, numbers and days: people write them bare, whatever other programs take them for; codes like 0871 are none.
BARE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Quotes:
    """Gives texts the quotes that they need: what reads the same without any gets none, others get single ones.

    Quotes stay where other programs would see a number, a truth value or a date without them ('0871', 'NO').
    """

    def __init__(self, read: Read) -> None:
        self.read = cache(lambda text: read("", text.encode()))

    def value(self, node: Node) -> str:
        """Return the value of a node as it is written best."""
        if node.value[:1] == "|":
            first = next((line for line in node.block if line.strip(" ")), "")
            return "|2" if first.startswith(" ") else "|"
        text = unquoted(node.value)
        if text is None:
            return node.value
        start = "x:\n  - " if node.is_item else "x: "
        return text if self._is_plain(text, f"{start}{text}\n") else quoted(text)

    def key(self, written: str) -> str:
        """Return a key as it is written best."""
        text = unquoted(written)
        if text is None:
            return written
        return text if self._is_plain(text, f"{text}: x\n") else quoted(text)

    def _is_plain(self, text: str, example: str) -> bool:
        """Whether a text reads the same without quotes; `example` is a file that says it so."""
        return not NOT_TEXT.fullmatch(text) and "\n" not in text and self._reads(text, example)

    def new(self, text: str, *, is_item: bool) -> str:
        """Return a text of one line as people write it: in quotes only where it would say something else without."""
        start = "x:\n  - " if is_item else "x: "
        is_bare = bool(BARE.fullmatch(text)) or not NOT_TEXT.fullmatch(text)
        return text if is_bare and self._reads(text, f"{start}{text}\n") else quoted(text)

    def _reads(self, text: str, example: str) -> bool:
        """Whether a file says a text and nothing else is wrong with it; `example` says it so."""
        outline = self.read(example)
        texts = [token.text for token in outline.tokens if token.kind in {Kind.KEY, Kind.VALUE}]
        return not outline.findings and sorted(texts) == sorted(["x", text])
