"""Tells how a printed figure came to be what it is: each commit that changed it, and from what to what."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.model.finding import FindingError
from generator.model.places import places
from generator.review import states

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the commit, its day, and the texts of the places before and after; "" where there was none."""

    commit: str
    day: str
    subject: str
    place: str
    old: str
    new: str


def history(root: Path, query: str) -> Iterator[Step]:
    """Yield the changes of the places that a query means, oldest first; states that can't be read are passed over."""
    before: dict[str, str] = {}
    for commit, day, subject in states.commits(root):
        after = _printed(root, commit, query)
        if after is None:
            continue
        for place in dict.fromkeys([*before, *after]):
            if before.get(place, "") != after.get(place, ""):
                yield Step(commit, day, subject, place, before.get(place, ""), after.get(place, ""))
        before = after


def _printed(root: Path, commit: str, query: str) -> dict[str, str] | None:
    """Return what a commit printed in the places meant, by document and place; None if it can't be read."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = pipeline.check(states.unpack(root, commit, Path(folder, "state")))
        except FindingError:
            return None
        return {
            f"《{document.title_text}》{place.name}": place.text.plain
            for document, _ in result.documents
            for place in places(document)
            if place.answers(query) and any(run.figure for run in place.text.runs)
        }
