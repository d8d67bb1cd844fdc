"""A department whose units have budgets of their own: its money is the sum of theirs, each counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.paths import walk
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

BASIS = "部门预算由所属各单位的预算汇总而成"


@rule("YS-006", Severity.ERROR, BASIS, Statement)
def money_of_units(statement: Statement) -> Iterator[Trouble]:
    """各单位有自己的预算文件的，budget.yaml 里不写钱。

    部门的数由程序照 budget/ 里各单位的加总；budget.yaml 里再写，不知道是哪个单位的，也可能算两次。
    「支出」的合计可以写，用来核对；「尾差」写在合计所在的地方。
    例：有 budget/，budget.yaml 里还写着「基本支出」。
    改法：把钱移到那个单位在 budget/ 里的文件。
    """
    budget = statement.budget
    given = {
        "基本支出": budget.basic,
        "收入": budget.income,
        "结转下年": budget.carried,
        "三公经费": budget.three_public,
        "政府采购": budget.purchases,
        "上年": budget.last_year,
        "决算": budget.final,
    }
    for name, value in given.items() if statement.units else ():
        if value:
            places = (getattr(part, "position", None) for _, part in walk(value))
            place = next(filter(None, places), budget.position)
            yield Trouble(
                f"各单位有自己的预算，budget.yaml 里又写了「{name}」",
                place,
                cause="部门的数由程序照各单位的加总。",
                hint="移到那个单位在 budget/ 里的文件。",
            )


@rule("YS-007", Severity.ERROR, BASIS, Statement)
def one_budget_a_unit(statement: Statement) -> Iterator[Trouble]:
    """一个单位只有一份预算。

    写了两份的，它的钱就算两次。
    例：budget/ 里有两个文件都写着「单位: 图书馆」。
    改法：合成一份，或改正其中一份的「单位」。
    """
    seen: dict[str, Statement] = {}
    for one in statement.units:
        first = seen.setdefault(one.unit_value, one)
        if first is not one:
            yield Trouble(
                f"单位「{one.unit.name}」有两份预算",
                one.budget.unit.position if one.budget.unit is not None else one.position,
                cause="它的钱会算两次。",
                marks=(Mark(first.position, "另一份"),),
            )


@rule("YS-008", Severity.WARNING, BASIS, Statement)
def each_unit_has_a_budget(statement: Statement) -> Iterator[Trouble]:
    """部门文件里的每个单位都应当有预算。

    budget/ 里少了一个单位的，部门的合计就少了它的钱。
    例：department.yaml 里有四个单位，budget/ 里只有三个文件。
    改法：补上它的预算；单位撤了的，从 department.yaml 里删去；确实没有预算的，写明豁免。
    """
    known = {one.unit.name.text for one in statement.units}
    for unit in statement.department.units if statement.units else ():
        if unit.name.text not in known:
            yield Trouble(
                f"单位「{unit.name}」没有预算，部门的合计里没有它的钱",
                unit.name.position,
                cause="其他单位都有预算文件。",
                hint="在 budget/ 里补上它的预算；单位撤了的，从 department.yaml 里删去。",
            )
