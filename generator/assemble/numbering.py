"""Numbers headings, here and not in a format, so that all formats agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


class Numbers:
    """Counts headings level by level; a heading starts the levels below it anew."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns
        self.counts = [0] * 5

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level (1 to 4), "" where the pack has none."""
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        if level > len(self.patterns):
            return ""
        count = self.counts[level]
        return self.patterns[level - 1].replace("{一}", chinese(count)).replace("{1}", str(count))
