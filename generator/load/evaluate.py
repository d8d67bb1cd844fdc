"""Computes formulas: the result is a figure that knows its operands."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from generator.load.formula import Formatted, FormulaError, Name, Number, Operation, Term
from generator.model import units
from generator.model.capitals import capitals
from generator.model.text import Computed, Figure, Written

if TYPE_CHECKING:
    from generator.model.position import Position

Lookup: TypeAlias = Callable[[Name], Figure]
# Room for the fractions of 万 and for exact decimals besides; no budget comes near it.
MAX_WHOLE_DIGITS = 16
SHOWN_DECIMALS = 2


def show(value: Decimal, unit: str, money_unit: str) -> str:
    """Print a computed number with its unit; money in 元 is shown in the file's 金额单位.

    A quotient that doesn't come out even is rounded to two decimals, half up.
    """
    if unit == "元":
        value, unit = value / units.MONEY[money_unit], money_unit
    exponent = value.normalize().as_tuple().exponent
    uneven = isinstance(exponent, int) and -exponent > max(SHOWN_DECIMALS, units.MONEY_DECIMALS.get(unit, 0))
    return units.plain(value, SHOWN_DECIMALS if uneven else None) + unit


def evaluate(term: Term, text: str, position: Position, lookup: Lookup, money_unit: str) -> Figure:
    """Compute a formula. `text` is the formula as written; a bare name gives the figure that it names."""
    if isinstance(term, Name):
        return lookup(term)
    operands: list[Figure] = []

    def remembered(name: Name) -> Figure:
        figure = lookup(name)
        operands.append(figure)
        return figure

    if isinstance(term, Formatted):
        value, unit = _compute(term.term, position, remembered)
        shown = _formatted(term, value, unit)
    else:
        value, unit = _compute(term, position, remembered)
        shown = show(value, unit, money_unit)
    return Figure(value, unit, shown, Computed(text.strip(), tuple(operands), position))


def _compute(term: Term, position: Position, lookup: Lookup) -> tuple[Decimal, str]:
    """Return value and unit of a term, money in 元."""
    if isinstance(term, Number):
        factor, unit = units.scale(term.unit)
        figure = Figure(term.value * factor, unit, term.written, Written(position))
        return figure.value, figure.unit
    if isinstance(term, Name):
        figure = lookup(term)
        return figure.value, figure.unit
    if isinstance(term, Formatted):
        raise FormulaError("YY-002", f"「{term.format}()」只能写在最外层", term.offset, "先算完，再写成要印的样子。")
    left, left_unit = _compute(term.left, position, lookup)
    right, right_unit = _compute(term.right, position, lookup)
    if term.operator in "+-":
        value, unit = _sum(term, (left, left_unit), (right, right_unit))
    else:
        value, unit = _product(term, (left, left_unit), (right, right_unit))
    if value.adjusted() >= MAX_WHOLE_DIGITS:
        raise FormulaError("YY-006", "结果太大", term.offset, "检查公式里的数据。")
    return value, unit


def _product(term: Operation, left: tuple[Decimal, str], right: tuple[Decimal, str]) -> tuple[Decimal, str]:
    if term.operator == "*":
        return left[0] * right[0], units.multiply(left[1], right[1])
    if not right[0]:
        raise FormulaError("YY-005", "除数是 0", term.offset, "检查除号后面的数据。")
    return left[0] / right[0], units.multiply(left[1], right[1], -1)


def _sum(term: Operation, left: tuple[Decimal, str], right: tuple[Decimal, str]) -> tuple[Decimal, str]:
    if left[1] != right[1]:
        names = [unit or "没有单位的数" for unit in (left[1], right[1])]
        raise FormulaError("YY-004", f"单位不同，不能相加减：{names[0]}和{names[1]}", term.offset, "检查数据的单位。")
    return (left[0] + right[0] if term.operator == "+" else left[0] - right[0]), left[1]


def _formatted(term: Formatted, value: Decimal, unit: str) -> str:
    if term.format == "百分比":
        if unit not in {"", "%"}:
            raise FormulaError(
                "YY-004", f"百分比要用没有单位的数，这里的单位是{unit}", term.offset, "用两个单位相同的数据相除。"
            )
        return units.plain(Decimal(units.plain(value * (1 if unit else 100), SHOWN_DECIMALS))) + "%"
    if term.format in units.MONEY or term.format == "中文大写":
        if unit.partition("/")[0] != "元":
            raise FormulaError(
                "YY-004",
                f"「{term.format}」只能用于金额，这里的单位是{unit or '没有单位的数'}",
                term.offset,
                "检查公式里数据的单位，或换一种写法。",
            )
        if term.format == "中文大写":
            return capitals(value)
        return _number(value / units.MONEY[term.format]) + term.format
    if term.format == "千分位":
        return units.grouped(_number(value)) + unit
    return _number(value)


def _number(value: Decimal) -> str:
    return show(value, "", "元")
