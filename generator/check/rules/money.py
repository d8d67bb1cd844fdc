"""Money inside one declaration."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.entry import keys
from generator.model.finding import Mark, Severity
from generator.model.project import Project
from generator.model.units import MONEY, plain
from generator.model.values import Amount, Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("JE-101", Severity.ERROR, "预算绩效管理：资金来源与开支明细应当一致", Project)
def items_against_funding(project: Project) -> Iterator[Trouble]:
    """开支明细的合计应当等于年度资金来源的合计。

    两处说的是同一笔钱，不相等说明其中一处漏了或多了。
    例：明细合计 81.25 万元，年度资金来源合计 54 万元。
    改法：补上漏掉的明细或资金来源。
    """
    declaration = project.declaration
    items, funding = declaration.spending.items, declaration.funding
    if not items or not funding or not funding.annual:
        return
    levels = [getattr(funding.annual, name) for name in keys(type(funding.annual))]
    money = [level.figure for level in levels if isinstance(level, Amount) or _raise(level)]
    asked = [item.amount.figure for item in items]
    left, right = (sum((figure.value for figure in side), Decimal(0)) for side in (asked, money))
    if left != right:
        unit = declaration.money_unit
        shown = [plain(value / MONEY[unit]) for value in (left, right, left - right)]
        yield Trouble(
            f"明细合计 {shown[0]} {unit}，年度资金来源合计 {shown[1]} {unit}，相差 {shown[2]} {unit}",
            declaration.spending.position,
            cause="两处说的是同一笔钱，应当相等。",
            hint="补上漏掉的明细或资金来源。",
            marks=(Mark(funding.annual.position, "年度资金来源"),),
            operands=(*asked, *money),
        )


def _raise(value: object) -> bool:
    """Look into an unreadable value, so that the rule is skipped; an absent one is simply not counted."""
    return bool(value) if isinstance(value, Invalid) else False
