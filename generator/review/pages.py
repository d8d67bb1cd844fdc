"""Finds the pages that look different: both sides drawn by the present program, in their own templates and fonts."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from generator import looks
from generator.model.picture import PagePair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.picture import Picture

    Drawable: TypeAlias = tuple[Document, Layout]

# How many documents are drawn: each takes seconds.
MOST: Final = 12
# How much of a page's edge holds its number, which moves on where a page comes in before: the foot of an upright page,
# the left or right side of a lying one, which is bound like the others.
_EDGE: Final = 0.12
# Lines of dots that lie as near as this belong to one band.
_NEAR: Final = 8


def pages(pairs: Sequence[tuple[Drawable | None, Drawable | None]]) -> tuple[list[PagePair], list[str]]:
    """Return the pages of documents that look different, and why documents were not drawn."""
    found: list[PagePair] = []
    undrawn: list[str] = []
    for old, new in pairs[:MOST]:
        wanted = [side for side in (old, new) if side]
        drawn = iter(looks.draw(wanted))
        before, after = (next(drawn) if side else [] for side in (old, new))
        title = wanted[-1][0].title_text
        faults = [side for side in (before, after) if isinstance(side, str)]
        undrawn += (f"《{title}》的页面没有画出：{fault}" for fault in dict.fromkeys(faults))
        if not isinstance(before, str) and not isinstance(after, str):
            found += _different(title, before, after)
    if len(pairs) > MOST:
        undrawn.append(f"只画了前 {MOST} 份，另有 {len(pairs) - MOST} 份没有画；两边各运行一次 build，对照 PDF 看。")
    return found, undrawn


def _different(title: str, before: Sequence[Picture], after: Sequence[Picture]) -> Iterator[PagePair]:
    mine, theirs = (list(map(_unnumbered, side)) for side in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for one, other in zip_longest(range(a, b), range(c, d)):
            old, new = before[one] if one is not None else None, after[other] if other is not None else None
            # Where pages came in before, the number is another, and no more than that.
            if kind != "equal" or (one == other and old != new):
                numbers = one + 1 if one is not None else 0, other + 1 if other is not None else 0
                yield PagePair(title, *numbers, old, new, tuple(_bands(old, new)))


def _unnumbered(picture: Picture) -> tuple[int, int, bytes]:
    """Return what two pages have in common that look the same but for their numbers."""
    lines = picture.lines()
    if picture.width > picture.height:
        side = round(picture.width * _EDGE) * picture.depth
        lines = [line[side:-side] for line in lines]
    else:
        lines = lines[: round(picture.height * (1 - _EDGE))]
    return picture.width, picture.depth, b"".join(lines)


def _bands(old: Picture | None, new: Picture | None) -> Iterator[tuple[float, float]]:
    """Yield where two pages of one size differ: the top and the height of each band, in percent."""
    if old is None or new is None or (old.width, old.height) != (new.width, new.height):
        return
    depth = max(old.depth, new.depth)
    lines = zip(old.lines(depth), new.lines(depth), strict=True)
    differ = [at for at, (one, other) in enumerate(lines) if one != other]
    start = 0
    for number, line in enumerate(differ):
        if number + 1 == len(differ) or differ[number + 1] - line > _NEAR:
            top, bottom = differ[start], line + 1
            yield round(100 * top / old.height, 2), round(100 * (bottom - top) / old.height, 2)
            start = number + 1
