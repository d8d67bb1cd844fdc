"""Finds the content of a repository, reads every file of it, and joins what belongs together."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.load.chart import Charts, chart
from generator.load.fields import unreadable
from generator.load.files import Files
from generator.load.found import Content
from generator.load.last_year import read_last_year
from generator.load.making import OF_MONEY, Making
from generator.load.regions import departments_of, read_region
from generator.load.resolve import OTHERS, resolve
from generator.load.survey import BUDGET_FILE, DEPARTMENT_FILE, survey, within
from generator.load.units import budgets_of, troubles, unit_of, with_pack, with_units, without_whole
from generator.load.unread import lost, untouched
from generator.model.accounts import Accounts
from generator.model.barrier import barrier
from generator.model.budget import Budget
from generator.model.declaration import Declaration
from generator.model.department import Department
from generator.model.finding import error
from generator.model.ledger.choices import OF_PROJECTS
from generator.model.position import Position
from generator.model.project import Project
from generator.model.statement import ProjectFile, Statement
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from generator.load.resolve import Resolved
    from generator.model.entry import Entry
    from generator.model.memory import Memory


def load(
    root: Path, selected: Iterable[Path] = (), memory: Memory | None = None, overlay: Mapping[str, bytes] | None = None
) -> Content:
    """Read the content below `root`, or only what lies under the selected files and folders (absolute paths).

    A department budget is made from all files of its folder, so selecting one of them selects all; so does selecting
    one that names figures of others; selecting a region selects all its departments. With a `memory`, files that it
    knows are not parsed again. `overlay` are unsaved texts of YAML files, by path below `root`.
    """
    files, there = Files(root, memory=memory, overlay=dict(overlay or {})), survey(root, overlay or ())
    content = Content(files, there, Charts(there))
    chosen = [content.files.path(path) for path in selected]
    chosen += departments_of(content, chosen)
    for folder in there.years:
        with barrier(content.files.findings, "读这个部门", Position(f"{folder}/{DEPARTMENT_FILE}", 1)):
            _load_department(content, folder, chosen)
    for path in there.regions:
        if within(path, chosen):
            with barrier(content.files.findings, "读这个地区", Position(path, 1)):
                read_region(content, path)
    files.findings = list(dict.fromkeys([*files.findings, *untouched(there, files.lines, chosen)]))
    return content


def _load_department(content: Content, folder: str, chosen: list[str]) -> None:
    """Read what is selected of a department's folder; a budget needs all of it."""
    root, there = content.files.root, content.there
    file, budget, files = f"{folder}/{DEPARTMENT_FILE}", f"{folder}/{BUDGET_FILE}", there.projects(folder)
    units = there.budgets(folder)
    if (there.has(budget) or units) and any(within(path, chosen) for path in (file, budget, *files, *units)):
        whole = _Department(content, root / file)
        whole.load([root / path for path in files], root / budget, lost(there, folder))
    else:
        wanted = [root / path for path in files if within(path, chosen)]
        if wanted or within(file, chosen):
            others = [root / path for path in files if root / path not in wanted]
            _Department(content, root / file).load(wanted, None, lost(there, folder), others)


