"""Compares two states: what changed in the content, what the documents print differently, which rules speak."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.amounts import project_amount
from generator.model.budget import BudgetProject
from generator.model.declaration import Declaration
from generator.model.ledger import ALL, TOTAL, Ledger
from generator.model.project import Project
from generator.model.review import Change, Effect, Kind, Review, Total
from generator.review.content import compare
from generator.review.effects import changed_words, differences
from generator.review.flatten import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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

    `documents` are by the content file that they come from, and so are `labels`: the words that templates print around
    their texts, where these may differ.
    """

    subjects: Sequence[Project | Statement]
    documents: Mapping[str, Document]
    findings: Sequence[Finding]
    lines: Mapping[str, Sequence[str]]
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)


def review(old: State, new: State) -> Review:
    """Return what changed from one state to the other."""
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
    effects = tuple(_effects(old, new))
    failing, passing, lasting = _rules(old, new)
    return Review(tuple(_totals(old, new)), tuple(changes), effects, failing, passing, lasting)


def formal(found: Review, old: State, new: State) -> set[str]:
    """Return the content files that both sides have read and nothing told comes from: only their form can differ."""
    told = {place.path for change in found.changes for place in (change.before, change.after) if place}
    affected = {effect.document for effect in found.effects}
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


def _effects(old: State, new: State) -> Iterator[Effect]:
    before, after = _documents(old), _documents(new)
    for name in dict.fromkeys([*before, *after]):
        mine, theirs = before.get(name), after.get(name)
        title = (theirs or before[name]).title_text
        if mine is None or theirs is None:
            yield Effect(title, "", "全文", "有" if mine else "", "有" if theirs else "")
            continue
        yield from (Effect(title, *difference) for difference in differences(mine, theirs))
        labels = old.labels.get(mine.source, ()), new.labels.get(theirs.source, ())
        yield from (Effect(title, "模板", "模板里的字", *pair) for pair in changed_words(*labels))


def _rules(old: State, new: State) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings that only the new state has, those that only the old one had, and those with new figures."""
    failing, passing = _unequal(old, new)
    gone = Counter((f.code, FIGURES.sub("", f.message)) for f in passing)
    lasting = _taken(failing, gone)
    come = Counter((f.code, FIGURES.sub("", f.message)) for f in lasting)
    ended = _taken(passing, come)
    return tuple(f for f in failing if f not in lasting), tuple(f for f in passing if f not in ended), lasting


def _taken(findings: Sequence[Finding], left: Counter[tuple[str, str]]) -> tuple[Finding, ...]:
    """Return the findings that `left` has too, but for their figures; each of its entries counts once."""
    found = []
    for finding in findings:
        key = (finding.code, FIGURES.sub("", finding.message))
        if left[key] > 0:
            left[key] -= 1
            found.append(finding)
    return tuple(found)


def _unequal(old: State, new: State) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that only the new state has, and those that only the old one had."""
    known = [Counter((f.code, f.message) for f in state.findings) for state in (old, new)]

    def only(state: State, other: Counter[tuple[str, str]]) -> tuple[Finding, ...]:
        left = Counter(other)
        found = []
        for finding in state.findings:
            key = (finding.code, finding.message)
            if left[key] > 0:
                left[key] -= 1
            else:
                found.append(finding)
        return tuple(found)

    return only(new, known[0]), only(old, known[1])


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
