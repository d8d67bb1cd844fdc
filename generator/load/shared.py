"""The names that all files of a department share: what its projects cost."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.load.evaluate import show
from generator.model.amounts import project_amount
from generator.model.budget import Budget, BudgetProject
from generator.model.values import Invalid, InvalidValueError, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.load.context import Context
    from generator.load.names import Named
    from generator.load.resolve import Resolution

PROJECT = "项目."


class Shared:
    """`项目.<项目名称>`: the amount of a budget project, in the text of the budget."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution

    @cached_property
    def _projects(self) -> dict[str, str]:
        """The files of the projects, by name."""
        entries = self.resolution.entries.items()
        return {
            f"{PROJECT}{entry.name.plain}": path
            for path, entry in entries
            if isinstance(entry, BudgetProject) and isinstance(entry.name, Line)
        }

    def known(self, written: str) -> Iterable[str]:
        """Return the names that a formula can be made of."""
        return self._projects if PROJECT in written else ()

    def get(self, name: str, context: Context) -> Named | None:
        """Return what a name stands for, to a file; None if there is none."""
        if context.model is not Budget or name not in self._projects:
            return None
        with self.resolution.chain.link(name, name):
            return self._amount(self._projects[name])

    def _amount(self, path: str) -> Named:
        project = self.resolution.value(self.resolution.entries[path])
        try:
            if figure := project_amount(project):
                return replace(figure, text=show(figure.value, figure.unit, "万元"))
        except InvalidValueError:
            pass
        return Invalid(project.position)
