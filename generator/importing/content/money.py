"""All the money that was read, this year's and last year's, and what tables say of the projects that bear it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.importing.content import units
from generator.importing.content.called import join
from generator.importing.content.last_year import last_year
from generator.importing.content.records import take, valued
from generator.importing.files.paper import short
from generator.importing.pieces import Thing, said
from generator.importing.tables.finest import Settled, settle
from generator.importing.tables.gather import BASIC, PROJECT, Money, gather, of_fact
from generator.importing.tables.sums import Table
from generator.importing.tables.values import CODE, NAMED
from generator.model.accounts import is_same_name
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import choices
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from generator.importing.scope import Scope
    from generator.importing.tables.plain import Facts
    from generator.importing.tables.values import Values
    from generator.model.ledger.ledger import Ledger


def gathered(reading: Reading, values: Values, ground: Ground, scope: Scope) -> Money:
    """Return the money of all tables and forms; what they say of projects besides goes to the pieces."""
    for table in reading.tables:
        take(table, scope, ground.pack, reading.pieces)
    join(reading, values, scope)
    several = units.known(reading, values, scope)
    _name_codes(reading, values, ground)
    ledger = ground.books.ledger
    own = [facts for facts in reading.facts if facts.is_own]
    tables = [settle(table, ledger) for table in [*reading.tables, Table("表单", "", list(reading.of_forms))]]
    tables += [Settled(Table("", facts.place), [fact for _, _, fact in facts.facts]) for facts in reading.facts]
    money = gather(tables, ledger)
    if own:
        _carry(own, money, ledger)
    _tell_projects(money, reading, values, ground, scope)
    _tell_functions(money, reading, ground, scope)
    if not own:
        money.add_before(last_year(reading, ledger))
    if len(several) > 1:
        units.part(money)
        money.units = several
    asks_before = any(name.startswith("比(") for name in reading.asked)
    without = asks_before and bool(own or not reading.changes)
    money.without_last_year = {unit for unit in money.units or [""] if without and not money.has_before(ledger, unit)}
    if money.without_last_year and not own:
        why = "正文没有同上年比的话，写了「上年: 无」"
        reading.remarks.append(Remark(Grade.DECIDE, "正文", "", why, "上年有这个单位的，把上年的数写上。"))
    return money


def _tell_functions(money: Money, reading: Reading, ground: Ground, scope: Scope) -> None:
    """Tell of each project that no table says which 科目 it is of, with those whose amount is the same: none is taken."""
    label = ground.books.ledger.dimensions[dim.FUNCTION].label
    finest = [one for one in money.margins if dim.FUNCTION in one.values and one.values.get(dim.NATURE) == PROJECT]
    for of, coverages in money.lists.items() if finest else ():
        facts = [fact for own in coverages.values() for fact in own]
        if of.nature != PROJECT or not of.project or all(dim.FUNCTION in fact.values for fact in facts):
            continue
        amount = sum((fact.amount for fact in facts), Decimal(0))
        alike = {one.values[dim.FUNCTION]: one.place for one in finest if one.amount == amount}
        told = "、".join(f"{code} {label(code)}（{place}）" for code, place in alike.items())
        why = f"不知道是哪个功能科目；{'金额相同的有 ' + told if told else '没有金额相同的科目，几个项目合在一个科目里'}"
        thing = Thing("项目", of.project)
        name, _ = reading.pieces.of(thing).get((scope.keys(thing)["name"],), (of.project, ""))
        money.remarks.append(Remark(Grade.DECIDE, facts[0].place, short(said(name)), why, "在这个项目的「金额」里写上科目。"))


def _carry(own: Sequence[Facts], money: Money, ledger: Ledger) -> None:
    """Take facts as our own workbooks carry them: list by list, each coverage whole; tables only hold them to be right."""
    money.lists = {}
    for facts in own:
        for name, coverage, fact in facts.facts:
            of = of_fact(fact, ledger)
            # The same money may be known as 基本支出, or only as a part of all spending.
            of = of if of.project else of._replace(nature=BASIC if name.endswith(BASIC) else "")
            held = money.lists.setdefault(of, {}).setdefault(coverage, [])
            if not any(one.values == fact.values and one.place == fact.place for one in held):
                held.append(fact)
        money.rests += facts.rests
    money.remarks = [remark for remark in money.remarks if remark.grade == Grade.MONEY]


def _name_codes(reading: Reading, values: Values, ground: Ground) -> None:
    """Give codes that no chart names the names that the files have; where they have others, that is told."""
    for (name, code), told in values.words.items():
        if name not in {dim.FUNCTION, dim.ECONOMY} or NAMED not in told:
            continue
        known = ground.books.ledger.dimensions[name].names
        if code in known and not is_same_name(known[code], told[NAMED]):
            why = f"科目表里 {code} 叫「{known[code]}」，照科目表写"
            reading.remarks.append(Remark(Grade.WORDS, f"科目 {code}", short(told[NAMED]), why))
        known.setdefault(code, told[NAMED])


def _tell_projects(money: Money, reading: Reading, values: Values, ground: Ground, scope: Scope) -> None:
    """Say of projects what tables say: their codes and names, other words, the choices that columns stand for."""
    chosen = choices(ground.pack)
    for of, coverages in money.lists.items():
        if of.book != dim.SPENDING or not of.project:
            continue
        thing = Thing("项目", of.project)
        names = scope.keys(thing)
        told = values.words.get((dim.PROJECT, of.project), {})
        facts = [fact for own in coverages.values() for fact in own]
        place = facts[0].place if facts else ""
        renamed = {CODE: names.get("code", ""), NAMED: names["name"]}
        for word, text in told.items():
            target = scope.inside(thing, (renamed.get(word, word),))
            if target is not None:
                reading.pieces.add(thing, target.path, valued(text, target.field), place)
        for fact in facts:
            for name in chosen:
                if fact.values.get(name):
                    reading.pieces.add(thing, (name,), fact.values[name], fact.place)
