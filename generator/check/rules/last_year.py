"""Last year's money as a budget writes it, against last year's own folder."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.figures import shown
from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.ledger import dimension as dim
from generator.model.ledger.ledger import TooCoarseError
from generator.model.ledger.query import query_of
from generator.model.ledger.statement import written_facts
from generator.model.statement import Statement
from generator.model.text import Computed
from generator.model.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.ledger.fact import Fact
    from generator.model.ledger.query import Query
    from generator.model.position import Position
    from generator.model.text import Figure

# Half of the last place that amounts are published with.
HALF = Decimal("0.005")
# What a fact is known by, and people don't write: a unit may have had another code or nature last year.
UNWRITTEN = {dim.UNIT, dim.UNIT_NATURE}


@rule("YS-005", Severity.WARNING, "通行做法：上年的数与上年公开的一致", Statement)
def written_last_year(statement: Statement) -> Iterator[Trouble]:
    """写了「上年」、上年的文件夹也在的，两处要相符。

    上年的文件夹在旁边时，增减按文件夹里的数算；另写的「上年」只用来核对，不印。
    例：上年写人员经费 616.85 万元，上年文件夹里的人员经费合计 633.92 万元。
    改法：照文件夹改正，或者删去「上年」；文件夹里写错了的，到那里改正。
    """
    if statement.before is None or statement.ledger.gaps:
        return
    if statement.written_last_year is None and statement.budget.last_year is not None:
        yield Trouble(
            f"写了「上年: 无」，旁边却有 {statement.ledger.year - 1} 年的预算",
            statement.place_of_last_year,
            cause="有上年的文件夹，增减就按它算。",
            hint="删去「上年」；那不是这个单位的预算的，移出这个部门的文件夹。",
            marks=(Mark(statement.before.position, "上年的预算"),),
        )
    for fact in written_facts(statement):
        yield from _differs(statement, fact)


def _differs(statement: Statement, fact: Fact) -> Iterator[Trouble]:
    """Yield what is wrong with one amount that is written."""
    query, unit, year = _query(fact), statement.budget.money_unit, statement.ledger.year - 1
    place = fact.figure.position or statement.place_of_last_year
    said = statement.ledger.say(query)
    try:
        found = statement.ledger.sum(query)
    except TooCoarseError as problem:
        _, coarse = next(iter(problem.lack.values()))
        yield Trouble(
            f"「{said}」没有核对：{year} 年的文件夹没有写得这样细",
            place,
            cause="文档按文件夹里的数印；写的「上年」只用来核对。",
            hint="把文件夹里的那一行写细，或把这里写粗。",
            marks=(Mark(coarse.figure.position or problem.facts.position, "上年文件夹里的数"),),
            operands=(fact.figure, coarse.figure),
        )
        return
    value = found.value if found is not None else Decimal(0)
    if abs(value - fact.figure.value) > HALF * MONEY[unit]:
        yield Trouble(
            f"「{said}」写的是 {shown(unit, fact.figure.value)}，{year} 年的文件夹里是 {shown(unit, value)}，"
            f"相差 {shown(unit, abs(value - fact.figure.value))}",
            place,
            cause="文档按文件夹里的数印；写的「上年」只用来核对。",
            hint="照文件夹改正这里，或删去「上年」；文件夹里写错了的，到那里改正。",
            marks=(Mark(_place(found) or _begin(statement), "上年文件夹里的数"),),
            operands=(fact.figure, *([found] if found is not None else [])),
        )


def _query(fact: Fact) -> Query:
    return query_of({name: (value,) for name, value in fact.values.items() if value and name not in UNWRITTEN})


def _place(figure: Figure | None) -> Position | None:
    """Return where the first part of a sum is written."""
    parts = figure.origin.operands if figure is not None and isinstance(figure.origin, Computed) else ()
    return parts[0].position if parts else None


def _begin(statement: Statement) -> Position:
    return statement.before.position if statement.before is not None else statement.position
