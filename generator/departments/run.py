"""Checks all content, department by department: from what is kept of each, or anew, in several processes.

What concerns several departments is told here: files that nobody reads, documents of the same name. What can't be
divided so is checked whole.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.check import same_names
from generator.departments.record import Record, as_record, found_in, lines, record
from generator.load.survey import SUFFIX, survey
from generator.load.unread import untouched
from generator.model.finding import by_place, ordered, stricter
from generator.pipeline import check, examine
from generator.system.look import linked
from generator.system.processes import workers
from generator.unchanged import traits
from generator.unchanged.entries import Entries, digest
from generator.unchanged.run import is_on_forge
from generator.write import tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.load.survey import Survey
    from generator.model.finding import Finding
    from generator.pipeline import Result

NAME: Final = "departments"
KEPT, SIZE = 20_000, 256 * 1024 * 1024
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


@dataclass(slots=True)
class _Part:
    """What was found in some departments, and beside them: findings and lines of files that several may share."""

    records: dict[str, Record]
    shared: list[Finding]
    lines: dict[str, dict[int, str]]
    read: list[str]


def run(root: Path, *, strict: bool, fresh: bool = False) -> Checked:
    """Check all content of a repository; `fresh` takes nothing from what is kept, and keeps nothing."""
    there = survey(root)
    departments = _departments(there)
    if departments is None or is_on_forge() or fresh:
        return told(check(root, strict=strict))
    kept = _Kept(root, strict=strict)
    found = {folder: kept.get(folder) for folder in departments}
    missing = [folder for folder, one in found.items() if one is None]
    parts = list(_examined(root, _shares(missing, departments), strict=strict))
    for part in parts:
        found |= part.records
        if not part.shared and set(part.read) == {path for one in part.records.values() for path in one.read}:
            for folder, one in part.records.items():
                kept.put(folder, one)
    if missing:
        kept.prune()
    return _joined(root, there, [one for one in found.values() if one is not None], parts, strict=strict)


def _departments(there: Survey) -> dict[str, int] | None:
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


def told(result: Result) -> Checked:
    """Return what a check made whole says."""
    return Checked(result.findings, result.lines, len(result.waived), result.skipped, len(result.content.files.lines))


def _shares(missing: Sequence[str], sizes: Mapping[str, int]) -> list[list[str]]:
    """Divide departments into shares of about as many files."""
    reached, shares = 0, []
    for folder in missing:
        shares.append((reached // SHARE, folder))
        reached += sizes[folder]
    return [[folder for _, folder in own] for _, own in groupby(shares, key=lambda pair: pair[0])]


def _examined(root: Path, shares: Sequence[Sequence[str]], *, strict: bool) -> Iterator[_Part]:
    """Check shares, in several processes where there is enough for them."""
    count = min(os.cpu_count() or 1, len(shares))
    work = partial(_examine, root, strict=strict)
    if count > 1:
        with workers(count) as executor:
            yield from executor.map(work, shares)
    else:
        yield from map(work, shares)


def _examine(root: Path, folders: Sequence[str], *, strict: bool) -> _Part:
    result = examine(root, [root / folder for folder in folders], strict=strict)
    result.findings = ordered(result.findings)
    records = {folder: record(folder, result) for folder in folders}
    known = {id(finding) for folder in folders for finding in found_in(folder, result.findings)}
    shared = [finding for finding in result.findings if id(finding) not in known]
    return _Part(
        records, shared, lines([finding.position for finding in shared], result.lines), list(result.content.files.lines)
    )


class _Kept:
    """What is kept of departments: under all that decides what is said of each."""

    def __init__(self, root: Path, *, strict: bool) -> None:
        self.root, self.strict = root, strict
        self.entries = Entries(root, NAME)
        self.keys: dict[str, str] = {}
        self.surroundings = self._surroundings()

    def get(self, folder: str) -> Record | None:
        """Return what is kept of a department that has not changed since."""
        key = self._key(folder)
        if key:
            self.keys[folder] = key
            with suppress(LookupError, TypeError, ValueError):
                data = self.entries.get(key)
                return as_record(data) if data else None
        return None

    def put(self, folder: str, one: Record) -> None:
        """Keep what was found, if nothing has changed meanwhile."""
        with suppress(OSError):
            if one.is_regular and folder in self.keys and self._key(folder) == self.keys[folder]:
                self.entries.put(self.keys[folder], one.as_data())

    def prune(self) -> None:
        """Keep within bounds."""
        with suppress(OSError):
            self.entries.prune(KEPT, SIZE)

    def _surroundings(self) -> str:
        with suppress(traits.UnknowableError, OSError, ValueError):
            found = traits.surroundings(self.root)
            for path in survey(self.root).charts:
                if linked(self.root, path):  # It may lead out of the repository, where nothing is read.
                    raise traits.UnknowableError(path)
                found.file(self.root / path)
            return found.digest
        return ""

    def _key(self, folder: str) -> str:
        """Return what a department is kept under; nothing where that can't be told."""
        with suppress(traits.UnknowableError, OSError, ValueError):
            own = traits.Traits()
            own.folder(self.root / folder)
            return (
                digest({"own": own.digest, "with": self.surroundings, "strict": self.strict})
                if self.surroundings
                else ""
            )
        return ""


def _joined(root: Path, there: Survey, records: Sequence[Record], parts: Sequence[_Part], *, strict: bool) -> Checked:
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
