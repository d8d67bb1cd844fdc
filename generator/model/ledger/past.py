"""Last year's money from last year's own folder: its facts, with their own places, among this year's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.ledger import dimension as dim
from generator.model.ledger.fact import Gap
from generator.model.ledger.joining import add_year
from generator.model.text import of_words
from generator.model.values import Invalid, InvalidValueError, Line, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.budget import Purchase
    from generator.model.ledger.ledger import Ledger
    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.statement import ProjectFile, Statement

# Tells the lists of last year from this year's.
MARK = "上年"


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
    units = tuple(map(with_money_only, before.units))
    known = replace(before, budget=budget, projects=projects, functional={}, economic={}, before=None)
    return replace(known, units=units, ended=())


def _named(file: ProjectFile) -> Project:
    """Return a project under its name, or under its file's where that can't be read."""
    known, place = file.project.name, file.project.position
    name = Line(of_words(file.id, place), place) if isinstance(known, Invalid) else known
    return replace(file.project, name=name)


def projects_of(known: Sequence[ProjectFile], before: Statement) -> dict[str, str]:
    """Return what stands for each project of last year: the same one of this year, by code or else by name, or itself.

    A project keeps its 项目编码; a file may be called otherwise each year.
    """
    codes = {_said(file.project.code): file.path for file in known}
    names = {_said(file.project.name): file.path for file in known}
    return {
        file.path: codes.get(_said(file.project.code) or NOBODY) or names.get(_said(file.project.name)) or file.path
        for file in before.projects
    }


def words_of(known: Sequence[ProjectFile], before: Statement) -> tuple[dict[str, Project], dict[str, Purchase]]:
    """Return the projects that only last year had, and its purchases, by what stands for them in the ledger.

    `known` are this year's projects.
    """
    last = with_money_only(before)
    same = projects_of(known, last)
    ended = {file.path: file.project for file in last.projects if same[file.path] == file.path}
    return ended, {value: one for part in (last, *last.units) for value, one in part.purchases.items()}


NOBODY = "\0"


def _said(value: Term | Line | None) -> str:
    if value is None or isinstance(value, Invalid):
        return ""
    return value.text if isinstance(value, Term) else value.plain


def join(ledger: Ledger, before: Statement, projects: Mapping[str, str], unit: str = "") -> None:
    """Add last year's money to this year's ledger; what is the same in both years gets this year's value.

    That is the unit, too, where the budget is that of one: whatever code it had, this is its last year.

    Raises:
        InvalidValueError: some of it could not be read.
    """
    year = str(ledger.year - 1)

    def rename(name: str, value: str) -> str:
        if name == dim.YEAR:
            return year
        if name == dim.UNIT:
            return unit or value
        return projects.get(value, value) if name == dim.PROJECT else value

    add_year(ledger, before.ledger, rename, MARK)


def join_ended(
    ledger: Ledger, ended: Iterable[Statement | Invalid], known: Sequence[ProjectFile], place: Position
) -> None:
    """Add the money of those that only last year had, units or departments; where it can't be read, the year is a gap.

    `known` are the projects of this year, `place` is where last year could be written.
    """
    for one in ended:
        try:
            given = with_money_only(one)
            join(ledger, given, projects_of(known, given))
        except InvalidValueError:
            ledger.gaps.setdefault(str(ledger.year - 1), Gap(place, one.position))
