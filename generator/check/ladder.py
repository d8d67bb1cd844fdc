"""Reads scoring ladders: ①≥90% 得 10 分；②80%（含）至 90%（不含）得 8 分；③＜80% 不得分."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

N = r"(?<![\d.])(\d+(?:\.\d+)?)\s{0,2}([%‰]?)"
# A bracket that says whether the number before it belongs to the step: （含）, （不含）.
EDGE = r"(?:\((不?含)\))?"
ABOVE, BELOW = r"(?:≥|>=|不低于|大于等于|大于或等于|达到|达)", r"(?:≤|<=|不高于|不超过|小于等于|小于或等于)"
OVER, UNDER = r"(?:>|大于|高于|超过)", r"(?:<|小于|低于|不足|不到|未达到?)"
SIGN = r"(>=|<=|≥|≤|>|<)"
CHAIN = re.compile(rf"{N}\s{{0,2}}{SIGN}\s{{0,2}}[^\d<>=≥≤;]{{1,12}}?\s{{0,2}}{SIGN}\s{{0,2}}{N}")
BETWEEN = re.compile(rf"{N}{EDGE}(?:以上)?\s{{0,2}}(?:至|到|-|~|—)\s{{0,2}}{N}{EDGE}")
AT_LEAST = re.compile(rf"{ABOVE}\s{{0,2}}{N}|{N}{EDGE}(?:及)?以上")
MORE = re.compile(rf"{OVER}\s{{0,2}}{N}")
AT_MOST = re.compile(rf"{BELOW}\s{{0,2}}{N}")
LESS = re.compile(rf"{UNDER}\s{{0,2}}{N}|{N}{EDGE}以下")
FULL = re.compile(r"满分")
NONE = re.compile(r"不得分|得?0分|不计分")
POINTS = re.compile(r"[得计记]\s{0,2}(\d+(?:\.\d+)?)\s{0,2}分")
# The score is a share of the weight: 知晓率×指标分值, 按比例得分.
SHARE = re.compile(r"[×*xX]|比例")
ELSE = re.compile(r"否则|其余|其他情[况形]|其它情[况形]")
PARTS = re.compile(r"[;；。①-⑳]|(?<=分)[,，、]")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a step. `closed` is None where the text doesn't say (80%至90%, 以上)."""

    value: Decimal
    closed: bool | None


@dataclass(frozen=True, slots=True)
class Step:
    """From where to where a score is given; None without end. `points`: None for a share of the weight, -1 for 满分."""

    low: Bound | None
    high: Bound | None
    points: Decimal | None
    unit: str
    words: str
    start: int


