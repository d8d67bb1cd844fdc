"""Finds which row, form or part of the old side is which of the new one: by its name, then by what is most alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

# Places in the old and in the new list; None where one of them has none.
Pair: TypeAlias = tuple[int | None, int | None]
# What is taken for one row whose name changed.
ALIKE = 0.5
COUNTED = re.compile(r"\D*(\d+)\D*")


def aligned(
    old: Sequence[Hashable], new: Sequence[Hashable], likeness: Callable[[int, int], float], least: float = ALIKE
) -> list[Pair]:
    """Pair two lists of keys; what has no equal goes to what is most alike, if at least so much.

    The pairs stand in the order of the new list, and what is gone after what stood before it.
    """
    left: dict[Hashable, list[int]] = {}
    for number, key in enumerate(old):
        left.setdefault(key, []).append(number)
    found = {number: left[key].pop(0) for number, key in enumerate(new) if left.get(key)}
    gone = sorted(number for numbers in left.values() for number in numbers)
    come = [number for number in range(len(new)) if number not in found]
    rivals = sorted(
        ((score, before, after) for before in gone for after in come if (score := likeness(before, after)) >= least),
        key=lambda rival: (-rival[0], rival[1], rival[2]),
    )
    taken: set[int] = set()
    for _, before, after in rivals:
        if before not in taken and after not in found:
            taken.add(before)
            found[after] = before
    return _in_order(len(old), len(new), found)


def _in_order(before: int, after: int, found: dict[int, int]) -> list[Pair]:
    partners = {old: new for new, old in found.items()}
    # What is gone, under the row that it stood below.
    below: dict[int | None, list[int]] = {}
    last: int | None = None
    for number in range(before):
        if number in partners:
            last = partners[number]
        else:
            below.setdefault(last, []).append(number)
    pairs: list[Pair] = [(number, None) for number in below.get(None, ())]
    for number in range(after):
        pairs.append((found.get(number), number))
        pairs += ((gone, None) for gone in below.get(number, ()))
    return pairs


def moved(pairs: Iterable[Pair]) -> set[int]:
    """Return the new places of those that stand in another order than before: as few as possible."""
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (old, _) in enumerate(both):
        at = bisect_left(tails, old)
        before.append(ends[at - 1] if at else -1)
        tails[at:] = [old, *tails[at + 1 :]]
        ends[at:] = [number, *ends[at + 1 :]]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(both[at][1])
        at = before[at]
    return {new for _, new in both} - kept


def counts(cells: Iterable[str]) -> bool:
    """Whether cells only number their rows: 1, 2, 3, or 表-1, 表-2, 表-3; empty ones aside."""
    found = [COUNTED.fullmatch(cell) for cell in cells if cell]
    numbers = [int(match[1]) if match else -1 for match in found]
    return numbers[:1] in ([], [1]) and all(after == before + 1 for before, after in pairwise(numbers))


def alike(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how alike two rows of words are: as one line, and by the cells that are equal; 0 if less than ALIKE."""
    pairs = [pair for pair in zip(old, new, strict=True) if any(pair)]
    equal = sum(one == other for one, other in pairs) / max(len(pairs), 1)
    matcher = SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False)
    if len(pairs) == 1:
        return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0
    if matcher.quick_ratio() + equal < 2 * ALIKE:  # What costs little tells of most that they can't be alike.
        return 0
    return (matcher.ratio() + equal) / 2
