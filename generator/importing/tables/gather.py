"""Puts the facts of several tables together: the same money stands in many, each time known by something else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.importing.files.paper import short
from generator.importing.tables.finest import ROUNDING, Known, ledger_of
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.ledger.query import query_of
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importing.tables.finest import Settled
    from generator.importing.tables.sums import Sum
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query

# What codes classify by: lists of the same money by other codes are coverages (口径), which are never added.
_CODES: Final = frozenset((dim.FUNCTION, dim.ECONOMY))
_NAMES: Final = {
    frozenset((dim.FUNCTION,)): "功能分类",
    frozenset((dim.ECONOMY,)): "经济分类",
    _CODES: "功能和经济分类",
    frozenset[str](): "合计",
}
BASIC, PROJECT = "基本支出", "项目支出"


class Of(NamedTuple):
    """Which money: of which book, unit, year (as a step from the budget's) and stage; what it is for, and for whom."""

    book: str
    year: str
    stage: str
    nature: str = ""
    project: str = ""
    unit: str = ""


@dataclass(slots=True)
class Money:
    """All the money of some files: facts by what they are and by coverage.

    `margins` only hold others to be right; `rests` are 尾差 that a file tells: the total, the amount in 元, the unit
    (as a file calls it; "" for all). `units` are those whose money it is, where they are several.
    """

    lists: dict[Of, dict[str, list[Known]]] = field(default_factory=dict)
    margins: list[Known] = field(default_factory=list)
    rests: list[tuple[str, Decimal, str]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    # Those that had no money last year.
    without_last_year: set[str] = field(default_factory=set)
    checks: list[Sum] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add_before(self, facts: Iterable[Known]) -> None:
        """Add last year's money, as far as sentences tell it."""
        for fact in facts:
            of = Of(fact.values[dim.BOOK], fact.values[dim.YEAR], fact.values[dim.STAGE])
            self.lists.setdefault(of, {}).setdefault(of.book, []).append(fact)

    def has_before(self, ledger: Ledger, unit: str) -> bool:
        """Whether it has any money of last year, of a unit where there are several."""
        return any(of.year == str(ledger.year - 1) and (of.unit == unit or not self.units) for of in self.lists)


def gather(tables: Sequence[Settled], ledger: Ledger) -> Money:
    """Return the money of all tables, each amount once."""
    money = Money(remarks=[remark for table in tables for remark in table.remarks])
    money.checks = [replace(one, query=ledger.absolute(one.query)) for table in tables for one in table.table.sums]
    groups: dict[Of, list[list[Known]]] = defaultdict(list)
    for table in tables:
        parts: dict[Of, list[Known]] = defaultdict(list)
        for fact in table.facts:
            parts[of_fact(fact, ledger)].append(fact)
        for of, facts in parts.items():
            if of.book == dim.SPENDING and not of.project and of.nature != BASIC:
                money.margins += facts
            groups[of].append(facts)
    for of, sets in groups.items():
        if of.book == dim.SPENDING and not of.project and of.nature != BASIC:
            continue
        if of.book == dim.INCOME and all(_is_spent(fact, money) for facts in sets for fact in facts):
            continue
        money.lists[of] = _of_project(sets, money) if of.project else _coverages(sets, money, ledger)
    return money


def _is_spent(income: Known, money: Money) -> bool:
    """Whether as much is spent of some income: then it need not be written."""
    values = {name: value for name, value in income.values.items() if name not in {dim.BOOK, dim.CARRY}}
    if income.values.get(dim.CARRY) not in {None, "当年资金"}:
        return False
    asked = query_of({name: (value,) for name, value in values.items()} | {dim.BOOK: (dim.SPENDING,)})
    same = [one for one in money.checks if one.query == asked]
    return any(abs(one.amount - income.amount) * 2 < income.step for one in same)


def of_fact(fact: Known, ledger: Ledger) -> Of:
    """Return which money an amount is part of."""
    values = fact.values
    nature = ledger.dimensions[dim.NATURE].path(values.get(dim.NATURE, ""))
    book = values[dim.BOOK]
    project = values.get(dim.PROJECT) or values.get(PURCHASE, "")
    unit = values.get(dim.UNIT, "")
    top = nature[-1] if nature else PROJECT if project and book == dim.SPENDING else ""
    return Of(book, values[dim.YEAR], values[dim.STAGE], top if book == dim.SPENDING else "", project, unit)


def _coverages(sets: Iterable[list[Known]], money: Money, ledger: Ledger) -> dict[str, list[Known]]:
    """Return the facts of one kind of money by coverage: what another table says more finely is only checked."""
    found: dict[str, list[Known]] = {}
    for facts in sorted(sets, key=lambda own: (-_known(own), -len(own))):
        codes = frozenset.intersection(*(fact.signature for fact in facts)) & _CODES
        name = _NAMES[codes]
        rest = list(_rest(facts, found.get(name, []), money, ledger))
        if codes or not found:
            found.setdefault(name, []).extend(rest)
    if len(found) > 1:
        found.pop(_NAMES[frozenset()], None)
    return found


def _known(facts: Sequence[Known]) -> int:
    """Return how many dimensions all of some facts are known by."""
    return len(frozenset.intersection(*(fact.signature for fact in facts)))


def _rest(facts: Sequence[Known], finer: Sequence[Known], money: Money, ledger: Ledger) -> Iterator[Known]:
    """Yield what facts say beyond finer ones of the same money: a table of all sources holds that of one source."""
    if not finer:
        yield from facts
        return
    known = ledger_of(finer, ledger.dimensions, ledger.year).index
    for fact in facts:
        inside = [finer[number] for number in range(len(finer)) if known.answer(_query(fact)).inside >> number & 1]
        left = fact.amount - sum((one.amount for one in inside), Decimal(0))
        if abs(left) > ROUNDING * fact.step * (len(inside) > 1):
            yield _named(replace(fact, amount=left), inside, money, ledger)


def _query(fact: Known) -> Query:
    return query_of({name: (value,) for name, value in fact.values.items() if value})


def _named(rest: Known, inside: Sequence[Known], money: Money, ledger: Ledger) -> Known:
    """Return a rest with the source that the one amount which fits gives it; without one, it is told."""
    taken = {one.values.get(dim.SOURCE) for one in inside}
    fits = {
        source
        for one in money.margins
        if (source := one.values.get(dim.SOURCE)) and source not in taken and one.amount == rest.amount
        if _fits(one, rest, ledger)
    }
    if dim.SOURCE in rest.values or len(fits) == 1:
        return replace(rest, values={**rest.values, **({dim.SOURCE: fits.pop()} if fits else {})})
    why = f"{plain(rest.amount)} 元不知道是哪种资金：" + ("几处都可能" if fits else "没有表能说出来")
    money.remarks.append(Remark(Grade.DECIDE, rest.place, f"{plain(rest.amount)} 元", why, "在 YAML 里补上资金来源。"))
    return rest


def _fits(one: Known, other: Known, ledger: Ledger) -> bool:
    """Whether two amounts can be the same money, by what both are known by."""
    for name in one.signature & other.signature - {dim.SOURCE}:
        mine, theirs = one.values[name], other.values[name]
        path = ledger.dimensions[name].path
        if mine not in path(theirs) and theirs not in path(mine):
            return False
    return True


def _of_project(sets: Sequence[list[Known]], money: Money) -> dict[str, list[Known]]:
    """Return the facts of one project: what several tables know of the same amount is known of it together."""
    best, *others = sorted(sets, key=lambda own: (-len(own), -_known(own)))
    total = sum((fact.amount for fact in best), Decimal(0))
    for facts in others:
        other = sum((fact.amount for fact in facts), Decimal(0))
        if other != total:
            why = f"同一个项目，{best[0].place} 一共 {plain(total)} 元"
            money.remarks.append(Remark(Grade.MONEY, facts[0].place, f"{plain(other)} 元", why, "查对原表。"))
        elif len(facts) == 1:
            best = [replace(fact, values={**facts[0].values, **fact.values}) for fact in best]
        elif {fact.signature for fact in facts} != {fact.signature for fact in best}:
            why = f"和 {best[0].place} 是两种分法，只取了那一种"
            said = "、".join(plain(fact.amount) for fact in facts)
            money.remarks.append(Remark(Grade.DECIDE, facts[0].place, short(said), why, "在项目里写明每一部分。"))
    return {"金额": best}
