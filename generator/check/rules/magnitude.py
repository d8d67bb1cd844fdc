"""元 and 万元: amounts that are ten thousand times too large or too small."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.hits import Hit, each
from generator.check.registry import Trouble, rule
from generator.check.texts import Piece, pieces, values
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import MONEY, plain
from generator.model.values import Amount, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position

# 10 亿元: more than a project or department of a county gets in a year.
HUGE = Decimal(1_000_000_000)
WAN = MONEY["万元"]
# Two amounts of one or two digits can differ by 10,000 by chance: 5 元 a head and 5 万元 for a training.
TELLING_DIGITS = 3
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# A rate (5元/人, 每人5元) is no amount.
MONEY_WORDS = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元|万(?![\w元]))(?!\s*[/／])")
RATE_BEFORE = re.compile(r"(?:每\w{1,4}|人均|户均|标准为?)\s*$")
# 20000册×1元=2万元 converts by itself.
IN_EQUATION = re.compile(r"[×*＊=＝÷].|.[\d.,]*\s?(?:[万亿]?元)\s?[×*＊=＝÷]")
SUM_WORD = re.compile("合计|共计|总计|其中")
BASIS = "通行做法：同一份文件的金额单位要一致"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 元 as it stands in words, or in a field (then without `piece`)."""

    value: Decimal
    unit: str
    shown: str
    position: Position
    piece: Piece | None = None
    start: int = 0

    @property
    def digits(self) -> int:
        """How many significant digits it has, whatever its unit."""
        return len(self.value.normalize().as_tuple().digits)


@rule("GS-131", Severity.WARNING, BASIS, Declaration, Statement)
def too_large(subject: Declaration | Statement) -> Iterator[Trouble]:
    """单位是万元的金额，大得像是元。

    一个县级部门一年的支出很少到 10 亿元（100000 万元）；多半是数字按元写的，单位却写了万元。
    例：金额单位写「万元」，金额写 8241234。
    改法：把单位改成元，或把数字除以 10000。
    """
    for money in (*_fields(subject), *_words(subject)):
        if money.unit == "万元" and money.value >= HUGE:
            right = plain(money.value / WAN / WAN)
            yield Trouble(
                f"「{money.shown}」合 {plain(money.value / MONEY['亿元'])} 亿元",
                money.position,
                "多半是数字按元写的，单位却是万元。",
                f"单位改成元，或写成 {right} 万元。",
            )


@rule("GS-132", Severity.WARNING, BASIS, Declaration, Statement)
def ten_thousandfold(subject: Declaration | Statement) -> Iterator[Trouble]:
    """正文里的金额和别处的金额正好差 10000 倍。

    数字相同、只差 10000 倍，多半是元和万元写混了。
    例：数据里工作经费是 8241234 元，正文写「8241234万元」。
    改法：改正其中一个的单位；正文里的数最好写成 ${名字}，由程序填。
    """
    fields, words = list(_fields(subject)), list(_words(subject))
    known: dict[Decimal, Money] = {money.value: money for money in (*words, *fields)}
    seen: set[Position] = set()
    for money in words:
        other = known.get(money.value * WAN) or known.get(money.value / WAN)
        if money.digits < TELLING_DIGITS or other is None or money.position in seen:
            continue
        seen |= {money.position, other.position}
        large, small = sorted((money.value, other.value), reverse=True)
        yield Trouble(
            f"「{money.shown}」和「{other.shown}」正好差 10000 倍：{plain(large)} 元与 {plain(small)} 元",
            money.position,
            "数字相同、只差 10000 倍，多半是元和万元写混了。",
            "改正其中一个的单位。",
            (Mark(other.position, "另一个金额"),),
        )


@rule("GS-133", Severity.NOTE, BASIS, Declaration, Statement)
def mixed_units(subject: Declaration | Statement) -> Iterator[Trouble]:
    """相加的金额用同一个单位。

    元和万元混在一个合计里，读的人要自己换算，也容易加错。
    例：合计8万元，其中培训3万元、资料印制50000元。
    改法：都写成万元，或都写成元。
    """
    yield from each(subject, mixed, "元和万元混在一个合计里，容易加错。")


def mixed(piece: Piece) -> Iterator[Hit]:
    """Find the first amount of another unit in a paragraph that adds amounts up."""
    amounts = [
        found
        for found in MONEY_WORDS.finditer(piece.plain)
        if not (_is_rate(piece.plain, found) or IN_EQUATION.match(piece.plain, max(found.start() - 1, 0)))
    ]
    units = {"元" if found["unit"] == "元" else "万元" for found in amounts}
    if len(units) > 1 and SUM_WORD.search(piece.plain):
        first = "元" if amounts[0]["unit"] == "元" else "万元"
        other = next(found for found in amounts if (found["unit"] == "元") != (first == "元"))
        message = f"这一段先用{first}，「{other[0]}」又用了另一种单位"
        yield Hit(*other.span(), message, "都写成万元，或都写成元。")


def _words(subject: Declaration | Statement) -> Iterator[Money]:
    """Yield the amounts that people wrote into texts, without those that a figure prints."""
    for piece in pieces(subject):
        for found in MONEY_WORDS.finditer(piece.plain):
            if not piece.is_printed_figure(found.start()) and not _is_rate(piece.plain, found):
                unit = found["unit"] if found["unit"] in MONEY else "万元"
                value = Decimal(found["number"].replace(",", "")) * MONEY[unit]
                yield Money(value, unit, found[0], piece.at(*found.span()), piece, found.start())


def _is_rate(text: str, found: re.Match[str]) -> bool:
    return bool(RATE_BEFORE.search(text, 0, found.start()))


def _fields(subject: Declaration | Statement) -> Iterator[Money]:
    """Yield the amounts of fields, in the unit that their file writes them in."""
    for value in values(subject):
        leaf = value.leaf
        if isinstance(leaf, Amount | Quantity) and leaf.figure.unit == "元":
            shown = leaf.figure.text
            yield Money(leaf.figure.value, "万元" if shown.endswith("万元") else "元", shown, leaf.position)
