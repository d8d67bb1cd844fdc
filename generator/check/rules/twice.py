"""A project that is written twice: as a declaration, and as a project of the budget beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.figures import shown
from generator.check.registry import Trouble, rule
from generator.model.amounts import project_amount
from generator.model.finding import Mark, Severity
from generator.model.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.budget import BudgetProject

BASIS = "一个项目一笔钱：申报、预算和公开用同一个数"
# What people write or leave out in the name of the same project: blanks, and the year before it.
LOOSE = re.compile(r"\s+|^20\d\d年度?")


@rule("XM-002", Severity.ERROR, BASIS, Folder)
def one_project_one_amount(folder: Folder) -> Iterator[Trouble]:
    """同一个项目，申报书和部门预算里的金额相同。

    名称相同就是同一个项目。两处的金额不同，公开出去就是一个项目两个数。
    例：申报书的年度资金 81.25 万元，预算项目的金额 80 万元。
    改法：查实后改成一个数；两个其实不是同一个项目的，改名字。
    """
    budgeted = _by_name(folder)
    for declared in folder.declarations:
        declaration = declared.declaration
        project = budgeted.get(_plain(declaration.name.plain))
        if project is None:
            continue
        theirs, ours = project_amount(declaration), project_amount(project)
        if theirs is not None and ours is not None and theirs.value != ours.value:
            unit = declaration.money_unit
            yield Trouble(
                f"项目「{declaration.name.plain}」的申报书是 {shown(unit, theirs.value)}，"
                f"部门预算里是 {shown(unit, ours.value)}，相差 {shown(unit, abs(theirs.value - ours.value))}",
                declaration.name.position,
                cause="一个项目只有一笔钱，两份文书要印同一个数。",
                hint="查实后改成一个数；两个其实不是同一个项目的，改名字。",
                marks=(Mark(project.name.position, "部门预算里的这个项目"),),
                operands=(theirs, ours),
            )


@rule("XM-003", Severity.WARNING, BASIS, Folder)
def declared_projects_are_budgeted(folder: Folder) -> Iterator[Trouble]:
    """有申报书的项目，部门预算里也要有。

    申报书写着要多少钱，同一个部门的预算里却没有这个项目，项目支出就少算了一笔；一个项目也没有的，
    还会印出「无项目支出」。
    例：申报书 81.25 万元，预算的项目支出是空的。
    改法：在 projects/ 里给它写一个预算项目，名称写得一样；没有批下来的，写明理由豁免。
    """
    budgeted = _by_name(folder)
    for declared in folder.declarations:
        declaration = declared.declaration
        if _plain(declaration.name.plain) in budgeted:
            continue
        amount = project_amount(declaration)
        money = f"申报了 {shown(declaration.money_unit, amount.value)}" if amount is not None else "有申报书"
        lack = "部门预算里没有这个项目" if budgeted else "部门预算里没有项目支出"
        yield Trouble(
            f"项目「{declaration.name.plain}」{money}，{lack}",
            declaration.name.position,
            cause="同一个部门的两份文书，一份有这笔钱，一份没有。",
            hint="在 projects/ 里给它写一个「文种: 预算项目」的文件，名称写得一样；没有批下来的，写明理由豁免。",
            marks=(Mark(folder.statement.budget.position, "同一个部门的预算"),),
            operands=(amount,) if amount is not None else (),
        )


def _by_name(folder: Folder) -> dict[str, BudgetProject]:
    """Return the projects of the budget by their names; the first of each counts.

    One that can't be read ends the rule: it may be the one that is looked for.
    """
    found: dict[str, BudgetProject] = {}
    for file in folder.statement.projects:
        found.setdefault(_plain(file.project.name.plain), file.project)
    return found


def _plain(name: str) -> str:
    return LOOSE.sub("", name)
