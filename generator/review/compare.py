"""Compares two states: what changed in the content, what the documents print differently, which rules speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.document_key import keys_of
from generator.model.review import Change, Effect, Kind, Review, TableEffect
from generator.review.content import compare
from generator.review.effects import differences
from generator.review.findings import compared
from generator.review.flatten import flatten
from generator.review.subjects import cost, entries, paired, said, totals
from generator.review.years import NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.subject import Subject

    Made: TypeAlias = tuple[Document, Layout]


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison: everything could be read.

    `made` are the documents with their layouts, by the keys of the documents.
    """

    subjects: Sequence[Subject]
    made: Mapping[str, Made]
    findings: Sequence[Finding]
    lines: Mapping[str, Sequence[str]]

    def printed(self, subject: Subject | None) -> dict[str, Made]:
        """Return what a subject prints, as far as it can be assembled, by kind of document."""
        keys = keys_of(subject.path, subject.documents) if subject else ()
        return {made[0].kind: made for key, made in self.made.items() if key in keys}


def review(old: State, new: State, words: Sequence[Effect] = (), years: Years = NO_YEARS) -> Review:
    """Return what changed from one state to the other; `words` are those that templates say differently."""
    pairs = paired(old.subjects, new.subjects, years)
    printed = [*words, *_effects(old, new, pairs, years)]
    effects = tuple(effect for effect in printed if isinstance(effect, Effect))
    tables = tuple(effect for effect in printed if isinstance(effect, TableEffect))
    failing, passing, lasting = compared(old.findings, new.findings)
    changes = tuple(_changes(old, new, pairs, years))
    return Review(tuple(totals(pairs, years)), changes, effects, tables, failing, passing, lasting)


def formal(found: Review, old: State, new: State) -> set[str]:
    """Return the content files that both sides have read and nothing told comes from: only their form can differ."""
    told = {place.path for change in found.changes for place in (change.before, change.after) if place}
    affected = {effect.document for effect in found.effects} | {table.document for table in found.tables}
    for state in (old, new):
        for subject in state.subjects:
            printed = state.printed(subject).values()
            if not printed or any(document.title_text in affected for document, _ in printed):
                told |= set(subject.paths)
    return {path for path in old.lines.keys() | new.lines.keys() if path.startswith("content/")} - told


def drawable(old: State, new: State, *, all_of_them: bool) -> list[tuple[Made | None, Made | None]]:
    """Return the documents whose pages may look different: those that say something else, or all of them."""
    subjects = paired(old.subjects, new.subjects, NO_YEARS)
    return [
        (mine, theirs)
        for before, after in subjects
        for mine, theirs in _documents(old.printed(before), new.printed(after))
        if (mine or theirs) and (all_of_them or not mine or not theirs or any(differences(mine[0], theirs[0], "")))
    ]


def _documents(old: Mapping[str, Made], new: Mapping[str, Made]) -> list[tuple[Made | None, Made | None]]:
    """Pair the documents of one subject by their kind."""
    return [(old.get(kind), new.get(kind)) for kind in dict.fromkeys([*old, *new])]


def _changes(
    old: State, new: State, pairs: Sequence[tuple[Subject | None, Subject | None]], years: Years
) -> Iterator[Change]:
    for shown, before, after in entries(pairs, years):
        if before and after:
            yield from compare(shown, flatten(before, old.lines), flatten(after, new.lines), years)
        elif before:
            at = before.position
            yield Change(Kind.REMOVED, shown, (), old=said(before), before=at, old_value=cost(before), unit="元")
        elif after:
            at = after.position
            yield Change(Kind.ADDED, shown, (), new=said(after), after=at, new_value=cost(after), unit="元")


def _effects(
    old: State, new: State, pairs: Sequence[tuple[Subject | None, Subject | None]], years: Years
) -> Iterator[Effect | TableEffect]:
    documents = (pair for before, after in pairs for pair in _documents(old.printed(before), new.printed(after)))
    for mine, theirs in documents:
        if mine and theirs:
            yield from differences(mine[0], theirs[0], theirs[0].title_text, years)
        elif shown := theirs or mine:
            yield Effect(shown[0].title_text, "", "全文", "有" if mine else "", "有" if theirs else "")
