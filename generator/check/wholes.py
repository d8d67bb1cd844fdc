"""Wholes and their parts in a sentence: 支出100万元，其中：基本支出60万元；项目支出40万元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.mentions import BARE, half, is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.mentions import Mention, Sentence

AMONG = re.compile(r"其中(?:包[含括])?[：:，,]?")
BRACKET = re.compile(r"\s?[（(](?P<inside>[^（）()]*)[）)]")
# What a bracket behind an amount says that is no list of its parts.
NO_LIST = re.compile(r"[*×xX÷+＋=＝]|其中|不含|[即约合]\s?\d|折合")
# What may stand between a whole and 其中: how it compares with last year, and why.
COMPARISON = re.compile(r"[比较与同]|[增减升降]|持平|占|原因|主要|完成|上年|去年")
SHORT = 8
# A statement of its own after 「；」: it isn't one more part.
ANEW = re.compile(
    r"^(?:20\d\d年度?)?(?:本年|当年|全年|年初|部门|本级)?(?:总?(?:收入|支出)(?:预算|总计|合计|总额|决算)?(?:数|为|是)*$|预算|总|合计|共)"
)
# Ways to take money and people apart. Parts of two ways overlap: 财政拨款90万元，项目支出60万元.
WAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"财政|公共预算|基金|国有资本|事业收入|自筹|中央|省|市级|[区县]级|[上本]级|地方|配套|贷款",
        r"基本支出|项目支出|人员经费|公用经费",
        r"^(?:政府采购)?(?:货物|工程|服务)",
        r"男|女",
        r"党员|团员|群众",
        r"研究生|硕士|博士|本科|大专|学历",
        r"岁",
        r"高级|中级|初级|职称",
        r"少数民族|汉族",
        r"在职|在编|退休|离休",
    )
)
# Parts of a part: 面向中小企业预留80万元，面向小微企业预留60万元.
WITHIN = re.compile(r"预留|面向|中小|小微|小型|微型")
# What one person or household can be at once: 低保对象, 残疾人.
AT_ONCE = re.compile(
    "残疾|低保|特困|困难|贫困|脱贫|优抚|高血压|糖尿病|慢[性病]|患者|病[人例]|孕|妇女|老[年人]|儿童|青年|留守|孤儿|学生|农民工|退役|军人|重点|骨干"
)
SOURCE, OBJECT = WAYS[0], re.compile(r"(?:费|支出)$")
# Parts that make the whole whenever all of them are named.
COMPLETE = (("基本支出", "项目支出"), ("人员经费", "公用经费"), ("货物", "工程", "服务"))
# The last part of a complete list; longer names are codes' (其他卫生健康支出).
REST = re.compile(r"(?:^|[和及、])(?:其他|其它|其余|剩余)\w{0,4}$")
INCLUDING = re.compile("包[括含]|[内包]?含|分别|即|用于|主要")
TOTAL = re.compile(
    r"(?:合计|共计|总计|总额|总投资|[共总])(?:需要?|安排|有)?(?:金额|资金|经费|投资|支出|安排)?[为是：:]?$"
)
NEAR = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole, the parts named for it, and the sum that contradicts it."""

    whole: Mention
    parts: tuple[Mention, ...]

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return _sum(self.parts)


def contradictions(sentence: Sentence) -> Iterator[Breakdown]:
    """Yield the wholes of a sentence whose parts can't be right, however one reads them."""
    for whole, items, closed in (*_among(sentence), *_in_brackets(sentence)):
        parts = _broken(sentence, whole, items, closed=closed)
        if parts:
            yield Breakdown(whole, tuple(parts))


def tolerance(whole: Mention, parts: Sequence[Mention]) -> Decimal:
    """Return by how much rounded parts may miss their whole: n + 1 halves of the last place. Counts are exact."""
    measures = [whole.measure, *(part.measure for part in parts)]
    if not (one := half(measures)):
        return one
    coarse = whole.measure.step / 2 if whole.measure.step > min(item.step for item in measures) else Decimal(0)
    return max((len(parts) + 1) * one, coarse)


