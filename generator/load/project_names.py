"""The amounts of projects, as names for the text of their budget."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.load.evaluate import show
from generator.model.amounts import project_amount
from generator.model.values import Invalid, InvalidValueError, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.load.names import Named
    from generator.model.budget import BudgetProject
    from generator.model.statement import ProjectFile


def project_names(files: list[ProjectFile]) -> dict[str, Callable[[], Named]]:
    """Return the amounts of projects as names for the budget's text: `项目.<项目名称>`."""
    names: dict[str, Callable[[], Named]] = {}
    for file in files:
        if isinstance(file.project.name, Line):
            names[f"项目.{file.project.name.plain}"] = partial(_amount, file.project)
        else:
            names["项目.*"] = partial(Invalid, file.project.position)
    return names


def _amount(project: BudgetProject) -> Named:
    try:
        if figure := project_amount(project):
            return replace(figure, text=show(figure.value, figure.unit, project.money_unit))
    except InvalidValueError:
        pass
    return Invalid(project.position)
