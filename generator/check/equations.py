"""Sums and products written out in a text: 5元/人*108000人=54万元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.check.numbers import NUMBER, place
from generator.model.units import MONEY, multiply, scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.text import Text

UNIT = r"(?:[一-鿿]{1,4}?(?:/[一-鿿]{1,2}(?:[.·/][一-鿿])?)?|[%％])"
SIGNS = {"*": "×", "×": "×", "x": "×", "X": "×", "＊": "×", "÷": "÷", "/": "÷", "+": "+", "＋": "+",
         "-": "-", "－": "-", "−": "-"}  # fmt: skip
SIGN = r"[*×xX＊÷+＋\-－−]|/(?=\s{0,2}\d)"
TERM = rf"({NUMBER})\s{{0,2}}({UNIT})??"
EQUATION = re.compile(
    rf"(?<![\d.,*×xX＊÷+＋\-－−/]){NUMBER}\s{{0,2}}{UNIT}??(?:\s{{0,2}}(?:{SIGN})\s{{0,2}}{NUMBER}\s{{0,2}}{UNIT}??)+\s{{0,2}}[=＝]\s{{0,2}}{NUMBER}"
)
PIECE = re.compile(rf"{TERM}\s{{0,2}}({SIGN}|[=＝]|$)")
# The result ends where its unit does: of 54万元的经费, only 元 and its multiples, or one short unit, are taken.
RESULT_UNIT = re.compile(r"(?:万|亿)?元|万?人次|万?人|[%％]|[一-鿿]?")
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum or product as written, what it really gives and what the text says, both in the unit of the result.

    `step` is what one in the last digit of the result means; `end` is where the text goes on.
    """

    words: str
    value: Decimal
    result: Decimal
    unit: str
    step: Decimal
    position: Position | None
    start: int
    end: int

    @property
    def holds(self) -> bool:
        """Whether the result is right, as far as its digits tell."""
        return abs(self.value - self.result) * 2 <= self.step

    @property
    def is_money(self) -> bool:
        """Whether the result is an amount."""
        return self.unit in MONEY


def equations(text: Text) -> Iterator[Equation]:
    """Yield the equations of a text."""
    for found in EQUATION.finditer(text.plain):
        made = _read(text, found)
        if made:
            yield made


def _read(text: Text, found: re.Match[str]) -> Equation | None:
    left, _, right = re.split(r"([=＝])", found[0], maxsplit=1)
    terms = [(Decimal(n.replace(",", "")), unit or "", SIGNS.get(sign, "")) for n, unit, sign in PIECE.findall(left)]
    said = re.match(rf"\s{{0,2}}({NUMBER})\s{{0,2}}", right)
    if not said or not terms:
        return None
    digits = Decimal(said[1].replace(",", ""))
    named = RESULT_UNIT.match(text.plain, found.end())
    unit = named[0] if named else ""
    value, left_unit = _compute(terms)
    exponent = digits.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    start = found.start() + len(left) + 1 + said.start(1)
    length = len(said[1] + unit)
    spot = place(text, start, length)
    given = value / _factor(unit, left_unit, value, digits)
    return Equation(left.strip(), given, digits, unit, step, spot, found.start(), start + length)


def _compute(terms: list[tuple[Decimal, str, str]]) -> tuple[Decimal, str]:
    """Return the value of the left side, money in 元, and its unit as far as it comes out; products bind first."""
    total, unit = Decimal(0), ""
    product, product_unit = _base(*terms[0][:2])
    adding = Decimal(1)
    for (_, _, sign), (number, name, _) in pairwise(terms):
        value, value_unit = _base(number, name)
        if sign in {"×", "÷"}:
            product = product * value if sign == "×" else product / value if value else product
            product_unit = multiply(product_unit, value_unit, 1 if sign == "×" else -1)
        else:
            total, unit = total + adding * product, unit or product_unit
            product, product_unit, adding = value, value_unit, Decimal(1 if sign == "+" else -1)
    return total + adding * product, unit or product_unit


def _base(number: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit in {"%", "％"}:
        return number / PERCENT, ""
    if unit.startswith("万") and not unit.startswith("万元"):
        return number * MONEY["万元"], unit[1:]
    factor, name = scale(unit)
    return number * factor, name


def _factor(result_unit: str, unit: str, value: Decimal, digits: Decimal) -> Decimal:
    """Return what one of the result is worth on the left side, whose units people often leave out."""
    if result_unit in {"%", "％"}:
        return 1 / PERCENT
    if result_unit in MONEY:
        factor = MONEY[result_unit]
        # 108000 × 5 = 54万元 and 10 + 20 = 30万元: without units on the left, either may be meant.
        bare = "元" not in unit and abs(value - digits) < abs(value - digits * factor)
        return Decimal(1) if bare else factor
    if result_unit.startswith("万"):
        return MONEY["万元"]
    return Decimal(1)