def _sum(parts: Sequence[Mention]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _among(sentence: Sentence) -> Iterator[tuple[Mention, list[list[Mention]], bool]]:
    """Yield wholes before 其中 with what follows, by the pieces between 「；」."""
    found = list(AMONG.finditer(sentence.text, sentence.start, sentence.end))
    for among in found:
        depth = sentence.depth(among.start())
        whole = _whole(sentence, among.start(), depth)
        if whole is not None:
            stop = _end(sentence, among.end(), depth)
            nested = [other.start() for other in found if among.end() <= other.start() < stop]
            yield whole, _segments(sentence, among.end(), stop, depth, nested), False


def _whole(sentence: Sentence, at: int, depth: int) -> Mention | None:
    """Return what 「其中」 at a place takes apart."""
    text = sentence.text
    inside = text[at - 1] in "（(" if at else False
    border = text.rfind("。", sentence.start, at)
    levels = [m for m in sentence.between(sentence.start, at) if m.is_part and m.depth == depth - inside]
    if border >= 0:  # 。其中：takes the whole sentence before apart, unless that did so itself.
        earlier = AMONG.search(text, sentence.start, border)
        return levels[0] if levels and not earlier else None
    start = max(text.rfind(sign, sentence.start, at - 1) for sign in "；;")
    levels = [m for m in levels if m.start > start]
    if not levels:
        return None
    between = re.sub(r"[（(][^（）()]*[）)]", "", text[levels[-1].end : at])
    first, *others = re.split(r"[，,、；;：:（(]", between)
    is_near = len(first) <= SHORT and all(not words.strip() or COMPARISON.search(words) for words in others)
    return levels[-1] if is_near else None


def _end(sentence: Sentence, at: int, depth: int) -> int:
    """Return where a list that begins at a place ends: with its bracket, or its sentence."""
    for index in range(at, sentence.end):
        sign = sentence.text[index]
        if (sign in "）)" and sentence.depth(index + 1) < depth) or sign in "。！":
            return index
    return sentence.end


def _segments(sentence: Sentence, start: int, stop: int, depth: int, nested: list[int]) -> list[list[Mention]]:
    """Return the quantities of a list by its pieces between 「；」, without those below a further 其中."""
    breaks = [i for i in range(start, stop) if sentence.text[i] in "；;" and sentence.depth(i) == depth]
    if nested and not any(at > nested[0] for at in breaks):
        stop = nested[0]
    segments = []
    for left, right in zip((start, *breaks), (*breaks, stop), strict=True):
        inner = next((at for at in nested if left <= at < right), right)
        segments.append([m for m in sentence.between(left, inner) if m.depth == depth])
    return segments


def _in_brackets(sentence: Sentence) -> Iterator[tuple[Mention, list[list[Mention]], bool]]:
    """Yield amounts with a bracket that takes them apart, 共3万元（甲1万元、乙2万元）, or a colon: 共3万元：…."""
    for whole in sentence.mentions:
        if whole.is_part and TOTAL.search(whole.name) and sentence.text.startswith(("：", ":"), whole.end):
            stop = _end(sentence, whole.end, whole.depth)
            if not NO_LIST.search(sentence.text, whole.end, stop):
                yield whole, _segments(sentence, whole.end, stop, whole.depth, []), True
        found = BRACKET.match(sentence.text, whole.end)
        if whole.is_part and found and not NO_LIST.search(found["inside"]):
            items = sentence.between(*found.span("inside"))
            if len(items) > 1:
                yield whole, [items], bool(TOTAL.search(whole.name))


def _broken(sentence: Sentence, whole: Mention, segments: list[list[Mention]], *, closed: bool) -> list[Mention] | None:
    """Return the parts that contradict a whole; None if they can be read so that they don't."""
    heads, items = _ours(whole, segments)
    if not items or _overlap(items) or _has_bare(sentence, items):
        return None
    sure = [item for item in items if item.role is items[0].role] or items
    readings = [reading for reading in (heads, _collapsed(sure), sure, items) if reading]
    known = {m.value for m in sentence.between(sentence.start, whole.end) if m.is_part}
    for reading in readings:
        room = tolerance(whole, reading)
        sums = [_sum(reading[:count]) for count in range(1, len(reading) + 1)]
        if any(abs(added - whole.value) <= room for added in sums):
            return None
        if any(abs(sums[-1] - other) <= room for other in known if len(reading) > 1):
            return None
        if not (sums[-1] > whole.value or closed or _is_complete(reading) or _is_near(whole, reading)):
            return None
    return readings[0]


def _ours(whole: Mention, segments: list[list[Mention]]) -> tuple[list[Mention], list[Mention]]:
    """Return the first part of each piece (where there are several), and all parts, in the unit of the whole."""
    heads: list[Mention] = []
    items: list[Mention] = []
    for number, segment in enumerate(segments):
        parts = [m for m in segment if m.is_part and m.measure.unit == whole.measure.unit]
        if number and parts and (parts[0].value >= whole.value or ANEW.search(parts[0].name)):
            break
        heads += parts[:1]
        items += parts
    return (heads if len(heads) > 1 else []), items


def _collapsed(items: list[Mention]) -> list[Mention]:
    """Leave out parts that follow the part which they make up: 基本支出60万元，包括人员50万元、公用10万元."""
    kept: list[Mention] = []
    at = 0
    while at < len(items):
        kept.append(items[at])
        ends = range(at + 3, len(items) + 1)
        below = (end for end in ends if _sum(items[at + 1 : end]) == items[at].value)
        starts_below = at + 1 < len(items) and INCLUDING.match(items[at + 1].name)
        at = next(below, at + 1) if starts_below else at + 1
    return kept


def _overlap(items: Sequence[Mention]) -> bool:
    """Whether parts come from several ways of taking the same thing apart."""
    names = [item.name for item in items] if len(items) > 1 else []
    if any(WITHIN.search(name) or (AT_ONCE.search(name) and not is_money(items[0].measure.unit)) for name in names):
        return True
    ways = {number for number, way in enumerate(WAYS) for item in items if way.search(item.name)}
    sources = [item for item in items if SOURCE.search(item.name)]
    objects = [item for item in items if OBJECT.search(item.name) and item not in sources]
    return len(ways) > 1 or bool(sources and objects)


def _has_bare(sentence: Sentence, items: Sequence[Mention]) -> bool:
    """Whether a number of the list lacks its unit: told by itself, and then no sum is right."""
    return bool(BARE.search(sentence.text, items[0].start, items[-1].end))


def _is_complete(parts: Sequence[Mention]) -> bool:
    """Whether the names of parts say that no other is missing."""
    if len(parts) > 1 and REST.search(parts[-1].name):
        return True
    names = [part.name for part in parts]
    return any(
        len(names) == len(wanted) and all(any(word in name for name in names) for word in wanted) for wanted in COMPLETE
    )


def _is_near(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether several parts miss a whole so narrowly that one of them is likely a slip."""
    return len(parts) > 1 and 0 < whole.value - _sum(parts) < whole.value * NEAR
