"""How words of people are compared: without space, widths, ordinals and units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.units import MONEY

# Units of money that offices write, in 元.
SCALES: Final = {**MONEY, "千元": Decimal(1000), "百万元": Decimal(1_000_000)}
# Dimensions whose values nobody knows before files are read.
OPEN: Final = frozenset((dim.PROJECT, dim.UNIT, dim.DEPARTMENT, PURCHASE))
_UNITS: Final = "亿元|百万元|万元|千元|元"
_WIDTHS: Final = str.maketrans("０１２３４５６７８９，．－（）：％〔〕［］【】", "0123456789,.-():%()()()")
_UNIT_BEHIND: Final = re.compile(rf"\((?:单位:?)?(?:{_UNITS})\)")
_UNIT: Final = re.compile(rf"单位:?(?:人民币)?({_UNITS})|\(({_UNITS})\)|以({_UNITS})为单位")
_ORDINAL: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]|其中:)")
# Lines below a table, and rows that only say that there are more.
_ASIDE: Final = re.compile(r"[（(]?(?:备注|注|说明|填表|制表|审核|单位负责人|第.*页|共.*页)|[-—…\.\s]*$")
TOTALS: Final = frozenset({"合计", "总计"})
_NOTHING: Final = re.compile(r"(?:[-—–―－…./·]+|无|空|0+(?:\.0*)?)?")
_NUMBER: Final = re.compile(r"\(?[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?")


def narrow(text: str) -> str:
    """Return a text with digits and brackets of the usual width."""
    return text.translate(_WIDTHS)


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return a head or label as it is compared: (一)科目代码（万元） and 科目编码 are the same."""
    narrow = "".join(text.split()).translate(_WIDTHS)
    bare = _UNIT_BEHIND.sub("", narrow).rstrip(":").replace("代码", "编码")
    return _ORDINAL.sub("", bare, count=1)


def is_aside(text: str) -> bool:
    """Whether a row that begins with a text is none of the table: notes, signatures, 「……」."""
    return bool(_ASIDE.match(text))


def is_total(text: str) -> bool:
    """Whether a label is that of a total."""
    return plain(text) in TOTALS


def unit_of(text: str) -> str:
    """Return the unit of money that a line or head names; "" if it names none."""
    found = _UNIT.search("".join(text.split()).translate(_WIDTHS))
    return next((unit for unit in found.groups() if unit), "") if found else ""


def amount(text: str) -> Decimal | None:
    """Return the number that a cell says; None for nothing, in whichever way people write it.

    Raises:
        ValueError: it says something else.
    """
    narrow = "".join(text.split()).replace("\u00a0", "").lstrip("'").translate(_WIDTHS)
    if _NOTHING.fullmatch(narrow):
        return None
    if not _NUMBER.fullmatch(narrow) or narrow.startswith("(") != narrow.endswith(")"):
        raise ValueError(text)
    value = Decimal(narrow.strip("()").replace(",", "").replace("−", "-"))
    return -value if narrow.startswith("(") else value
