"""Changes that a sentence states together with what was before and what is now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.check.mentions import COUNTS, Role, half
from generator.check.numbers import NUMBER, Measure, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.mentions import Mention, Sentence

UP, DOWN = "增加|增长|上升|提高|上涨|增幅|增", "减少|下降|降低|压减|降幅|减幅|减|降"
UNIT = rf"(?:万|亿)?元|个百分点|[%％]|万?(?:{COUNTS})"
SAID = re.compile(
    rf"(?P<way>{UP}|{DOWN})(?:了|率|幅度?)?(?:[为达:：])?\s?(?P<number>{NUMBER})\s?(?P<unit>{UNIT})(?!\s?[/每])"
)
LEVEL = re.compile(
    r"[与同](?:20\d\d年度?|上年度?|去年)(?:年初)?(?:预算|执行|决算)?数?(?:\d[\d,.]*\s?(?:[万亿]?元))?(?:相比)?[，,]?(?P<way>持平)"
)
# 从100万元增加到150万元.
FROM_TO = re.compile(
    rf"[从由](?P<name>[^，。；、\d]{{0,12}}(?:20\d\d年[^，。；、\d]{{0,6}})?)(?P<from>{NUMBER})\s?(?P<unit>{UNIT})"
    rf"(?P<way>{UP}|{DOWN})(?:到|至|为)(?:20\d\d年的?)?(?P<to>{NUMBER})\s?(?P<other>{UNIT})"
)
# What a change may begin with when it is of what stood before it, and not of something that it names itself.
OWN = re.compile(
    r"\s*(?:总体|同比|环比|相比|[即共净]|预算)*"
    r"(?:[比较](?P<year>20\d\d)?(?:年度?|上年度?|去年|上一年度?|同期)?(?P<base>年初|当年)?(?:的)?(?P<kind>(?:预算)?(?:执行|决算|完成|实际)|预算)?"
    r"(?:执行|安排)?数?(?:总额|总数|合计)?(?:相比|同期)?[，,]?)?(?:同比|[约净共])*$"
)
YEAR = re.compile(r"(?P<year>20\d\d)年|(?P<last>上年|去年)|(?P<now>今年|本年)")
SPENT = re.compile("执行|决算|完成|实际|支出数|结算")
# What only says which of its figures is meant.
FILLING = re.compile(r"20\d\d|年初|当年|本年|今年|上年|去年|[年度的数为是]|预算|执行|决算|安排|完成|实际|总额|合计")
PERCENT = frozenset({"%", "％"})
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as a sentence states it; `amount` is None where it says 持平."""

    way: str
    amount: Measure | None
    start: int
    end: int
    own: re.Match[str] | None

    @property
    def sign(self) -> int:
        """1 for more, -1 for less, 0 for 持平."""
        return 0 if self.amount is None else 1 if re.fullmatch(UP, self.way) else -1


@dataclass(frozen=True, slots=True)
class Rise:
    """A change with the two amounts that it is between."""

    before: Measure
    now: Measure
    change: Change

    @property
    def difference(self) -> Decimal:
        """By how much it really changed."""
        return self.now.value - self.before.value

    @property
    def percent(self) -> Decimal:
        """The same as a share of what was before."""
        return self.difference / self.before.value * HUNDRED

    @property
    def is_percent(self) -> bool:
        """Whether the change is stated as a share."""
        amount = self.change.amount
        return amount is not None and amount.unit in PERCENT

    @property
    def room(self) -> Decimal:
        """By how much the stated change may miss for rounding."""
        measures = [self.before, self.now]
        amount = self.change.amount
        error = half(measures)
        if amount is None:
            return error * 2
        if self.is_percent:
            return error * (1 + abs(self.now.value / self.before.value)) / self.before.value * HUNDRED
        return half([*measures, amount]) * (2 + 1)

    @property
    def is_wrong(self) -> bool:
        """Whether amount or direction contradicts the two amounts."""
        amount = self.change.amount
        if amount is None:
            return abs(self.difference) > self.room
        if self.is_percent and not self.before.value:
            return bool(self.now.value)
        actual = self.percent if self.is_percent else self.difference
        apart = abs(actual) - amount.value
        # Some cut a percentage off instead of rounding it.
        most, least = (amount.step, amount.step / 2) if self.is_percent else (0, 0)
        if not -least - self.room <= apart <= most + self.room:
            return True
        return abs(actual) > self.room and (actual > 0) != (self.change.sign > 0)


def rises(sentence: Sentence) -> Iterator[Rise]:
    """Yield the changes of a sentence whose two amounts are beyond doubt."""
    changes = list(_changes(sentence))
    taken: set[int] = set()
    for before, now, change in (*_from_to(sentence, changes), *_beside(sentence, changes), *_pair(sentence, changes)):
        if change.start not in taken and _comparable(before, now, change):
            taken.add(change.start)
            yield Rise(before, now, change)


def turned(sentence: Sentence) -> Iterator[tuple[Measure, Measure, str, int, int]]:
    """Yield what is said to rise from an amount to a smaller one, or to fall to a greater one."""
    for found in FROM_TO.finditer(sentence.text, sentence.start, sentence.end):
        before, now = _ends(found)
        fell = now.value < before.value
        if before.unit == now.unit and before.value != now.value and fell == bool(re.fullmatch(UP, found["way"])):
            yield before, now, found["way"], *found.span("way")


