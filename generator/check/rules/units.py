"""金额单位 of files, and amounts of another size than those beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.money import budget_of
from generator.check.registry import Trouble, rule
from generator.model.amounts import project_amount
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.ledger.query import Query
from generator.model.statement import Statement
from generator.model.units import MONEY, plain
from generator.model.values import Amount, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.position import Position

BASIS = "通行做法：同一份文件的金额单位要一致"
# No project costs less: 81.25 元 is 81.25 万元.
LEAST = Decimal(1000)
# So many times the largest beside it, or so small a part of the smallest, an amount is likely of another unit.
FAR = 1000
FEWEST = 3


@rule("GS-134", Severity.WARNING, BASIS, Statement)
def unit_of_the_budget(statement: Statement) -> Iterator[Trouble]:
    """项目文件的金额单位，要和本部门 budget.yaml 的一样。

    金额都会换算成同一个单位，所以单位写错了，印出来的是错的数：1100 万元写成 1100 元，表里是 0.11 万元。
    例：budget.yaml 写「金额单位: 万元」，一个项目写「金额单位: 元」。
    改法：改成一样的；确实按另一个单位写的，把数换算过来。
    """
    budget = statement.budget
    others = [file.project for file in statement.projects if file.project.money_unit != budget.money_unit]
    is_budget_wrong = len(others) > 1 and len(others) == len(statement.projects)
    for entry in [budget] if is_budget_wrong else others:
        other = others[0] if is_budget_wrong else budget
        whose = "各项目" if is_budget_wrong else "部门预算（budget.yaml）"
        yield Trouble(
            f"金额单位是「{entry.money_unit}」，{whose}的是「{other.money_unit}」",
            _place(entry.money_unit) or entry.position,
            cause="金额都会换算成同一个单位；单位写错了，印出来的数差 10000 倍。",
            hint=f"改成「{other.money_unit}」；确实按{entry.money_unit}写的，把数换算过来。",
            marks=(Mark(place, "另一个单位"),) if (place := _place(other.money_unit)) else (),
        )


@rule("GS-135", Severity.WARNING, BASIS, Declaration, Statement)
def too_small(subject: Declaration | Statement) -> Iterator[Trouble]:
    """单位是元的文件，全部金额加起来还不到 1000 元。

    没有这么小的项目；多半是数字按万元写的，单位却写了元。
    例：金额单位写「元」，明细合计 81.25。
    改法：把金额单位改成万元，或把数字乘以 10000。
    """
    for unit, whole, where in _wholes(subject):
        place = _place(unit)
        if unit == "元" and place and 0 < whole < LEAST:
            yield Trouble(
                f"{where}只有 {plain(whole)} 元",
                place,
                cause="多半是数字按万元写的，单位却是元。",
                hint="金额单位改成万元，或把数字乘以 10000。",
            )


def _wholes(subject: Declaration | Statement) -> Iterator[tuple[str, Decimal, str]]:
    """Yield the unit of each file of a subject, and all the money in it."""
    if isinstance(subject, Declaration):
        money = budget_of(subject.project)
        if money:
            yield subject.project.money_unit, money.value, money.name
        return
    whole = subject.ledger.sum(Query())
    if whole:
        yield subject.budget.money_unit, whole.value, "全部支出"
    for file in subject.projects:
        if figure := project_amount(file.project):
            yield file.project.money_unit, figure.value, f"项目「{file.project.name.plain}」的当年预算"


@rule("GS-136", Severity.WARNING, BASIS, Declaration, Statement)
def unlike_its_neighbours(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一张表里，有一个金额比其他的都大千倍以上，或都小千倍以上。

    多半是这一个数按另一个单位写了，或点错了小数点。
    例：明细是 21.85、5、6、150000 万元。
    改法：核对这个数的单位和小数点；没有错的，不用动。
    """
    for unit, amounts in _lists(subject):
        found = _outlier([amount for amount in amounts if amount.figure.value > 0])
        if found:
            amount, other, word = found
            shown = [plain(one.figure.value / MONEY[unit]) + unit for one in (amount, other)]
            yield Trouble(
                f"「{shown[0]}」比同一张表里其他金额中{word}的 {shown[1]} 还{word[-1]}千倍以上",
                amount.position,
                cause="多半是按另一个单位写的，或点错了小数点。",
                marks=(Mark(other.position, f"其他金额里{word}的"),),
            )


def _lists(subject: Declaration | Statement) -> Iterator[tuple[str, list[Amount]]]:
    """Yield the amounts that stand beside each other in a file, and its unit."""
    if isinstance(subject, Declaration):
        yield subject.project.money_unit, [item.amount for item in subject.project.items]
        return
    unit = subject.budget.money_unit
    for amounts in subject.budget.basic.values():
        yield unit, [part.amount for part in amounts.parts]
    given = [file.project.amount for file in subject.projects if file.project.amount is not None]
    yield unit, [part.amount for amounts in given for part in amounts.parts]


def _outlier(amounts: Sequence[Amount]) -> tuple[Amount, Amount, str] | None:
    """Return the one amount of another size, its nearest neighbour, and what that is of the others."""
    if len(amounts) <= FEWEST:
        return None
    ordered = sorted(amounts, key=lambda amount: amount.figure.value)
    least, small, large, most = ordered[0], ordered[1], ordered[-2], ordered[-1]
    if most.figure.value > large.figure.value * FAR:
        return most, large, "最大"
    return (least, small, "最小") if least.figure.value * FAR < small.figure.value else None


def _place(unit: str) -> Position | None:
    return unit.position if isinstance(unit, Word) else None
