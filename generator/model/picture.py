"""Pages as pictures, and pairs of them that look different."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, line by line, a byte a dot; three bytes, red, green and blue, where it has any colour."""

    width: int
    height: int
    depth: int
    dots: bytes = field(repr=False)

    def lines(self, depth: int = 0) -> list[bytes]:
        """Return its lines from top to bottom, in three bytes a dot where that is asked of a gray one."""
        dots = self.dots
        if depth > self.depth:
            coloured = bytearray(depth * len(dots))
            for channel in range(depth):
                coloured[channel::depth] = dots
            dots = bytes(coloured)
        size = self.width * max(depth, self.depth)
        return [dots[start : start + size] for start in range(0, len(dots), size)]


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page that looks different, before and after; None where there is none. Numbers count from 1.

    `bands` are the stretches of its height, in percent from the top, in which anything differs.
    """

    document: str
    old_number: int
    new_number: int
    old: Picture | None
    new: Picture | None
    bands: tuple[tuple[float, float], ...] = ()
