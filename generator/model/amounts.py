"""What a project costs, computed in one place: for tables, texts, rules, names and reviews alike; all in 元."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.entry import keys
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.project import Funding, Project
    from generator.model.values import Amounts


def total(figures: Iterable[Figure | None], formula: str) -> Figure | None:
    """Add up figures in 元; None if there are none. A single part is still a sum: its cell is another cell."""
    parts = tuple(figure for figure in figures if figure is not None)
    if not parts:
        return None
    return Figure(sum((part.value for part in parts), Decimal(0)), "元", "", Computed(formula, parts))


def project_amount(project: Project) -> Figure | None:
    """Return what a project costs in its year: its 金额; where no budget asks for that, 年度资金来源 or else 明细."""
    if project.amount is not None:
        return sum_of(project.amount)
    plan = project.funding
    return (funding_amount(plan.annual) if plan else None) or items_amount(project)


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


def items_amount(project: Project) -> Figure | None:
    """Return the sum of what a project's money is spent on."""
    return total((item.amount.figure for item in project.items), "明细之和")
