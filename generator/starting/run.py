"""Checks a draft beside what is there, and writes it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator import pipeline
from generator.carrying import is_pack
from generator.editing import holding
from generator.load.files import Files
from generator.model.finding import FindingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.starting.draft import Draft
    from generator.write.staging import Waiting


@dataclass(slots=True)
class Begun:
    """What a beginning came to: its files, what was written of them, and what people have to decide in them.

    `taken` are those that are there already, `refused` what else kept all from being written. `unanswered` counts the
    keys without a value that there have to be, `open` is what a check finds.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    unanswered: int = 0
    open: list[Finding] = field(default_factory=list)


def begin(root: Path, draft: Draft, waiting: Waiting | None = None) -> Begun:
    """Write the files of a draft, unless an answer can't be read or one of them is there already."""
    done = Begun()
    with holding(root, (), waiting) as files:
        try:
            done.files = draft.files()
        except FindingError as problem:
            done.refused = [problem.finding]
            return done
        changed = draft.added.path if draft.added is not None else ""
        done.taken = [path for path in done.files if path != changed and os.path.lexists(root / path)]
        done.refused = draft.faults()
        if not (done.taken or done.refused):
            done.unanswered = sum(key.is_required for key in draft.open())
            done.open = _news(root, done.files)
            done.written = [path for path, data in done.files.items() if files.write(path, data)]
            done.refused = list(files.failed.values())
    return done


def _news(root: Path, new: Mapping[str, bytes]) -> list[Finding]:
    """Return what a check finds in the new files, and the errors elsewhere that they bring."""
    reader = Files(root, overlay=dict(new))
    packs = [path for path in new if is_pack(path)]
    for path in packs:
        reader.pack(path.split("/")[1])
    places = list(dict.fromkeys(root / "/".join(path.split("/")[:4]) for path in new if path not in packs))
    if not places:
        return reader.findings
    before = Counter(map(_said, pipeline.check(root, [place for place in places if place.exists()]).findings))
    found: list[Finding] = []
    for finding in pipeline.check(root, places, overlay=new).findings:
        before[_said(finding)] -= 1
        is_near = finding.position is not None and finding.position.path in new
        if before[_said(finding)] < 0 and (finding.is_error or is_near):
            found.append(finding)
    return found


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.message, finding.position.path if finding.position else ""
