"""Prints amounts in the unit and with the decimals of a pack or a file; kept in 元, rounded half up when shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from generator.model import units

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.pack import MoneyFormat
    from generator.model.text import Figure

    Printer: TypeAlias = Callable[[Figure], Figure]


def in_unit(unit: str) -> Printer:
    """Return a printer of bare digits in a unit, with the decimals that are needed."""
    return lambda figure: replace(figure, text=units.plain(figure.value / units.MONEY[unit]))


def by_format(wanted: MoneyFormat) -> Printer:
    """Return a printer for the tables and forms of a pack: 6,201.55."""

    def show(figure: Figure) -> Figure:
        digits = units.plain(figure.value / units.MONEY[wanted.unit], int(wanted.decimals))
        return replace(figure, text=units.grouped(digits) if wanted.grouped == "是" else digits)

    return show


def concise(wanted: MoneyFormat) -> Printer:
    """Return a printer for running text: rounded like the tables, but without commas and trailing zeros: 182.5."""

    def show(figure: Figure) -> Figure:
        digits = units.plain(figure.value / units.MONEY[wanted.unit], int(wanted.decimals))
        return replace(figure, text=units.plain(Decimal(digits)))

    return show
