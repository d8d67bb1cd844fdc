"""Last year's folder of a department, read for its money: its own check tells what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.load.fields import unreadable
from generator.load.files import Files
from generator.load.project_names import project_names
from generator.load.survey import BUDGET_FILE, DEPARTMENT_FILE
from generator.load.unread import lost
from generator.model.budget import Budget, BudgetProject
from generator.model.declaration import Declaration
from generator.model.department import Department
from generator.model.position import Position
from generator.model.statement import ProjectFile, Statement
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.load.survey import Survey


@dataclass(frozen=True, slots=True)
class LastYearFolder:
    """What was found of last year: nothing where it has no budget, Invalid where that can't be read.

    `lines` are those of the files that were read for it.
    """

    statement: Statement | Invalid | None = None
    paths: tuple[str, ...] = ()
    lines: dict[str, list[str]] = field(default_factory=dict)


def read_last_year(files: Files, there: Survey, folder: Path, known: Iterable[Statement]) -> LastYearFolder:
    """Read the budget of the year before a year's folder, unless it is `known`: read to be checked itself."""
    if not (folder.name.isascii() and folder.name.isdecimal()):
        return LastYearFolder()
    year = files.path(folder.with_name(str(int(folder.name) - 1)))
    budget, department, projects = f"{year}/{BUDGET_FILE}", f"{year}/{DEPARTMENT_FILE}", there.projects(year)
    if not there.has(budget):
        return LastYearFolder()
    paths = (budget, department, *projects)
    statement = next((one for one in known if one.path == budget), None)
    if statement is not None:
        return LastYearFolder(statement, paths)
    own = Files(files.root, memory=files.memory)
    return LastYearFolder(_statement(own, there, folder.with_name(str(int(folder.name) - 1))), paths, own.lines)


def _statement(files: Files, there: Survey, folder: Path) -> Statement | Invalid:
    department = files.read(folder / DEPARTMENT_FILE, Department)
    projects = tuple(_projects(files, there, files.path(folder)))
    budget = files.read(folder / BUDGET_FILE, Budget, names=project_names(list(projects)))
    for entry, name in ((budget, BUDGET_FILE), (department, DEPARTMENT_FILE)):
        if entry is None:
            return Invalid(Position(files.path(folder / name), 1))
    if not (isinstance(budget, Budget) and isinstance(department, Department)):
        raise TypeError
    return Statement(
        path=files.path(folder / BUDGET_FILE),
        department_path=files.path(folder / DEPARTMENT_FILE),
        folder=folder.parent.name,
        budget=budget,
        projects=projects,
        department=department,
        accounts_paths=(),
        functional={},
        economic={},
        disputed=frozenset(),
        pack_name="",
        pack=None,
    )


def _projects(files: Files, there: Survey, year: str) -> Iterator[ProjectFile]:
    """Yield the projects of a budget; what is lost or can't be read is not absent: without it it is another budget."""
    for path in lost(there, year):
        yield ProjectFile(path, "", unreadable(BudgetProject, Position(path, 1)))
    for path in there.projects(year):
        file = files.root / path
        entry = files.read(file, Declaration, BudgetProject)
        if not isinstance(entry, Declaration):
            found = entry if isinstance(entry, BudgetProject) else unreadable(BudgetProject, Position(path, 1))
            yield ProjectFile(path, file.stem, found)
