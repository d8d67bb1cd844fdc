"""The budgets of a department's units, each in a file of its own, beside that of the department."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.load.fields import unreadable
from generator.load.survey import BUDGETS
from generator.load.unread import lost
from generator.model.budget import PART, WHOLE, Budget
from generator.model.finding import Finding, error
from generator.model.nearest import suggestion
from generator.model.position import Position
from generator.model.project import Project
from generator.model.values import Invalid, InvalidValueError, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.load.files import Files
    from generator.load.making import Making
    from generator.load.survey import Survey
    from generator.model.department import Department, Unit
    from generator.model.entry import Entry
    from generator.model.statement import ProjectFile, Statement


def budgets_of(known: Mapping[str, Entry], there: Survey, year: str) -> dict[str, Budget]:
    """Return the budgets of a year's units by file; what is lost or can't be read is not absent."""
    found = {path: unreadable(Budget, Position(path, 1)) for path in lost(there, year, BUDGETS)}
    read = {path: known.get(path) for path in there.budgets(year)}
    return found | {
        path: entry if isinstance(entry, Budget) else unreadable(Budget, Position(path, 1))
        for path, entry in read.items()
    }


def with_units(whole: Statement, budgets: Mapping[str, Budget]) -> Statement:
    """Return a department's budget with those of its units, each with its own projects and its own last year."""
    last = whole.before
    units = [
        replace(whole, path=path, budget=budget, projects=tuple(_projects(whole, budget)), object="单位")
        for path, budget in budgets.items()
    ]
    if last is None or isinstance(last, Invalid):
        return replace(whole, units=tuple(units))
    before = {_value(one): one for one in last.units or (last,)}
    known = [replace(unit, before=before.pop(_value(unit), None)) for unit in units]
    return replace(whole, before=None, units=tuple(known), ended=tuple(before.values()))


def troubles(
    whole: Budget,
    units: Mapping[str, Budget],
    projects: Iterable[ProjectFile],
    named: Callable[[Term | Invalid | None, Position, str], Unit | None],
) -> Iterator[Finding]:
    """Yield what is wrong with whose budgets and projects are; `named` itself tells of units that are not known."""
    for budget, wanted in ((whole, WHOLE), *((one, PART) for one in units.values())):
        if not isinstance(budget.kind, Invalid) and budget.kind != wanted:
            hint = "部门的写在 budget.yaml 里，各单位的写在 budget/ 里；改正「文种」，或移动文件。"
            yield error("ZD-011", f"这个位置的文件，文种是「{wanted}」", budget.position, hint=hint)
    owners = [named(one.unit, one.position, "单位") for one in units.values() or [whole]]
    for file in projects:
        wanted_unit = file.project.unit
        unit = named(wanted_unit, file.project.position, "单位") if units or wanted_unit is not None else None
        if isinstance(wanted_unit, Term) and unit is not None and unit not in owners and None not in owners:
            hint = "在 budget/ 里加上这个单位的预算，或改正这里的单位。"
            message = f"单位「{wanted_unit}」没有预算，这个项目的钱没有地方算"
            yield error("ZD-015", message, wanted_unit.position, hint=hint)


def unit_of(
    files: Files, department: Department | None, wanted: Term | Invalid | None, place: Position, key: str
) -> Unit | None:
    """Return the unit that a file is of, or None after saying why there is none."""
    if department is None or isinstance(department.units, Invalid) or isinstance(wanted, Invalid):
        return None
    units = [unit for unit in department.units if not isinstance(unit, Invalid)]
    named = {unit.name.text: unit for unit in units if not isinstance(unit.name, Invalid)}
    if wanted is not None:
        if wanted.text in named:
            return named[wanted.text]
        message = f"部门文件里没有叫「{wanted.text}」的单位"
        files.findings.append(error("ZD-009", message, wanted.position, hint=suggestion(wanted.text, named)))
        return None
    if len(units) == 1:
        return units[0]
    if len(units) > 1:
        hint = f"加上一行「{key}: …」，可以写的有：{'、'.join(named)}。"
        files.findings.append(error("ZD-009", "部门有几个单位，没有写是哪个单位", place, hint=hint))
    return None


def without_whole(path: str) -> Finding:
    """Tell that the budgets of units have no department's beside them."""
    cause = "各单位的钱写在 budget/ 里，部门的文字写在 budget.yaml 里。"
    hint = "在 budget/ 旁边补上 budget.yaml。"
    return error("ZD-014", "有 budget/，没有 budget.yaml", Position(path, 1), cause=cause, hint=hint)


def _projects(whole: Statement, budget: Budget) -> Iterator[ProjectFile]:
    """Yield the projects of a unit; one of which nobody knows whose it is may be any unit's."""
    for file in whole.projects:
        unit = file.project.unit
        if not isinstance(unit, Term) or not isinstance(budget.unit, Term):
            yield replace(file, project=unreadable(Project, Position(file.path, 1)))
        elif unit.text == budget.unit.text:
            yield file


def with_pack(unit: Statement, making: Making) -> Statement:
    """Return a unit's budget with the pack of the documents about units, where there are any."""
    name = making.pack("单位")
    if not name:
        return unit
    return replace(unit, pack_name=name, pack=making.files.pack(name), reasons_of=making.files.reasons(name))


def _value(unit: Statement) -> str:
    try:
        return unit.unit_value
    except InvalidValueError:
        return unit.path
