"""How many lines a Chinese text takes in Word: widths of characters, and where a line may end."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from generator.render.docx_styles import is_on, number

if TYPE_CHECKING:
    from generator.render.docx_styles import Look

_TWIPS: Final = 20  # in a point
# What Word and WPS don't let begin a line, what they don't let end one, and what may hang over its edge.
_NOT_FIRST: Final = frozenset(
    "!),.:;?]}¢'\"、。〉》」』】〕〗〞︰﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝～￠々•·ˇˉ―—’”…％%"
)
_NOT_LAST: Final = frozenset("([{£¥‘“〈《「『【〔〖（［｛￡￥〝﹙﹛﹝＄$")
_HANGING: Final = frozenset("!,.:;?、。！，．：；？")


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths in twips: of the first line, of the others, of a full and of a half-width character.

    `latin` and `digits` are what is added between Chinese characters and letters or digits. `hangs`: a comma or stop
    may hang over the edge.
    """

    first: float
    rest: float
    full: float
    half: float
    latin: float = 0
    digits: float = 0
    hangs: bool = True

    def width(self, text: str) -> float:
        """Return the width of a text on one line."""
        return sum(self.step(text, at, 0) for at in range(len(text)))

    def step(self, text: str, at: int, start: int) -> float:
        """Return what one character adds to the line that begins at `start`."""
        own = self.full if is_full(text[at]) else self.half
        return own if at == start or not (self.latin or self.digits) else own + self._gap(text[at - 1], text[at])

    def _gap(self, before: str, after: str) -> float:
        if is_full(before) == is_full(after) or " " in {before, after}:
            return 0
        chinese, other = (before, after) if is_full(before) else (after, before)
        if not chinese.isalpha():
            return 0
        return self.digits if other.isdigit() else self.latin


def measure(look: Look, width: float) -> Measure:
    """Return how much room a paragraph has in a column of a width, in twips."""
    size = number(look, "r:sz", 20) / 2 * _TWIPS
    gap = number(look, "r:spacing")
    left = _indent(look, "left", size) + _indent(look, "right", size)
    first = _indent(look, "firstLine", size) - _indent(look, "hanging", size)
    latin, digits = (size / 4 if is_on(look, name, otherwise=True) else 0 for name in ("autoSpaceDE", "autoSpaceDN"))
    hangs = is_on(look, "overflowPunct", otherwise=True)
    return Measure(width - left - first, width - left, size + gap, size / 2 + gap, latin, digits, hangs)


@lru_cache(4096)  # Most cells of a table hold what other cells hold.
def count(text: str, room: Measure) -> int:
    """Return the number of lines of a paragraph; an empty one has one, too."""
    lines, start = 0, 0
    while start < len(text):
        start = _end(text, start, room, room.rest if lines else room.first)
        lines += 1
    return max(lines, 1)


@cache
def is_full(character: str) -> bool:
    """Whether the fonts of official documents give a character the full width."""
    return unicodedata.east_asian_width(character) in "AFW"


def _indent(look: Look, side: str, size: float) -> float:
    """Return an indent; one that is given in characters counts before one in twips."""
    characters = number(look, f"ind.{side}Chars")
    return characters / 100 * size if characters else number(look, f"ind.{side}")


def _end(text: str, start: int, room: Measure, width: float) -> int:
    """Return where the line that begins at `start` ends."""
    end = _overflow(text, start, room, width)
    if end == len(text):
        return end
    if room.hangs and text[end] in _HANGING:
        end += 1
    while end < len(text) and text[end] == " ":
        end += 1
    best = end
    while best > start and best < len(text) and not _may_end(text, best):
        best -= 1
    return best if best > start else max(end, start + 1)


def _overflow(text: str, start: int, room: Measure, width: float) -> int:
    """Return the first character that has no place on the line."""
    for at in range(start, len(text)):
        width -= room.step(text, at, start)
        if width < 0:
            return max(at, start + 1)
    return len(text)


def _may_end(text: str, at: int) -> bool:
    """Whether a line may end before a character."""
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        return True
    in_word = not is_full(before) and not is_full(after) and after != " "
    return not in_word or (before == "-" and after.isalpha())
