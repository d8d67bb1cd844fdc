"""Regions: finds the departments of each, wherever their folders are, by the 行政区划代码 that they give."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load.files import Files
from generator.load.last_year import read_last_year
from generator.load.packs import pack_for
from generator.load.resolve import resolve
from generator.load.survey import BUDGET_FILE, DEPARTMENT_FILE, within
from generator.model.department import Department
from generator.model.finding import Finding, Severity, error
from generator.model.position import Position
from generator.model.region import Region
from generator.model.roll_up import RollUp
from generator.model.values import Invalid, Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.found import Content
    from generator.load.last_year import LastYearFolder


def departments_of(content: Content, chosen: list[str]) -> list[str]:
    """Return the folders of the departments of chosen regions, which have to be read with them."""
    files = _aside(content)
    wanted = {_code_and_year(path) for path in content.there.regions if chosen and within(path, chosen)}
    years = {year for _, year in wanted}
    found = []
    for folder in content.there.years if wanted else ():
        year = PurePosixPath(folder).name
        if year in years:
            department = files.read(files.root / folder / DEPARTMENT_FILE, Department)
            code = _code(department if isinstance(department, Department) else None)
            found += [folder] if code is None or (code, year) in wanted else []
    return found


def read_region(content: Content, path: str) -> None:
    """Read the file of a region, and join it with its departments; those that can't be read are not absent."""
    files, (code, year) = content.files, _code_and_year(path)
    content.sources.append(path)
    place = Position(path, 1)
    entry = files.read(files.root / path, Region)
    region = resolve({path: entry}, files.findings).entries.get(path) if entry is not None else None
    if not isinstance(region, Region):
        files.lines.setdefault(path, [])
        content.unreadable.add(path)
        return
    own = [folder for folder in content.there.years if PurePosixPath(folder).name == year]
    read = [folder for folder in own if folder in content.departments]
    likely = [folder for folder in read if _code(content.departments[folder]) in {code, None}]
    budgets = {one.department_path: one for one in content.statements if one.object == "部门"}
    departments = [one for folder in likely if (one := budgets.get(f"{folder}/{DEPARTMENT_FILE}"))]
    whole = {one.department_path for one in departments}
    lost = [folder for folder in likely if f"{folder}/{DEPARTMENT_FILE}" not in whole]
    ended = list(_ended(content, code, year))
    for last in ended:
        content.past |= last.lines
    roll_up = RollUp(
        path=path,
        code=code,
        year=Year(int(year), place),
        region=region,
        departments=tuple(departments),
        pack_name="" if isinstance(region.pack, Invalid) else region.pack.text,
        pack=pack_for(files, region.pack, "地区"),
        ended=tuple(last.statement for last in ended if last.statement is not None),
        ended_paths=tuple(file for last in ended for file in last.paths),
        missing=tuple(file for folder in lost for file in _reasons(content, folder)),
    )
    files.findings += _without_budget(content, lost)
    if not isinstance(region.documents, Invalid) and roll_up.pack is not None:
        files.findings += _unknown(roll_up)
    content.regions.append(roll_up)


def _aside(content: Content) -> Files:
    """Return what reads files only to see whose they are: their mistakes are told where they are checked."""
    known = content.files
    return Files(known.root, memory=known.memory, overlay=known.overlay)


def _code_and_year(path: str) -> tuple[str, str]:
    file = PurePosixPath(path)
    return file.parent.name, file.stem


def _code(department: Department | None) -> str | None:
    """Return the code of a department's region, "" where it gives none; None where nobody knows."""
    if department is None or isinstance(department.region, Invalid):
        return None
    return department.region.text if department.region is not None else ""


def _reasons(content: Content, folder: str) -> list[str]:
    """Return the files for want of which a department's budget is missing; none where it has no budget."""
    if content.departments.get(folder) is None:
        return [f"{folder}/{DEPARTMENT_FILE}"]
    return [f"{folder}/{BUDGET_FILE}"] if _has_budget(content, folder) else []


def _has_budget(content: Content, folder: str) -> bool:
    return content.there.has(f"{folder}/{BUDGET_FILE}") or bool(content.there.budgets(folder))


def _without_budget(content: Content, folders: list[str]) -> Iterator[Finding]:
    """Tell of the departments of a region that have no budget at all."""
    for folder in folders:
        department = content.departments.get(folder)
        if department is None or department.region is None or _has_budget(content, folder):
            continue
        yield Finding(
            "DQ-001",
            Severity.WARNING,
            f"「{department.name}」没有 budget.yaml，地区的汇总里没有它的钱",
            department.region.position,
            cause="汇总是各部门的 budget.yaml 加起来的。",
            hint=f"在 {PurePosixPath(folder).name}/ 里补上 budget.yaml；不算进汇总的，删去「行政区划代码」。",
        )


def _unknown(region: RollUp) -> Iterator[Finding]:
    """Tell of documents that a region's file names and its pack does not make."""
    known = region.pack.documents_of("地区") if region.pack is not None else {}
    for name in region.region.documents:
        if name.text not in known:
            hint = f"可以写的有：{'、'.join(known)}。"
            yield error("MB-005", f"模板包「{region.pack_name}」里没有叫「{name}」的文书", name.position, hint=hint)


def _ended(content: Content, code: str, year: str) -> Iterator[LastYearFolder]:
    """Yield the budgets of last year of departments that have none this year."""
    there, files = content.there, _aside(content)
    for folder in there.years:
        home, _, name = folder.rpartition("/")
        if name != str(int(year) - 1) or f"{home}/{year}" in there.years:
            continue
        department = files.read(files.root / folder / DEPARTMENT_FILE, Department)
        if _code(department if isinstance(department, Department) else None) in {code, None}:
            yield read_last_year(content.files, there, files.root / home / year, content.statements)
