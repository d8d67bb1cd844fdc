"""Last year's folder of a department, read for its money: its own check tells what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load.fields import unreadable
from generator.load.files import Files
from generator.load.making import OF_MONEY, Making
from generator.load.resolve import resolve
from generator.load.survey import BUDGET_FILE, DEPARTMENT_FILE
from generator.load.units import budgets_of, with_units
from generator.load.unread import lost
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.position import Position
from generator.model.project import Project
from generator.model.statement import ProjectFile, Statement
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.load.survey import Survey
    from generator.model.entry import Entry


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
    budget, department = f"{year}/{BUDGET_FILE}", f"{year}/{DEPARTMENT_FILE}"
    if not there.has(budget):
        return LastYearFolder()
    paths = (budget, department, *there.projects(year), *there.budgets(year))
    statement = next((one for one in known if one.path == budget), None)
    if statement is not None:
        return LastYearFolder(statement, paths)
    own = Files(files.root, packs=dict(files.packs), memory=files.memory, overlay=files.overlay)
    return LastYearFolder(_statement(own, there, folder.with_name(str(int(folder.name) - 1))), paths, own.lines)


def _statement(files: Files, there: Survey, folder: Path) -> Statement | Invalid:
    read: dict[Path, Entry | None] = {folder / DEPARTMENT_FILE: files.read(folder / DEPARTMENT_FILE, Department)}
    making = Making.of(files, read[folder / DEPARTMENT_FILE], has_budget=True)
    read[folder / BUDGET_FILE] = files.read(folder / BUDGET_FILE, Budget, making=making)
    for file in (files.root / project for project in there.projects(files.path(folder))):
        read[file] = files.read(file, Project, making=making)
    for file in (files.root / unit for unit in there.budgets(files.path(folder))):
        read[file] = files.read(file, Budget, making=making)
    entries = {files.path(file): entry for file, entry in read.items() if entry is not None}
    unread = [files.path(file) for file, entry in read.items() if entry is None]
    aside = making.aside(entries)
    known = resolve(entries, files.findings, [*unread, *lost(there, files.path(folder))], aside).entries
    path, department_path = files.path(folder / BUDGET_FILE), files.path(folder / DEPARTMENT_FILE)
    budget, department = known.get(path), known.get(department_path)
    if not isinstance(budget, Budget):
        return Invalid(Position(path, 1))
    if not isinstance(department, Department):
        return Invalid(Position(department_path, 1))
    pack = making.pack(*OF_MONEY)
    written = _projects(known, there, files.path(folder))
    whole = Statement(
        path=path,
        department_path=department_path,
        folder=folder.parent.name,
        budget=budget,
        projects=tuple(file for file in written if making.budgets(file)),
        department=department,
        accounts_paths=(),
        functional={},
        economic={},
        disputed=frozenset(),
        pack_name=pack,
        pack=files.pack(pack),
    )
    budgets = budgets_of(known, there, files.path(folder))
    return with_units(whole, budgets) if budgets else whole


def _projects(known: Mapping[str, Entry], there: Survey, year: str) -> Iterator[ProjectFile]:
    """Yield the projects of a budget; what is lost or can't be read is not absent: without it it is another budget."""
    for path in lost(there, year):
        yield ProjectFile(path, "", unreadable(Project, Position(path, 1)))
    for path in there.projects(year):
        entry = known.get(path) or unreadable(Project, Position(path, 1))
        if isinstance(entry, Project):
            yield ProjectFile(path, PurePosixPath(path).stem, entry)
