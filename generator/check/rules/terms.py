"""The three years of a declaration against its year."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.money import funding
from generator.check.numbers import MONEY_UNIT, NUMBER, measure, place, yuan
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# 三年共计预算金额为68000000元, 总投入 6800 万元
TOTAL = re.compile(
    rf"(?:共计|合计|总计|总|共需)(?:预算|资金|投入|补助|申请|金额|经费|款)+(?:为|是|：|:)?\s{{0,2}}({NUMBER})\s{{0,2}}({MONEY_UNIT})(?!/)"
)
THREE_YEARS = re.compile(
    rf"(?:三|3)年(?:[^，。；\d]{{0,20}})({NUMBER})\s{{0,2}}(万?(?:人次|人|户|家))([^，。；\d]{{0,8}})"
)
YEARS = 3
# Three times a year's count, or a little more where the count grows.
LEAST, MOST = Decimal("0.95"), Decimal("1.2")


@rule("SL-107", Severity.WARNING, "财预〔2015〕88号：绩效目标要与预算确定的资金量相匹配", Declaration)
def medium_target_against_funding(subject: Declaration) -> Iterator[Trouble]:
    """总体目标里写的三年资金要等于中期资金来源。

    两处说的是同一笔钱。
    例：总体目标「三年共计预算金额为68000000元」，中期资金来源 65980000 元。
    改法：改正其中一处，或两处引用同一个数据。
    """
    money, project = funding(subject.project, medium=True), subject.project
    for text in paragraphs(project.overall) if money else ():
        for found in TOTAL.finditer(text.plain):
            said = measure(found[0], found[2], found[1]).value
            if money and said != money.value:
                unit = "万元" if found[2] == "万元" else "元"
                yield Trouble(
                    f"总体目标写 {yuan(said, unit)}，{money.name}合计 {yuan(money.value, unit)}，"
                    f"相差 {yuan(abs(said - money.value), unit)}",
                    place(text, found.start(1), len(found[1] + found[2])) or project.position,
                    cause="两处说的是同一笔钱，应当相等。",
                    marks=(Mark(money.position, money.name),) if money.position else (),
                )


@rule("SL-108", Severity.NOTE, "通行做法：三年合计与每年的数要说得通", Declaration)
def three_years_against_one(subject: Declaration) -> Iterator[Trouble]:
    """总体目标里三年的人数，应当接近年度目标的三倍。

    比三倍少 5% 以上，或多 20% 以上，要么有一个数错了，要么各年相差很大，值得核对。
    例：三年 297600 人参加，年度目标 108000 人参加，三倍是 324000 人。
    改法：核对两个数；各年相差大的，在总体目标里写明。
    """
    project = subject.project
    for text in paragraphs(project.overall):
        for found in THREE_YEARS.finditer(text.plain):
            three = measure(found[0], found[2], found[1])
            pattern = rf"(?<![\d.])({NUMBER})\s{{0,2}}({found[2].lstrip('万')}|万{found[2].lstrip('万')}){re.escape(found[3][:2])}"
            for other in paragraphs(project.annual):
                said = re.search(pattern, other.plain)
                year = measure(said[0], said[2], said[1]) if said else None
                if not said or not year or not year.value or LEAST <= three.value / (year.value * YEARS) <= MOST:
                    continue
                spot = place(other, said.start(1), len(said[1]))
                yield Trouble(
                    f"三年 {plain(three.value)} {three.unit}，年度 {plain(year.value)} {year.unit}，三倍是 "
                    f"{plain(year.value * YEARS)} {year.unit}，相差 {plain(abs(year.value * YEARS - three.value))} {year.unit}",
                    place(text, found.start(1), len(found[1])) or project.position,
                    cause="三年的合计与每年的数说不通。",
                    marks=(Mark(spot, "年度目标"),) if spot else (),
                )
                break
