"""The budget that a sheet of indicators belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.amounts import funding_amount, items_amount, project_amount
from generator.model.project import Project
from generator.model.text import Computed

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.budget import BudgetProject
    from generator.model.position import Position
    from generator.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 元, what it is called, and where it is written (None where it is a sum of many)."""

    value: Decimal
    name: str
    position: Position | None


def budget_of(subject: Project | Statement, project: BudgetProject | None) -> Money | None:
    """Return the year's money of a project of a budget, or of a declaration (its funding, or else its items)."""
    if project is not None:
        whole = project_amount(project)
        place = project.amount.parts[0].amount.position if project.amount is not None else None
        return Money(whole.value, "当年预算", place) if whole else None
    if not isinstance(subject, Project):
        return None
    return funding(subject, medium=False) or items(subject)


def funding(subject: Project | Statement, *, medium: bool) -> Money | None:
    """Return the sum of a declaration's 资金来源, of the year or of the medium term."""
    plan = subject.declaration.funding if isinstance(subject, Project) else None
    levels = (plan.medium if medium else plan.annual) if plan is not None else None
    whole = funding_amount(levels)
    if levels is None or whole is None:
        return None
    operands = whole.origin.operands if isinstance(whole.origin, Computed) else ()
    place = operands[0].position if len(operands) == 1 else levels.position
    return Money(whole.value, "中期资金来源" if medium else "年度资金来源", place)


def items(project: Project) -> Money | None:
    """Return the sum of a declaration's spending items."""
    declared = project.declaration
    if not declared.money_unit:  # Looking at a unit that can't be read skips the rule.
        return None
    whole = items_amount(declared)
    return Money(whole.value, "开支明细合计", declared.spending.items[0].amount.position) if whole else None
