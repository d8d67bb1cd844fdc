"""Prints amounts by the formats that a pack names; kept in 元, rounded half up when shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
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
# A total stands in many places of a budget, and in each of its states.
_KEPT: Final = 10_000


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
        spec = self.spec
        return figure.printed(*_digits(figure.value, spec.unit, spec.decimals, spec.filled, spec.grouped))


@lru_cache(maxsize=_KEPT)
def _digits(value: Decimal, unit: str, decimals: str, filled: str, grouped: str) -> tuple[str, Decimal | None]:
    """Return the digits of an amount in 元, or of a share, and the amount that they show."""
    scale = Decimal(1) if unit == PERCENT else units.MONEY[unit]
    digits = units.plain(value / scale, int(decimals))
    shown = Decimal(digits) * scale if unit != PERCENT else None
    if filled == "否":
        digits = units.plain(Decimal(digits))
    return units.grouped(digits) if grouped == "是" else digits, shown


def printer(pack: Pack, name: Term | None = None) -> Format:
    """Return the printer of a format of a pack, the usual one where none is named; FindingError if it has no such."""
    wanted = name.text if name is not None else USUAL
    if wanted not in pack.money:
        at = name.position if name is not None else pack.position
        hint = suggestion(wanted, pack.money)
        raise FindingError(error("QS-007", f"模板包的「金额格式」里没有「{wanted}」", at, hint=hint))
    return Format(pack.money[wanted])
