"""Sums and products inside running text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.equations import equations
from generator.check.listed import read
from generator.check.numbers import MONEY_UNIT, NUMBER, measure, place, short, yuan
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.finding import Mark, Severity
from generator.model.project import Project
from generator.model.statement import Statement
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.numbers import Measure
    from generator.model.position import Position
    from generator.model.text import Text

BASIS = "通行做法：正文里的算式、合计要与数字一致"
TOTAL = re.compile(
    rf"(?:^|(?<=[，；。、,;）)\s]))(?:以上|各项|总共)?(?:合计|共计|总计)(?:金额|经费|资金)?(?:为|是|：|:)?\s{{0,2}}({NUMBER})\s{{0,2}}({MONEY_UNIT})(?!/)"
)
# Between the last amount and 合计, at most a remark in brackets.
GAP = re.compile(r"[，；。、,;\s]*(?:[（(][^（）()]*[）)])?[，；。、,;\s]*")
AMONG = re.compile(r"其中(?:包含|包括)?[：:，]?")
AMONG_END = re.compile(r"[。；]|其中|$")
CONVERTED = re.compile(
    rf"(?<![\d.,])({NUMBER})\s{{0,2}}({MONEY_UNIT})\s{{0,2}}(?:[（(，,]\s{{0,2}}(?:即|折合|合|约|也就是)?|即|折合)\s{{0,2}}({NUMBER})\s{{0,2}}({MONEY_UNIT})\s{{0,2}}(?=[）)，。；]|$)"
)
SHARE = re.compile(
    rf"(?<![\d.,])({NUMBER})\s{{0,2}}({MONEY_UNIT})[^，。；\d]{{0,4}}[，,]\s{{0,2}}占[^，。；\d]{{0,12}}?({NUMBER})\s{{0,2}}({MONEY_UNIT})的?\s{{0,2}}({NUMBER})\s{{0,2}}[%％]"
)
SLIGHTLY = Decimal("0.1")
TEN_THOUSAND = Decimal(10_000)


def texts(subject: Project | Statement) -> Iterator[Text]:
    """Yield every text of a subject, each place once: a passage is printed at several."""
    roots = [subject.declaration] if isinstance(subject, Project) else [entry for _, entry in subject.entries]
    seen: set[tuple[Position | None, str]] = set()
    for text in paragraphs(roots):
        key = (text.position, text.plain)
        if key not in seen:
            seen.add(key)
            yield text


@rule("JS-101", Severity.ERROR, BASIS, Project, Statement)
def equation_holds(subject: Project | Statement) -> Iterator[Trouble]:
    """正文里的算式要算得对。

    元和万元自动换算；结果四舍五入到写出的位数也算对。
    例：「5元/人*108000人=45万元」，应当是 54 万元。
    改法：改正数字；最好在「数据」里写算式，由程序算出结果。
    """
    for text in texts(subject):
        for found in equations(text):
            if not found.holds and found.position:
                unit = found.unit
                yield Trouble(
                    f"「{found.words}」算得 {short(found.value)}{unit}，写的却是 {plain(found.result)}{unit}，"
                    f"相差 {short(abs(found.value - found.result))}{unit}",
                    found.position,
                    cause="算式两边应当相等。",
                    hint="改正数字；最好在「数据」里写算式，由程序算出结果。",
                )


@rule("JS-102", Severity.WARNING, BASIS, Project, Statement)
def list_adds_up(subject: Project | Statement) -> Iterator[Trouble]:
    """一串金额后面的「合计」要等于它们的和。

    合计不对，不是合计写错，就是有一项漏了或写错了。
    例：「办公用品3万元；培训15万元；宣传10万元。合计30万元」，应当是 28 万元。
    例外：算式里的金额可以算在内，也可以不算。
    改法：改正合计或漏掉、写错的一项。
    """
    for text in texts(subject):
        before = 0
        reading = None
        for found in TOTAL.finditer(text.plain):
            reading = reading or read(text)
            items = reading.between(before, found.start())
            before = found.end()
            if len(items) < 2 or not GAP.fullmatch(text.plain[items[-1].end : found.start()]):  # noqa: PLR2004 - a list
                continue
            total = measure(found[0], found[2], found[1])
            # A total in running text rounds no more than its own digits.
            if not any(abs(value - total.value) * 2 <= total.step for value in reading.sums(items)):
                outside = reading.outside(items) or items
                added = sum((item.value for item in outside), Decimal(0))
                yield Trouble(
                    f"{' + '.join(_in(item, found[2]) for item in outside)} = {yuan(added, found[2])}，"
                    f"「合计」写的却是 {found[1]}{found[2]}，相差 {yuan(abs(added - total.value), found[2])}",
                    place(text, found.start(1), len(found[1] + found[2])) or _start(text, subject),
                    cause="合计应当等于各项之和。",
                    hint="改正合计，或改正漏掉、写错的一项。",
                    marks=tuple(Mark(item.position, item.written) for item in outside if item.position),
                )


def _in(item: Measure, unit: str) -> str:
    return yuan(item.value, unit).removesuffix(unit)


def _start(text: Text, subject: Project | Statement) -> Position:
    entry = subject.declaration if isinstance(subject, Project) else subject.budget
    return text.position or entry.position


@rule("JS-103", Severity.WARNING, BASIS, Project, Statement)
def parts_of_the_whole(subject: Project | Statement) -> Iterator[Trouble]:
    """「其中」后面的各项之和不能大于前面的总数，也不应当只差一点。

    「其中」可以不列全，所以小得多的不算错；只差一成以内的，多半有一个数写错了。
    差的正是「尾差」里声明的数的，是四舍五入，不算错。
    例：「支付费用100元，其中：门诊40元、住院70元」。
    改法：改正写错的数；没有列全的，补上「其他」。
    """
    for text in texts(subject):
        reading = None
        for found in AMONG.finditer(text.plain):
            reading = reading or read(text)
            whole = reading.before(found.start())
            if whole is None or re.search(r"[。；]", text.plain[whole.end : found.start()]):
                continue
            end = AMONG_END.search(text.plain, found.end())
            parts = reading.between(found.end(), end.start() if end else len(text.plain))
            added = sum((item.value for item in parts), Decimal(0))
            apart = added - whole.value
            # One part alone, or parts far below the whole, need not be all of it.
            is_open = len(parts) == 1 or -apart > whole.value * SLIGHTLY
            if not parts or not apart or (apart < 0 and is_open):
                continue
            if abs(apart) in _residues(subject):
                continue
            unit = "元" if whole.written.endswith("元") and "万" not in whole.written else "万元"
            yield Trouble(
                f"「其中」各项 {' + '.join(_in(item, unit) for item in parts)} = {yuan(added, unit)}，"
                f"总数是 {yuan(whole.value, unit)}，相差 {yuan(abs(apart), unit)}",
                whole.position or _start(text, subject),
                cause="部分之和大于整体。" if apart > 0 else "只差一点，多半有一个数写错了。",
                hint="改正写错的数；没有列全的，补上「其他」。",
                marks=tuple(Mark(item.position, item.written) for item in parts if item.position),
            )


def _residues(subject: Project | Statement) -> set[Decimal]:
    """Return by how much rounded totals are declared to differ from their parts."""
    if isinstance(subject, Project):
        return set()
    return {abs(residue.amount.figure.value) for residue in subject.budget.residues}


@rule("JS-104", Severity.ERROR, BASIS, Project, Statement)
def converted_amounts(subject: Project | Statement) -> Iterator[Trouble]:
    """同一个金额用元和万元各写一遍时，两个数要相等。

    最常见的是多写或少写一个 0。
    例：「7968243.98元（796.82万元）」相等（四舍五入）；「54万元（5400000元）」不相等。
    改法：改正其中一个，或只写一个。
    """
    for text in texts(subject):
        for found in CONVERTED.finditer(text.plain):
            left, right = measure(found[0], found[2], found[1]), measure(found[0], found[4], found[3])
            if left.unit == right.unit and found[2] != found[4]:
                apart = abs(left.value - right.value)
                if apart * 2 > max(left.step, right.step):
                    yield Trouble(
                        f"「{found[1]}{found[2]}」与「{found[3]}{found[4]}」不相等，相差 {yuan(apart, '元')}",
                        place(text, found.start(3), len(found[3] + found[4])) or _start(text, subject),
                        cause="1 万元等于 10000 元。",
                        hint="改正其中一个，或只写一个。",
                    )


@rule("JS-105", Severity.WARNING, BASIS, Project, Statement)
def percentage_of_an_amount(subject: Project | Statement) -> Iterator[Trouble]:
    """「甲万元，占乙万元的百分之几」要算得对。

    四舍五入到写出的位数也算对。
    例：「宣传经费10万元，占总经费81.25万元的15%」，应当是 12.3%。
    改法：改正百分比或金额。
    """
    for text in texts(subject):
        for found in SHARE.finditer(text.plain):
            part, whole = measure(found[0], found[2], found[1]), measure(found[0], found[4], found[3])
            said = measure("", "%", found[5])
            if whole.value and abs(part.value / whole.value * 100 - said.value) * 2 > said.step:
                right = part.value / whole.value * 100
                yield Trouble(
                    f"{found[1]}{found[2]}占{found[3]}{found[4]}的 {short(right, 2)}%，写的却是 {found[5]}%，"
                    f"相差 {short(abs(right - said.value), 2)} 个百分点",
                    place(text, found.start(5), len(found[5])) or _start(text, subject),
                    cause="百分比与两个金额不符。",
                    hint="改正百分比或金额。",
                )
