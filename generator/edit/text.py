"""Lines of a file and the characters that end them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

ENDS = re.compile("(\r\n|\r|\n)")
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, each with what ends it: the last one with nothing."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]
    bom: str = ""

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Take a file apart; the caller knows that it is UTF-8."""
        text = data.decode("utf-8")
        bom = BOM if text.startswith(BOM) else ""
        parts = ENDS.split(text.removeprefix(BOM))
        return cls(tuple(parts[::2]), (*parts[1::2], ""), bom)

    def encode(self) -> bytes:
        """Put the file together again."""
        pairs = zip(self.texts, self.ends, strict=True)
        return (self.bom + "".join(text + end for text, end in pairs)).encode()

    @property
    def usual_end(self) -> str:
        """What ends most lines."""
        return max("\n", "\r\n", "\r", key=self.ends.count)
