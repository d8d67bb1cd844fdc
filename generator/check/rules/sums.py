"""Sums and products inside running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.equations import equations
from generator.check.numbers import MONEY_UNIT, NUMBER, measure, place, short, yuan
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.text import Text

BASIS = "通行做法：正文里的算式、合计要与数字一致"
CONVERTED = re.compile(
    rf"(?<![\d.,])({NUMBER})\s{{0,2}}({MONEY_UNIT})\s{{0,2}}(?:[（(，,]\s{{0,2}}(?:即|折合|合|约|也就是)?|即|折合)\s{{0,2}}({NUMBER})\s{{0,2}}({MONEY_UNIT})\s{{0,2}}(?=[）)，。；]|$)"
)
SHARE = re.compile(
    rf"(?<![\d.,])({NUMBER})\s{{0,2}}({MONEY_UNIT})[^，。；\d]{{0,4}}[，,]\s{{0,2}}占[^，。；\d]{{0,12}}?({NUMBER})\s{{0,2}}({MONEY_UNIT})的?\s{{0,2}}({NUMBER})\s{{0,2}}[%％]"
)


def texts(subject: Declaration | Statement) -> Iterator[Text]:
    """Yield every text of a subject, each place once: a passage is printed at several."""
    roots = [subject.project] if isinstance(subject, Declaration) else [entry for _, entry in subject.entries]
    seen: set[tuple[Position | None, str]] = set()
    for text in paragraphs(roots):
        key = (text.position, text.plain)
        if key not in seen:
            seen.add(key)
            yield text


@rule("JS-101", Severity.ERROR, BASIS, Declaration, Statement)
def equation_holds(subject: Declaration | Statement) -> Iterator[Trouble]:
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
                )


def _start(text: Text, subject: Declaration | Statement) -> Position:
    entry = subject.project if isinstance(subject, Declaration) else subject.budget
    return text.position or entry.position


@rule("JS-104", Severity.ERROR, BASIS, Declaration, Statement)
def converted_amounts(subject: Declaration | Statement) -> Iterator[Trouble]:
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
                    )


@rule("JS-105", Severity.WARNING, BASIS, Declaration, Statement)
def percentage_of_an_amount(subject: Declaration | Statement) -> Iterator[Trouble]:
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
                )
