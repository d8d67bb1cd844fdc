"""Which model a file is read with, fields of its packs included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load.survey import BUDGET_FILE, BUDGETS, DEPARTMENT_FILE, PROJECTS, REGIONS
from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.project import Project
from generator.model.region import Region

if TYPE_CHECKING:
    from generator.load.found import Content
    from generator.model.entry import Entry


def entries(content: Content) -> dict[str, Entry]:
    """Return what the files of some content say, by path, as far as it could be read and resolved."""
    found: dict[str, Entry] = {}
    for declaration in content.declarations:
        found |= {declaration.department_path: declaration.department, declaration.path: declaration.project}
    for statement in content.statements:
        found |= {statement.department_path: statement.department, statement.path: statement.budget}
        found |= {file.path: file.project for file in (*statement.projects, *statement.kept_out)}
    return found | {region.path: region.region for region in content.regions}


def model_of(path: str, known: Entry | None) -> type[Entry]:
    """Return the model of a file; one that could not be read has that of its folder."""
    if known is not None:
        return type(known)
    folder, _, name = path.rpartition("/")
    if folder.startswith(REGIONS):
        return Region
    if folder.endswith(f"/{PROJECTS}"):
        return Project
    if name == BUDGET_FILE or folder.endswith(f"/{BUDGETS}"):
        return Budget
    return Department if name == DEPARTMENT_FILE else Accounts
