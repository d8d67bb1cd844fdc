"""Money inside one declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.amounts import funding_amount, items_amount
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("JE-101", Severity.ERROR, "预算绩效管理：资金来源与开支明细应当一致", Declaration)
def items_against_funding(subject: Declaration) -> Iterator[Trouble]:
    """开支明细的合计应当等于年度资金来源的合计。

    两处说的是同一笔钱，不相等说明其中一处漏了或多了。
    例：明细合计 81.25 万元，年度资金来源合计 54 万元。
    改法：补上漏掉的明细或资金来源。
    """
    project = subject.project
    spending, funding = project.spending, project.funding
    if not spending or not funding or not funding.annual:
        return
    asked, money = items_amount(project), funding_amount(funding.annual)
    if asked and money and asked.value != money.value:
        unit = project.money_unit
        shown = [plain(value / MONEY[unit]) for value in (asked.value, money.value, asked.value - money.value)]
        yield Trouble(
            f"明细合计 {shown[0]} {unit}，年度资金来源合计 {shown[1]} {unit}，相差 {shown[2]} {unit}",
            spending.position,
            cause="两处说的是同一笔钱，应当相等。",
            marks=(Mark(funding.annual.position, "年度资金来源"),),
            operands=(asked, money),
        )
