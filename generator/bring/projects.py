"""Makes one kind of project of the two that there were: one of 项目申报书, and one of the department's budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, item, keyed, take
from generator.model.entry import KIND

if TYPE_CHECKING:
    from generator.edit.tree import Node

DECLARED, BUDGETED = "项目申报书", "预算项目"
# What the keys of projects of budgets are called now; the documents that they rest on are a list.
RENAMED: Final = {"项目概述": "项目基本概况"}
TARGETS: Final = {"当年绩效目标": "年度", "绩效指标": "指标"}


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
