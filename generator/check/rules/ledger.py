"""The ledger of a department budget: what totals may differ from their parts, and where every project's money goes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.ledgers import ledger_of
from generator.check.registry import Trouble, rule
from generator.model.amounts import project_amount
from generator.model.budget import GENERAL
from generator.model.finding import Mark, Severity
from generator.model.ledger import ALL, BASIC, TOTAL, Ledger
from generator.model.statement import Statement
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.budget import BudgetProject, Residue

# Half of the last digit is what rounding can move a figure; published amounts have two decimals.
HALF, DECIMALS = Decimal("0.5"), 2


def _tolerance(parts: int, unit: str) -> Decimal:
    """Return by how much a rounded total can differ from its rounded parts, in 元.

    The source was rounded in the unit that the content is written in, whatever unit a pack shows.
    """
    return HALF * MONEY[unit].scaleb(-DECIMALS) * (parts + 1)


def _in(unit: str, value: Decimal) -> str:
    return f"{plain(value / MONEY[unit])} {unit}"


@rule("JE-201", Severity.ERROR, "尾差只能来自四舍五入", Statement)
def residues(statement: Statement) -> Iterator[Trouble]:
    """尾差不能超过四舍五入能差出来的数。

    合计由程序算出，只知道四舍五入后的数时才写尾差。n 个数四舍五入后相加，最多差 (n + 1) 个半位：
    写到 0.01 万元时，半位是 0.005 万元。更大的差是漏了或多了一笔钱，写成尾差就看不见了。
    例：合计由 2 个数相加，尾差写了 0.5 万元，最多是 0.015 万元。
    改法：核对各部分的金额；尾差要写在有下级科目的合计上，一处只写一次。
    """
    ledger, seen = ledger_of(statement), Counter[tuple[str, str, str]]()
    for residue in statement.budget.residues:
        key = (residue.code.text, residue.column, residue.source)
        seen[key] += 1
        problem = _residue_problem(residue, ledger, statement.budget.money_unit)
        if seen[key] > 1:
            problem = f"「{residue.code}」{residue.column}的尾差写了 {seen[key]} 次"
        if problem:
            yield Trouble(
                problem,
                residue.amount.position,
                cause="尾差只用来说明四舍五入的差。",
                hint="核对各部分的金额，或删去这条尾差。",
                operands=(residue.amount.figure,),
            )


def _residue_problem(residue: Residue, ledger: Ledger, unit: str) -> str:
    parts = ledger.parts(residue.code.text, residue.column, residue.source)
    if residue.column != TOTAL and residue.code.text not in ledger.totals():
        return f"「{residue.code}」不是有下级科目的合计，不会有尾差"
    if not parts:
        return f"「{residue.code}」的{residue.column}没有金额，不会有尾差"
    most, value = _tolerance(len(parts), unit), residue.amount.figure.value
    if abs(value) <= most:
        return ""
    return f"尾差 {_in(unit, value)}，{len(parts)} 个数四舍五入最多差 {_in(unit, most)}"


@rule("JE-202", Severity.ERROR, "部门预算：基本支出按功能分类和按经济分类是同一笔钱", Statement)
def basic_by_both_classifications(statement: Statement) -> Iterator[Trouble]:
    """一般公共预算的基本支出，按功能分类和按经济分类的合计应当相等。

    两张表说的是同一笔钱；相差超过四舍五入能差出来的数，说明其中一处漏了或多了。
    例：功能分类合计 100 万元，经济分类合计 90 万元。
    改法：补上漏掉的科目；只差零点零几万元的是尾差，写在「尾差」里。
    """
    ledger, budget = ledger_of(statement), statement.budget
    functional, economic = ledger.figure(ALL, BASIC, [GENERAL]), ledger.economic(ALL, TOTAL)
    left, right = (figure.value if figure else Decimal(0) for figure in (functional, economic))
    if abs(left - right) <= _tolerance(len(budget.basic.economic), budget.money_unit):
        return
    shown = [_in(budget.money_unit, value) for value in (left, right, abs(left - right))]
    yield Trouble(
        f"基本支出按功能分类合计 {shown[0]}，按经济分类合计 {shown[1]}，相差 {shown[2]}",
        budget.basic.position,
        cause="两处说的是同一笔钱，应当相等；四舍五入的尾差没有这么大。",
        hint="补上漏掉的科目，或改正金额。",
        operands=tuple(figure for figure in (functional, economic) if figure),
    )


@rule("JE-203", Severity.ERROR, "部门预算：项目支出都要列到功能分类科目", Statement)
def shares(statement: Statement) -> Iterator[Trouble]:
    """项目的钱要正好分到各个功能科目。

    功能科目的金额加起来应当等于当年预算（本级安排 + 上级补助）；有一个科目不写金额时，余数归它。
    余数不能是负数；没有分到科目的钱进不了支出表。
    例：当年预算 1442 万元，两个科目写了 300 万元和 1000 万元。
    改法：改正金额，或让最后一个科目不写金额。
    """
    for file in statement.projects:
        problem = _share_problem(file.project)
        if problem:
            marks = [Mark(amount.position, "当年预算") for amount in (file.project.local, file.project.upper) if amount]
            place = file.project.shares[0].code.position if file.project.shares else file.project.position
            yield Trouble(
                problem,
                place,
                cause="项目的钱要全部列到功能分类科目，支出表才对得上。",
                hint="改正金额，或只让一个科目不写金额，由程序算出余数。",
                marks=tuple(marks),
            )


def _share_problem(project: BudgetProject) -> str:
    whole = project_amount(project)
    if whole is None:
        return ""
    given = sum((share.amount.figure.value for share in project.shares if share.amount), Decimal(0))
    missing = [share for share in project.shares if share.amount is None]
    shown = [_in(project.money_unit, value) for value in (whole.value, given, abs(whole.value - given))]
    if not project.shares:
        return "没有写由哪个功能科目负担"
    if len(missing) > 1:
        return f"有 {len(missing)} 个功能科目没有写金额，只能有一个"
    if not missing and given != whole.value:
        return f"功能科目合计 {shown[1]}，当年预算 {shown[0]}，相差 {shown[2]}"
    if missing and given > whole.value:
        return f"功能科目已写 {shown[1]}，比当年预算 {shown[0]} 多 {shown[2]}，余数是负数"
    return ""
