"""What the amounts in a budget's text speak of: names that people write, and the figures of the ledger for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.accounts import level
from generator.model.amounts import project_amount, total
from generator.model.budget import APPROPRIATIONS, CATEGORIES, GENERAL, INITIAL, SOURCES, SPECIAL
from generator.model.comparison import (
    CARS,
    GENERAL_SPENDING,
    INCOME,
    OFFICE_MONEY,
    SPENDING,
    THREE_PUBLIC,
    comparisons,
    three_public,
)
from generator.model.ledger import ALL, BASIC, OFFICE, PROJECT, STAFF, TOTAL, Ledger
from generator.model.text import Computed
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.model.budget import BudgetProject
    from generator.model.comparison import Comparison
    from generator.model.text import Figure

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
# The columns of the list of projects, and the two groups of them.
GROUPS: Mapping[str, Sequence[str]] = {
    **{category: (category,) for category in CATEGORIES},
    "年初特定目标": INITIAL,
    "上级专项": SPECIAL,
}
# How texts call what the content calls otherwise; also what tells 一般公共预算财政拨款支出 from its beginning.
ALIASES = {
    GENERAL_SPENDING: ("一般公共预算财政拨款支出", "一般公共预算拨款支出"),
    OFFICE_MONEY: OF_OFFICE[1:2],
    THREE_PUBLIC: OF_THREE_PUBLIC[1:],
    CAR_RUNNING: ("公务用车运行维护费",),
    CARS: ("公务用车购置及运行费",),
    INCOME: ("收入预算", "收入总计"),
    SPENDING: ("支出预算", "支出总计"),
}
# More parts than these are no explanation.
MOST_PARTS = 6


def named(ledger: Ledger) -> Mapping[str, tuple[Figure, ...]]:
    """Return the names that can stand before an amount, with the figures that it may be."""
    found: dict[str, list[Figure | None]] = {}

    def add(names: Iterable[str], *figures: Figure | None) -> None:
        for name in names:
            found.setdefault(name, []).extend(figures)

    general, appropriated = ([GENERAL], APPROPRIATIONS)
    add(WHOLE, _by_class(ledger), ledger.figure(ALL, TOTAL))
    add((*OF_GENERAL, *ALIASES[GENERAL_SPENDING], "一般公共预算财政拨款收入"), ledger.figure(ALL, TOTAL, general))
    add(OF_APPROPRIATION, ledger.figure(ALL, TOTAL, appropriated))
    for column in (BASIC, PROJECT):
        add([column], *(ledger.figure(ALL, column, sources) for sources in (SOURCES, general, appropriated)))
    add([STAFF], ledger.economic(ALL, STAFF))
    add(OF_OFFICE, ledger.economic(ALL, OFFICE))
    public = three_public(ledger.statement.budget.three_public)
    add(OF_THREE_PUBLIC, public[ALL])
    for name, figure in public.items():
        add((name, *ALIASES.get(name, ())), figure)
    _add_codes(ledger, found)
    for group, categories in GROUPS.items():
        add([group], ledger.projects(_of(categories)))
    for file in ledger.statement.projects:
        add([file.project.name.plain], project_amount(file.project))
    figures = {name: tuple(figure for figure in given if figure) for name, given in found.items() if name != ALL}
    return {name: given for name, given in figures.items() if given}


def _of(categories: Sequence[str]) -> Callable[[BudgetProject], bool]:
    """Return what tells whether a project is of some categories."""
    return lambda project: project.category in categories


def _by_class(ledger: Ledger) -> Figure | None:
    """Return all spending as the sum of the 类, with the 尾差: how texts take it apart."""
    classes = [ledger.figure(code, TOTAL) for code in ledger.codes() if level(code) == "类"]
    residues = [figure for (code, column, _), figure in ledger.residues.items() if (code, column) == (ALL, TOTAL)]
    return total([*classes, *residues], "各类之和")


def _add_codes(ledger: Ledger, found: dict[str, list[Figure | None]]) -> None:
    """Add the names of codes; one name (行政运行, 住房公积金) can be that of several."""
    statement = ledger.statement
    for code in ledger.codes():
        if name := statement.functional_name(code):
            figures = (ledger.figure(code, column) for column in (TOTAL, BASIC, PROJECT))
            found.setdefault(name, []).extend(figures)
    for code in ledger.economic_codes():
        if name := statement.economic_name(code):
            found.setdefault(name, []).extend(ledger.economic(code, column) for column in (TOTAL, STAFF, OFFICE))


def compared(ledger: Ledger) -> Mapping[str, Comparison]:
    """Return what the text compares with last year, by all names that it is called."""
    return {name: item for item in comparisons(ledger) for name in (item.name, *ALIASES.get(item.name, ()))}


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
