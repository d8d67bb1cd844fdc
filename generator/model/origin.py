"""Says where a figure comes from, in lines for people: its formula, its operands and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import units
from generator.model.text import Computed, Figure, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 12


def explain(figure: Figure, depth: int = 1, deepest: int = MAX_DEPTH) -> Iterator[str]:
    """Yield the lines about a figure, two spaces further in at each level."""
    pad = "  " * depth
    match figure.origin:
        case Written(position=position):
            yield f"{pad}写在 {position}"
        case Computed(formula=formula, operands=operands, position=position):
            yield f"{pad}= {formula}" + (f"（{position}）" if position else "")
            for operand in operands if depth <= deepest else ():
                where = f"  写在 {operand.position}" if isinstance(operand.origin, Written) else ""
                yield f"{pad}  {shown(operand)}{where}"
                if isinstance(operand.origin, Computed):
                    yield from explain(operand, depth + 2, deepest)


def shown(figure: Figure) -> str:
    """Print a figure as an operand; an unprinted sum is shown in 元."""
    return figure.text or units.grouped(units.plain(figure.value)) + figure.unit
