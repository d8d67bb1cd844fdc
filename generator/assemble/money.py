"""Prints amounts in the unit and with the decimals of a pack or a file; kept in 元, rounded half up when shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import units

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.pack import MoneyFormat
    from generator.model.text import Figure


def in_unit(unit: str) -> Callable[[Figure], Figure]:
    """Return a printer of bare digits in a unit, with the decimals that are needed."""
    return lambda figure: replace(figure, text=units.plain(figure.value / units.MONEY[unit]))


def by_format(wanted: MoneyFormat) -> Callable[[Figure], Figure]:
    """Return a printer for the forms of a pack."""

    def show(figure: Figure) -> Figure:
        digits = units.plain(figure.value / units.MONEY[wanted.unit], int(wanted.decimals))
        return replace(figure, text=units.grouped(digits) if wanted.grouped == "是" else digits)

    return show
