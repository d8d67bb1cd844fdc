"""Both sides of a budget: what comes in is spent, or carried forward."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.figures import shown, tolerance
from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import query_of
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("YS-009", Severity.ERROR, "部门预算收支平衡：收入总计等于支出总计加结转下年", Statement)
def both_sides_are_equal(statement: Statement) -> Iterator[Trouble]:
    """收入总计应当等于支出总计加结转下年。

    收支总表两边的合计印在同一行，不等就是漏了一笔收入、一笔支出或结转下年。收入总计包括上年结转。
    没有写「收入」的，收入就是支出，不用比；几个单位的，各比各的。四舍五入能差出来的不算。
    例：收入合计 208 万元，支出 198.5 万元，结转下年 1.5 万元，多出 8 万元。
    改法：补上漏掉的支出或结转下年，或改正收入。
    """
    budget, unit = statement.budget, statement.budget.money_unit
    if budget.income is None or statement.units:
        return
    queries = [query_of({dim.BOOK: (book,)}) for book in (dim.INCOME, dim.SPENDING, dim.CARRIED_FORWARD)]
    sums = [statement.ledger.sum(query) for query in queries]
    income, spending, carried = (one.value if one is not None else Decimal(0) for one in sums)
    rest = income - spending - carried
    if abs(rest) <= tolerance(sum(map(statement.ledger.count, queries)), unit):
        return
    told = f"，结转下年 {shown(unit, carried)}" if carried else ""
    yield Trouble(
        f"收入总计 {shown(unit, income)}，支出总计 {shown(unit, spending)}{told}，"
        f"收入{'多' if rest > 0 else '少'}了 {shown(unit, abs(rest))}",
        budget.income.position,
        cause="收入总计等于支出总计加结转下年。",
        hint="补上漏掉的支出或「结转下年」，或改正收入。" if rest > 0 else "补上漏掉的收入或上年结转，或改正支出。",
        marks=(Mark(budget.carried.position, "结转下年"),) if budget.carried is not None else (),
        operands=tuple(one for one in sums if one is not None),
    )