class _Department:
    """One department in one year: reads its files, resolves what they refer to, and joins them."""

    def __init__(self, content: Content, file: Path) -> None:
        self.content, self.files, self.file = content, content.files, file
        entry = self._read(file, Department)
        self.department = entry if isinstance(entry, Department) else None
        content.departments[self.files.path(file.parent)] = self.department
        if self.department and not isinstance(self.department.year, Invalid):
            year, folder = self.department.year, file.parent.name
            if str(year.value) != folder:
                message = f"年度是 {year.value}，文件夹却叫 {folder}"
                self.files.findings.append(error("ZD-010", message, year.position, hint="改其中一个，使两者一致。"))

    def _read(self, file: Path, *models: type[Entry], making: Making | None = None) -> Entry | None:
        """Read a file; None if nothing of it can be read."""
        path = self.files.path(file)
        with self._barrier("读这个文件", file):
            if entry := self.files.read(file, *models, making=making):
                return entry
        self.files.lines.setdefault(path, [])
        self.content.unreadable.add(path)
        return None

    def _barrier(self, doing: str, file: Path) -> AbstractContextManager[None]:
        return barrier(self.files.findings, doing, Position(self.files.path(file), 1))

    def load(self, files: list[Path], budget: Path | None, lost: Sequence[str], others: Sequence[Path] = ()) -> None:
        """Read projects and budgets, and `others` if something of them is named.

        What is lost of the projects is not absent: without it it is another budget.
        """
        folder, there = self.files.path(self.file.parent), self.content.there
        units = [self.files.root / path for path in there.budgets(folder)] if budget else []
        self.content.sources += [self.files.path(path) for path in (*files, *([budget] if budget else []), *units)]
        if self.files.is_of_newer(self.file, self.content.there):
            return
        has_whole = budget is not None and there.has(self.files.path(budget))
        making = Making.of(self.files, self.department, has_budget=budget is not None)
        written = self._read(budget, Budget, making=making) if budget and has_whole else None
        read = {path: self._read(path, Project, making=making) for path in files}
        if budget and has_whole:
            read[budget] = written
        elif budget:
            self.files.findings.append(without_whole(self.files.path(units[0])))
        read |= {path: self._read(path, Budget, making=making) for path in units}
        if self._is_naming_others(read):
            read |= {path: self._read(path, Project, making=making) for path in others}
            self.content.sources += map(self.files.path, others)
            files = sorted([*files, *others])
        known = self._resolved(read, lost, making)
        self._join(files, budget, making, known, lost)

    def _join(
        self, files: Sequence[Path], budget: Path | None, making: Making, known: Resolved, lost: Iterable[str]
    ) -> None:
        """Make declarations and statements of what was read."""
        projects = [ProjectFile(path, "", unreadable(Project, Position(path, 1))) for path in lost]
        for file in files:
            path = self.files.path(file)
            entry = known.entries.get(path) or unreadable(Project, Position(path, 1))
            if isinstance(entry, Project):
                projects.append(ProjectFile(path, file.stem, entry))
        for one in projects:
            if one.path in known.entries and making.declares(one):
                with self._barrier("读这个项目", self.files.root / one.path):
                    self._declaration(one, making, known)
        own = known.entries.get(self.files.path(budget)) if budget else None
        if budget and isinstance(own, Budget):
            with self._barrier("读这份预算", budget):
                self._statement(budget, own, projects, making, known)
        with self._barrier("读「文书」", self.file):
            self.files.findings += making.troubles(projects)

    def _is_naming_others(self, read: Iterable[Path]) -> bool:
        """Whether a formula of some files, or of the department's own, names figures of other files."""
        lines = (self.files.lines.get(self.files.path(file), ()) for file in (self.file, *read))
        return any(OTHERS.search(line) for own in lines for line in own)

    def _resolved(self, read: Mapping[Path, Entry | None], lost: Iterable[str], making: Making) -> Resolved:
        """Return what the files say, the department's own among them, once all that they refer to is known."""
        both: dict[Path, Entry | None] = {self.file: self.department, **read}
        given = {self.files.path(file): entry for file, entry in both.items()}
        entries = {path: entry for path, entry in given.items() if entry is not None}
        aside = making.aside(entries)
        known = resolve(entries, self.files.findings, [*(given.keys() - entries.keys()), *lost], aside)
        self.content.names[self.files.path(self.file.parent)] = known.names
        self.content.unreadable |= entries.keys() - known.entries.keys()
        department = known.entries.get(self.files.path(self.file))
        self.department = department if isinstance(department, Department) else None
        self.content.departments[self.files.path(self.file.parent)] = self.department
        return known

    def _declaration(self, file: ProjectFile, making: Making, known: Resolved) -> None:
        if self.department is None:
            return
        project = file.project
        unit: Any = unit_of(self.files, self.department, project.unit, project.position, "单位")
        if unit is None:  # rules that don't ask for it can run
            unit = Invalid(project.position)
        name, pack = making.chosen(OF_PROJECTS)
        declaration = Declaration(
            path=file.path,
            department_path=self.files.path(self.file),
            folder=self.file.parent.parent.name,
            id=file.id,
            project=project,
            department=self.department,
            unit=unit,
            pack_name=name,
            pack=pack,
            used_paths=known.used_by(file.path, self.files.path(self.file)),
        )
        self.content.declarations.append(declaration)

    def _statement(
        self, path: Path, budget: Budget, written: Sequence[ProjectFile], making: Making, known: Resolved
    ) -> None:
        if self.department is None:
            return
        projects = [file for file in written if making.budgets(file)]
        folder, year = self.files.path(self.file.parent), self.department.year
        accounts, differences = self.content.charts.of(
            folder, year, lambda path: self._read(self.files.root / path, Accounts)
        )
        self.files.findings += differences.values()
        units = budgets_of(known.entries, self.content.there, folder)
        name, pack = making.chosen(*OF_MONEY[: 1 + bool(units)])
        self.files.findings += troubles(budget, units, projects, partial(unit_of, self.files, self.department))
        functional, economic = chart(accounts, year)
        before = read_last_year(self.files, self.content.there, self.file.parent, self.content.statements)
        self.content.past |= before.lines
        whole = Statement(
            path=self.files.path(path),
            department_path=self.files.path(self.file),
            folder=self.file.parent.parent.name,
            budget=budget,
            projects=tuple(projects),
            kept_out=tuple(file for file in written if file not in projects),
            department=self.department,
            accounts_paths=tuple(accounts),
            functional=functional,
            economic=economic,
            disputed=frozenset(differences),
            pack_name=name,
            pack=pack,
            reasons_of=self.files.reasons(name),
            before=before.statement,
            before_paths=before.paths,
            used_paths=known.used_by(*map(self.files.path, (path, self.file)), *(file.path for file in projects)),
        )
        if units:
            whole = with_units(whole, units)
        own = (replace(unit, used_paths=known.used_by(unit.path, whole.department_path)) for unit in whole.units)
        whole = replace(whole, units=tuple(with_pack(unit, making) for unit in own))
        self.content.statements += [whole, *whole.units]
