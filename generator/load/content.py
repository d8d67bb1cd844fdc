"""Finds the content of a repository, reads every file of it, and joins what belongs together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.names import Names
from generator.load.nearest import suggestion
from generator.load.nodes import Mapping, Scalar
from generator.load.reader import read
from generator.model.declaration import Declaration
from generator.model.department import Department, Unit
from generator.model.entry import Entry
from generator.model.finding import Finding, error
from generator.model.pack import Pack
from generator.model.position import Position
from generator.model.project import Project
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EntryT = TypeVar("EntryT", bound=Entry)

DEPARTMENT_FILE = "department.yaml"
PROJECTS = "projects"
ASCII_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(slots=True)
class Content:
    """What was read. `lines` holds the text of every file, for messages that show a line."""

    projects: list[Project] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    packs: dict[str, Pack | None] = field(default_factory=dict)


def load(root: Path, selected: Iterable[Path] = ()) -> Content:
    """Read the content below `root`, or only what lies under the selected files and folders (absolute paths)."""
    content = Content()
    chosen = list(selected)
    for file in sorted((root / "content").glob(f"*/*/*/{DEPARTMENT_FILE}")):
        projects = [p for p in sorted((file.parent / PROJECTS).glob("*.yaml")) if _within(p, chosen)]
        if projects or _within(file, chosen):
            _load_department(root, file, projects, content)
    content.findings = list(dict.fromkeys(content.findings))
    return content


def _within(file: Path, chosen: list[Path]) -> bool:
    return not chosen or any(path == file or path in file.parents for path in chosen)


def _load_department(root: Path, file: Path, projects: list[Path], content: Content) -> None:
    department = _load_file(root, file, Department, content)
    if isinstance(department, Department) and not isinstance(department.year, Invalid):
        year, folder = department.year, file.parent.name
        if str(year.value) != folder:
            message = f"年度是 {year.value}，文件夹却叫 {folder}"
            content.findings.append(error("ZD-010", message, year.position, hint="改其中一个，使两者一致。"))
    for path in projects:
        declaration = _load_file(root, path, Declaration, content)
        if isinstance(declaration, Declaration) and isinstance(department, Department):
            _join(root, path, declaration, department, content)


def _load_file(root: Path, file: Path, model: type[EntryT], content: Content) -> EntryT | Invalid | None:
    path = file.relative_to(root).as_posix()
    if not ASCII_NAME.fullmatch(file.name):
        hint = "用小写英文字母、数字和短横线，如 01-insurance.yaml。"
        content.findings.append(error("WJ-008", f"文件名「{file.name}」不能用", Position(path, 1), hint=hint))
    node, content.lines[path], findings = read(path, file.read_bytes())
    content.findings += findings
    if node is None:
        return None
    context = Context(money_unit=_money_unit(node))
    if "数据" in _all_keys(model):
        context.names = Names(node, context)
    entry = read_entry(model, node, context)
    content.findings += context.findings
    return entry


def _all_keys(model: type[Entry]) -> set[str | None]:
    return {field.alias for field in model.model_fields.values()}


def _money_unit(node: Mapping) -> str:
    """Return the file's unit of money; where it is missing (an error of its own), the one with more decimals."""
    written = node.values.get("金额单位")
    return "元" if isinstance(written, Scalar) and written.text == "元" else "万元"


def _join(root: Path, path: Path, declaration: Declaration, department: Department, content: Content) -> None:
    unit = _unit(declaration, department, content)
    wanted = declaration.pack if declaration.pack is not None else department.pack
    if unit is None or isinstance(wanted, Invalid):
        return
    pack = load_pack(root, wanted.text, content)
    if pack is None:
        known = sorted(file.parent.name for file in (root / "templates").glob("*/pack.yaml"))
        if wanted.text not in known:
            message = f"没有叫「{wanted.text}」的模板包"
            content.findings.append(error("MB-001", message, wanted.position, hint=suggestion(wanted.text, known)))
    year = path.parent.parent
    content.projects.append(
        Project(
            path=path.relative_to(root).as_posix(),
            department_path=(year / DEPARTMENT_FILE).relative_to(root).as_posix(),
            folder=year.parent.name,
            id=path.stem,
            declaration=declaration,
            department=department,
            unit=unit,
            pack_name=wanted.text,
            pack=pack,
        )
    )


def _unit(declaration: Declaration, department: Department, content: Content) -> Unit | None:
    """Return the unit that declares, or None after saying why there is none."""
    if isinstance(department.units, Invalid) or isinstance(declaration.implementer, Invalid):
        return None
    units = [unit for unit in department.units if not isinstance(unit, Invalid)]
    named = {unit.name.text: unit for unit in units if not isinstance(unit.name, Invalid)}
    wanted = declaration.implementer.unit
    if isinstance(wanted, Invalid):
        return None
    if wanted is not None:
        if wanted.text in named:
            return named[wanted.text]
        message = f"部门文件里没有叫「{wanted.text}」的单位"
        content.findings.append(error("ZD-009", message, wanted.position, hint=suggestion(wanted.text, named)))
        return None
    if len(units) == 1:
        return units[0]
    if len(units) > 1:
        place = declaration.implementer.position
        hint = f"加上一行「单位名称: …」，可以写的有：{'、'.join(named)}。"
        content.findings.append(error("ZD-009", "部门有几个单位，没有写由哪个单位实施", place, hint=hint))
    return None


def load_pack(root: Path, name: str, content: Content) -> Pack | None:
    """Read a pack once; None if it does not exist or can't be used."""
    if name not in content.packs:
        file = root / "templates" / name / "pack.yaml"
        entry: Pack | Invalid | None = None
        if ASCII_NAME.fullmatch(name) and file.is_file():
            before = len(content.findings)
            entry = _load_file(root, file, Pack, content)
            if len(content.findings) > before:
                entry = None
        content.packs[name] = entry if isinstance(entry, Pack) else None
    return content.packs[name]
