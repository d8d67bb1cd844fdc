"""Numbers headings, here and not in a format, so that all formats agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.values import Term

CHINESE, ARABIC = MARKS = ("{一}", "{1}")
DIGITS, PLACES = "零一二三四五六七八九", ("千", "百", "十", "")
# At the beginning 十 is said without its 一.
TEN = "一十"


def chinese(number: int) -> str:
    """Write a number in Chinese numerals, from 10,000 on in digits."""
    digits = str(number)
    if len(digits) > len(PLACES):
        return digits
    places = PLACES[-len(digits) :]
    said = "".join(
        DIGITS[0] if digit == "0" else DIGITS[int(digit)] + place for digit, place in zip(digits, places, strict=True)
    )
    said = re.sub(f"{DIGITS[0]}+", DIGITS[0], said).rstrip(DIGITS[0])
    return said[1:] if said.startswith(TEN) else said


class Numbers:
    """Counts headings level by level; a heading starts the levels below it anew."""

    def __init__(self, patterns: Sequence[Term]) -> None:
        """Take the patterns (标题编号) of a pack; FindingError where one has no place for the number."""
        for pattern in patterns:
            if not any(mark in pattern.text for mark in MARKS):
                message = f"「{pattern}」里没有放编号的地方，每个标题都会印成一样的"
                hint = f"编号的地方写 {CHINESE}（中文数字）或 {ARABIC}（阿拉伯数字），如「{CHINESE}、」。"
                raise FindingError(error("MB-052", message, pattern.position, hint=hint))
        self.patterns = [pattern.text for pattern in patterns]
        self.counts = [0] * 5

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level (1 to 4), "" where the pack has none."""
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        if level > len(self.patterns):
            return ""
        count = self.counts[level]
        return self.patterns[level - 1].replace(CHINESE, chinese(count)).replace(ARABIC, str(count))
