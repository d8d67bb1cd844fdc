"""What a text is in a cell: a number to compute with, shown as it is printed, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.model.text import Text

# What Excel can hold without loss.
DIGITS: Final = 15
SMALLEST_GROUPED: Final = 4  # digits
_PRINTED: Final = re.compile(r"(-?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?(%?)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the format that shows it; `value` is what is printed (万元 stay 万元), 12.5% is 0.125."""

    value: Decimal
    format: str


def number(text: Text, *, grouped: bool = False, written: bool = False) -> Number | None:
    """Return the number that a text is: exactly one figure, printed in digits that Excel's formats can show.

    `grouped` gives small numbers the format of large ones beside them, so that both look right after a change;
    `written` takes for one what is written in the content as one and nothing else, such as a weight.
    """
    runs = [run for run in text.runs if run.text]
    printed = _PRINTED.fullmatch(text.plain)
    is_number = len(runs) == 1 and (runs[0].figure is not None or (written and runs[0].source is not None))
    if not is_number or printed is None:
        return None
    sign, whole, decimals, percent = printed.groups(default="")
    digits = whole.replace(",", "") + decimals
    value = Decimal(f"{sign}{digits}").scaleb(-len(decimals) - (2 if percent else 0))
    if len(digits.lstrip("0")) > DIGITS or (sign and not value):
        return None
    shown = "#,##0" if "," in whole or (grouped and len(whole) < SMALLEST_GROUPED and not percent) else "0"
    return Number(value, shown + ("." + "0" * len(decimals) if decimals else "") + percent)
