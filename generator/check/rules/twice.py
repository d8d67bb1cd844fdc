"""One project, one amount: in its own file, and in files that tell of the same project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.figures import shown
from generator.check.money import funding, items
from generator.check.registry import Trouble, rule
from generator.model.amounts import project_amount, sum_of
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.project import LOOSE
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.project import Project

BASIS = "一个项目一笔钱：申报、预算和公开用同一个数"
CAUSE = "一个项目只有一笔钱，各种文书要印同一个数。"


@rule("XM-002", Severity.ERROR, BASIS, Declaration, Statement)
def one_project_one_amount(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一个项目只有一个数：金额、年度资金来源、明细的合计相同；写成两个文件的，两处也相同。

    金额进部门预算，资金来源和明细印在项目申报书里；数不同，公开出去就是一个项目两个数。
    例：金额 80 万元，明细合计 81.25 万元。
    改法：查实后改成一个数；金额可以写 ${明细.合计}，由程序算出。
    """
    for project in [subject.project] if isinstance(subject, Declaration) else [one.project for one in subject.projects]:
        yield from _inside(project)
    for project, other in _twice(subject) if isinstance(subject, Statement) else ():
        theirs, ours = project_amount(other), project_amount(project)
        if theirs is not None and ours is not None and theirs.value != ours.value:
            unit = other.money_unit
            yield Trouble(
                f"项目「{other.name.plain}」写在两个文件里，一处是 {shown(unit, theirs.value)}，"
                f"一处是 {shown(unit, ours.value)}，相差 {shown(unit, abs(theirs.value - ours.value))}",
                other.name.position,
                cause=CAUSE,
                hint="查实后合成一个文件；两个其实不是同一个项目的，改名字。",
                marks=(Mark(project.name.position, "另一个文件里的这个项目"),),
                operands=(theirs, ours),
            )


def _inside(project: Project) -> Iterator[Trouble]:
    """Yield what the file of a project says of its amount besides its 金额, where that is another one."""
    whole = sum_of(project.amount) if project.amount is not None else None
    if project.amount is None or whole is None:
        return
    for other in (funding(project, medium=False), items(project)):
        if other is not None and other.value != whole.value:
            unit = project.money_unit
            yield Trouble(
                f"金额是 {shown(unit, whole.value)}，{other.name}是 {shown(unit, other.value)}，"
                f"相差 {shown(unit, abs(whole.value - other.value))}",
                project.amount.position,
                cause=CAUSE,
                hint="查实后改成一个数；金额可以写 ${明细.合计}，由程序算出。",
                marks=(Mark(other.position, other.name),) if other.position is not None else (),
                operands=(whole,),
            )


@rule("XM-003", Severity.WARNING, BASIS, Statement)
def one_project_one_file(statement: Statement) -> Iterator[Trouble]:
    """一个项目只写一个文件，各种文书都从它来。

    写成两个文件，改了一处忘了另一处，就是一个项目两种说法。名称相同（不计空格和前面的年度）就是同一个项目。
    例：projects/ 里有一个写项目申报书的「医保宣传」，又有一个写部门预算的「医保宣传」。
    改法：合成一个文件，把 department.yaml 的「不列」里这个项目的两行删去；其实不是同一个项目的，改名字。
    """
    for project, other in _twice(statement):
        yield Trouble(
            f"项目「{other.name.plain}」写在两个文件里",
            other.name.position,
            cause="一个项目写一次，各种文书里都有它。",
            hint="合成一个文件，再删去 department.yaml 的「不列」里这个项目的两行；不是同一个项目的，改名字。",
            marks=(Mark(project.name.position, "另一个文件里的这个项目"),),
        )


def _twice(statement: Statement) -> Iterator[tuple[Project, Project]]:
    """Yield each project that is written before, those that the budget doesn't show after those that it does.

    One that can't be read ends the rule: it may be the one that is looked for.
    """
    first: dict[str, Project] = {}
    for file in (*statement.projects, *statement.kept_out):
        known = first.setdefault(LOOSE.sub("", file.project.name.plain), file.project)
        if known is not file.project:
            yield known, file.project
