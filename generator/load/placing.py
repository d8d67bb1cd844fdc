"""Which model a file is read with, by where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.load.survey import ACCOUNTS_FILE, BUDGET_FILE, BUDGETS, DEPARTMENT_FILE, PROJECTS, REGIONS
from generator.model.accounts import CHARTS, Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.layout import TEMPLATES
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.region import Region

if TYPE_CHECKING:
    from generator.model.entry import Entry

_PACK: Final = "pack.yaml"


def model_of(path: str, known: Entry | None = None) -> type[Entry] | None:
    """Return the model of a file: that of what it says, which packs may have added to, or that of its place."""
    if known is not None:
        return type(known)
    folder, _, name = path.rpartition("/")
    places: tuple[tuple[bool, type[Entry]], ...] = (
        (folder.startswith(REGIONS), Region),
        (folder == CHARTS or name == ACCOUNTS_FILE, Accounts),
        (folder.endswith(f"/{PROJECTS}"), Project),
        (folder.endswith(f"/{BUDGETS}") or name == BUDGET_FILE, Budget),
        (name == DEPARTMENT_FILE, Department),
        (folder.startswith(f"{TEMPLATES}/") and name == _PACK, Pack),
    )
    return next((model for is_there, model in places if is_there), None)
