"""Two budget years of one department: what a text says of 上年, 本年 and 下年 moves with them and is no change."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|-20\d\d年)")


@dataclass(frozen=True, slots=True)
class Years:
    """Whether two years (or departments) are compared, and not two states of one; `later` is how far apart they are."""

    apart: bool = False
    later: int = 0

    def same(self, old: str, new: str) -> bool:
        """Whether two texts say the same, each in its year; a year that stays where it was is the same, too."""
        if old == new:
            return True
        if not self.later or YEAR.sub("", old) != YEAR.sub("", new):
            return False
        pairs = zip(YEAR.findall(old), YEAR.findall(new), strict=True)
        return all(int(after) - int(before) in {0, self.later} for before, after in pairs)

    def key(self, text: str) -> str:
        """Return a text without the years that may move: what is the same on both sides has the same key."""
        return YEAR.sub("", text) if self.later else text


NO_YEARS = Years()
