"""Totals of what a text lists: 其中, 合计, 各, and numbers without their unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.equations import equations
from generator.check.hits import Hit, each, once
from generator.check.mentions import BARE, COUNTS, MENTION, Mention, Role, is_money, sentences
from generator.check.numbers import NUMBER, base, measure
from generator.check.registry import Trouble, rule
from generator.check.texts import Piece, pieces
from generator.check.wholes import contradictions, tolerance
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.check.numbers import Measure

BASIS = "通行做法：正文里的算式、合计要与数字一致"
UNIT = rf"(?:(?:万|亿)?元|{COUNTS})"
TOTAL = re.compile(
    rf"(?:^|(?<=[，；。、,;）)\s]))(?:以上|上述)?(?:各项|总共|[两二三四五六七八九十]项)?(?:合计|共计|总计)"
    rf"(?:金额|经费|资金)?(?:为|是|：|:)?\s{{0,2}}({NUMBER})\s{{0,2}}({UNIT})(?![/每])"
)
# Between the last amount and 合计, at most a remark in brackets.
GAP = re.compile(r"[，；。、,;\s]*(?:[（(][^（）()]*[）)])?[，；。、,;\s]*")
SUM_WORDS = r"(?:合计|共计|总计|总共|一共|共)"
EACH = re.compile(
    rf"(?P<count>\d{{1,3}}|[两二三四五六七八九十])(?:个|所|家|名|位|项|期|次|批|台|套|辆|件|间|份)[^，。；、\d每各]{{0,8}}[，,]?"
    rf"(?:各|每(?:台|套|辆|件|间|份|个|家|所|村|镇|乡|街道|社区|单位|校|县|区|期|次|季度?|月))[^，。；、\d每人]{{0,6}}"
    rf"(?P<one>{NUMBER})\s?(?P<unit>(?:万|亿)?元)(?![/每])[^，。；、\d]{{0,4}}[，,；]\s?"
    rf"(?:{SUM_WORDS}|全年)[^，。；、\d]{{0,6}}(?P<all>{NUMBER})\s?(?P<other>(?:万|亿)?元)(?![/每])"
)
EVERY = re.compile(
    rf"(?<![人个家户])(?P<count>每月|每季度?|每半年)[^，。；、\d每人]{{0,6}}(?P<one>{NUMBER})\s?(?P<unit>(?:万|亿)?元)(?![/每])"
    rf"[^，。；、\d]{{0,4}}[，,；]\s?(?:全年|一年)(?:[共合计需为约]|预算|经费|费用|租金|支出|资金|安排){{0,3}}(?P<all>{NUMBER})\s?(?P<other>(?:万|亿)?元)(?![/每])"
)
COUNT_WORDS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
PERIODS = {"每月": 12, "每季": 4, "每季度": 4, "每半年": 2}
# What the name of an amount ends with; after other words a number needs no unit (编号3，共5).
OF_MONEY = re.compile(r"(?:支出|收入|经费|费用?|资金|预算|拨款|金额|货物|工程|服务|补助|投资)[为是]?$")


@rule("JS-102", Severity.WARNING, BASIS, Declaration, Statement)
def list_adds_up(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一串数后面的「合计」要等于它们的和，「各」的要乘得对。

    合计不对，不是合计写错，就是有一项漏了或写错了。钱、人数、车辆都一样。
    例：「办公用品3万元；培训15万元；宣传10万元。合计30万元」，应当是 28 万元；
    「四个季度各15万元，全年70万元」，应当是 60 万元。
    例外：算式里的金额可以算在内，也可以不算；各项四舍五入的，n 项允许差末位的 (n+1)÷2。
    改法：改正合计或漏掉、写错的一项。
    """
    holding = _holding(subject, ("合计", "共", "总计", "全年", "一年"))
    yield from once(trouble for piece in holding for trouble in (*_totals(piece), *_multiples(piece)))


def _holding(subject: Declaration | Statement, words: Iterable[str]) -> Iterator[Piece]:
    """Yield the texts that hold one of some words."""
    return (piece for piece in pieces(subject) if any(word in piece.plain for word in words))


def _totals(piece: Piece) -> Iterator[Trouble]:
    found = list(TOTAL.finditer(piece.plain))
    mentions = [m for sentence in sentences(piece.plain) for m in sentence.mentions] if found else []
    spans = [(equation.start, equation.end) for equation in equations(piece.text)] if found else []
    before = 0
    for total in found:
        said = measure(f"{total[1]}{total[2]}", total[2], total[1], total.start(1))
        items = [m for m in mentions if before <= m.start < total.start() and m.measure.unit == said.unit]
        before = total.end()
        if len(items) < 2 or not GAP.fullmatch(piece.plain[items[-1].end : total.start()]):  # noqa: PLR2004 - one item is no list
            continue
        outside = [m for m in items if not any(start <= m.start < end for start, end in spans)]
        results = [m for m in items if m in outside or any(m.end == end for _, end in spans)]
        parts = [m for m in outside if m.is_part]
        whole = Mention(said, "", 0, items[0].role)
        readings = (outside, results, parts, [m for m in parts if m.depth == 0])
        multiplied = any(m.role is Role.RATE for m in outside)  # 三个街道各20万元 is more than 20.
        if parts and not multiplied and not any(_fits(whole, reading) for reading in readings):
            yield _trouble(piece, total.start(1), total.end(2), said, parts)


def _fits(whole: Mention, items: Sequence[Mention]) -> bool:
    """Whether a total is the sum of any last two or more."""
    added = Decimal(0)
    for count, item in enumerate(reversed(items), 1):
        added += item.value
        if count > 1 and abs(added - whole.value) <= tolerance(whole, items[-count:]):
            return True
    return False


