"""The output folder: which outputs are missing or stale, and how they are replaced."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model.document_key import file_of
from generator.model.finding import Finding, FindingError, Severity
from generator.model.layout import TEMPLATES
from generator.model.position import Position
from generator.system.look import linked
from generator.write import failure, journal, state
from generator.write import manifest as manifests
from generator.write.compare import DRAFTS
from generator.write.failure import told
from generator.write.files import remove, replace_together
from generator.write.manifest import FORMATS
from generator.write.plan import LOCK, Job, is_current, jobs, templates
from generator.write.staging import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from generator.model.listing import Listing

INDEX = "index.html"


@dataclass(slots=True)
class Changes:
    """What became of the outputs; paths are relative to the output folder."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Store:
    """An output folder with its manifest, while a run holds it.

    `root` is the repository, `staging` the folder where files lie until they are whole, `inputs` gives the paths of
    the files behind each document. Where the folder isn't trusted, it counts as empty, and everything is made anew.
    """

    def __init__(
        self, root: Path, out: Path, staging: Path, inputs: Mapping[str, tuple[str, ...]], *, is_trusted: bool = True
    ) -> None:
        self.root, self.out, self.staging, self.inputs = root, out, staging, dict(inputs)
        self.journal = staging / JOURNAL
        self.old, self.doubts = manifests.known(out) if is_trusted else (manifests.Manifest(), [])
        if is_trusted:
            self.old, _ = journal.join(self.old, out, self.journal)
        self.documents = dict(self.old.documents)
        self.changes = Changes()

    def is_current(self, job: Job) -> bool:
        """Whether an output is there already and says what it should."""
        return is_current(job, self.out, self.old)

    def replace(self, own: list[Job], made: Mapping[str, bytes]) -> list[Finding]:
        """Replace the outputs of one document, all or none; return what the system has against it."""
        source = own[0].document.key
        record = self._record(own, made)
        files = {job.target: made[job.target] for job in own if job.target in made}
        try:
            if files:
                self._announce({source: record})
                replace_together({self._place(target): data for target, data in files.items()}, self.staging, self.root)
        except FindingError as problem:
            there, _ = journal.settle(self.old.documents.get(source), record, self.out)
            self.documents |= {source: there} if there else {}
            return [problem.finding]
        self.documents[source] = record
        self.changes.written += files
        return []

    def finish(
        self, *, gone: Collection[str] | None, index: Callable[[Sequence[Listing]], bytes | None]
    ) -> list[Finding]:
        """Drop outputs that nothing stands behind any more; then write the list and the manifest.

        `gone` are the documents whose content is gone, where all content was looked at; `index` makes the page that
        lists all documents there are, or nothing where its template is wrong. Returns what there is to tell.
        """
        dropped = {source: self.documents.pop(source) for source in gone or ()}
        if gone is not None:
            # What drafts say is old once everything is made anew, and they must not lie beside what is published.
            shutil.rmtree(self.out / DRAFTS, ignore_errors=True)
        found: list[Finding] = []
        try:
            self._clear(found)
            found += (_farewell(*both) for both in dropped.items() if both[0] not in self.documents)
            if self.documents or self.old.documents:
                self._close(index)
        except FindingError as problem:
            found.append(problem.finding)
        self.changes.written.sort()
        return found

    def _announce(self, records: Mapping[str, manifests.Record | None]) -> None:
        with told(self.journal, self.root):
            journal.add(self.journal, records)

    def _clear(self, found: list[Finding]) -> None:
        """Remove outputs of the last runs that no document has now; those that can't be removed stay in its record."""
        left = _targets(self.old.documents) - _targets(self.documents)
        owners = [source for source, record in self.old.documents.items() if left & record.outputs.keys()]
        if owners:
            self._announce({source: self.documents.get(source) for source in owners})
        # What lies behind a link to elsewhere was never written by us, whatever the manifest says.
        for target in sorted(target for target in left if linked(self.out, target) in {None, target}):
            try:
                remove(self._place(target), self.out, self.root)
            except FindingError as problem:
                found.append(problem.finding)
                self._keep(target)
            else:
                self.changes.removed.append(target)

    def _keep(self, target: str) -> None:
        """Leave an output in the manifest: it is still there."""
        for source, old in self.old.documents.items():
            if target in old.outputs:
                record = self.documents.setdefault(source, replace(old, outputs={}))
                record.outputs[target] = old.outputs[target]

    def _close(self, index: Callable[[Sequence[Listing]], bytes | None]) -> None:
        """Write the page that lists the documents, and the manifest, where they say something else."""
        lock = self.root / LOCK
        new = manifests.Manifest(
            commit=state.commit(self.root),
            lock=manifests.digest(lock.read_bytes()) if lock.is_file() else "",
            versions=state.versions(self.root),
            documents=self.documents,
            site=self.old.site,
        )
        new.clean = state.is_clean(self.root, {path for record in new.documents.values() for path in record.inputs})
        page = index(manifests.listings(new))
        if page is not None:  # Without one, the old stays.
            new.site = {INDEX: manifests.digest(page)}
            self._write(INDEX, page, new.site)
        self._write(manifests.NAME, new.dump())
        self.journal.unlink(missing_ok=True)

    def _write(self, name: str, data: bytes, site: dict[str, str] | None = None) -> None:
        path = self._place(name)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return
        if site:
            with told(self.journal, self.root):
                journal.add_site(self.journal, site)
        replace_together({path: data}, self.staging, self.root)

    def _place(self, target: str) -> Path:
        """Return where an output lies; nothing is written or removed where a link leads out of the folder."""
        path = self.out / target
        if not path.parent.resolve().is_relative_to(self.out.resolve()):
            raise FindingError(failure.outside(path, self.root))
        return path

    def _record(self, own: list[Job], made: Mapping[str, bytes]) -> manifests.Record:
        """Return the record of one document; of its other formats only those stay that still say what it says."""
        document, layout = own[0].document, own[0].layout
        # What an installed program shares with all packs is known by the lock.
        drawn = {path: sha for path, sha in templates(layout).items() if path.startswith(f"{TEMPLATES}/")}
        read = (self.root / path for path in self.inputs[document.source])
        inputs = manifests.digest_files(self.root, read) | drawn
        record = manifests.Record(
            title=document.title_text,
            pack=document.pack,
            index=document.index,
            department=document.department_name,
            unit=document.author,
            year=document.year,
            issued=document.published or document.issued,
            projects=list(document.projects),
            inputs=inputs,
        )
        for job in jobs(document, layout, FORMATS, self.root):
            if job.target in made:
                data = made[job.target]
                record.outputs[job.target] = manifests.Output(manifests.digest(data), job.made_from, len(data))
            elif self.is_current(job):
                record.outputs[job.target] = self.old.documents[document.key].outputs[job.target]
        return record


def _farewell(source: str, record: manifests.Record) -> Finding:
    """Tell that a published document was removed: its content may only have lost its name."""
    return Finding(
        "WJ-017",
        Severity.WARNING,
        f"删去了以前生成的文档《{record.title}》：{'、'.join(sorted(record.outputs)) or '没有文件'}",
        Position(file_of(source), 1),
        "content/ 里没有这份文档的内容文件了。",
        f"不是有意删的，就把文件放回原处（改过名的改回 {file_of(source).rpartition('/')[2]}），再运行一次。",
    )


def _targets(documents: Mapping[str, manifests.Record]) -> set[str]:
    return {target for record in documents.values() for target in record.outputs}
