"""Marks that the program lets a Word template print, so that it finds places and paragraphs again in the result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.render.docx_xml import PARAGRAPH, w

if TYPE_CHECKING:
    from lxml import etree

    from generator.model.document import Document

# A character of the private use area, which no clerk types.
_SIGN: Final = "\ue000"


@dataclass(frozen=True, slots=True)
class Marks:
    """Numbers between two signs that stand nowhere in the document."""

    sign: str

    @classmethod
    def unlike(cls, document: Document) -> Marks:
        """Make marks that can't be mistaken for anything that a document says."""
        words = "\n".join(text.plain for text in document.leaves())
        sign = _SIGN
        while sign in words:
            sign += _SIGN
        return cls(sign)

    def mark(self, number: int) -> str:
        """Return the mark of one block."""
        return f"{self.sign}{number}{self.sign}"

    def take(self, root: etree._Element) -> dict[int, etree._Element]:
        """Return the paragraphs that have marks, by number, the marks taken out of their text."""
        pattern = re.compile(f"{self.sign}(-?\\d+){self.sign}")
        found: dict[int, etree._Element] = {}
        for text in root.iter(w("t")):
            match = pattern.search(text.text or "")
            if match:
                text.text = pattern.sub("", text.text or "", count=1)
                found.setdefault(int(match[1]), next(text.iterancestors(PARAGRAPH)))
        return found
