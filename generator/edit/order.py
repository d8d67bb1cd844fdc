"""The order of keys: that of the models; tables whose keys are free keep theirs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.edit.scalars import unquoted
from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.entry import KIND, fields, kind
from generator.model.project import Project
from generator.model.region import Region
from generator.model.shape import Shape, shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.edit.tree import Node
    from generator.model.entry import Entry

MODELS: tuple[type[Entry], ...] = (Department, Project, Budget, Region, Accounts)


# The fields that packs declare stand before the money and the targets of a file.
BEHIND_OWN = ("金额", "绩效目标", "整体绩效")


def arrange(root: Node, own: Mapping[str, Sequence[str]] = MappingProxyType({})) -> None:
    """Put the keys of a file in order, by its 文种; one that is not known keeps its order.

    `own` are the fields that packs declare, by the kind of content that they are for.
    """
    kinds = {kind(model): model for model in MODELS}
    model = next((kinds.get(_bare(node.value)) for node in root.children if _bare(node.key) == KIND), None)
    if model is not None:
        _arrange_entry(root, model, own)


def _arrange(node: Node, below: Shape, own: Mapping[str, Sequence[str]]) -> None:
    if below.containers and not below.containers[0] and node.children and node.children[0].is_item:
        for child in node.children:  # What stands below levels may be a list, too.
            _arrange(child, Shape(below.inner), own)
    elif below.containers:
        for child in node.children:
            _arrange(child, Shape(below.inner, below.containers[1:]), own)
    elif below.entry:
        _arrange_entry(node, below.entry, own)


def _arrange_entry(node: Node, model: type[Entry], own: Mapping[str, Sequence[str]]) -> None:
    shapes = {field.key: shape(field.annotation) for field in fields(model)}
    keys = list(shapes)
    at = next((number for number, key in enumerate(keys) if key in BEHIND_OWN), len(keys))
    rank = {key: number for number, key in enumerate((*keys[:at], *own.get(model.own_kind, ()), *keys[at:]))}
    ranks: list[int] = []
    for child in node.children:
        # A key that nobody knows stays behind the one it stands behind.
        ranks.append(rank.get(_bare(child.key), ranks[-1] if ranks else 0))
        _arrange(child, shapes.get(_bare(child.key), Shape(None)), own)
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    node.children = [node.children[index] for index in order]


def _bare(written: str | None) -> str:
    """Return a key or value without its quotes."""
    inner = unquoted(written or "")
    return written or "" if inner is None else inner
