"""Reads the two states of a comparison; if either can't be read, there is no answer."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.model.finding import Finding, FindingError, error
from generator.model.review import Review
from generator.review import states
from generator.review.compare import State, review

if TYPE_CHECKING:
    from collections.abc import Iterable


def diff(root: Path, base: str = "", head: str = "") -> Review:
    """Compare two git revisions or folders; by default, where the branch left main against the present files.

    Raises:
        FindingError: a side could not be found or read; the finding says 无法比较 and why.
    """
    with tempfile.TemporaryDirectory() as folder:
        before = states.unpack(root, base or states.merge_base(root), Path(folder, "old"))
        after = states.unpack(root, head, Path(folder, "new")) if head else root
        changed = states.changed(before, after)
        if not changed:
            return Review()
        # The words of templates can only change with them.
        with_labels = states.templates_differ(before, after)
        old, new = (
            _state(root, changed, side, with_labels=with_labels)
            for root, side in ((before, "旧版本"), (after, "新版本"))
        )
        return review(old, new)


def _state(root: Path, changed: Iterable[str], side: str, *, with_labels: bool) -> State:
    """Read the files and folders that differ; nothing else can have changed."""
    paths = [root / path for path in changed if (root / path).exists()]
    if not paths:
        return State([], {}, [], {})
    result = pipeline.check(root, paths)
    unread = [finding for finding in result.findings if finding.is_error and finding.code not in pipeline.RULES]
    if unread:
        raise _cannot(side, unread[0])
    made = {document.source: (document, layout) for document, layout in result.documents}
    for subject in result.subjects:
        # What breaks a rule is not published, but its reviewer wants to see what it would print.
        if subject.path not in made and subject.pack is not None:
            made[subject.path] = pipeline.assemble(root, subject, subject.pack)
    labels = {source: pipeline.labels(*both) for source, both in made.items()} if with_labels else {}
    documents = {source: document for source, (document, _) in made.items()}
    return State(result.subjects, documents, result.findings, result.lines, labels)


def _cannot(side: str, finding: Finding) -> FindingError:
    hint = "先用 shenbao check 检查，改好再比较。"
    return FindingError(error("BJ-002", f"无法比较：{side}读不出，{finding.message}", finding.position, hint=hint))
