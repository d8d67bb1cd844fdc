"""Numbers headings, here and not in a format, so that all formats agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.values import Term

CHINESE, ARABIC = MARKS = ("{一}", "{1}")
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


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
