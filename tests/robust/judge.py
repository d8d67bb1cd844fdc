"""Tries a change of one file, and says what came of it that should not have."""

from __future__ import annotations

import re
import shutil
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from generator import drafting, pipeline
from generator.model.barrier import OURS, SYSTEMS
from generator.model.memory import Memory
from tests.conftest import real_repository
from tests.robust.repository import ACCOUNTS, SHARED, YEARS, neighbour, remember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from generator.model.finding import Finding
    from generator.pipeline import Result
    from tests.robust.mutate import Mutation

# No file keeps a core busy for so long; by the clock it may take some times as long beside other work.
SECONDS = 30
WAITS = 10
# One change in so many gets a draft, which takes as long as a check, or longer.
DRAFTS = 5
# What is remembered of the changes themselves is of no use: after so many a new memory begins.
MEMORIES = 20
LATIN = re.compile(r"[A-Za-z]{3,}")
# Latin words that findings say on their own: names of programs, of files and of what files are.
KNOWN = frozenset(
    "shenbao check fix fmt git docs yaml YAML UTF GBK Tab Code Unicode Windows Word Excel PDF templates common fonts"
    " department projects content insurance pack words WPS pull build make toml upgrade document docx".split()
)
QUOTED = re.compile(r"「[^」]*」|\$\{[^}]*\}|\{%.*?%\}|U\+[0-9A-F]+|content/[\w./-]+")


class TooLongError(BaseException):
    """Raised where a change keeps the program busy; no barrier of the program may catch it."""


class Judge:
    """A copy of the real content, in which one file at a time is changed."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        remember(patch)
        self.root, self.out = real_repository(folder / "repo"), folder / "out"
        self.memory, self.checked = Memory(), 0
        self.sound = {year: pipeline.check(self.root, [self.root / year]) for year in YEARS}
        packs = [file.name for file in (self.root / "templates").rglob("*")]
        said = [said_of(finding) for result in self.sound.values() for finding in result.findings]
        written = [file.read_text(encoding="utf-8") for file in (self.root / "content").rglob("*.yaml")]
        self.known = KNOWN | set(LATIN.findall("\n".join((*said, *written, *packs))))

    def faults(self, change: Mutation) -> list[str]:
        """Return what should not have come of a change."""
        file = self.root / change.path
        before = file.read_bytes()
        file.write_bytes(change.data)
        try:
            with _alarm():
                return self._faults(change)
        except (Exception, TooLongError) as problem:  # noqa: BLE001 - that is what is looked for
            return [f"{type(problem).__name__}: {problem}"]
        finally:
            file.write_bytes(before)
            shutil.rmtree(self.out, ignore_errors=True)

    def _faults(self, change: Mutation) -> list[str]:
        other = neighbour(change.year)
        paths = [self.root / change.year, self.root / other]
        drafted = change.seed % DRAFTS == 0
        result = drafting.draft(self.root, paths, out=self.out) if drafted else self._check(change, paths)
        wrong = [said_of(f) for f in result.findings if f.code in {OURS, SYSTEMS}]
        known = self.known | set(LATIN.findall(change.data.decode("utf-8", "replace")))
        wrong += [
            f"English: {words} in {said_of(f)}"
            for f in result.findings
            if (words := set(LATIN.findall(QUOTED.sub("", said_of(f)))) - known)
        ]
        wrong += [f"outside: {f.code} {f.position} {f.message}" for f in _outside(result, change)]
        if _of(result, other) != _of(self.sound[other], other):
            wrong.append(f"{other} is not as before")
        blamed = {f.position.path for f in result.findings if f.is_error and f.position}
        made = [document.source for document, _ in result.documents if document.source.startswith(change.year)]
        return wrong + [
            f"made in spite of errors: {source}" for source in made if change.path in blamed & self._of(source)
        ]

    def _check(self, change: Mutation, paths: list[Path]) -> Result:
        """Check what a change concerns; what it leaves as it was is remembered, but nothing of other templates is."""
        if change.path.startswith("templates/"):
            return pipeline.check(self.root, paths)
        if self.checked % MEMORIES == 0:
            self.memory = Memory()
        self.checked += 1
        return pipeline.check(self.root, paths, memory=self.memory)

    def _of(self, source: str) -> set[str]:
        """Return the files that a document is made from."""
        return {
            path
            for result in self.sound.values()
            for subject in result.subjects
            if subject.path == source
            for path in subject.paths
        }


def said_of(finding: Finding) -> str:
    """Return all that a finding says."""
    return f"{finding.code} {finding.message} {finding.cause} {finding.hint}"


def _outside(result: Result, change: Mutation) -> Iterator[Finding]:
    """Yield the findings at files that a change has nothing to do with."""
    allowed = (f"{change.year}/", f"{neighbour(change.year)}/", *SHARED[change.year], ACCOUNTS, "templates/common/")
    for finding in result.findings:
        places = [finding.position, *(mark.position for mark in finding.marks)]
        if any(place is None or not place.path.startswith(allowed) for place in places):
            yield finding


def _of(result: Result, year: str) -> tuple[list[Any], list[Any]]:
    found = [f for f in result.findings if f.position and f.position.path.startswith(year)]
    return found, [made for made in result.documents if made[0].source.startswith(year)]


@contextmanager
def _alarm() -> Iterator[None]:
    """Stop what keeps a core busy, or waits for ever; a machine with other work to do is no fault of the program."""

    def ring(*_: object) -> None:
        raise TooLongError(SECONDS)

    old = {number: signal.signal(number, ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.alarm(WAITS * SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for number, handler in old.items():
            signal.signal(number, handler)
