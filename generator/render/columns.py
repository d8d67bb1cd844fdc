"""Shares the width of a table out anew where a number has no room: columns that have some give it.

Widths are in points. A cell lies between two edges of the grid, counted from 0 at the left.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The least width of what lies between two edges.
Needs: TypeAlias = "Mapping[tuple[int, int], float]"
# What a need is given more than it is, in points, where a column is made wider: programs round, and not alike.
AIR: Final = 0.3
# A column of words keeps room for two characters; one of longer words, of more than so many, for so many points.
_LONG: Final = 8
_WORDS: Final = 15 * 72 / 25.4
_ROUNDS: Final = 60
_SLACK: Final = 1e-6


def shared(widths: Sequence[float], needs: Needs) -> list[float] | None:
    """Return the widths with which all needs are met, as near to the given ones as can be; None if there are none.

    Their sum stays. Where nothing is missing, they are the given ones.
    """
    lows, highs = _bounds(len(widths), sum(widths), needs)
    if lows[-1] > sum(widths) + _SLACK:
        return None
    found = list(widths)
    for _ in range(_ROUNDS):
        if not (lacking := _worst(found, needs)):
            return found
        _take(found, lacking, needs)
    # What taking in turns has not settled is settled from the left, between the bounds that no way can leave.
    edges = [0.0]
    for edge, place in enumerate(accumulate(found), 1):
        least = max([edges[-1], *(edges[start] + need for (start, end), need in needs.items() if end == edge)])
        edges.append(min(max(place, least, lows[edge]), highs[edge]))
    return [right - left for left, right in pairwise(edges)]


def floor(longest: int, points: float, sides: float) -> float:
    """Return what a column keeps in any case, in points.

    `longest` is the length of its longest text, `points` the size of its characters, `sides` what stands beside them.
    """
    return _WORDS if longest > _LONG else min(longest, 2) * points + sides


def wanted(need: float, drawn: float) -> float:
    """Return what to ask for so that a need is met in every program: a little more where it is not met as drawn."""
    return need if need <= drawn else need + AIR


def _bounds(count: int, whole: float, needs: Needs) -> tuple[list[float], list[float]]:
    """Return how far left, and how far right, each edge can lie."""
    lows, highs = [0.0] * (count + 1), [whole] * (count + 1)
    for edge in range(1, count + 1):
        own = [lows[start] + need for (start, end), need in needs.items() if end == edge]
        lows[edge] = max([lows[edge - 1], *own])
    for edge in range(count - 1, -1, -1):
        own = [highs[end] - need for (start, end), need in needs.items() if start == edge]
        highs[edge] = min([highs[edge + 1], *own])
    return lows, highs


def _worst(widths: Sequence[float], needs: Needs) -> tuple[int, int] | None:
    """Return between which edges most is missing."""
    missing = {key: need - sum(widths[key[0] : key[1]]) for key, need in needs.items()}
    key = max(missing, key=lambda one: missing[one], default=None)
    return key if key is not None and missing[key] > _SLACK else None


def _take(widths: list[float], key: tuple[int, int], needs: Needs) -> None:
    """Give a cell what it lacks, from the columns that can spare it, in proportion to what they can."""
    start, end = key
    own = sum(widths[start:end])
    spare = {at: _spare(at, widths, needs) for at in range(len(widths)) if not start <= at < end}
    room = sum(spare.values())
    taken = min(needs[key] - own, room)
    if taken <= 0:
        return
    for at, part in spare.items():
        widths[at] -= taken * part / room
    for at in range(start, end):
        widths[at] += taken * (widths[at] / own if own else 1 / (end - start))


def _spare(at: int, widths: Sequence[float], needs: Needs) -> float:
    """Return what a column can give: its part of what the tightest cell over it can."""
    slacks = [
        max(whole - need, 0) * widths[at] / whole
        for (start, end), need in needs.items()
        if start <= at < end and (whole := sum(widths[start:end])) > 0
    ]
    return min([widths[at], *slacks]) if slacks else 0
