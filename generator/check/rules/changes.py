"""The reasons of a department budget for what differs from last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.comparison import WITHOUT_REASON, comparisons
from generator.model.finding import Severity
from generator.model.ledger import Ledger
from generator.model.nearest import suggestion
from generator.model.statement import Statement
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


def _differences(statement: Statement) -> dict[str, Decimal]:
    """Return what can have a reason: by how much it differs from last year, in 元."""
    if statement.pack is None:
        return {}
    found = {item.name: item.difference(statement.pack.money) for item in comparisons(Ledger(statement))}
    return {name: difference for name, difference in found.items() if name not in WITHOUT_REASON}


@rule("YS-001", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def known_reasons(statement: Statement) -> Iterator[Trouble]:
    """「变动原因」的键要是正文里比较的项目。

    键写错了，写的原因就印不出来。
    例：写成「基本支出预算」，应当是「基本支出」。
    改法：照提示改正键名。
    """
    known = _differences(statement)
    for name, reason in statement.budget.reasons.items():
        if known and name not in known:
            yield Trouble(
                f"「变动原因」里没有「{name}」这一项",
                reason.position,
                cause="正文不比较这一项，写的原因印不出来。",
                hint=suggestion(name, known),
            )


@rule("YS-002", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def reasons_for_changes(statement: Statement) -> Iterator[Trouble]:
    """比上年增加或减少的，要写原因。

    公开预算要说明增减变化的原因；没有写，正文就只有增减的数。
    例：项目支出比上年减少 3908.02 万元，「变动原因」里没有「项目支出」。
    改法：在「变动原因」里加上这一项。
    """
    budget = statement.budget
    for name, difference in _differences(statement).items():
        if difference and name not in budget.reasons:
            verb = "增加" if difference > 0 else "减少"
            amount = plain(abs(difference) / MONEY[budget.money_unit])
            yield Trouble(
                f"{name}比上年{verb} {amount} {budget.money_unit}，没有写原因",
                budget.last_year.position,
                cause="增加或减少的，正文要说明主要原因。",
                hint=f"在「变动原因」里加上一行「{name}: …」。",
            )


@rule("YS-003", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def no_reason_without_change(statement: Statement) -> Iterator[Trouble]:
    """与上年持平的，不写原因。

    持平没有原因可说，正文也不印；多半是上年的数或本年的数写错了。
    例：公务接待费与上年同是 1.8 万元，「变动原因」里却有「公务接待费」。
    改法：删去这条原因，或改正本年、上年的数。
    """
    differences = _differences(statement)
    for name, reason in statement.budget.reasons.items():
        if differences.get(name) == 0:
            yield Trouble(
                f"{name}与上年持平，却写了原因",
                reason.position,
                cause="持平的，正文不印原因。",
                hint="删去这条原因，或改正本年、上年的数。",
            )
