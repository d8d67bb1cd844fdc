"""What a department budget compares with last year's, so that text and rules see the same differences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from generator.model.ledger.dimension import PUBLIC, YEAR
from generator.model.ledger.ledger import TooCoarseError, UnknownYearError
from generator.model.ledger.notation import NotationError
from generator.model.ledger.query import query_of
from generator.model.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.ledger.query import Query
    from generator.model.pack import MoneyFormat
    from generator.model.statement import Statement
    from generator.model.text import Figure

INCOME, SPENDING, GENERAL_SPENDING = "收入", "支出", "一般公共预算支出"
BASIC, PROJECT = "基本支出", "项目支出"
OFFICE_MONEY, THREE_PUBLIC, CARS = "机关运行经费", "三公经费", "公务用车购置及运行费"
# What texts compare, by the names that they call it.
COMPARED: Final = {
    INCOME: "收入",
    SPENDING: "支出",
    GENERAL_SPENDING: "一般公共预算",
    BASIC: "一般公共预算·基本支出",
    PROJECT: "一般公共预算·项目支出",
    OFFICE_MONEY: OFFICE_MONEY,
    THREE_PUBLIC: "三公经费",
}
# Compared in the text, or summed in a table, but with no reason of their own.
WITHOUT_REASON = frozenset({GENERAL_SPENDING, CARS})
LAST_YEAR: Final = query_of({YEAR: ("上年",)})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of this year and of the last; what was not planned counts as 0. `key` is how its query is written."""

    name: str
    key: str
    query: Query
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


def comparisons(statement: Statement) -> Iterator[Comparison]:
    """Yield all that texts compare with last year's figures, as far as both years are known; nothing without one."""
    if statement.ledger.without:
        return
    dimensions = statement.ledger.dimensions
    keys = {**COMPARED, **{name: name for name in dimensions[PUBLIC].above}}
    for name, key in keys.items():
        try:
            query = statement.notation.read(key)
            now, before = (statement.ledger.sum(one) for one in (query, query.meet(LAST_YEAR, dimensions)))
        except (
            NotationError,
            TooCoarseError,
            UnknownYearError,
        ):  # A pack without this name; a year that is not known so finely.
            continue
        yield Comparison(name, key, query, now, before)
