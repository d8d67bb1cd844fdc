"""Compares two states: what changed in the content, what the documents print differently, which rules speak."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.amounts import project_amount
from generator.model.budget import BudgetProject
from generator.model.declaration import Declaration
from generator.model.ledger import ALL, TOTAL, Ledger
from generator.model.project import Project
from generator.model.review import Change, Effect, Kind, Review, TableEffect, Total
from generator.review.content import compare
from generator.review.effects import differences
from generator.review.flatten import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.document import Document
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.statement import Statement
    from generator.model.text import Figure

FIGURES = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison: everything could be read.

    `documents` are by the content file that they come from.
    """

    subjects: Sequence[Project | Statement]
    documents: Mapping[str, Document]
    findings: Sequence[Finding]
    lines: Mapping[str, Sequence[str]]


def review(old: State, new: State, words: Sequence[Effect] = ()) -> Review:
    """Return what changed from one state to the other; `words` are those that templates say differently."""
    before, after = dict(_entries(old)), dict(_entries(new))
    changes: list[Change] = []
    for key in dict.fromkeys([*before, *after]):
        shown, _ = after.get(key) or before[key]
        if key in before and key in after:
            changes += compare(shown, flatten(before[key][1], old.lines), flatten(after[key][1], new.lines))
        elif key in before:
            entry = before[key][1]
            changes.append(Change(Kind.REMOVED, shown, (), before=entry.position, old_value=_cost(entry), unit="元"))
        else:
            entry = after[key][1]
            changes.append(Change(Kind.ADDED, shown, (), after=entry.position, new_value=_cost(entry), unit="元"))
    printed = [*words, *_effects(old, new)]
    effects = tuple(effect for effect in printed if isinstance(effect, Effect))
    tables = tuple(effect for effect in printed if isinstance(effect, TableEffect))
    failing, passing, lasting = _rules(old, new)
    return Review(tuple(_totals(old, new)), tuple(changes), effects, tables, failing, passing, lasting)


def formal(found: Review, old: State, new: State) -> set[str]:
    """Return the content files that both sides have read and nothing told comes from: only their form can differ."""
    told = {place.path for change in found.changes for place in (change.before, change.after) if place}
    affected = {effect.document for effect in found.effects} | {table.document for table in found.tables}
    for state in (old, new):
        for subject in state.subjects:
            document = state.documents.get(subject.path)
            if document is None or document.title_text in affected:
                told |= set(subject.paths)
    return {path for path in old.lines.keys() | new.lines.keys() if path.startswith("content/")} - told


def _entries(state: State) -> Iterator[tuple[str, tuple[str, Entry]]]:
    """Yield what is compared, under keys that a moved or renamed file keeps, with the names that people know."""
    seen: Counter[str] = Counter()
    for subject in state.subjects:
        key = _key(subject)
        seen[key] += 1
        entry = subject.declaration if isinstance(subject, Project) else subject.budget
        yield f"{key}#{seen[key]}", (_name(subject), entry)
        if not isinstance(subject, Project):
            for file in subject.projects:
                shown = f"{_name(subject)} {file.project.name.plain}"
                yield f"{subject.folder} {subject.department.year.value} {file.project.code}", (shown, file.project)
    for subject in state.subjects:
        shown = f"{subject.department.name}{subject.department.year.value}年 部门文件"
        yield f"{subject.folder} {subject.department.year.value} 部门", (shown, subject.department)


def _key(subject: Project | Statement) -> str:
    name = subject.declaration.name.plain if isinstance(subject, Project) else ""
    return f"{subject.folder} {subject.department.year.value} {name}"


def _name(subject: Project | Statement) -> str:
    kind = subject.declaration.name.plain if isinstance(subject, Project) else "部门预算"
    return f"{subject.department.name}{subject.department.year.value}年 {kind}"


def _documents(state: State) -> dict[str, Document]:
    """Return documents under the names of their subjects."""
    named: dict[str, Document] = {}
    for subject in state.subjects:
        if subject.path in state.documents:
            name = _key(subject)
            while name in named:
                name += "′"
            named[name] = state.documents[subject.path]
    return named


def _effects(old: State, new: State) -> Iterator[Effect | TableEffect]:
    before, after = _documents(old), _documents(new)
    for name in dict.fromkeys([*before, *after]):
        mine, theirs = before.get(name), after.get(name)
        title = (theirs or before[name]).title_text
        if mine is None or theirs is None:
            yield Effect(title, "", "全文", "有" if mine else "", "有" if theirs else "")
            continue
        yield from differences(mine, theirs, title)


def _rules(old: State, new: State) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings that only the new state has, those that only the old one had, and those with new figures."""
    failing, passing = _unequal(old, new)
    come, lasting = _without(failing, _but_figures, Counter(map(_but_figures, passing)))
    gone, _ = _without(passing, _but_figures, Counter(map(_but_figures, lasting)))
    return tuple(come), tuple(gone), tuple(lasting)


def _but_figures(finding: Finding) -> tuple[str, ...]:
    return (finding.code, FIGURES.sub("", finding.message))


def _unequal(old: State, new: State) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that only the new state has, and those that only the old one had."""
    return _only(new.findings, old.findings), _only(old.findings, new.findings)


def _only(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that the other side lacks: first looked for in the same file, then in any."""
    mine, theirs = list(findings), list(others)
    for key in (_with_file, lambda finding: (finding.code, finding.message)):
        left = Counter(map(key, theirs))
        mine, taken = _without(mine, key, left)
        theirs, _ = _without(theirs, key, Counter(map(key, taken)))
    return tuple(mine)


def _with_file(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.message, finding.position.path if finding.position else "")


def _without(
    findings: Sequence[Finding], key: Callable[[Finding], tuple[str, ...]], left: Counter[tuple[str, ...]]
) -> tuple[list[Finding], list[Finding]]:
    """Part findings into those that `left` doesn't name, and those that it does; each of its entries counts once."""
    rest: list[Finding] = []
    taken: list[Finding] = []
    for finding in findings:
        if left[key(finding)] > 0:
            left[key(finding)] -= 1
            taken.append(finding)
        else:
            rest.append(finding)
    return rest, taken


def _totals(old: State, new: State) -> Iterator[Total]:
    before, after = ({_key(s): (_name(s), _total(s)) for s in state.subjects} for state in (old, new))
    for key in dict.fromkeys([*before, *after]):
        name, _ = after.get(key) or before[key]
        total = Total(name, before.get(key, ("", None))[1], after.get(key, ("", None))[1])
        if total.old != total.new:
            yield total


def _total(subject: Project | Statement) -> Decimal | None:
    """Return the money of a subject, in 元: all spending of a budget, what a declaration costs."""
    figure = _amount(subject)
    return figure.value if figure else None


def _cost(entry: Entry) -> Decimal | None:
    """Return what a project that came or went costs, in 元."""
    figure = project_amount(entry) if isinstance(entry, Declaration | BudgetProject) else None
    return figure.value if figure else None


def _amount(subject: Project | Statement) -> Figure | None:
    return project_amount(subject.declaration) if isinstance(subject, Project) else Ledger(subject).figure(ALL, TOTAL)
