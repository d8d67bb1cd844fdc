"""Which files belong to one year of a department, and which to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The files that more than one document of a year is made from.
BUDGET, DEPARTMENT = "budget.yaml", "department.yaml"
# content/province/department/year
YEAR_DEPTH = 4


def year_of(path: str) -> str | None:
    """Return the year's folder that a file lies in, content/province/department/year; None for a shared file."""
    parts = path.split("/")
    return "/".join(parts[:YEAR_DEPTH]) if parts[0] == "content" and len(parts) > YEAR_DEPTH else None


def beside(year: str, step: int) -> str | None:
    """Return the folder of the year before (-1) or after (1) a year's; None where the name is no number."""
    above, _, number = year.rpartition("/")
    return f"{above}/{int(number) + step}" if number.isascii() and number.isdecimal() else None


def to_read(different: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return what has to be read to know what changed: files and years' folders.

    `different` are the paths of content and templates that differ, `known` those of both sides. A declaration stands
    alone, and its file is enough; a budget is made from its whole folder, and that of the year after is compared
    with it; a department's file counts for all its declarations, and shared files (templates, accounts) for everything.
    """
    paths = set(different)
    everything = set(known)
    years = {year_of(path) for path in paths}
    if None in years:
        return sorted({year for path in everything if (year := year_of(path))})
    whole = {year for year in years if year and f"{year}/{BUDGET}" in everything}
    whole |= {after for year in whole if (after := beside(year, 1)) and f"{after}/{BUDGET}" in everything}
    whole |= {path.rpartition("/")[0] for path in paths if path.endswith(f"/{DEPARTMENT}")}
    return sorted(whole | {path for path in paths if year_of(path) not in whole})
