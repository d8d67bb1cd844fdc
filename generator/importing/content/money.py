"""All the money that was read, this year's and last year's, and what tables say of the projects that bear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importing.content.last_year import last_year
from generator.importing.files.paper import short
from generator.importing.pieces import Thing
from generator.importing.tables.finest import settle
from generator.importing.tables.gather import Money, gather
from generator.importing.tables.sums import Table
from generator.importing.tables.values import CODE, NAMED
from generator.model.accounts import is_same_name
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import choices
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from generator.importing.scope import Scope
    from generator.importing.tables.values import Values


def gathered(reading: Reading, values: Values, ground: Ground, scope: Scope) -> Money:
    """Return the money of all tables and forms; what they say of projects besides goes to the pieces."""
    _name_codes(reading, values, ground)
    ledger = ground.books.ledger
    tables = [*reading.tables, Table("表单", "", list(reading.of_forms))]
    money = gather([settle(table, ledger) for table in tables], ledger)
    _tell_projects(money, reading, values, ground, scope)
    money.before = last_year(reading, ledger)
    asks_before = any(name.startswith("比(") for name in reading.asked)
    money.has_no_last_year = asks_before and not reading.changes
    if money.has_no_last_year:
        why = "正文没有同上年比的话，写了「上年: 无」"
        reading.remarks.append(Remark(Grade.DECIDE, "正文", "", why, "上年有这个单位的，把上年的数写上。"))
    return money


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
                reading.pieces.add(thing, target.path, text, place)
        for fact in facts:
            for name in chosen:
                if fact.values.get(name):
                    reading.pieces.add(thing, (name,), fact.values[name], fact.place)
