"""Breaks a long title into lines, never inside a word (GB/T 9704: 梯形或菱形)."""

from __future__ import annotations

import unicodedata
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from generator.assemble.tokens import BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

# 156 mm hold 20 characters of 22 pt.
LINE_WIDTH = 20.0


def width(text: str) -> float:
    """Return the width of a text in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "FWA" else 0.5 for character in text)


def break_title(parts: Sequence[tuple[str, float]]) -> list[str]:
    """Join parts (what to print, how wide it is) into the fewest lines that fit, as even as can be.

    A line is only ended between two parts; a part that is wider than a line stays whole and is left to the format.
    """
    cuts = range(1, len(parts))
    for lines in range(1, len(parts) + 1):
        choices = [_lines(parts, at) for at in combinations(cuts, lines - 1)]
        fitting = [choice for choice in choices if max(w for _, w in choice) <= LINE_WIDTH]
        if fitting or lines == len(parts):
            return [text for text, _ in min(fitting or choices, key=_unevenness)]
    return []


def split(said: str) -> list[str]:
    """Return the parts of a title between the places where a line may end."""
    return [part for part in said.split(BREAK) if part]


def _lines(parts: Sequence[tuple[str, float]], cuts: tuple[int, ...]) -> list[tuple[str, float]]:
    edges = [0, *cuts, len(parts)]
    groups = [parts[a:b] for a, b in pairwise(edges)]
    return [("".join(text for text, _ in group), sum(w for _, w in group)) for group in groups]


def _unevenness(lines: list[tuple[str, float]]) -> float:
    widths = [w for _, w in lines]
    return max(widths) - min(widths)
