"""The budget that a sheet of indicators belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.amounts import funding_amount, items_amount, sum_of
from generator.model.text import Computed

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.position import Position
    from generator.model.project import Project


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 元, what it is called, and where it is written (None where it is a sum of many)."""

    value: Decimal
    name: str
    position: Position | None


def budget_of(project: Project | None) -> Money | None:
    """Return the year's money of a project: its 金额, or else its 资金来源, or its items."""
    if project is None:
        return None
    if project.amount is None:
        return funding(project, medium=False) or items(project)
    whole = sum_of(project.amount)
    return Money(whole.value, "当年预算", project.amount.parts[0].amount.position) if whole else None


def funding(project: Project | None, *, medium: bool) -> Money | None:
    """Return the sum of a project's 资金来源, of the year or of the medium term."""
    plan = project.funding if project is not None else None
    levels = (plan.medium if medium else plan.annual) if plan is not None else None
    whole = funding_amount(levels)
    if levels is None or whole is None:
        return None
    operands = whole.origin.operands if isinstance(whole.origin, Computed) else ()
    place = operands[0].position if len(operands) == 1 else levels.position
    return Money(whole.value, "中期资金来源" if medium else "年度资金来源", place)


def items(project: Project) -> Money | None:
    """Return the sum of a project's spending items."""
    if not project.money_unit:  # Looking at a unit that can't be read skips the rule.
        return None
    whole = items_amount(project)
    return Money(whole.value, "开支明细合计", project.items[0].amount.position) if whole else None