FULL_MARKS = Decimal(-1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a scoring text, from high to low, and whether it ends in 「否则」."""

    steps: tuple[Step, ...]
    has_else: bool

    @property
    def one_sided(self) -> bool:
        """Whether each step only says 「≥」: then the first that fits counts, and the others don't overlap it."""
        lows = [step.low.value for step in self.steps if step.low and not step.high]
        others = [step for step in self.steps if not (step.low and not step.high)]
        return len(lows) > 1 and lows == sorted(lows, reverse=True) and all(step.low is None for step in others)

    def troubles(self, top: Decimal | None) -> Iterator[tuple[Step, str]]:
        """Yield the step below each gap or above each overlap, and what is wrong. `top` is the highest value."""
        ordered = sorted(self.steps, key=lambda step: (step.low is not None, step.low.value if step.low else 0))
        lowest, highest = ordered[0], ordered[-1]
        if lowest.low and lowest.low.value > 0 and not self.has_else:
            yield lowest, f"小于 {show(lowest.low, lowest.unit)} 得几分没有写"
        if highest.high and (top is None or highest.high.value < top):
            yield highest, f"大于 {show(highest.high, highest.unit)} 得几分没有写"
        if self.one_sided:
            return
        for below, above in pairwise(ordered):
            problem = _between(below, above)
            if problem and not (self.has_else and "没有写" in problem):
                yield above, problem


def _between(below: Step, above: Step) -> str:
    """Say what is wrong between two neighbours, or ""."""
    high, low = below.high, above.low
    if high is None or low is None:
        return f"「{below.words}」与「{above.words}」重叠"
    if high.value < low.value and (below.unit or low.value - high.value > 1):  # 2-3场, 4场以上: whole numbers
        return f"{show(high, below.unit)} 与 {show(low, above.unit)} 之间得几分没有写"
    if high.value > low.value:
        return f"「{below.words}」与「{above.words}」在 {show(low, above.unit)} 至 {show(high, below.unit)} 重叠"
    if high.closed is False and low.closed is False:
        return f"正好 {show(low, above.unit)} 得几分没有写"
    if high.closed and low.closed:
        return f"正好 {show(low, above.unit)} 时「{below.words}」与「{above.words}」都算"
    return ""


def show(bound: Bound, unit: str) -> str:
    """Write the number of a bound."""
    return f"{bound.value:f}{unit}"


def steps(text: str) -> tuple[Step, ...]:
    """Return every step that a scoring text describes."""
    plain = _normal(text)
    edges = [0, *(edge for found in PARTS.finditer(plain) for edge in found.span()), len(plain)]
    parts = [_step(plain[at:end], at, text) for at, end in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(step for step in parts if step)


def read(text: str) -> Ladder | None:
    """Return the ladder that a scoring text describes; None if it has fewer than two steps, or several units."""
    found = steps(text)
    if len(found) < 2 or len({step.unit for step in found}) > 1:  # noqa: PLR2004 - two steps make a ladder
        return None
    return Ladder(found, bool(ELSE.search(text)))


def _normal(text: str) -> str:
    """Make widths and signs one, character for character, so that places stay right."""
    signs = {"≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "〉": ">", "〈": "<", "～": "~"}
    made = (signs.get(sign) or unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 and not "①" <= old <= "⑳" else old for new, old in zip(made, text, strict=True))


def _step(part: str, start: int, text: str) -> Step | None:
    """Read one part of the text as a step; None if it gives no score for a range."""
    condition, points = re.split(r"[,，]?\s{0,2}(?:[得计记]|不得|不计)", part, maxsplit=1)[0], _points(part)
    found = _range(condition)
    if found is None or "每" in condition or not (FULL.search(part) or points is not None or SHARE.search(part)):
        return None
    low, high, unit, at, end = found
    return Step(low, high, points, unit, text[start + at : start + end].strip(), start + at)


def _points(part: str) -> Decimal | None:
    """Return the score of a part; None for a share of the weight, or if it gives none."""
    if FULL.search(part):
        return FULL_MARKS
    given = POINTS.search(part)
    if given:
        return Decimal(given[1])
    return Decimal(0) if NONE.search(part) else None


def _range(words: str) -> tuple[Bound | None, Bound | None, str, int, int] | None:
    """Return the ends of the range that words describe, its unit, and where the words begin and end."""
    if found := CHAIN.search(words):
        left, unit, first, second, right, _ = found.groups()
        ends = Bound(Decimal(left), "=" in _equal(first)), Bound(Decimal(right), "=" in _equal(second))
        low, high = (ends[1], ends[0]) if ">" in _equal(first) else ends
        return low, high, unit or found[6], found.start(), found.end()
    if found := BETWEEN.search(words):
        low, high = (Bound(Decimal(found[n]), _edge(found[n + 2])) for n in (1, 4))
        low, high = sorted((low, high), key=lambda bound: bound.value)
        return low, high, found[2] or found[5], found.start(), found.end()
    for pattern, upper, closed in (
        (AT_LEAST, False, True),
        (AT_MOST, True, True),
        (MORE, False, False),
        (LESS, True, False),
    ):
        if found := pattern.search(words):
            return _one_end(found, upper=upper, closed=closed)
    return None


def _one_end(found: re.Match[str], *, upper: bool, closed: bool) -> tuple[Bound | None, Bound | None, str, int, int]:
    groups = found.groups()
    with_words = groups[0] is None  # 80%以上, 60%以下: whether 80 itself counts, only a bracket tells
    digits, unit = (groups[2], groups[3]) if with_words else (groups[0], groups[1])
    bound = Bound(Decimal(digits or 0), _edge(groups[4]) if with_words else closed)
    return (None if upper else bound), (bound if upper else None), unit or "", found.start(), found.end()


def _equal(sign: str) -> str:
    return {"≥": ">=", "≤": "<="}.get(sign, sign)


def _edge(word: str | None) -> bool | None:
    return None if word is None else word == "含"
