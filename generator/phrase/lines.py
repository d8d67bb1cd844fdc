"""The lines of a title or a head: the fewest, as even as can be, each ending where a word ends."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING, Final

from generator.phrase.parts import Kind, Part, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A line of a title: 156 mm hold 20 characters of 22 pt.
TITLE: Final = 20.0
_NARROWEST: Final = 0.4  # a comma, in full-width characters
_SHORT: Final = 4  # a line of less looks lost where the others are long
# What a choice of lines costs beside their unevenness (in characters).
_LONE_YEAR, _LOST_LINE, _HOLLOW, _DANGLING, _UNSURE, _ASIDE, _GROWING = 60, 40, 6, 12, 5, 3, 0.5
_MOST: Final = 5  # lines whose ways are weighed, which multiply with each; a longer title has its lines filled
_WON: Final = 4  # what a line gains that ends with the name of an office, or where a title's template says so
# What no line may end within, whatever the room: a character or number with the marks around it.
_UNIT: Final = re.compile(r"[（《「『【〔〈“‘(]*(?:[0-9A-Za-z.,%+-]+|.)[，。、；：？！）》」』】〕〉”’％)]*")
_OFFICE: Final = re.compile(r".*(?:局|委员会|政府|中心|法院|检察院|部|办|办事处|）)")


def width(text: str) -> float:
    """Return the width of a text in full-width characters, rounded up: digits of the fonts of titles take 0.6."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "FWA":
        return 1
    return 0.6 if character.isdigit() else _NARROWEST if character in ",.- ()/" else 1


def break_title(said: Sequence[str], room: float = TITLE) -> list[str]:
    """Return the lines of a title that was said in pieces; a line rather ends between two pieces than within one.

    `room` is the width of a line in characters.
    """
    whole = "".join(said)
    if width(whole) <= room:
        return [whole] if whole else []
    pieces: list[Part] = []
    wished: set[int] = set()
    for piece in _unbroken(said):
        pieces += _fitting(piece, room)
        wished.add(len(pieces))
    return _best(pieces, room, wished)


def break_head(text: str, room: float) -> list[str]:
    """Return the lines of a column's heading; `room` as in a title."""
    return [text] if width(text) <= room else _best(_fitting(text, room), room, set())


def _unbroken(said: Sequence[str]) -> list[str]:
    """Join a number that was said by itself with what it counts: 2024 and 年."""
    joined: list[str] = []
    for piece in said:
        if joined and joined[-1][-1:].isdigit():
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _fitting(text: str, room: float) -> list[Part]:
    """Return parts that fit a line: longer words are cut into shorter ones, and into characters if nothing helps."""
    fitting: list[Part] = []
    for part in parts(text):
        longest = min(len(part.text) - 1, int(room / _NARROWEST))
        pieces = [part]
        while any(width(piece.text) > room for piece in pieces) and longest > 1:
            pieces = parts(part.text, longest)
            longest -= 1
        for piece in pieces:
            fitting += [piece] if width(piece.text) <= room else _torn(piece)
    return fitting


def _torn(part: Part) -> Iterator[Part]:
    """Cut a part that no line has room for into characters; numbers stay whole, and marks with what they belong to."""
    yield from (Part(found[0], Kind.UNKNOWN) for found in _UNIT.finditer(part.text))


def _best(pieces: Sequence[Part], room: float, wished: set[int]) -> list[str]:
    """Return the best of the ways of sharing parts out to the fewest lines."""
    widths = [width(piece.text) for piece in pieces]
    room = max([room, *widths])  # A part that no line has room for stands on one of its own.
    full = _full(widths, room)
    ways = _choices(widths, full, 0, len(full[0]), room) if len(full[0]) <= _MOST else [full[0]]
    cuts = min(ways, key=lambda cuts: _cost(pieces, widths, cuts, wished))
    return ["".join(piece.text for piece in pieces[a:b]) for a, b in pairwise((0, *cuts))]


def _full(widths: Sequence[float], room: float) -> list[tuple[int, ...]]:
    """Return the ends of the lines from each part on if each line takes what it can: no way has fewer lines."""
    full: list[tuple[int, ...]] = [()]
    for start in reversed(range(len(widths))):
        taken = len(list(takewhile(lambda total: total <= room, accumulate(widths[start:]))))
        full.append((start + taken, *full[len(widths) - start - taken]))
    return full[::-1]


def _choices(
    widths: Sequence[float], full: Sequence[Sequence[int]], start: int, count: int, room: float
) -> Iterator[tuple[int, ...]]:
    """Yield the ways of sharing parts out to `count` lines, as the ends of the lines."""
    if len(full[start]) > count:
        return
    if count == 1:
        yield (len(widths),)
        return
    taken = 0.0
    for end in range(start + 1, len(widths)):
        taken += widths[end - 1]
        if taken > room:
            return
        yield from ((end, *rest) for rest in _choices(widths, full, end, count - 1, room))


def _cost(pieces: Sequence[Part], widths: Sequence[float], cuts: tuple[int, ...], wished: set[int]) -> float:
    """Return what a choice of lines costs: how uneven it is, and what is wrong with its lines and their ends."""
    lines = [sum(widths[a:b]) for a, b in pairwise((0, *cuts))]
    cost = max(lines) - min(lines) + _GROWING * (lines[-1] > lines[0])
    cost += _LOST_LINE * (min(lines) < min(_SHORT, max(lines) / 2))
    cost += _HOLLOW * sum(above > line < below for above, line, below in zip(lines, lines[1:], lines[2:], strict=False))
    for start, end in pairwise((0, *cuts)):
        cost += _LONE_YEAR * (end - start == 1 and pieces[start].is_year)
        if end < len(pieces):
            last, following = pieces[end - 1], pieces[end]
            cost += _DANGLING * (last.is_joint or (last.is_year and end not in wished))
            cost += _ASIDE * _is_inside(pieces, end)
            cost += _UNSURE * (end not in wished and Kind.UNKNOWN in {last.kind, following.kind})
            cost -= _WON * (end in wished or _OFFICE.fullmatch(last.text) is not None)
    return cost


def _is_inside(pieces: Sequence[Part], end: int) -> bool:
    """Whether a line that ends here tears what stands in brackets."""
    before = "".join(piece.text for piece in pieces[:end])
    return before.count("（") > before.count("）")