def _trouble(piece: Piece, start: int, end: int, said: Measure, parts: Sequence[Mention]) -> Trouble:
    added = sum((item.value for item in parts), Decimal(0))
    unit = _unit(said)
    return Trouble(
        f"{_sum(parts, unit)} = {_in(added, unit)}{unit}，"
        f"「合计」写的却是 {_in(said.value, unit)}{unit}，相差 {_in(abs(added - said.value), unit)}{unit}",
        piece.at(start, end),
        cause="合计应当等于各项之和。",
        hint="改正合计，或改正漏掉、写错的一项。",
        marks=_marks(piece, parts),
    )


def _multiples(piece: Piece) -> Iterator[Trouble]:
    for found in (*EACH.finditer(piece.plain), *EVERY.finditer(piece.plain)):
        if MENTION.search(piece.plain, piece.plain.rfind("。", 0, found.start()) + 1, found.start()):
            continue  # There is more to add up: 培训5万元，三个街道各20万元，共计65万元.
        words = found["count"]
        count = PERIODS.get(words) or COUNT_WORDS.get(words) or int(words)
        one, said = measure("", found["unit"], found["one"]), measure("", found["other"], found["all"])
        right = one.value * count
        if abs(right - said.value) > _room(one, said, count):
            unit = found["other"]
            yield Trouble(
                f"{count} × {found['one']}{found['unit']} = {_in(right, unit)}{unit}，写的却是 {found['all']}{unit}，"
                f"相差 {_in(abs(right - said.value), unit)}{unit}",
                piece.at(found.start("all"), found.end("other")),
                cause="总数应当等于每份的数乘以份数。",
                hint="改正总数、份数或每份的数。",
            )


@rule("JS-103", Severity.WARNING, BASIS, Declaration, Statement)
def parts_of_the_whole(subject: Declaration | Statement) -> Iterator[Trouble]:
    """「其中」后面、括号里面的各项之和，要与前面的总数相符。

    「其中」可以不列全，所以小于总数的一般不算错；大于总数的、已经列全（基本支出和项目支出，货物、工程和服务，最后是「其他」）
    却不相等的、只差百分之一以内的，有一个数写错了。比上年增减的数、括号里的细目、另外的数（已支付、上年为……）不算在内；
    各项四舍五入的，n 项允许差末位的 (n+1)÷2。人数、车辆也一样。
    例：「支付费用100元，其中：门诊40元、住院70元」；「培训100人，其中医生40人、护士70人」。
    改法：改正写错的数；没有列全的，补上「其他」。
    """
    holding = _holding(subject, ("其中", "（", "(", "元：", "元:"))
    yield from once(trouble for piece in holding for trouble in _contradictions(piece))


def _contradictions(piece: Piece) -> Iterator[Trouble]:
    for found in (broken for sentence in sentences(piece.plain) for broken in contradictions(sentence)):
        whole = found.whole.measure
        unit = _unit(whole)
        apart = found.sum - whole.value
        yield Trouble(
            f"各项 {_sum(found.parts, unit)} = {_in(found.sum, unit)}{unit}，"
            f"总数是 {_in(whole.value, unit)}{unit}，相差 {_in(abs(apart), unit)}{unit}",
            piece.at(whole.start, whole.end),
            cause="部分之和大于整体。" if apart > 0 else "各项加起来不够总数，多半有一个数写错了。",
            marks=_marks(piece, found.parts),
        )


@rule("JS-107", Severity.WARNING, "通行做法：金额要写单位", Declaration, Statement)
def amounts_have_units(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一串金额里，每个数都要写单位。

    漏了单位的数，读的人只能猜是元还是万元。
    例：「公共服务支出795.93万元，文化支出92.65，社会保障支出325.13万元」，92.65 后面没有单位。
    改法：补上单位。
    """
    yield from each(subject, without_unit, "前后的金额都有单位，这一个没有。")


def without_unit(piece: Piece) -> Iterator[Hit]:
    """Find numbers without unit in a list of amounts."""
    if piece.plain.count("元") < 2:  # noqa: PLR2004 - before and behind, or a list of two
        return
    for sentence in sentences(piece.plain):
        amounts = [m for m in sentence.mentions if is_money(m.measure.unit)]
        for found in BARE.finditer(piece.plain, sentence.start, sentence.end) if len(amounts) > 1 else ():
            name = re.split(r"[，,、；;：:（）()\d]", piece.plain[sentence.start : found.start()])[-1]
            if OF_MONEY.search(name):
                unit = _unit(amounts[0].measure)
                yield Hit(*found.span(), f"「{name}{found[0]}」没有单位", f"补上单位，如「{found[0]}{unit}」。")


def _room(one: Measure, said: Measure, count: int) -> Decimal:
    """Return by how much a total may miss a rounded number taken several times: none where both are whole."""
    last = min(one.step, said.step)
    return (count + 1) * last / 2 if last < MONEY["万元"] else Decimal(0)


def _unit(said: Measure) -> str:
    """Return the unit that a quantity is written in."""
    return said.written.lstrip("0123456789.,").strip()


def _in(value: Decimal, unit: str) -> str:
    """Write a value of a base unit in the unit that a quantity of the text has."""
    return plain(value / MONEY.get(unit, base(unit)[0]))


def _sum(parts: Sequence[Mention], unit: str) -> str:
    return " + ".join(_in(part.value, unit) for part in parts)


def _marks(piece: Piece, parts: Sequence[Mention]) -> tuple[Mark, ...]:
    return tuple(Mark(piece.at(part.start, part.end), part.measure.written) for part in parts)
