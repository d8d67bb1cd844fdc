"""Amounts of a department budget that can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.entry import keys
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.values import Amount


@rule("JE-204", Severity.ERROR, "预算数不会是负数", Declaration, Statement)
def negative_amounts(subject: Declaration | Statement) -> Iterator[Trouble]:
    """预算的金额不能是负数。

    负数多半是多打了一个减号；它会让合计变小，别处又看不出来。尾差可以是负数。
    例：2101301 城乡医疗救助: -25
    改法：去掉减号；要说明比上年减少多少，写上年的数，由程序去减。
    """
    for amount, unit in _written(subject):
        if amount is not None and amount.figure.value < 0:
            yield Trouble(
                f"金额 {plain(amount.figure.value / MONEY[unit])} {unit} 是负数",
                amount.position,
                cause="预算数不会是负数。",
                hint="去掉减号，或改正公式。",
                operands=(amount.figure,),
            )


def _written(subject: Declaration | Statement) -> Iterator[tuple[Amount | None, str]]:
    """Yield the amounts of a subject, with the unit of their file."""
    if isinstance(subject, Declaration):
        yield from _of_project(subject.project)
        return
    yield from ((part.amount, unit) for amounts, unit in subject.amounts() for part in amounts.parts)
    yield from ((one.amount, subject.budget.money_unit) for one in subject.budget.purchases)
    for file in subject.projects:
        yield from _of_project(file.project)


def _of_project(project: Project) -> Iterator[tuple[Amount | None, str]]:
    """Yield what a project says of its money besides its 金额, with the unit of its file."""
    yield from ((item.amount, project.money_unit) for item in project.items)
    plan = project.funding
    for levels in (plan.annual, plan.medium) if plan else ():
        if levels is not None:
            yield from ((getattr(levels, name), project.money_unit) for name in keys(type(levels)))


@rule("JE-205", Severity.ERROR, "部门预算的每个项目都有金额", Statement)
def missing_amounts(statement: Statement) -> Iterator[Trouble]:
    """项目要有金额。

    没有金额的项目会在表里印出一行空格子。
    例：项目文件里没有「金额」。
    改法：补上金额；今年不安排的，删去这个项目。
    """
    for file in statement.projects:
        if file.project.amount is None:
            hint = "补上金额，或删去这个项目。"
            yield Trouble("「金额」没有写", file.project.name.position, cause="项目没有资金。", hint=hint)


@rule("XM-001", Severity.ERROR, "一个项目一个编码", Statement)
def project_codes_differ(statement: Statement) -> Iterator[Trouble]:
    """两个项目不能有同一个项目编码。

    编码相同，多半是复制文件后忘了改；同一个项目写成两个文件，钱就算了两次。
    例：两个文件的项目编码都是 50015221T000000052688。
    改法：改正编码，或删去重复的文件。
    """
    first: dict[str, tuple[Project, Position]] = {}
    for file in statement.projects:
        code = file.project.code
        if code is None or not any(sign.isdigit() for sign in code.text):
            continue  # 无: not yet given, which GS-173 tells.
        known, place = first.setdefault(code.text, (file.project, code.position))
        if known is not file.project:
            yield Trouble(
                f"项目编码 {code} 已经用过",
                code.position,
                cause=f"「{known.name.plain}」也是这个编码。",
                marks=(Mark(place, "同一个编码"),),
            )
