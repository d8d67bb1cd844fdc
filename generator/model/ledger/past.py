"""Last year's money from last year's own folder: its facts, with their own places, among this year's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.model.ledger import dimension as dim
from generator.model.ledger.fact import FactList, Residue
from generator.model.text import of_words
from generator.model.values import Invalid, InvalidValueError, Line, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.budget import BudgetProject, Purchase
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query
    from generator.model.statement import ProjectFile, Statement

# Tells the purchases of last year from this year's; both are numbered.
MARK = "上年"
PURCHASE = "采购项目"


def with_money_only(before: Statement | Invalid) -> Statement:
    """Return last year's statement without what its money does not need, so that errors there stop nothing.

    Raises:
        InvalidValueError: it could not be read at all.
    """
    if isinstance(before, Invalid):
        raise InvalidValueError
    final = before.budget.final
    budget = replace(before.budget, last_year=None, final=None if isinstance(final, Invalid) else final)
    projects = tuple(replace(file, project=_named(file)) for file in before.projects)
    return replace(before, budget=budget, projects=projects, functional={}, economic={}, before=None)


def _named(file: ProjectFile) -> BudgetProject:
    """Return a project under its name, or under its file's where that can't be read."""
    known, place = file.project.name, file.project.position
    name = Line(of_words(file.id, place), place) if isinstance(known, Invalid) else known
    return replace(file.project, name=name)


def projects_of(statement: Statement, before: Statement) -> dict[str, str]:
    """Return what stands for each project of last year: the same one of this year, by code or else by name, or itself.

    A project keeps its 项目编码; a file may be called otherwise each year.
    """
    codes = {_said(file.project.code): file.path for file in statement.projects}
    names = {_said(file.project.name): file.path for file in statement.projects}
    return {
        file.path: codes.get(_said(file.project.code) or NOBODY) or names.get(_said(file.project.name)) or file.path
        for file in before.projects
    }


def words_of(statement: Statement, before: Statement | Invalid) -> tuple[dict[str, BudgetProject], dict[str, Purchase]]:
    """Return the projects that only last year had, and its purchases, by what stands for them in the ledger."""
    last = with_money_only(before)
    same = projects_of(statement, last)
    ended = {file.path: file.project for file in last.projects if same[file.path] == file.path}
    return ended, {f"{MARK}{number}": one for number, one in enumerate(last.budget.purchases)}


NOBODY = "\0"


def _said(value: Term | Line) -> str:
    if isinstance(value, Invalid):
        return ""
    return value.text if isinstance(value, Term) else value.plain


def join(statement: Statement, ledger: Ledger, before: Statement, money: Ledger) -> None:
    """Add last year's lists and 尾差 to this year's ledger; what is the same in both years gets this year's value."""
    moved = _Moved(ledger, money, projects_of(statement, before))
    for held in money.lists:
        taken = FactList(f"{MARK}{held.name}", held.position)
        for coverage, facts in held.coverages.items():
            taken.coverages[coverage] = [replace(fact, values=moved.values(fact.values)) for fact in facts]
        ledger.lists.append(taken)
    ledger.residues += [Residue(moved.query(one.total), one.figure, one.position) for one in money.residues]


@dataclass(frozen=True, slots=True)
class _Moved:
    """Puts this year's values in the place of last year's, and makes those known that this year has not."""

    ledger: Ledger
    money: Ledger
    projects: Mapping[str, str]

    def __post_init__(self) -> None:
        for name in (dim.FUNCTION, dim.ECONOMY, dim.PROJECT, PURCHASE):
            own, theirs = self.ledger.dimensions[name], self.money.dimensions[name]
            for value, called in theirs.names.items():
                own.names.setdefault(self._value(name, value), called)
            own.add({self._value(name, value): None for value in theirs.above})

    def _value(self, name: str, value: str) -> str:
        if name == dim.YEAR:
            return str(self.ledger.year - 1)
        if name == dim.UNIT:  # One unit a budget: under whatever code, it is the one whose last year this is.
            return next(iter(self.ledger.dimensions[dim.UNIT].above))
        if name == PURCHASE:
            return f"{MARK}{value}"
        return self.projects.get(value, value) if name == dim.PROJECT else value

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the values of a fact; one that could not be read is not known."""
        return {name: self._value(name, value) for name, value in given.items() if not isinstance(value, Invalid)}

    def query(self, total: Query) -> Query:
        """Return what a 尾差 of last year is the 尾差 of."""
        found = self.money.absolute(total)
        for name in (dim.YEAR, dim.UNIT, dim.PROJECT, PURCHASE):
            found = found.map(name, partial(self._value, name))
        return found
