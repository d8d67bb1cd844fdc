"""What a department budget compares with last year's, so that text and rules see the same differences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.model.amounts import total
from generator.model.budget import GENERAL, ThreePublic
from generator.model.entry import keys
from generator.model.ledger import ALL, BASIC, OFFICE, PROJECT, TOTAL
from generator.model.units import MONEY
from generator.model.values import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.ledger import Ledger
    from generator.model.pack import MoneyFormat
    from generator.model.text import Figure

INCOME, SPENDING, GENERAL_SPENDING = "收入", "支出", "一般公共预算支出"
OFFICE_MONEY, THREE_PUBLIC, CARS = "机关运行经费", "三公经费", "公务用车小计"
# Compared in the text, or summed in a table, but with no reason of their own.
WITHOUT_REASON = frozenset({GENERAL_SPENDING, CARS})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of this year and of the last; what was not planned counts as 0."""

    name: str
    now: Figure | None
    before: Figure | None

    def difference(self, money: MoneyFormat) -> Decimal:
        """Return this year's figure less last year's, in 元; 0 where the pack's format would print a 0."""
        this, that = (figure.value if figure else Decimal(0) for figure in (self.now, self.before))
        shown = (abs(this - that) / step(money)).quantize(Decimal(1), ROUND_HALF_UP)
        return this - that if shown else Decimal(0)


def step(money: MoneyFormat) -> Decimal:
    """Return the smallest amount that a format shows, in 元: 100 for 万元 with two decimals."""
    return MONEY[money.unit].scaleb(-int(money.decimals))


def three_public(given: ThreePublic) -> dict[str, Figure | None]:
    """Return the parts of 三公经费 by their keys, 公务用车小计, and 合计."""
    parts = {alias: getattr(given, name) for name, alias in keys(ThreePublic).items()}
    figures = {alias: part.figure if isinstance(part, Amount) else None for alias, part in parts.items()}
    cars = total([figures["公务用车购置费"], figures["公务用车运行费"]], "购置费 + 运行费")
    return figures | {CARS: cars, ALL: total(figures.values(), "各项之和")}


def comparisons(ledger: Ledger) -> Iterator[Comparison]:
    """Yield all that the text compares with last year's figures."""
    budget = ledger.statement.budget
    last = budget.last_year
    general = total([last.basic.figure, last.project.figure], "上年基本支出 + 上年项目支出")
    other = last.other.figure if last.other else None
    whole = total([general, other], "上年一般公共预算 + 上年其他资金") if other else general
    yield Comparison(INCOME, ledger.figure(ALL, TOTAL), whole)
    yield Comparison(SPENDING, ledger.figure(ALL, TOTAL), whole)
    yield Comparison(GENERAL_SPENDING, ledger.figure(ALL, TOTAL, [GENERAL]), general)
    yield Comparison(BASIC, ledger.figure(ALL, BASIC, [GENERAL]), last.basic.figure)
    yield Comparison(PROJECT, ledger.figure(ALL, PROJECT, [GENERAL]), last.project.figure)
    yield Comparison(OFFICE_MONEY, ledger.economic(ALL, OFFICE), last.office.figure)
    now, then = three_public(budget.three_public), three_public(last.three_public)
    for name, figure in now.items():
        yield Comparison(THREE_PUBLIC if name == ALL else name, figure, then[name])
