"""Drafts: documents as far as they can be shown, mistakes or no mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import pipeline
from generator.assemble.subject import assemble
from generator.load.standins import readable
from generator.model.barrier import barrier
from generator.model.finding import FindingError, ordered
from generator.model.position import Position
from generator.model.values import InvalidValueError
from generator.write import files, staging, tracked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.subject import Subject
    from generator.pipeline import Result
    from generator.write.staging import Waiting


def draft(
    root: Path, paths: Iterable[Path] = (), *, out: Path, strict: bool = False, waiting: Waiting | None = None
) -> Result:
    """Check everything, then write a draft of each document that can be assembled."""
    from generator.render import draft as drafts  # noqa: PLC0415 - a folder that leads away gets none

    if tracked.leads_away(root, tracked.tracked(root)):
        return pipeline.check(root, paths, strict=strict)
    with staging.held(root, out, waiting) as (place, problems):
        result = pipeline.check(root, paths, strict=strict)
        result.findings += problems
        for subject in result.subjects if place else ():
            found = about(subject, result.findings)
            for kind in subject.documents:
                with barrier(result.findings, "做草稿", Position(subject.path, 1)):
                    made = readable_document(root, subject, kind, found)
                    if made and place:
                        target = f"{made[0].department}/{made[0].year}/{made[0].name}.html"
                        files.replace(out / target, drafts.render(*made, found), place, root)
                        result.changes.written.append(target)
        result.findings = ordered(result.findings)
        return result


def about(subject: Subject, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the files of a subject."""
    return [finding for finding in findings if finding.position and finding.position.path in subject.paths]


def readable_document(
    root: Path, subject: Subject, kind: str, found: Iterable[Finding]
) -> tuple[Document, Layout] | None:
    """Assemble what can be shown of a document: what could not be read stands there as it was written.

    None where nothing can be shown, and what was `found` in the subject's files says why.
    """
    try:
        return assemble(root, readable(subject), kind)
    except (FindingError, InvalidValueError):
        if any(finding.is_error for finding in found):
            return None  # Money whose code can't be read has no place in a table; the code has been told.
        raise
