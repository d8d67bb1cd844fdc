"""What objects say of themselves besides money: projects, purchases, units and departments, by their values in ledgers.

Tables print such words, and text asks for them: 项目.名称, 单位.编码.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.entry import keys
from generator.model.ledger import dimension as dim
from generator.model.ledger import past
from generator.model.ledger.choices import PURCHASE
from generator.model.text import Text, joined, of_words
from generator.model.values import Invalid, Line, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.assemble.view import View, Viewer
    from generator.model.budget import Purchase
    from generator.model.department import Unit
    from generator.model.project import Project
    from generator.model.statement import ProjectFile, Statement

CODE, NAME = "编码", "名称"
Words = dict[str, dict[str, dict[str, "View"]]]


def words(statement: Statement, viewer: Viewer) -> Words:
    """Return the words of all that the ledger of a budget is about, by dimension and value."""
    found: Words = {dim.PROJECT: {}, dim.UNIT: {}, PURCHASE: {}, dim.DEPARTMENT: {}}
    for last in _last_years(statement) if not statement.ledger.gaps else ():
        add_last_year(found, statement.projects, last, viewer)
    found[dim.PROJECT] |= {file.path: _project(file, viewer) for file in statement.projects}
    for one in statement.units or (statement,):
        found[dim.UNIT][one.unit_value] = {**viewer.entry(one.unit), **_unit(one.unit, viewer)}
        found[PURCHASE] |= {value: _purchase(bought, viewer) for value, bought in one.purchases.items()}
    found[dim.DEPARTMENT] = {statement.home: {**viewer.entry(statement.department), **_department(statement, viewer)}}
    return found


def add_last_year(found: Words, known: Sequence[ProjectFile], last: Statement, viewer: Viewer) -> None:
    """Add the words of what only last year had; `known` are this year's projects."""
    ended, bought = past.words_of(known, last)
    found.setdefault(dim.PROJECT, {}).update({value: _sound(entry, viewer) for value, entry in ended.items()})
    found.setdefault(PURCHASE, {}).update({value: _sound(entry, viewer) for value, entry in bought.items()})
    units = {one.unit_value: _unit(one.unit, viewer) for one in last.units or (last,)}
    found.setdefault(dim.UNIT, {}).update(units)
    found.setdefault(dim.DEPARTMENT, {}).update({last.home: _department(last, viewer)})


def _department(statement: Statement, viewer: Viewer) -> dict[str, View]:
    return {CODE: Text(), NAME: viewer.value(statement.department.name)}


def _last_years(statement: Statement) -> Iterator[Statement]:
    """Yield the budgets of last year that are compared with, all of which could be read."""
    for one in statement.units or (statement,):
        if one.before is not None and not isinstance(one.before, Invalid):
            yield one.before
    yield from (one for one in statement.ended if not isinstance(one, Invalid))


def budget_name(unit: Unit) -> Text:
    """Return a unit as the budget system names it: 236001-医保局（本级）."""
    code = [of_words(unit.budget_code.text, unit.budget_code.position), of_words("-")] if unit.budget_code else []
    return joined((*code, _short(unit)))


def _short(unit: Unit) -> Text:
    name = unit.short if unit.short is not None else unit.name
    return of_words(name.text, name.position)


def _unit(unit: Unit, viewer: Viewer) -> dict[str, View]:
    return {CODE: viewer.value(unit.budget_code) if unit.budget_code else Text(), NAME: _short(unit)}


def _project(file: ProjectFile, viewer: Viewer) -> dict[str, View]:
    code = viewer.value(file.project.code)
    return {CODE: code, NAME: file.project.name.text} | viewer.entry(file.project)


def _purchase(purchase: Purchase, viewer: Viewer) -> dict[str, View]:
    code = viewer.value(purchase.code) if purchase.code else Text()
    return {**viewer.entry(purchase), CODE: code, NAME: purchase.name.text}


def _sound(entry: Project | Purchase, viewer: Viewer) -> dict[str, View]:
    """Return the plain words of something that only last year had; what can't be read there is no word."""
    given = {alias: getattr(entry, name) for name, alias in keys(type(entry)).items()}
    code = entry.code
    plain = {name: viewer.value(word) for name, word in given.items() if isinstance(word, Term | Line | str)}
    return {**plain, CODE: viewer.value(code) if isinstance(code, Term) else Text()}
