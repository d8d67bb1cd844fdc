"""Tells how a printed figure came to be what it is: each commit that changed it, and from what to what."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.uncollected import uncollected
from generator.review.past import Past
from generator.review.versions.version import cannot
from generator.system import git
from generator.system.objects import ObjectError, Objects

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
    """Yield the changes of the places that a query means, oldest first; states that can't be read are passed over.

    A commit is told what differs from all that it was made from: a merge that only joins has changed nothing.
    """
    commits = list(_commits(root))
    with tempfile.TemporaryDirectory() as space, Objects(root) as objects, uncollected():
        past = Past(objects, git.prefix(root), query, Path(space), commits[-1][0])
        try:
            for commit, parents, day, subject in commits:
                after = past.printed(commit, parents)
                befores = [past.printed(parent) for parent in parents] or [{}]
                for place in dict.fromkeys([*befores[0], *after]):
                    old, new = befores[0].get(place, ""), after.get(place, "")
                    if all(before.get(place, "") != new for before in befores):
                        yield Step(commit, day, subject, place, old, new)
        except ObjectError as problem:
            raise cannot(str(problem), "看看 git 仓库是不是完整。") from problem


def _commits(root: Path) -> Iterator[tuple[str, list[str], str, str]]:
    """Yield hash, parents, day and subject of each commit, parents first."""
    said = git.run(root, "log", "--topo-order", "--reverse", "-z", "--format=%H%x1f%P%x1f%as%x1f%s")
    if said is None:
        raise cannot("这里没有提交", "先用 git commit 提交。")
    known: set[str] = set()
    for line in filter(None, said.decode("utf-8", "replace").split("\0")):
        commit, parents, day, subject = line.split("\x1f", 3)
        # A clone that isn't whole begins somewhere.
        yield commit, [parent for parent in parents.split() if parent in known], day, subject
        known.add(commit)
