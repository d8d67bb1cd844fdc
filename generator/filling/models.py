"""What the files of some content say, and which accounts they can name."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from generator.model.accounts import LEVELS, Accounts
from generator.model.project import LOOSE, Project
from generator.model.values import InvalidValueError, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.load.found import Content
    from generator.model.entry import Entry

# Digits of the lowest codes: 项 of functional ones, 款 of economic ones.
_SECTION, _ITEM = sorted(LEVELS)[-2:]


def entries(content: Content) -> dict[str, Entry]:
    """Return what the files of some content say, by path, as far as it could be read and resolved."""
    found: dict[str, Entry] = {}
    for declaration in content.declarations:
        found |= {declaration.department_path: declaration.department, declaration.path: declaration.project}
    for statement in content.statements:
        found |= {statement.department_path: statement.department, statement.path: statement.budget}
        found |= {file.path: file.project for file in (*statement.projects, *statement.kept_out)}
    return found | {region.path: region.region for region in content.regions}


def project_of(known: Mapping[str, Entry], year: str, name: str) -> str:
    """Return the file of the project of a name in the folder of a year; none if there is none."""
    for path, entry in known.items():
        other = getattr(entry, "name", None) if isinstance(entry, Project) else None
        if (
            path.startswith(f"{year}/")
            and isinstance(other, Line)
            and LOOSE.sub("", other.plain) == LOOSE.sub("", name)
        ):
            return path
    return ""


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
