"""What a project costs, computed in one place: for tables, texts, rules, names and reviews alike; all in 元."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.declaration import Declaration
from generator.model.entry import keys
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.budget import BudgetProject
    from generator.model.declaration import Funding
    from generator.model.values import Amounts


def total(figures: Iterable[Figure | None], formula: str) -> Figure | None:
    """Add up figures in 元; None if there are none. A single part is still a sum: its cell is another cell."""
    parts = tuple(figure for figure in figures if figure is not None)
    if not parts:
        return None
    return Figure(sum((part.value for part in parts), Decimal(0)), "元", "", Computed(formula, parts))


def project_amount(project: BudgetProject | Declaration) -> Figure | None:
    """Return what a project costs in its year: 当年预算, or a declaration's 年度资金来源, or else its 明细."""
    if isinstance(project, Declaration):
        plan = project.funding
        return (funding_amount(plan.annual) if plan else None) or items_amount(project)
    return sum_of(project.amount) if project.amount is not None else None


def sum_of(amounts: Amounts) -> Figure | None:
    """Return the sum of amounts that nest; one alone is itself."""
    figures = [part.amount.figure for part in amounts.parts]
    return figures[0] if len(figures) == 1 else total(figures, "各部分之和")


def funding_amount(funding: Funding | None) -> Figure | None:
    """Return 总投入, the money of all levels of government; None where no level is written."""
    if not funding:  # One that can't be read is no missing one: looking at it ends here.
        return None
    given = {alias: amount for name, alias in keys(type(funding)).items() if (amount := getattr(funding, name))}
    return total((amount.figure for amount in given.values()), " + ".join(given))


def items_amount(declaration: Declaration) -> Figure | None:
    """Return the sum of a declaration's spending items."""
    return total((item.amount.figure for item in declaration.spending.items), "明细之和")
