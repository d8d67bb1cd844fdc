"""Prints amounts by the formats that a pack names; kept in 元, rounded half up when shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model import units
from generator.model.finding import FindingError, error
from generator.model.nearest import suggestion
from generator.model.pack import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.pack import MoneyFormat, Pack
    from generator.model.text import Figure
    from generator.model.values import Term

    Printer: TypeAlias = Callable[[Figure], Figure]

PERCENT: Final = "%"


def in_unit(unit: str) -> Printer:
    """Return a printer of bare digits in a unit, with the decimals that are needed."""
    return lambda figure: figure.printed(units.plain(figure.value / units.MONEY[unit]))


@dataclass(frozen=True, slots=True)
class Format:
    """A money format (金额格式) of a pack; called with a figure, it prints its digits: 6,201.55."""

    spec: MoneyFormat

    @property
    def unit(self) -> str:
        """The unit that the digits count."""
        return self.spec.unit

    @property
    def step(self) -> Decimal:
        """The smallest amount that it shows, in 元: 100 for 万元 with two decimals."""
        return (Decimal(1) if self.unit == PERCENT else units.MONEY[self.unit]).scaleb(-int(self.spec.decimals))

    def __call__(self, figure: Figure) -> Figure:
        """Return the figure with its printed form."""
        scale = Decimal(1) if self.unit == PERCENT else units.MONEY[self.unit]
        digits = units.plain(figure.value / scale, int(self.spec.decimals))
        shown = Decimal(digits) * scale if self.unit != PERCENT else None
        if self.spec.filled == "否":
            digits = units.plain(Decimal(digits))
        return figure.printed(units.grouped(digits) if self.spec.grouped == "是" else digits, shown)


def printer(pack: Pack, name: Term | None = None) -> Format:
    """Return the printer of a format of a pack, the usual one where none is named; FindingError if it has no such."""
    wanted = name.text if name is not None else USUAL
    if wanted not in pack.money:
        at = name.position if name is not None else pack.position
        hint = suggestion(wanted, pack.money)
        raise FindingError(error("QS-007", f"模板包的「金额格式」里没有「{wanted}」", at, hint=hint))
    return Format(pack.money[wanted])
