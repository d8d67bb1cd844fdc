"""What the amounts in a budget's text speak of: names that people write, and the figures of the ledger for them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.amounts import project_amount
from generator.model.comparison import (
    GENERAL_SPENDING,
    INCOME,
    OFFICE_MONEY,
    SPENDING,
    THREE_PUBLIC,
    comparisons,
)
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import OF_PROJECTS
from generator.model.ledger.ledger import TooCoarseError, UnknownYearError
from generator.model.ledger.notation import NotationError
from generator.model.text import Computed, Figure
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.comparison import Comparison
    from generator.model.statement import Statement

# Half of the last digit is what rounding can move a figure; published amounts have two decimals.
HALF, DECIMALS = Decimal("0.5"), 2
WHOLE = (
    "年初预算数",
    "收入总计",
    "支出总计",
    "收入合计",
    "支出合计",
    "本年收入",
    "本年支出",
    "收入预算",
    "支出预算",
    "收支总预算",
    "预算总收入",
    "预算总支出",
    "预算支出总额",
)
OF_GENERAL = ("一般公共预算拨款", "一般公共预算财政拨款", "一般公共预算收入", GENERAL_SPENDING)
OF_APPROPRIATION = ("财政拨款收入", "财政拨款支出")
OF_OFFICE = (OFFICE_MONEY, "一般公共预算财政拨款运行经费", "日常公用经费", "公用经费")
OF_THREE_PUBLIC = (THREE_PUBLIC, "“三公”经费", '"三公"经费')
CAR_RUNNING = "公务用车运行费"
# How texts call what the content calls otherwise; also what tells 一般公共预算财政拨款支出 from its beginning.
ALIASES = {
    GENERAL_SPENDING: ("一般公共预算财政拨款支出", "一般公共预算拨款支出"),
    OFFICE_MONEY: OF_OFFICE[1:2],
    THREE_PUBLIC: OF_THREE_PUBLIC[1:],
    CAR_RUNNING: ("公务用车运行维护费",),
    INCOME: ("收入预算", "收入总计"),
    SPENDING: ("支出预算", "支出总计"),
}
# More parts than these are no explanation.
MOST_PARTS = 6


def ask(statement: Statement, query: str) -> Figure | None:
    """Return the sum that a query asks for; None where there is none, or where it is not known so finely."""
    try:
        return statement.ledger.sum(statement.notation.read(query))
    except (NotationError, TooCoarseError, UnknownYearError):
        return None


def _by_nature(statement: Statement, query: str) -> Figure | None:
    """Return a sum as that of 基本支出 and 项目支出 where it has both: how people take it apart."""
    whole = ask(statement, query)
    parts = [part for nature in ("基本支出", "项目支出") if (part := ask(statement, f"{query}·{nature}"))]
    if whole is None or len(parts) == 1:
        return whole
    rest = whole.value - sum(part.value for part in parts)
    return replace(whole, origin=Computed("基本支出 + 项目支出", (*parts, *_remain(rest))))


def _remain(rest: Decimal | int) -> list[Figure]:
    """Return what 尾差 leave of a total, where they leave anything."""
    return [Figure(Decimal(rest), "元", "", Computed("尾差", ()))] if rest else []


def named(statement: Statement) -> Mapping[str, tuple[Figure, ...]]:
    """Return the names that can stand before an amount, with the figures that it may be."""
    found: dict[str, list[Figure | None]] = {}

    def add(names: Iterable[str], *queries: str) -> None:
        for name in names:
            found.setdefault(name, []).extend(_by_nature(statement, query) for query in queries)

    for name in WHOLE:
        found[name] = [_by_class(statement)]
    add(WHOLE, "支出", "收入")
    add((*OF_GENERAL, *ALIASES[GENERAL_SPENDING], "一般公共预算财政拨款收入"), "一般公共预算", "收入·一般公共预算")
    add(OF_APPROPRIATION, "财政拨款", "收入·财政拨款")
    for column in ("基本支出", "项目支出"):
        add([column], column, f"{column}·一般公共预算", f"{column}·财政拨款")
    add(["人员经费"], "人员经费")
    add(OF_OFFICE, OFFICE_MONEY, "公用经费")
    add(OF_THREE_PUBLIC, "三公经费")
    for name in statement.ledger.dimensions[dim.PUBLIC].above:
        add((name, *ALIASES.get(name, ())), name)
    _add_codes(statement, found)
    for choice in _added_up(statement):
        for value in statement.ledger.dimensions[choice].above:
            add([value], f"{choice}={value}")
    for file in statement.projects:
        found.setdefault(file.project.name.plain, []).append(project_amount(file.project))
    figures = {name: tuple(figure for figure in given if figure) for name, given in found.items()}
    return {name: given for name, given in figures.items() if given}


def _added_up(statement: Statement) -> list[str]:
    """Return the fields of the pack whose choices add up to something: texts give their sums."""
    declared = statement.pack.own_fields(OF_PROJECTS) if statement.pack is not None else {}
    return [name for name, one in declared.items() if one.sums]


def _by_class(statement: Statement) -> Figure | None:
    """Return all spending as the sum of the 类, with the 尾差: how texts take it apart."""
    whole = ask(statement, "支出")
    codes = sorted({one.code[:3] for one in statement.codes() if one.dimension == dim.FUNCTION})
    classes = [figure for code in codes if (figure := ask(statement, code))]
    if whole is None or not classes:
        return whole
    rest = whole.value - sum(figure.value for figure in classes)
    return replace(whole, origin=Computed("各类之和", (*classes, *_remain(rest))))


def _add_codes(statement: Statement, found: dict[str, list[Figure | None]]) -> None:
    """Add the names of codes; one name (行政运行, 住房公积金) can be that of several."""
    ledger = statement.ledger
    for name, natures in (
        (dim.FUNCTION, ("", "基本支出", "项目支出")),
        (dim.ECONOMY, ("基本支出", "人员经费", "公用经费")),
    ):
        written = (one.code for one in statement.codes() if one.dimension == name)
        for code in sorted({above for one in written for above in ledger.dimensions[name].path(one)}):
            if called := statement.name_of(code):
                queries = [f"{code}·{nature}" if nature else code for nature in natures]
                found.setdefault(called, []).extend(_by_nature(statement, query) for query in queries)


def compared(statement: Statement) -> Mapping[str, Comparison]:
    """Return what the text compares with last year, by all names that it is called."""
    return {name: item for item in comparisons(statement) for name in (item.name, *ALIASES.get(item.name, ()))}


def tolerance(parts: int, unit: str) -> Decimal:
    """Return by how much a rounded total can differ from its rounded parts, in 元.

    The source was rounded in the unit that the content is written in, whatever unit a pack shows.
    """
    return HALF * MONEY[unit].scaleb(-DECIMALS) * (parts + 1)


def shown(unit: str, value: Decimal) -> str:
    """Write an amount of 元 in a unit."""
    return f"{plain(value / MONEY[unit])} {unit}"


def explained(unit: str, figure: Figure) -> str:
    """Write a figure with the parts that it is the sum of, as far as there are few of them."""
    parts = _parts(figure)
    while len(parts) == 1:  # A total of one column is the sum of what is below.
        parts = _parts(parts[0])
    if not 1 < len(parts) <= MOST_PARTS or sum(part.value for part in parts) != figure.value:
        return shown(unit, figure.value)
    first, *others = (part.value / MONEY[unit] for part in parts)
    rest = "".join(f" {'−' if value < 0 else '+'} {plain(abs(value))}" for value in others)
    return f"{shown(unit, figure.value)}（{plain(first)}{rest}）"


def _parts(figure: Figure) -> tuple[Figure, ...]:
    return figure.origin.operands if isinstance(figure.origin, Computed) else ()
