"""Which files belong to one year of a department, and which to all."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load.survey import regions as files_of_regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


def to_read(different: Iterable[str], known: Iterable[str], says: Callable[[str], set[bytes]]) -> list[str]:
    """Return what has to be read to know what changed: files and years' folders.

    `different` are the paths of content and templates that differ, `known` those of both sides, and `says` gives what
    the sides say in a file. A declaration stands alone, and its file is enough; a budget is made from its whole folder,
    and that of the year after is compared with it; a department's file counts for all its declarations, and shared
    files (templates, accounts) for everything. A region is made from all its departments.
    """
    everything = set(known)
    regions = set(files_of_regions(everything))
    paths = set(different)
    found = _to_read(paths - regions, everything)
    for region in regions:
        _, code, year = PurePosixPath(region).with_suffix("").parts[1:]
        own = _departments(everything, code, year, says)
        used = own | {before for folder in own if (before := beside(folder, -1))}
        if region in paths or not used.isdisjoint(year_of(path) or path for path in found):
            found |= {region, *own}
    whole = {path for path in found if year_of(f"{path}/") == path}
    return sorted(whole | {path for path in found if year_of(path) not in whole})


def _departments(known: set[str], code: str, year: str, says: Callable[[str], set[bytes]]) -> set[str]:
    """Return the folders of the departments that give a region's code, in this year or only in the last."""
    number = re.compile(rf"^行政区划代码.*\D{code}\b".encode(), re.MULTILINE)
    folders = {path.removesuffix(f"/{DEPARTMENT}") for path in known if path.endswith(f"/{DEPARTMENT}")}
    last = {folder for folder in folders if folder.endswith(f"/{int(year) - 1}") and beside(folder, 1) not in folders}
    likely = last | {folder for folder in folders if folder.endswith(f"/{year}")}
    return {folder for folder in likely if any(map(number.search, says(f"{folder}/{DEPARTMENT}")))}


def _to_read(paths: set[str], everything: set[str]) -> set[str]:
    """Return what has to be read of departments."""
    years = {year_of(path) for path in paths}
    if None in years:
        return {year for path in everything if (year := year_of(path))}
    whole = {year for year in years if year and f"{year}/{BUDGET}" in everything}
    whole |= {after for year in whole if (after := beside(year, 1)) and f"{after}/{BUDGET}" in everything}
    whole |= {path.rpartition("/")[0] for path in paths if path.endswith(f"/{DEPARTMENT}")}
    return whole | {path for path in paths if year_of(path) not in whole}
