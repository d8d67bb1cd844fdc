"""Makes one kind of project of the two that there were: one of 项目申报书, and one of the department's budget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, item, keyed, said, take
from generator.model.entry import KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.edit.tree import Node

DECLARED, BUDGETED = "项目申报书", "预算项目"
# What the keys of projects of budgets are called now; the documents that they rest on are a list.
RENAMED: Final = {"项目概述": "项目基本概况"}
TARGETS: Final = {"当年绩效目标": "年度", "绩效指标": "指标"}
# Why a project stands in one document only, until people look at it.
REASON: Final = "升级前没有写在这种文书里"


def project(root: Node) -> None:
    """Rewrite what is a project's own."""
    kind = child(root, KIND)
    if kind is None or bare(kind.value) not in {DECLARED, BUDGETED}:
        return
    kind.value = "项目"
    for one in root.children:
        one.key = RENAMED.get(bare(one.key), one.key)
    _bases(child(root, "立项依据"))
    _targets(root)
    implementer = child(root, "项目实施单位")
    unit = take(implementer, "单位名称") if implementer is not None else None
    if unit is not None:
        unit.key = "单位"
        root.children.insert(_behind_name(root), unit)


def _behind_name(root: Node) -> int:
    return next((at for at, one in enumerate(root.children, 1) if bare(one.key) == "项目名称"), len(root.children))


def _bases(node: Node | None) -> None:
    """Put each paragraph of a text into a list: 说明 of one document."""
    if node is None or node.children or not (node.value or node.block) or bare(node.value) == "[]":
        return
    lines = [line for line in node.block if line.strip()] if node.block else [node.value]
    node.children = [item(keyed("说明", line)) for line in lines]
    node.value, node.block = "", []


def _targets(root: Node) -> None:
    """Put the year's target and the indicators below 绩效目标."""
    given = [(key, one) for key in TARGETS if (one := child(root, key)) is not None]
    if not given:
        return
    at = min(root.children.index(one) for _, one in given)
    targets = keyed("绩效目标", children=[one for _, one in given])
    for key, one in given:
        root.children.remove(one)
        one.key, one.is_apart = TARGETS[key], False
        one.above = [replace(comment, is_apart=False) for comment in one.above]
    targets.is_apart = True
    root.children.insert(at, targets)


@dataclass(frozen=True, slots=True)
class File:
    """A project's file before it is rewritten: its 文种, its name as written, and the stem of its own name."""

    kind: str
    name: str
    stem: str


def file_of(root: Node, stem: str) -> File | None:
    """Return what tells a project's file; None for one that is of the present form, or no project's."""
    name, kind = child(root, "项目名称"), said(root, KIND)
    return File(kind, name.value if name is not None else "", stem) if kind in {DECLARED, BUDGETED} else None


def department(root: Node, files: Sequence[File], usual: Mapping[str, str], budget: Mapping[str, str]) -> None:
    """Say in a department's file which documents each project stood in.

    `usual` are the documents of its pack, `budget` those of the pack of its budget, by name with what they are about;
    none where it has no budget.
    """
    declared, budgeted = ([one for one in files if one.kind == kind] for kind in (DECLARED, BUDGETED))
    of_projects = [kind for kind, about in usual.items() if about == "项目"]
    of_money = [kind for kind, about in budget.items() if about in {"部门", "单位"}]
    if of_projects and budgeted and not declared and of_money:
        own = child(root, "模板包")
        made = keyed("文书", children=[keyed(kind, own.value if own is not None else "") for kind in of_money])
        _insert(root, made)
        return
    names = Counter(one.name for one in files)
    kept = dict.fromkeys(of_projects, budgeted) | dict.fromkeys(of_money[:1], declared)
    lists = [
        keyed(kind, children=[keyed(_word(one, names), REASON) for one in out]) for kind, out in kept.items() if out
    ]
    if lists:
        _insert(root, keyed("不列", children=lists))


def _word(file: File, names: Mapping[str, int]) -> str:
    """Return what tells a project apart: its name, or else its file's."""
    return file.name if file.name and names[file.name] == 1 and "${" not in file.name else file.stem


def _insert(root: Node, new: Node) -> None:
    at = next((at for at, one in enumerate(root.children, 1) if bare(one.key) == "模板包"), len(root.children))
    root.children.insert(at, new)