def _ends(found: re.Match[str]) -> tuple[Measure, Measure]:
    return measure("", found["unit"], found["from"]), measure("", found["other"], found["to"])


def _changes(sentence: Sentence) -> Iterator[Change]:
    text = sentence.text
    span = (sentence.start, sentence.end)
    for found in (*SAID.finditer(text, *span), *LEVEL.finditer(text, *span)):
        begin = max(text.rfind(sign, sentence.start, found.start()) for sign in "，。；、：,;:（(") + 1
        own = OWN.fullmatch(text, max(begin, sentence.start), found.start())
        digits = found.groupdict().get("number")
        amount = measure(found[0], found["unit"], digits, found.start("number")) if digits else None
        yield Change(found["way"], amount, *(found.span() if digits else found.span("way")), own)


def _comparable(before: Measure, now: Measure, change: Change) -> bool:
    """Whether the three are of one unit; points are the difference of percentages."""
    unit = change.amount.unit if change.amount is not None else now.unit
    if before.unit != now.unit:
        return False
    if before.unit in PERCENT:
        return unit == "个百分点"
    return unit in PERCENT or unit == before.unit


def _from_to(sentence: Sentence, changes: list[Change]) -> Iterator[tuple[Measure, Measure, Change]]:
    """从100万元增加到150万元，增长50%."""
    for found in FROM_TO.finditer(sentence.text, sentence.start, sentence.end):
        change = next((c for c in changes if c.start >= found.end()), None)
        if change and re.fullmatch(r"[，,、（(]?(?:同比|[即净])?", sentence.text[found.end() : change.start]):
            yield *_ends(found), change


def _beside(sentence: Sentence, changes: list[Change]) -> Iterator[tuple[Measure, Measure, Change]]:
    """2024年120万元，比上年100万元增长20%; 110万元，比上年增加10万元，增长10%: two of the three give the third."""
    for change, following in zip_longest(changes, changes[1:]):
        behind = [m for m in sentence.mentions if m.end <= change.start]
        base = behind[-1] if behind else None
        percent = following if following is not None and _goes_on(sentence, change, following) else None
        if base is not None and base.role is Role.BASE and base.name.startswith(("比", "较", "同", "与")):
            now = _just_before(sentence, base.start - len(base.name))
            if now and re.fullmatch(r"(?:相比)?[，,]?", sentence.text[base.end : change.start]):
                yield base.measure, now.measure, change
                if percent is not None:
                    yield base.measure, now.measure, percent
                continue
        at = change.start - len(change.own[0]) if change.own else -1
        now = _just_before(sentence, at) if at > 0 else None
        amount = change.amount
        if percent is not None and now and amount is not None and now.measure.unit == amount.unit:
            yield _less(now.measure, amount, change.sign), now.measure, percent


def _goes_on(sentence: Sentence, change: Change, following: Change) -> bool:
    """Whether a change says right behind another what share that is: 增加10万元，增长10%."""
    amount = following.amount
    gap = sentence.text[change.end : following.start]
    return amount is not None and amount.unit in PERCENT and bool(re.fullmatch(r"[，,、（(](?:同比)?", gap))


def _just_before(sentence: Sentence, at: int) -> Mention | None:
    """Return the quantity that ends right before a place, but for a comma."""
    behind = [m for m in sentence.mentions if m.end <= at and m.is_part]
    return behind[-1] if behind and re.fullmatch(r"[，,（(\s]*", sentence.text[behind[-1].end : at]) else None


def _less(now: Measure, amount: Measure, sign: int) -> Measure:
    value = now.value - sign * amount.value
    return Measure(
        value, now.unit, "", now.start, max(now.step, amount.step) if not value else min(now.step, amount.step)
    )


def _pair(sentence: Sentence, changes: list[Change]) -> Iterator[tuple[Measure, Measure, Change]]:
    """2023年54.60万元，2024年53.84万元，比2023年减少1.39%: the only two amounts, of two years."""
    found = [(m, year) for m in sentence.mentions if m.role is not Role.CHANGE and (year := _year(m))]
    others = [m for m in sentence.mentions if m.role is not Role.CHANGE]
    if len(found) != 2 or len(others) != 2:  # noqa: PLR2004 - before and now
        return
    (before, last), (now, this) = sorted(found, key=lambda pair: pair[1])
    if last == this or (_subject(before) != _subject(now) and "" not in {_subject(before), _subject(now)}):
        return
    for change in changes:
        own = change.own
        if own is None or (own["year"] and own["year"] not in {last, "上年"}) or not _same_kind(before, own):
            continue
        yield before.measure, now.measure, change


def _year(mention: Mention) -> str:
    """Return the year that a quantity is of, so that they sort: last year's 0, this year's 9, or "" without one."""
    found = YEAR.search(mention.name)
    if found is None:
        return ""
    return found["year"] or ("0上年" if found["last"] else "9今年")


def _subject(mention: Mention) -> str:
    return FILLING.sub("", mention.name).strip()


def _same_kind(before: Mention, own: re.Match[str]) -> bool:
    """Whether a change is measured against what the sentence gives: the budget, or what was spent."""
    spent = bool(SPENT.search(before.name))
    kind = own["kind"]
    return bool(SPENT.search(kind)) == spent if kind else not spent or not own[0].strip("同比净约共即，, ")
