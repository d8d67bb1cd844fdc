"""Says which declaration, budget and project of two states are one, what they are called, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from generator.model import units
from generator.model.amounts import project_amount
from generator.model.declaration import Declaration
from generator.model.ledger.query import Query
from generator.model.pack import USUAL
from generator.model.project import Project
from generator.model.review import Total
from generator.model.roll_up import RollUp
from generator.model.statement import Statement
from generator.review.rows import aligned, alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.entry import Entry
    from generator.model.subject import Subject
    from generator.review.years import Years

Pair: TypeAlias = "tuple[Subject | None, Subject | None]"


def paired(old: Sequence[Subject], new: Sequence[Subject], years: Years) -> list[Pair]:
    """Pair the subjects of two states, by their department's year and name, whatever their files are called."""
    alone = len(old) == len(new) == 1

    def likeness(one: int, other: int) -> float:
        mine, theirs = old[one], new[other]
        if type(mine) is not type(theirs) or _where(mine, years) != _where(theirs, years):
            return 0
        return 1 if alone and years.apart else alike((mine.name,), (theirs.name,))

    keys = [[(_where(subject, years), years.key(subject.name)) for subject in side] for side in (old, new)]
    pairs = aligned(keys[0], keys[1], likeness)
    return [(old[a] if a is not None else None, new[b] if b is not None else None) for a, b in pairs]


def _where(subject: Subject, years: Years) -> str:
    """Return what two subjects must have in common; two years of a department have nothing."""
    return "" if years.apart else f"{subject.folder} {subject.year.value}"


def _name(subject: Subject, years: Years, what: str = "") -> str:
    """Return what people call a subject, or another file of its department."""
    year = "" if years.apart else f"{subject.year.value}年"
    return f"{subject.owner}{year} {what or subject.name}"


def entries(pairs: Sequence[Pair], years: Years) -> Iterator[tuple[str, Entry | None, Entry | None]]:
    """Yield the files of both states that belong together, with the name that people know; None where there is none.

    Each of them once, under the first subject that it is of: a project has documents of its own, and is in the budgets
    of its unit and its department.
    """
    told: set[tuple[str, ...]] = set()
    for name, before, after in _entries(pairs, years):
        files = tuple(entry.position.path if entry is not None else "" for entry in (before, after))
        if files not in told:
            told.add(files)
            yield name, before, after


def _entries(pairs: Sequence[Pair], years: Years) -> Iterator[tuple[str, Entry | None, Entry | None]]:
    for before, after in pairs:
        if shown := after or before:
            yield _name(shown, years), _entry(before), _entry(after)
            for mine, theirs in _projects(before, after, years):
                if project := theirs or mine:
                    yield f"{_name(shown, years)} {project.name.plain}", mine, theirs
    for before, after in _departments(pairs, years):
        if shown := after or before:
            departments = [
                None if side is None or isinstance(side, RollUp) else side.department for side in (before, after)
            ]
            yield _name(shown, years, "部门文件"), departments[0], departments[1]


def _entry(subject: Subject | None) -> Entry | None:
    return subject.entry if subject is not None else None


def _departments(pairs: Sequence[Pair], years: Years) -> list[Pair]:
    """Return a subject of each department on both sides."""
    old = {_where(before, years): before for before, _ in pairs if before and not isinstance(before, RollUp)}
    new = {_where(after, years): after for _, after in pairs if after and not isinstance(after, RollUp)}
    return [(old.get(where), new.get(where)) for where in dict.fromkeys([*old, *new])]


def _projects(
    before: Subject | None, after: Subject | None, years: Years
) -> list[tuple[Project | None, Project | None]]:
    """Pair the projects of two budgets: by 项目编码, and where a code is new or gone by name."""
    old, new = (
        [file.project for file in side.projects] if isinstance(side, Statement) else [] for side in (before, after)
    )
    names = [[years.key(project.name.plain) for project in side] for side in (old, new)]
    codes = [
        [project.code.text if project.code is not None else name for project, name in zip(side, known, strict=True)]
        for side, known in zip((old, new), names, strict=True)
    ]
    pairs = aligned(codes[0], codes[1], lambda one, other: float(names[0][one] == names[1][other]))
    return [(old[a] if a is not None else None, new[b] if b is not None else None) for a, b in pairs]


def totals(pairs: Sequence[Pair], years: Years) -> Iterator[Total]:
    """Yield the totals that changed; of two years those of each project, too."""
    for before, after in pairs:
        if shown := after or before:
            unit = _unit(shown)
            yield from _total(_name(shown, years), _whole(before), _whole(after), unit)
            for mine, theirs in _projects(before, after, years) if years.apart else ():
                if project := theirs or mine:
                    yield from _total(f"项目「{project.name.plain}」", cost(mine), cost(theirs), unit)


def _unit(subject: Subject) -> str:
    """Return the unit of money of a subject's pages."""
    usual = subject.pack.money.get(USUAL) if subject.pack else None
    return usual.unit if usual and usual.unit in units.MONEY else "万元"


def _total(name: str, old: Decimal | None, new: Decimal | None, unit: str) -> Iterator[Total]:
    if old != new:
        yield Total(name, old, new, unit)


def _whole(subject: Subject | None) -> Decimal | None:
    """Return the money of a subject, in 元: all spending of a budget, what a declaration costs."""
    if subject is None or isinstance(subject, Declaration):
        return cost(_entry(subject))
    figure = subject.ledger.sum(Query())
    return figure.value if figure else None


def said(entry: Entry | None) -> str:
    """Return what a project costs as its file would say it: 25万元; "" of what is none."""
    value = cost(entry)
    if value is None or not isinstance(entry, Project):
        return ""
    return units.plain(value / units.MONEY[entry.money_unit]) + entry.money_unit


def cost(entry: Entry | None) -> Decimal | None:
    """Return what a project costs, in 元; None of what is none."""
    figure = project_amount(entry) if isinstance(entry, Project) else None
    return figure.value if figure else None
