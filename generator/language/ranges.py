"""Places as editors count them: lines from 0, and in a line the units of an encoding (UTF-16 in most)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.position import Position

# How many bytes a unit has, and how to count them.
ENCODINGS: Final[Mapping[str, tuple[str, int]]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


class Ranges:
    """Goes from characters to the units of an editor, and back; places that there are not are moved to the nearest."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self._codec, self._size = ENCODINGS[encoding]

    def units(self, line: str, characters: int) -> int:
        """Return how many units the first characters of a line take."""
        return len(line[: max(characters, 0)].encode(self._codec, "surrogatepass")) // self._size

    def characters(self, line: str, units: int) -> int:
        """Return how many characters of a line stand before a unit."""
        data = line.encode(self._codec, "surrogatepass")[: max(units, 0) * self._size]
        return len(data.decode(self._codec, "ignore"))

    def of(self, place: Position, lines: Sequence[str]) -> types.Range:
        """Return the range of a position of ours, at least one character wide."""
        return self.between(lines, place.line - 1, place.column - 1, place.column - 1 + max(place.length, 1))

    def between(self, lines: Sequence[str], line: int, start: int, end: int) -> types.Range:
        """Return the range of some characters of a line, all counted from 0."""
        text = lines[line] if line < len(lines) else ""
        start, end = self.units(text, start), self.units(text, end)
        return types.Range(types.Position(line, start), types.Position(line, end))

    def whole(self, text: str) -> types.Range:
        """Return the range of all of a text."""
        last = split(text)
        return types.Range(types.Position(0, 0), types.Position(len(last) - 1, self.units(last[-1], len(last[-1]))))


def split(text: str) -> list[str]:
    """Return the lines of a text as editors and our reader count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
