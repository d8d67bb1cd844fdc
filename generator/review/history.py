"""Tells how a printed figure came to be what it is: each commit that changed it, and from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import pipeline
from generator.model.finding import FindingError
from generator.model.places import places
from generator.review.versions.named import version
from generator.review.versions.version import cannot
from generator.review.versions.years import year_of
from generator.system import git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
    for commit, day, subject in _commits(root):
        after = _printed(root, commit, query)
        if after is None:
            continue
        for place in dict.fromkeys([*before, *after]):
            if before.get(place, "") != after.get(place, ""):
                yield Step(commit, day, subject, place, before.get(place, ""), after.get(place, ""))
        before = after


def _printed(root: Path, commit: str, query: str) -> dict[str, str] | None:
    """Return what a commit printed in the places meant, by document and place; None if it can't be read."""
    with version(root, commit) as state:
        try:
            result = pipeline.check(state.folder(year for path in state.files if (year := year_of(path))))
        except FindingError:
            return None
        return {
            f"《{document.title_text}》{place.name}": place.text.plain
            for document, _ in result.documents
            for place in places(document)
            if place.answers(query) and any(run.figure for run in place.text.runs)
        }


def _commits(root: Path) -> list[tuple[str, str, str]]:
    """Return hash, day and subject of each commit that changed content or templates, oldest first."""
    said = git.run(root, "log", "-z", "--reverse", "--format=%H%x1f%as%x1f%s", "--", "content", "templates")
    if said is None:
        raise cannot("这里没有提交", "先用 git commit 提交。")
    rows = (row.split("\x1f", 2) for row in said.decode("utf-8", "replace").split("\0") if row)
    return [(commit, day, subject) for commit, day, subject in rows]
