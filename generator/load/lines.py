"""The lines of a file while its mistakes are mended, so that one of them hides none of the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.model.position import Position

# Stands for a value or a key that can't be read; a private-use character, which no file may contain.
BROKEN = "\ue0ff"
# Spaces that are none in YAML, from U+00A0 to the full-width one.
WIDE_SPACES = "".join(map(chr, [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]))
INDENT = re.compile(rf"[ \t{WIDE_SPACES}]*")
DASHES = re.compile(r" *((?:-(?: +|$))*)")

# How wide editors show a tab and a full-width space; the first is the step that files here are indented by.
WIDTHS = ((2, 2), (4, 2), (8, 2), (2, 1))


def widths(lead: str) -> list[int]:
    """Return how wide an indentation with tabs and wide spaces may look."""
    return [sum({"\t": tab, "\u3000": wide}.get(character, 1) for character in lead) for tab, wide in WIDTHS]


def behind_dashes(text: str) -> int:
    """Return the column behind the indentation and the dashes of a line."""
    found = DASHES.match(text)
    return found.end() if found else 0


@dataclass(slots=True)
class Line:
    """One line: its text as mended so far, and what was replaced, so that places stay those of the file.

    `is_certain` as long as there was but one way to mend it.
    """

    path: str
    number: int
    text: str
    changes: list[tuple[int, int, int]] = field(default_factory=list)
    is_certain: bool = True
    written: str = ""

    def __post_init__(self) -> None:
        self.written = self.text

    def replace(self, start: int, end: int, new: str) -> None:
        """Put other text in place of some characters, counted from 0."""
        self.text = self.text[:start] + new + self.text[end:]
        self.changes.append((start, end - start, len(new)))

    def indent(self, delta: int) -> None:
        """Add spaces to the front, or take them away."""
        self.replace(0, max(-delta, 0), " " * max(delta, 0))
        self.is_certain = False

    def drop(self) -> None:
        """Empty the line: what it says has been reported, and belongs to nothing."""
        self.replace(0, len(self.text), "")
        self.is_certain = False

    def column(self, column: int) -> int:
        """Return where a character of the mended text stands in the file, both from 0."""
        for start, old, new in reversed(self.changes):
            if column >= start + new:
                column += old - new
            elif column > start:
                column = start
        return column

    def place(self, column: int, length: int = 1) -> Position:
        """Return the position of characters of the mended text."""
        return Position(self.path, self.number, self.column(column) + 1, max(length, 1))

    @property
    def lead(self) -> int:
        """How many spaces the line begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_silent(self) -> bool:
        """Whether the line is blank or a comment."""
        return not self.text.strip(" ") or self.text.lstrip(" ").startswith("#")


def next_speaking(lines: list[Line], index: int) -> int | None:
    """Return the index of the next line that says something."""
    return next((at for at in range(index + 1, len(lines)) if not lines[at].is_silent), None)
