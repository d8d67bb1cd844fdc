"""What is read from a finished output, and the differences between that and what should stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A row of a table: the texts of its cells without white space, those of empty cells included.
Cells: TypeAlias = tuple[str, ...]
# Over how many columns each of its cells reaches.
Spans: TypeAlias = tuple[int, ...]


# What a foot says: a number between dashes, or what stands for it until pages are counted; twice in a box.
_NUMBER = re.compile(r"[\s—–\d-]*")


class ReadingError(ValueError):
    """Raised when an output can't be read at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an output says: all its text without white space, and the rows of its tables that hold any text.

    `spans` are over how many columns the cells of these rows reach. `where` names the place of a character for people:
    第3页. Of a PDF, `pages` are the offsets at which pages begin, `folios` the numbers printed on them, and `entries`
    the page numbers in its contents, as far as there are any. `uneven` is where cells do not fill their row. `margins`
    are the words in heads and feet besides page numbers, each with its place; those of a PDF are in its text.
    """

    text: str
    rows: Sequence[Cells]
    where: Callable[[int], str]
    spans: Sequence[Spans]
    pages: Sequence[int] = ()
    folios: Sequence[int | None] = ()
    entries: Sequence[int | None] = ()
    uneven: str = ""
    margins: Sequence[tuple[str, str]] = ()


def beside_number(words: str) -> str:
    """Return what a head or foot says besides the number of the page."""
    return "" if _NUMBER.fullmatch(words) else words


class Gap(NamedTuple):
    """A stretch that differs: from `start` to `stop` in what is wanted, from `begin` to `end` in what is there."""

    start: int
    stop: int
    begin: int
    end: int


# How many characters have to be alike again for a difference to be over.
_ALIKE = 12


def gaps(wanted: str, there: str, limit: int) -> list[Gap]:
    """Return where two texts differ, at most `limit` stretches."""
    found: list[Gap] = []
    left = right = 0
    tail = "\0" * _ALIKE  # so that the ends are alike, too
    wanted, there = wanted + tail, there + tail
    while len(found) < limit:
        same = _same(wanted, there, left, right)
        left, right = left + same, right + same
        if left >= len(wanted) and right >= len(there):
            break
        skip, jump = _resume(wanted[left:], there[right:])
        stop, end = min(left + skip, len(wanted) - _ALIKE), min(right + jump, len(there) - _ALIKE)
        found.append(Gap(left, stop, right, end))
        left, right = left + skip, right + jump
    return found


def _same(one: str, other: str, left: int, right: int) -> int:
    """Return how many characters are alike from two places on."""
    low, high = 0, min(len(one) - left, len(other) - right)
    while low < high:  # most often all are alike, so big steps find the end quickly
        middle = (low + high + 1) // 2
        if one[left + low : left + middle] == other[right + low : right + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _resume(wanted: str, there: str) -> tuple[int, int]:
    """Return how much to skip on both sides until they are alike again: as little as possible together."""
    places: dict[str, int] = {}
    for jump in range(len(there) - _ALIKE + 1):
        places.setdefault(there[jump : jump + _ALIKE], jump)
    best = (len(wanted), len(there))
    for skip in range(len(wanted) - _ALIKE + 1):
        if skip >= sum(best):
            break
        found = places.get(wanted[skip : skip + _ALIKE], sum(best))
        if skip + found < sum(best):
            best = skip, found
    return best
