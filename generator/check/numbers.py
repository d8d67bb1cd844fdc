"""Numbers with units as people write them in texts, in base units and with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.position import Position
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.text import Text

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
MONEY_UNIT = r"(?:万|亿)?元"
# What stands in a place that nobody can read.
LOST = "〔原件不清〕"
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "百": Decimal(100), "千": Decimal(1000)}
# Words of counting that mean the same as a shorter unit.
SAME_UNIT = {"人数": "人", "名": "人", "％": "%", "元/人年": "元/人.年", "条数": "条", "个数": "个"}
# Up from here, decimals are rounding noise.
LONG = Decimal(10) ** 18
# What a value a year is: the budget is of one year.
YEARLY = re.compile(r"(?<=.)[/.·每]年$")
MONEY_PATTERN = re.compile(rf"(?<![\d.,])({NUMBER})\s{{0,2}}({MONEY_UNIT})(?!\s?[/每])")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit; `value` is in the base unit (元, 人), `step` what one in its last digit means."""

    value: Decimal
    unit: str
    written: str
    start: int
    step: Decimal
    position: Position | None = None

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.start + len(self.written)


def base(unit: str) -> tuple[Decimal, str]:
    """Return the factor to the base unit, and the base unit: 万人 gives 10000 and 人, 万元/年 gives 10000 and 元/年."""
    unit = SAME_UNIT.get(unit.strip(), unit.strip())
    if len(unit) > 1 and unit[0] in SCALES:
        return SCALES[unit[0]], SAME_UNIT.get(unit[1:], unit[1:])
    return Decimal(1), unit


def yearless(unit: str) -> str:
    """Drop 「每年」 of a unit: 人/年 is 人, 万元/年 is 万元."""
    return YEARLY.sub("", unit)


def number(written: str) -> Decimal | None:
    """Return the number that a text is and nothing else, or None."""
    text = written.strip()
    return Decimal(text.replace(",", "")) if re.fullmatch(f"-?{NUMBER}", text) else None


def measure(written: str, unit: str, digits: str, start: int = 0, position: Position | None = None) -> Measure:
    """Make a measure of the digits and unit as written."""
    factor, name = base(unit)
    value = Decimal(digits.replace(",", ""))
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return Measure(value * factor, name, written, start, step * factor, position)


def amounts(text: Text) -> Iterator[Measure]:
    """Yield the amounts of money in a text; rates (5 元/人) are none."""
    for found in MONEY_PATTERN.finditer(text.plain):
        yield measure(found[0], found[2], found[1], found.start(), place(text, found.start(), len(found[0])))


def place(text: Text, start: int, length: int = 1) -> Position | None:
    """Return the line and column of the characters of a text from `start` on; inside a figure, its own place."""
    at = 0
    for run in text.runs:
        end = at + len(run.text)
        if start < end:
            if run.source is None or run.figure is not None:
                return run.source
            skipped = start - at
            return Position(run.source.path, run.source.line, run.source.column + skipped, min(length, end - start))
        at = end
    return text.position


def yuan(value: Decimal, unit: str = "万元") -> str:
    """Write an amount in 元 as people read it, in 万元 where the other figures are."""
    return plain(value / MONEY[unit]) + unit


def shown(value: Decimal, unit: str) -> str:
    """Write a value of a base unit; money from 1 万元 on in 万元."""
    if unit == "元" and abs(value) >= MONEY["万元"]:
        return yuan(value)
    return f"{plain(value)} {unit}" if unit and unit != "%" else f"{plain(value)}{unit}"


def apart(value: Decimal, unit: str) -> str:
    """Write a difference: that of two rates is in 个百分点."""
    return f"{plain(value)} 个百分点" if unit == "%" else shown(value, unit)


def short(value: Decimal, decimals: int = 4) -> str:
    """Write a computed number with a few decimals; one too long for that (nobody's budget) as it is."""
    return plain(round(value, decimals) if abs(value) < LONG else value)
