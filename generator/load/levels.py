"""What stands below levels, or in a list whose items say them: each level is said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.load.nodes import Mapping, Sequence
from generator.model.entry import Entry, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.context import Context
    from generator.load.nodes import Node


def with_levels(node: Sequence, items: list[Any], levels: tuple[str, ...], context: Context) -> list[Any]:
    """Return items that stand in a list, after telling of those that do not say their levels."""
    made = list(items)
    for number, (child, item) in enumerate(zip(node.items, items, strict=True)):
        lacking = [level for level in levels if isinstance(child, Mapping) and level not in child.values]
        if lacking and isinstance(item, Entry):
            hint = f"加上一行「{lacking[0]}: …」；或者不写成列表，按{'、'.join(levels)}一级一级写。"
            absent = context.invalid("ZD-003", f"缺少「{'」「'.join(lacking)}」", child.position, hint=hint)
            made[number] = replace(item, **{names(type(item))[level]: absent for level in lacking})
    return made


def without_levels(node: Node, value: Any, levels: tuple[str, ...], context: Context) -> Any:
    """Return what stands below its levels, after telling of those that say them again."""
    for item in _items(node):
        for level in levels:
            if level in item.keys:
                hint = f"删去这一行；或者不分级，写成列表，每条写明{'、'.join(levels)}。"
                context.invalid("ZD-001", f"外面已经分了「{level}」，里面不再写", item.keys[level].position, hint=hint)
    return value


def _items(node: Node) -> Iterator[Mapping]:
    """Yield the items of the lists below a mapping."""
    for child in node.values.values() if isinstance(node, Mapping) else ():
        if isinstance(child, Sequence):
            yield from (item for item in child.items if isinstance(item, Mapping))
        else:
            yield from _items(child)
