"""Says where a figure comes from, in lines for people: its formula, its operands and their places."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.model import units
from generator.model.text import Computed, Figure, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 12
YUAN = "元"


# A printed amount: its digits, and the unit that stands behind them unless the table's head names it.
PRINTED = re.compile(r"(-?\d+(?:\.\d+)?)(亿元|万元|元)?")


def explain(figure: Figure, depth: int = 1, deepest: int = MAX_DEPTH, unit: str = "") -> Iterator[str]:
    """Yield the lines about a figure, two spaces further in at each level; sums in the unit that it is printed in."""
    pad = "  " * depth
    unit = unit or printed_unit(figure)
    match figure.origin:
        case Written(position=position):
            yield f"{pad}写在 {position}"
        case Computed(formula=formula, operands=operands, position=position):
            yield f"{pad}= {formula}" + (f"（{position}）" if position else "")
            for operand in operands if depth <= deepest else ():
                where = f"  写在 {operand.position}" if isinstance(operand.origin, Written) else ""
                yield f"{pad}  {shown(operand, unit)}{where}"
                if isinstance(operand.origin, Computed):
                    yield from explain(operand, depth + 2, deepest, unit)


def printed_unit(figure: Figure) -> str:
    """Return the unit of money that a page prints a figure in: the one named, or that which its digits fit."""
    found = PRINTED.fullmatch(figure.text.replace(",", ""))
    if figure.unit != YUAN or not found:
        return YUAN
    if found[2]:
        return found[2]
    printed = Decimal(found[1])
    fitting = (unit for unit, size in units.MONEY.items() if _rounded(figure.value / size, printed) == printed)
    return next(fitting, YUAN) if printed else "万元"


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(like, ROUND_HALF_UP)


def shown(figure: Figure, unit: str = YUAN) -> str:
    """Print a figure as an operand; an unprinted sum is shown in a unit of money."""
    if figure.text or figure.unit != YUAN:
        return figure.text or units.grouped(units.plain(figure.value)) + figure.unit
    return units.grouped(units.plain(figure.value / units.MONEY[unit])) + unit
