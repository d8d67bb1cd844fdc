"""Builds all content, department by department: what has not changed, and whose outputs are there, is not read again.

A share of departments is read, checked and made, and let go of before the next: memory doesn't grow with their number.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from generator import outputs
from generator.check.same_names import Seen, of
from generator.departments.kept import Kept
from generator.departments.parts import Checked, Part, divided, joined, part, shares, told
from generator.load.survey import survey, within
from generator.load.unread import gone
from generator.outputs import Making
from generator.pipeline import build as build_whole
from generator.pipeline import examine
from generator.system.digests import digest_file
from generator.system.look import linked
from generator.unchanged.entries import digest
from generator.unchanged.run import is_on_forge
from generator.write import tracked
from generator.write.store import Changes, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.departments.record import Record
    from generator.load.survey import Survey
    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.pipeline import Result
    from generator.team import Means
    from generator.work import Progress
    from generator.write.staging import Waiting


@dataclass(slots=True)
class Built:
    """What a build says and did; `current` counts the outputs that needed no making.

    `is_lasting` tells whether the next run finds the same again if nothing changes until then.
    """

    checked: Checked
    changes: Changes
    current: int
    is_lasting: bool


def build(  # noqa: PLR0913 - the options of the command, all but two by name
    root: Path,
    paths: Sequence[Path] = (),
    *,
    formats: Sequence[str],
    out: Path,
    strict: bool = False,
    fresh: bool = False,
    force: bool = False,
    means: Means | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Built:
    """Do what the build of the pipeline does; all content by departments, where it can be divided so."""
    there = survey(root)
    sizes = None if paths or tracked.tracked(root) else divided(there)
    if sizes is not None:
        with outputs.held(root, out, waiting, fresh=fresh) as (place, problems):
            if place is not None:
                store = Store(root, out, place, {})
                return _Build(there, sizes, store, strict=strict, force=force).run(formats, means, progress, problems)
    result = build_whole(
        root,
        paths,
        formats=formats,
        out=out,
        strict=strict,
        fresh=fresh,
        force=force,
        means=means,
        progress=progress,
        waiting=waiting,
    )
    return Built(told(result), result.changes, result.current, result.is_lasting)


class _Build:
    """A build of all departments; `sizes` are their folders with their numbers of files."""

    def __init__(self, there: Survey, sizes: Mapping[str, int], store: Store, *, strict: bool, force: bool) -> None:
        self.there, self.sizes, self.store, self.strict = there, sizes, store, strict
        self.order = sorted(sizes, key=lambda folder: folder.split("/"))
        self.kept = None if is_on_forge() else Kept(store.root, strict=strict)
        self.force, self.is_lasting = force, True
        self.found: dict[str, Record] = {}
        self.parts: list[Part] = []
        self.seen, self.passed = Seen(), 0
        self.current = self.made = 0

    def run(self, formats: Sequence[str], means: Means | None, progress: Progress | None, more: list[Finding]) -> Built:
        """Make what is not current; return what is said of everything, `more` too."""
        from generator.team import gather  # noqa: PLC0415 - it reads all formats, of which a check needs none

        missing = [folder for folder in self.order if not self._is_current(folder, formats)]
        left, lost = sum(self.sizes[folder] for folder in missing), None
        more += self.store.doubts
        try:
            with gather(self.store.root, formats if missing else (), means, most=left, is_forced=self.force) as team:
                for folders in shares(missing, self.sizes):
                    left -= sum(self.sizes[folder] for folder in folders)
                    tell = self._telling(progress, left * len(formats))
                    self._make(folders, Making(self.store, formats, team, tell, self.force))
            lost = self._gone()
        finally:
            more += outputs.finish(self.store, lost)
        if self.kept and missing:
            self.kept.prune()
        records = [self.found[folder] for folder in self.order]
        checked = joined(self.store.root, self.there, records, self.parts, strict=self.strict)
        checked.findings = list(dict.fromkeys([*checked.findings, *more]))
        is_lasting = self.is_lasting and not (more or self.store.changes.removed)
        return Built(checked, self.store.changes, self.current, is_lasting)

    def _is_current(self, folder: str, formats: Sequence[str]) -> bool:
        """Whether a department is as it was when all its outputs were made, and these are there."""
        one = self.kept.get(folder) if self.kept else None
        if self.force or one is None or len(one.outputs) < len(one.names) or not set(formats) <= set(one.formats):
            return False
        outputs = [self._outputs(key, told, formats) for key, told in one.outputs.items()]
        if None in outputs:
            return False
        self.found[folder] = one
        self.current += sum(filter(None, outputs))
        return True

    def _outputs(self, key: str, told: str, formats: Sequence[str]) -> int | None:
        """Return how many outputs a document has, where they are those of which the manifest told that."""
        record = self.store.old.documents.get(key)
        if record is None or digest(asdict(record)) != told:
            return None
        own = {target: one for target, one in record.outputs.items() if target.rpartition(".")[2] in formats}
        is_sound = all(
            not linked(self.store.out, target)
            and (self.store.out / target).is_file()
            and digest_file(self.store.out / target) == one.sha256
            for target, one in own.items()
        )
        return len(own) if is_sound else None

    def _make(self, folders: Sequence[str], making: Making) -> None:
        """Read, check and make some departments."""
        result = examine(self.store.root, [self.store.root / folder for folder in folders], strict=self.strict)
        self.store.inputs |= result.inputs
        before, documents = list(result.findings), list(self._allowed(folders, result))
        self.current += making.make(documents, result.findings)
        one = part(folders, result)
        for folder, own in one.records.items():
            own.formats = list(making.formats)
            keys = (document.key for document, _ in documents if within(document.source, [folder]))
            own.outputs = {key: digest(asdict(made)) for key in keys if (made := self.store.documents.get(key))}
        if before != result.findings:
            self.is_lasting = False
        elif self.kept:
            self.kept.keep(one)
        self.found |= one.records
        self.parts.append(one)

    def _allowed(self, folders: Sequence[str], result: Result) -> Iterator[tuple[Document, Layout]]:
        """Yield the documents that have no name of one in a folder before theirs."""
        until = self.order.index(folders[-1]) + 1
        for folder in self.order[self.passed : until]:
            if folder in self.found:
                for names in self.found[folder].names:
                    self.seen.refuse(names)
            else:
                own = (made for made in result.documents if within(made[0].source, [folder]))
                yield from (made for made in own if self.seen.refuse(of(made[0])) is None)
        self.passed = until

    def _gone(self) -> list[str]:
        """Return the documents of the manifest behind which nothing stands any more."""
        records = self.found.values()
        read = {path for one in records for path in one.read} | {path for one in self.parts for path in one.read}
        sources = [path for one in records for path in one.sources]
        made = {path: keys for one in records for path, keys in one.keys.items()}
        return gone(self.store.documents, self.there, read, sources, made)

    def _telling(self, progress: Progress | None, later: int) -> Progress | None:
        """Return what is told of the outputs of a share; of those that come later it is known how many they may be."""
        done = self.made

        def tell(count: int, total: int, target: str) -> None:
            self.made = done + count
            if progress is not None:
                progress(self.made, done + total + later, target)

        return tell
