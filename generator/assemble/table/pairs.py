"""What a cell works out of two figures: a difference, a ratio, a growth."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDRED = Decimal(100)


def difference(left: Figure | None, right: Figure | None, said: Sequence[str]) -> Figure | None:
    """Return the first less the second, in 元; None where there is neither."""
    parts = tuple(figure for figure in (left, right) if figure is not None)
    if not parts:
        return None
    value = (left.value if left else Decimal(0)) - (right.value if right else Decimal(0))
    return Figure(value, "元", "", Computed(" − ".join(said), parts))


def ratio(part: Figure | None, whole: Figure | None, said: Sequence[str]) -> Figure | None:
    """Return what part of a whole a figure is, in per cent; None where one is missing or the whole is 0."""
    if part is None or whole is None or not whole.value:
        return None
    return Figure(part.value / whole.value * HUNDRED, "%", "", Computed(" ÷ ".join(said), (part, whole)))


def growth(now: Figure | None, before: Figure | None, said: Sequence[str]) -> Figure | None:
    """Return by what share of what was before it grew, in per cent; None where there was nothing before."""
    if before is None or not before.value:
        return None
    value = ((now.value if now else Decimal(0)) / before.value - 1) * HUNDRED
    formula = f"（{' − '.join(said)}）÷ {said[-1]}"
    return Figure(value, "%", "", Computed(formula, tuple(figure for figure in (now, before) if figure is not None)))
