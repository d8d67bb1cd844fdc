"""Arithmetic of units: 人 × 元/人 = 元."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

# Units of money that people write, in 元.
MONEY: Final = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
# How many decimals an amount may have in each unit, so that it is whole 分.
MONEY_DECIMALS: Final = {"元": 2, "万元": 6}


def scale(unit: str) -> tuple[Decimal, str]:
    """Return the factor to 元 and the unit in 元: `万元/人` gives 10000 and `元/人`; 1 for what isn't money."""
    top, slash, bottom = unit.partition("/")
    return (MONEY[top], "元" + slash + bottom) if top in MONEY else (Decimal(1), unit)


def _parts(unit: str) -> Counter[str]:
    top, _, bottom = unit.partition("/")
    powers = Counter(filter(None, re.split(r"[.·]", top)))
    for part in filter(None, re.split(r"[/.·]", bottom)):
        powers[part] -= 1
    return powers


def multiply(left: str, right: str, sign: int = 1) -> str:
    """Return the unit of a product (sign 1) or quotient (sign -1); what cancels is dropped."""
    powers = _parts(left)
    for part, power in _parts(right).items():
        powers[part] += sign * power
    # Each as often as it counts: 平方米 is no unit here, 米·米 is.
    top = "·".join(powers.elements())
    bottom = ".".join((-powers).elements())
    return f"{top}/{bottom}" if bottom else top


def plain(value: Decimal, decimals: int | None = None) -> str:
    """Write a number in digits, without exponent; None keeps what is needed and drops trailing zeros."""
    if decimals is not None:
        return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0:f}"  # + 0: no -0.00
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def grouped(digits: str) -> str:
    """Put a comma between each three digits before the point."""
    whole, point, rest = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{rest}"
