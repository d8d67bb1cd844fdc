"""Departments as parts of all content: how it is divided, and what was found in some of them and beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.check import same_names
from generator.departments.record import Record, found_in, lines, record
from generator.load.survey import SUFFIX
from generator.load.unread import untouched
from generator.model.finding import by_place, ordered, stricter
from generator.write import tracked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.load.survey import Survey
    from generator.model.finding import Finding
    from generator.pipeline import Result

# So many files a process reads before it lets go of them; fewer are not worth a process.
SHARE: Final = 100
_DEPTH: Final = 3


@dataclass(slots=True)
class Checked:
    """What a check of all content says: `lines` hold what findings are about, `files` is how many were read."""

    findings: list[Finding]
    lines: Mapping[str, Sequence[str]]
    waived: int
    skipped: Mapping[str, tuple[str, ...]]
    files: int


def told(result: Result) -> Checked:
    """Return what a check made whole says."""
    return Checked(result.findings, result.lines, len(result.waived), result.skipped, len(result.content.files.lines))


@dataclass(slots=True)
class Part:
    """What was found in some departments, and beside them: findings and lines of files that several may share."""

    records: dict[str, Record]
    shared: list[Finding]
    lines: dict[str, dict[int, str]]
    read: list[str]

    @property
    def is_divided(self) -> bool:
        """Whether all of it belongs to one department or another."""
        return not self.shared and set(self.read) == {path for one in self.records.values() for path in one.read}


def divided(there: Survey) -> dict[str, int] | None:
    """Return the folders of departments with their numbers of files; None where other content may have a part."""
    folders = ["/".join(year.split("/")[:_DEPTH]) for year in there.years]
    own = dict.fromkeys(folders, 0)
    for path in there.paths:
        folder = "/".join(path.split("/")[:_DEPTH])
        if folder in own:
            own[folder] += 1
        elif path.endswith(SUFFIX) and path not in there.charts:
            return None
    return own


def shares(missing: Sequence[str], sizes: Mapping[str, int]) -> list[list[str]]:
    """Divide departments into shares of about as many files."""
    reached, shares = 0, []
    for folder in missing:
        shares.append((reached // SHARE, folder))
        reached += sizes[folder]
    return [[folder for _, folder in own] for _, own in groupby(shares, key=lambda pair: pair[0])]


def part(folders: Sequence[str], result: Result) -> Part:
    """Return what was found in some departments."""
    findings = ordered(result.findings)
    records = {folder: record(folder, result) for folder in folders}
    known = {finding for folder in folders for finding in found_in(folder, findings)}
    shared = [finding for finding in findings if finding not in known]
    return Part(
        records, shared, lines([finding.position for finding in shared], result.lines), list(result.content.files.lines)
    )


def joined(root: Path, there: Survey, records: Sequence[Record], parts: Sequence[Part], *, strict: bool) -> Checked:
    """Join what was found in departments with what concerns several."""
    read = {path for one in records for path in one.read} | {path for part in parts for path in part.read}
    findings = [finding for one in records for finding in one.findings]
    names = [
        *(names for one in records for names in one.projects),
        *(names for one in records for names in one.statements),
    ]
    others = [
        *(finding for part in parts for finding in part.shared),
        *untouched(there, read, []),
        *tracked.finding(tracked.tracked(root)),
        *same_names.refused(names).values(),
    ]
    known = set(findings)
    others = [one for one in dict.fromkeys(map(stricter, others) if strict else others) if one not in known]
    shown: dict[str, dict[int, str]] = {}
    for own in (*(one.lines for one in records), *(part.lines for part in parts)):
        shown |= {path: shown.get(path, {}) | given for path, given in own.items()}
    skipped = {path: codes for one in records for path, codes in one.skipped.items()}
    return Checked(
        sorted([*findings, *others], key=by_place),
        {path: [given.get(number + 1, "") for number in range(max(given))] for path, given in shown.items()},
        sum(one.waived for one in records),
        dict(sorted(skipped.items())),
        len(read),
    )
