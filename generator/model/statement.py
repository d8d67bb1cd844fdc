"""A department's budget with all that belongs to it: its projects, its department, its pack and the codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.facts.statement import ledger_of
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.budget import Budget, BudgetProject, EconomicLine, FunctionalLine, Share
    from generator.model.department import Department
    from generator.model.facts.ledger import Ledger
    from generator.model.pack import Pack


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """One project of a budget, with its file relative to the repository."""

    path: str
    id: str
    project: BudgetProject


@dataclass(frozen=True)
class Statement:
    """One department budget, ready to be checked and assembled.

    `functional` and `economic` are the names of the codes of the year, the department's own included; `pack` is None
    where the pack does not exist or can't be read.
    """

    path: str
    department_path: str
    folder: str
    budget: Budget
    projects: tuple[ProjectFile, ...]
    department: Department
    accounts_paths: tuple[str, ...]
    functional: Mapping[str, str]
    economic: Mapping[str, str]
    pack_name: str
    pack: Pack | None

    def functional_name(self, code: str) -> str:
        """Return the name of a functional code: the chart's, or else one that the content gives; "" without either."""
        lines: list[FunctionalLine | Share] = [*self.budget.basic.functional]
        lines += (share for file in self.projects for share in file.project.shares)
        return self.functional.get(code) or _written(code, lines)

    def economic_name(self, code: str) -> str:
        """Return the name of an economic code likewise."""
        return self.economic.get(code) or _written(code, self.budget.basic.economic)

    @cached_property
    def ledger(self) -> Ledger:
        """All its money as facts; InvalidValueError where some of it could not be read."""
        return ledger_of(self)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that this budget is made from."""
        return (self.path, self.department_path, *self.accounts_paths, *(file.path for file in self.projects))

    @property
    def entries(self) -> tuple[tuple[str, Budget | BudgetProject | Department], ...]:
        """The files that can hold waivers, with what they say."""
        files = ((file.path, file.project) for file in self.projects)
        return ((self.path, self.budget), (self.department_path, self.department), *files)


def _written(code: str, lines: Iterable[FunctionalLine | EconomicLine | Share]) -> str:
    """Return the name that stands beside a code; a line that can't be read has none."""
    names = (line.name for line in lines if isinstance(line.code, Term) and line.code.text == code)
    return next((name.text for name in names if isinstance(name, Term)), "")
