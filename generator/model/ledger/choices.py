"""The dimensions of a statement: those that are the same everywhere, and the choices that its pack declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.ledger import dimension as dim
from generator.model.own import CHOICE

if TYPE_CHECKING:
    from generator.model.own import OwnField
    from generator.model.pack import Pack

PURCHASE: Final = "采购项目"
# What packs call projects where they declare fields of theirs.
OF_PROJECTS: Final = "项目"


def choices(pack: Pack | None) -> dict[str, dim.Tree]:
    """Return the fields of projects that are choices, each with its words, below their 小计 where they have one."""
    declared = pack.own_fields(OF_PROJECTS) if pack is not None else {}
    return {str(name): _tree(one) for name, one in declared.items() if one.type == CHOICE}


def _tree(one: OwnField) -> dim.Tree:
    sums = {str(name): dict.fromkeys(part.text for part in parts) for name, parts in one.sums.items()}
    below = {word for parts in sums.values() for word in parts}
    return {**sums, **dict.fromkeys(word.text for word in one.choices if word.text not in below)}


def dimensions_of(pack: Pack | None) -> dict[str, dim.Dimension]:
    """Return the dimensions that facts of a statement have, with the values that are known before any fact."""
    found = dim.dimensions()
    for name, tree in (*choices(pack).items(), (PURCHASE, {})):
        found[name] = dim.Dimension(name)
        found[name].add(tree)
    return found
