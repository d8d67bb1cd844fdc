"""Which model a file is read with, fields of its packs included."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.load.survey import BUDGET_FILE, BUDGETS, DEPARTMENT_FILE, PROJECTS, REGIONS
from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.project import Project
from generator.model.region import Region
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from generator.load.found import Content
    from generator.model.entry import Entry

# Digits of 项 of functional codes, and of 款 of economic ones.
_ITEM: Final = 7
_SECTION: Final = 5


def entries(content: Content) -> dict[str, Entry]:
    """Return what the files of some content say, by path, as far as it could be read and resolved."""
    found: dict[str, Entry] = {}
    for declaration in content.declarations:
        found |= {declaration.department_path: declaration.department, declaration.path: declaration.project}
    for statement in content.statements:
        found |= {statement.department_path: statement.department, statement.path: statement.budget}
        found |= {file.path: file.project for file in (*statement.projects, *statement.kept_out)}
    return found | {region.path: region.region for region in content.regions}


def accounts(content: Content, path: str) -> list[str]:
    """Return code and name of the lowest accounts that all share in the year whose folder a file is in."""
    year = next((int(part) for part in path.split("/") if part.isdecimal()), 0)
    found: dict[str, str] = {}
    for chart in (content.charts.shared or {}).values():
        with suppress(AttributeError, InvalidValueError):  # what could not be read offers nothing
            if isinstance(chart, Accounts) and chart.first.value <= year <= chart.last.value:
                for table, digits in ((chart.functional, _ITEM), (chart.economic, _SECTION)):
                    found |= {code: name.text for code, name in table.items() if len(code) == digits}
    return [f"{code} {name}" for code, name in sorted(found.items())]


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
