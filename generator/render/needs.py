"""What the cells of a form need: the room of what no line may break, and how small its figures may get."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.render.columns import floor, shared, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What no line may break: a number, or a code with digits in it; longer ones are broken where all else fails.
_UNBROKEN: Final = re.compile(r"[0-9A-Za-z.,%+-]*[0-9][0-9A-Za-z.,%+-]*")
_LONGEST: Final = 24
_FIGURE: Final = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?")
# By how many points figures get smaller where widths do not help.
STEPS: Final = (0.0, 0.5, 1.0)
# An upper bound of the width of a character, in parts of its size: nothing that surely fits is measured.
_WIDEST: Final = 1.1


class NoRoomError(ValueError):
    """Raised where a number of a form has no room, whatever the widths; the message is the number."""


@dataclass(slots=True)
class Need:
    """A line of a cell between two edges of the grid.

    `points` is the size of its characters, `sides` what its cell has beside it, `measure` returns the width of a part
    in points in a size; `whole` says that it stays on one line: a number always, words as long as columns allow it.
    """

    start: int
    end: int
    text: str
    points: float
    sides: float
    whole: bool
    measure: Callable[[str, float], float]

    @property
    def parts(self) -> list[str]:
        """What no line may break."""
        if self.whole and is_figure(self.text):
            return [self.text]
        return [part for part in _UNBROKEN.findall(self.text) if len(part) <= _LONGEST]

    def least(self, less: float = 0) -> float:
        """Return the width of the longest part with its sides, in points, with figures made smaller."""
        points = self.points - less if is_figure(self.text) else self.points
        return max((self.measure(part, points) for part in self.parts), default=0) + self.sides

    def words(self) -> float:
        """Return the room for words, in points: for all of them on one line, or for a few characters a line."""
        if self.whole:
            return self.measure(self.text, self.points) + self.sides
        return floor(len(self.text), self.points, self.sides)

    def fits(self, wide: float) -> bool:
        """Whether a width is enough; measured only if that is not certain."""
        longest = max(map(len, self.parts), default=0)
        return longest * self.points * _WIDEST + self.sides <= wide or self.least() <= wide


def is_figure(text: str) -> bool:
    """Whether a text is a number and nothing else, so that it may get smaller."""
    return _FIGURE.fullmatch(text.strip()) is not None


def fit(grid: Sequence[float], needs: Sequence[Need]) -> tuple[list[float], float] | None:
    """Return the widths of columns (in points) with which all needs are met, and by how much figures get smaller.

    None where all is met as it is drawn, or where a cell has no room for anything at all: that is no number's fault.

    Raises:
        NoRoomError: there are none.
    """
    lacking = [need for need in needs if not need.fits(sum(grid[need.start : need.end]))]
    if not lacking or any(need.sides >= sum(grid[need.start : need.end]) for need in lacking):
        return None
    for less in STEPS:
        if widths := shared(grid, _bounds(grid, needs, less)):
            return widths, less
    if widths := shared(grid, _bounds(grid, needs, STEPS[-1], keeps_words=False)):
        return widths, STEPS[-1]
    worst = max(lacking, key=lambda need: need.least() - sum(grid[need.start : need.end]))
    raise NoRoomError(max(worst.parts, key=len))


def _bounds(
    grid: Sequence[float], needs: Sequence[Need], less: float, *, keeps_words: bool = True
) -> dict[tuple[int, int], float]:
    """Return what to ask of the columns; without keeping room for words, two characters are enough for any text."""
    bounds: dict[tuple[int, int], float] = {}
    for need in needs:
        key = need.start, need.end
        drawn = sum(grid[need.start : need.end])
        kept = min(need.words() if keeps_words else floor(2, need.points, need.sides), drawn)
        bounds[key] = max(bounds.get(key, 0), kept, wanted(need.least(less), drawn))
    return bounds
