"""Rewrites files of an older form (格式) in the present one: a function from files to files, comments kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.bring import documents, form, money, packs, projects, waivers
from generator.bring.merging import merge
from generator.bring.nodes import bare, child, lift, rename, said
from generator.edit.layout import hoist, write
from generator.edit.parse import parse
from generator.edit.text import Lines
from generator.edit.tree import Node, UnknownFormError
from generator.model.entry import KIND

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNTS, DEPARTMENT, BUDGET = "accounts.yaml", "department.yaml", "budget.yaml"
# Where indicators stood that had other names for what all indicators say.
INDICATORS = {"部门预算": (("整体绩效", "指标"),), projects.BUDGETED: (("绩效指标",),)}


@dataclass(slots=True)
class Upgrade:
    """What an upgrade came to: the new text of each file that changes; those that are `gone` stand in another.

    People have to look at those that are `left`; those that are `unsound` have mistakes in their YAML. Of a project
    that is `apart`, two files stay: each with the other one, and the places where they differ.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    apart: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


def upgrade(files: Mapping[str, bytes]) -> Upgrade:
    """Return the files of a repository's content and packs, by path, that the present form needs written otherwise."""
    done = Upgrade()
    roots = dict(_roots(files, done))
    names = _names(root for path, root in roots.items() if path.endswith(ACCOUNTS))
    units: dict[str, list[Node]] = {}
    years = {
        path.removesuffix(f"/{DEPARTMENT}"): documents.Year(root)
        for path, root in roots.items()
        if _is_department(path)
    }
    for path, root in roots.items():
        if (year := years.get(_year(path))) is not None:
            _place(year, path, root)
        if said(root, KIND) == "部门预算":
            units[path.rpartition("/")[0]] = money.unit_keys(root)
        _rewrite(root, names)
    for year in years.values():
        gone, apart = merge(year)
        done.gone |= gone
        done.apart |= apart
        done.left += documents.name(year, files)
    for folder, keys in units.items():
        if department := roots.get(f"{folder}/{DEPARTMENT}"):
            money.department(department, keys)
    kept = {path: root for path, root in roots.items() if path not in done.gone}
    changed = {path: new for path, root in kept.items() if (new := _changed(files[path], root))}
    for folder in dict.fromkeys(map(_year, changed)):
        path = f"{folder}/{DEPARTMENT}"
        if path in roots:
            form.mark(roots[path])
            changed[path] = text(roots[path], Lines.of(files[path]).usual_end)
    done.files |= changed
    done.files |= {path: new for path, data in files.items() if is_pack(path) and (new := packs.pack(data))}
    return done


def _rewrite(root: Node, names: Mapping[str, str]) -> None:
    """Rewrite what stands in a file by its 文种; `names` are those of codes."""
    kind = said(root, KIND)
    for way in INDICATORS.get(kind, ()):
        rename(root, way, waivers.RENAMED)
    if kind == "部门预算":
        money.budget(root, names)
    elif kind == projects.BUDGETED:
        money.project(root, names)
    elif kind == projects.DECLARED:
        lift(root, packs.SHEET)
    projects.project(root)
    waivers.places(root, kind)


def _is_department(path: str) -> bool:
    return path.endswith(f"/{DEPARTMENT}") and path == f"{_year(path)}/{DEPARTMENT}"


def _place(year: documents.Year, path: str, root: Node) -> None:
    """Put a file where it stands in its year."""
    folder, kind = _year(path), said(root, KIND)
    if path == f"{folder}/{BUDGET}":
        year.budget = root
    elif path.startswith(f"{folder}/budget/"):
        year.parts[path] = root
    elif path.startswith(f"{folder}/projects/"):
        year.projects[path] = root
        if kind in {projects.BUDGETED, projects.DECLARED}:
            year.was[path] = kind


def is_pack(path: str) -> bool:
    """Whether a path of the repository is that of a template pack's file."""
    return re.fullmatch(r"templates/[^/]+/pack\.yaml", path) is not None


def _year(path: str) -> str:
    """Return the year's folder of a file of the content, content/province/department/year."""
    return "/".join(path.split("/")[:4])


def _changed(data: bytes, root: Node) -> bytes | None:
    """Return the new text of a file; None where nothing but its layout would change."""
    lines = Lines.of(data)
    new = text(root, lines.usual_end)
    return new if new != text(parse(lines.texts), lines.usual_end) else None


def _roots(files: Mapping[str, bytes], done: Upgrade) -> Iterator[tuple[str, Node]]:
    for path, data in files.items():
        if path.startswith("content/") and path.endswith(".yaml"):
            try:
                yield path, parse(Lines.of(data).texts)
            except UnknownFormError:
                done.left.append(path)


def text(root: Node, end: str) -> bytes:
    """Return the text of a file that was taken apart."""
    hoist(root)
    return "".join(line + end for line in write(root, _value, lambda key: key)).encode()


def _value(node: Node) -> str:
    return node.value


def _names(charts: Iterable[Node]) -> dict[str, str]:
    """Return the names of codes that the charts of accounts give."""
    found: dict[str, str] = {}
    for chart in charts:
        for key in ("功能分类", "经济分类"):
            table = child(chart, key)
            found |= {bare(one.key): bare(one.value) for one in (table.children if table is not None else ())}
    return found


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
