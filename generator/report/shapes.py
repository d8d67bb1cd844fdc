"""What stands below each key of the models, for everything that describes the YAML files to people or editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.region import Region
from generator.model.values import Amount, Amounts, Date, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from generator.model.entry import Entry, Field

# The files that people write, in the order of docs/yaml.md.
FILES: tuple[type[Entry], ...] = (Department, Project, Budget, Region, Accounts, Pack)
WORDS = {
    Term: "文字，照原样",
    Line: "一行文字，可用 `${…}`",
    Prose: "文字，可分段，可用 `${…}`",
    Amount: "金额，或 `${公式}`",
    Amounts: "金额，或一级一级分开",
    Quantity: "数字加单位，或 `${公式}`",
    Year: "四位年份",
    Date: "日期，如 2024-01-05",
}


def described(field: Field) -> str:
    """Return a description with its references as code: Markdown takes dollar signs for mathematics."""
    return re.sub(r"\$\{[^}]*\}(?:-?\$\{[^}]*\})*", r"`\g<0>`", field.description)
