"""Finds on one sheet the quantities and prices that multiply to its budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.numbers import NUMBER, Measure, measure, place, yearless
from generator.check.texts_of import paragraphs
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.check.aims import Aim, Sheet
    from generator.model.position import Position

# Money for one of something: 元/人, 元/人年, 元/条.月, 万元/场.
PER = re.compile(r"(?:万|亿)?元/(?!年$|月$)(\w+?)(?:[.·/每]?(年|月|天|日|季))?$")
PRICE_NAME = re.compile(r"(?:标准|单价|定额)$")
RATE_IN_TEXT = re.compile(rf"(?<![\d.,])({NUMBER})\s{{0,2}}((?:万)?元/[一-鿿]{{1,2}}(?:[.·/每][一-鿿])?)")
# How often a price is paid in the budget year.
TIMES = {"月": 12, "季": 4}
# Units that so many things are counted in that a text's number must also name the thing.
COMMON = frozenset({"人", "次", "个", "项", "%", "年", "月", "天", "元", "人次", "家", "户"})


@dataclass(frozen=True, slots=True)
class Factor:
    """A quantity or a price, with its sign (empty where a text names it) and where it stands."""

    measure: Measure
    sign: str
    shown: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Product:
    """Quantity × price (× how often in the year), in 元. `medium` for the three years together."""

    count: Factor
    price: Factor
    times: int
    medium: bool = False

    @property
    def value(self) -> Decimal:
        """The product."""
        return self.count.measure.value * self.price.measure.value * self.times

    @property
    def signs(self) -> frozenset[str]:
        """The signs of both."""
        return frozenset({self.count.sign, self.price.sign})

    @property
    def formula(self) -> str:
        """The product as people write it."""
        often = f" × {self.times}" if self.times > 1 else ""
        return f"{self.count.shown} × {self.price.shown}{often}"


def is_price(aim: Aim) -> bool:
    """Whether an indicator is the price of one, not an amount: 元/人, or 元/年 in a 标准."""
    return bool(PER.fullmatch(aim.unit)) or ("元" in aim.unit and bool(PRICE_NAME.search(aim.name)))


def products(sheet: Sheet) -> Iterator[Product]:
    """Yield each product of a price and the one quantity that fits it, of the year and of the medium term."""
    if sheet.overall:
        return
    counts, costs = [aim for aim in sheet.aims if not is_price(aim)], [aim for aim in sheet.aims if is_price(aim)]
    for price in [*map(_year, costs), *_in_texts(sheet)]:
        if price is not None:
            thing, times = _per(price.measure.unit)
            fitting = [factor for aim in counts if (factor := _year(aim)) and _fits(factor, thing)]
            yield from (Product(count, price, times) for count in _only(fitting))
            if thing and thing not in COMMON:
                yield from (Product(count, price, times) for count in _counted(sheet, thing, fitting))
    for price in map(_medium, costs):
        if price is not None:
            thing, times = _per(price.measure.unit)
            fitting = [factor for aim in counts if (factor := _medium(aim)) and _fits(factor, thing)]
            yield from (Product(count, price, times, medium=True) for count in _only(fitting))


def _only(fitting: list[Factor]) -> list[Factor]:
    """Return the quantity if it is the only one: of several, nobody knows which is paid for."""
    return fitting if len(fitting) == 1 else []


def _per(unit: str) -> tuple[str, int]:
    """Return what a price is for and how often it is paid in a year; "" where the unit doesn't say what."""
    found = PER.fullmatch(unit)
    return (found[1], TIMES.get(found[2] or "", 1)) if found else ("", 1)


def _fits(count: Factor, thing: str) -> bool:
    unit = yearless(count.measure.unit)
    return unit == thing if thing else unit in {"人", "户", "家"}


def _year(aim: Aim) -> Factor | None:
    found = aim.measure
    if found is None:
        return None
    sign = f"（{aim.operator}）" if aim.operator and aim.operator != "=" else ""
    return Factor(found, aim.operator, f"{plain(found.value)} {found.unit}{sign}", aim.written.position)


def _medium(aim: Aim) -> Factor | None:
    """Return the medium-term side of an indicator of a declaration."""
    found = aim.medium
    if found is None:
        return None
    return Factor(found, aim.operator, f"{plain(found.value)} {found.unit}", found.position)


def _in_texts(sheet: Sheet) -> Iterator[Factor]:
    """Yield the prices that the sheet's own text names; each once. Declarations compute theirs."""
    seen = set()
    for text in () if sheet.is_alone else paragraphs(sheet.project):
        for found in RATE_IN_TEXT.finditer(text.plain):
            price = measure(found[0], found[2], found[1], found.start())
            if (price.value, price.unit) not in seen:
                seen.add((price.value, price.unit))
                spot = place(text, found.start(), len(found[0]))
                yield Factor(price, "=", f"{plain(price.value)} {price.unit}", spot)


def _counted(sheet: Sheet, thing: str, known: list[Factor]) -> Iterator[Factor]:
    """Yield the quantities of a rare unit that the sheet's text names and its indicators don't."""
    values = {factor.measure.value for factor in known}
    for text in () if sheet.is_alone else paragraphs(sheet.project):
        for found in re.finditer(rf"(?<![\d.])({NUMBER})\s{{0,2}}{re.escape(thing)}", text.plain):
            count = measure(found[0], thing, found[1], found.start())
            if count.value not in values:
                values.add(count.value)
                yield Factor(count, "=", f"{plain(count.value)} {thing}", place(text, found.start(), len(found[0])))
