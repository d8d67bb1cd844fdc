"""Takes out of a year's file what holds for that year alone; every comment stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, drop, said
from generator.model.budget import KINDS
from generator.model.entry import KIND

if TYPE_CHECKING:
    from generator.edit.tree import Node

# What a unit accepted, why its money changed, what last year came to (its folder stands beside), what came of it.
GONE: Final = ("豁免", "变动原因", "上年", "决算")
_OF_BUDGET: Final = GONE[1:]
# Names that texts and formulas of a file may use.
NAMED: Final = ("文段", "数据")


def strip(root: Node) -> list[str]:
    """Take keys out of a file, and names that served nothing else; return them as 键 or 键.名.

    Their comments go to what stood behind them.
    """
    before = _said(root)
    gone = [key for one in root.children if (key := bare(one.key)) in _of(root)]
    for key in gone:
        drop(root, key)
    while unused := _unused(root, before):
        gone.append(".".join(unused))
        section = child(root, unused[0])
        if section is not None:
            drop(section, unused[1])
            if not section.children:
                drop(root, unused[0])
    return gone


def _unused(root: Node, before: str) -> tuple[str, str] | None:
    """Return a name that was used before, and that nothing in the file names any more; None if there is none."""
    now = _said(root)
    for section in NAMED:
        for one in found.children if (found := child(root, section)) is not None else ():
            name = bare(one.key)
            if now.count(name) == 1 < before.count(name):
                return section, name
    return None


def _said(root: Node) -> str:
    """Return the keys and values of a file, without its comments."""
    parts = [root.key or "", root.value, *root.block, *map(_said, root.children)]
    return "\n".join(parts)


def _of(root: Node) -> tuple[str, ...]:
    return GONE if said(root, KIND) in KINDS else tuple(key for key in GONE if key not in _OF_BUDGET)
