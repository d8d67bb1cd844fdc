"""Money of several units: each has a file of its own, and what nobody says whose it is belongs to none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importing.pieces import UNIT, Thing
from generator.importing.tables.values import CODE, NAMED
from generator.importing.words import plain
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import query_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.reading import Reading
    from generator.importing.scope import Scope
    from generator.importing.tables.gather import Money, Of
    from generator.importing.tables.values import Values


def known(reading: Reading, values: Values, scope: Scope) -> list[str]:
    """Return the units whose money was read, by code or else by name; where there is but one, it need not be said."""
    found = list(dict.fromkeys(_named(reading)))
    if len(found) > 1:
        _part(found, reading, values, scope)
        return found
    reading.pieces.rename({thing: UNIT for thing in reading.pieces.things("单位")})
    for table in reading.tables:
        table.sums[:] = [
            replace(one, query=query_of({name: own for name, own in one.query.values.items() if name != dim.UNIT}))
            for one in table.sums
        ]
    for facts in reading.facts:
        facts.facts[:] = [
            (name, coverage, replace(fact, values={of: own for of, own in fact.values.items() if of != dim.UNIT}))
            for name, coverage, fact in facts.facts
        ]
    return found


def _part(units: Sequence[str], reading: Reading, values: Values, scope: Scope) -> None:
    """Let each unit have its code and name; what texts say of the one that they are of is said of it, if they name it."""
    names = scope.keys(UNIT)
    of_text = {said for value, _ in reading.pieces.of(UNIT).values() if isinstance(value, str) and (said := plain(value))}
    why = f"有 {len(units)} 个单位的钱：{'、'.join(units)}，一个单位一份文件"
    hint = "其实是同一个单位的，把表里的名称、编码改成一样，再导入。"
    reading.remarks.append(Remark(Grade.WORDS, "单位", "", why, hint))
    for unit in units:
        told = values.words.get((dim.UNIT, unit), {})
        called = {plain(one) for one in (unit, told.get(NAMED, "")) if one}
        if not called.isdisjoint(of_text):
            reading.pieces.rename({UNIT: Thing("单位", unit)})
        for field, text in (("budget_code", told.get(CODE, "")), ("name", told.get(NAMED) or unit)):
            if not reading.pieces.has(Thing("单位", unit), (names[field],)):
                reading.pieces.add(Thing("单位", unit), (names[field],), text, "单位")
    for _, place in list(reading.pieces.of(UNIT).values())[:1]:
        why = "有几个单位，不知道这里说的是哪一个的名称、地址"
        reading.remarks.append(Remark(Grade.DECIDE, place, "", why, "在 department.yaml 里补上。"))


def _named(reading: Reading) -> Iterator[str]:
    for table in reading.tables:
        for one in table.sums:
            yield from one.query.values.get(dim.UNIT, ())
    for facts in reading.facts:
        yield from (fact.values[dim.UNIT] for *_, fact in facts.facts if dim.UNIT in fact.values)


def part(money: Money) -> None:
    """Leave of the money of a department what units say of it; a kind of it that none says is told."""
    named = {of._replace(unit="") for of in money.lists if of.unit}
    for of in [of for of in money.lists if not of.unit]:
        coverages = money.lists[of]
        place = next((fact.place for own in coverages.values() for fact in own), "")
        if of in named or not of.project:
            del money.lists[of]
        if of not in named and place:
            what = f"项目「{of.project}」是哪个单位的" if of.project else f"各单位的{_called(of)}"
            why = f"有几个单位，这里只有部门的数，不知道{what}"
            money.remarks.append(Remark(Grade.DECIDE, place, "", why, "在表里写上单位再导入，或在 YAML 里补上。"))
    for project in {of.project for of in named if of.project}:
        units = sorted({of.unit for of in money.lists if of.project == project and of.unit})
        if len(units) > 1:
            why = f"项目「{project}」有 {len(units)} 个单位的钱：{'、'.join(units)}"
            hint = "一个项目是一个单位的：名称相同的不同项目，在表里写上项目编码，再导入。"
            money.remarks.append(Remark(Grade.MONEY, "项目", "", why, hint))


def _called(of: Of) -> str:
    return of.nature or of.book
