"""Quantities as a sentence mentions them: of what, in which brackets, and whether they are levels or changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from generator.check.numbers import NUMBER, measure
from generator.model.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.numbers import Measure

# What is counted; a longer word that begins like it (个月, 个百分点, 人民) is something else.
COUNTS = (
    r"人次|人(?![均民事员大力口])|名|辆|台|套|件|个(?!百分点|月|工作日|季度|小时|年|自然)|家|户|所|处|场次|场|期|栋"
    r"|间|床|张|册|份|部|座|批|例|亩|平方米|公里|吨"
)
MENTION = re.compile(rf"(?<![\d.,第])(?P<number>{NUMBER})\s{{0,2}}(?P<unit>(?:万|亿)?元|万?(?:{COUNTS}))(?!\s?[/每])")
SENTENCE = re.compile(r"[^。！\n]+[。！\n]?(?:其中[：:][^。！\n]+[。！\n]?)?")
CLAUSE = re.compile(r"[，,、；;：:（(）)]|其中|以及")
# An amount without its unit between others: 支出92.65，
BARE = re.compile(rf"(?<=[\u4e00-\u9fff])(?P<number>{NUMBER})(?=[，、；;）)]|,(?!\d)|$)")

CHANGES = r"增加|增长|上升|提高|减少|下降|降低|压减|压缩|核减|调减|调增|追加|节约|净增|新增|增幅|降幅|[增减升降多少]"
CHANGE = re.compile(rf"(?:{CHANGES})了?(?:约|近|为)?\s*$")
BASE = re.compile(r"^\s*(?:[比较与同]|相比|(?:上年|去年)度?(?:的|年初)?(?:预算|决算|执行|完成)?数?(?:[为是]|\s*$))")
RATE = re.compile(
    r"(?:[每各]\S{0,6}|[人户次车]均|单价|标准[为是]?|单位(?:造价|成本)|不足|至少|不[超低少高]\w{0,2}|超过|大于|小于|达到?|[近约超])"
    r"\s*$"
)
ROUGH = re.compile(r"\s?(?:左右|以[上下内]|[多余])")
ASIDE = re.compile(
    r"已|尚|累计|截[至止]|目前|实际|到位|完成|拨付|支付|执行|剩余|余额|结[转余]|预留|面向|中小|小微|"
    r"单价|上年|去年|20\d\d年|另|此外|并"
)
# Whole 万元 of a county are exact up to here; larger ones may be rounded.
EXACT = 1000


class Role(Enum):
    """What a quantity says: how much there is, by how much it changes, how it was, or something that isn't added."""

    LEVEL = "数"
    ASIDE = "另外的数"
    BASE = "上年的数"
    CHANGE = "增减"
    RATE = "标准"


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in a sentence: `name` are the words before it in its clause, `depth` how many brackets it is in."""

    measure: Measure
    name: str
    depth: int
    role: Role

    @property
    def value(self) -> Decimal:
        """The quantity in its base unit."""
        return self.measure.value

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.measure.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.measure.end

    @property
    def is_part(self) -> bool:
        """Whether it can be a part of a whole."""
        return self.role in {Role.LEVEL, Role.ASIDE}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, where it stands in it, and what it mentions."""

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin from `start` on and before `end`."""
        return [mention for mention in self.mentions if start <= mention.start < end]

    def depth(self, at: int) -> int:
        """Return in how many brackets a place is."""
        before = self.text[self.start : at]
        return before.count("（") + before.count("(") - before.count("）") - before.count(")")


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; 「。其中：」 goes on with the sentence before."""
    for found in SENTENCE.finditer(text):
        yield Sentence(text, *found.span(), tuple(_mentions(text, *found.span())))


def _mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    depth, at, clause = 0, start, start
    breaks = [found.span() for found in CLAUSE.finditer(text, start, end)]
    for found in MENTION.finditer(text, start, end):
        while breaks and breaks[0][1] <= found.start():
            sign = text[breaks[0][0]]
            depth += (sign in "（(") - (sign in "）)")
            clause = breaks.pop(0)[1]
        name = text[max(clause, at) : found.start()]
        said = measure(found[0], found["unit"], found["number"], found.start())
        yield Mention(said, name.strip(), max(depth, 0), _role(text[clause : found.start()], text, found.end()))
        at = found.end()


def _role(before: str, text: str, end: int) -> Role:
    if CHANGE.search(before):
        return Role.CHANGE
    if RATE.search(before) or ROUGH.match(text, end):
        return Role.RATE
    if BASE.match(before):
        return Role.BASE
    return Role.ASIDE if ASIDE.search(before) else Role.LEVEL


def is_money(unit: str) -> bool:
    """Whether a base unit is that of money."""
    return unit in MONEY


def half(measures: Sequence[Measure]) -> Decimal:
    """Return half of the last place that measures are rounded to; counts, and few whole 万元, are exact."""
    last = min(item.step for item in measures)
    most = max(abs(item.value) for item in measures)
    if not is_money(measures[0].unit) or (last >= MONEY["万元"] and most < last * EXACT):
        return Decimal(0)
    return last / 2
