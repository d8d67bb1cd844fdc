"""The output folder: which outputs are missing or stale, and how they are replaced."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.write import manifest as manifests
from generator.write import state
from generator.write.compare import DRAFTS
from generator.write.files import remove, replace
from generator.write.manifest import FORMATS
from generator.write.plan import LOCK, Job, is_current, jobs, templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.model.listing import Listing

INDEX = "index.html"


@dataclass(slots=True)
class Changes:
    """What became of the outputs; paths are relative to the output folder."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Store:
    """An output folder with its manifest. `root` is the repository, `inputs` gives the files behind each document.

    Where it isn't trusted, it counts as empty, and everything is made anew.
    """

    def __init__(self, root: Path, out: Path, inputs: Mapping[str, Iterable[Path]], *, is_trusted: bool = True) -> None:
        self.root, self.out, self.inputs = root, out, inputs
        self.old, self.doubts = manifests.known(out) if is_trusted else (manifests.Manifest(), [])

    def is_current(self, job: Job) -> bool:
        """Whether an output is there already and says what it should."""
        return is_current(job, self.out, self.old)

    def save(
        self,
        wanted: Iterable[Job],
        made: Mapping[str, bytes],
        *,
        everything: bool,
        index: Callable[[Sequence[Listing]], bytes | None],
    ) -> Changes:
        """Replace outputs, and drop those that nothing stands behind any more; then write the list and the manifest.

        `everything` says that all content was looked at, so that documents whose content is gone can go too;
        `index` makes the page that lists all documents there are, or nothing where its template is wrong.
        """
        changes = Changes()
        lock = self.root / LOCK
        new = manifests.Manifest(
            commit=state.commit(self.root),
            lock=manifests.digest(lock.read_bytes()) if lock.is_file() else "",
            versions=state.versions(),
            documents=dict(self.old.documents),
        )
        by_document: dict[str, list[Job]] = defaultdict(list)
        for job in wanted:
            by_document[job.document.source].append(job)
        for source, own in by_document.items():
            new.documents[source] = self._replace(own, made, changes)
        if everything:
            for source in [source for source in new.documents if not (self.root / source).is_file()]:
                del new.documents[source]
            # What drafts say is old once everything is made anew, and they must not lie beside what is published.
            shutil.rmtree(self.out / DRAFTS, ignore_errors=True)
        changes.removed = sorted(_targets(self.old) - _targets(new))
        for target in changes.removed:
            remove(self.out / target, self.out)
        new.clean = state.is_clean(self.root, {path for record in new.documents.values() for path in record.inputs})
        if new.documents or self.old.documents:
            self._list(new, index(manifests.listings(new)))
            manifests.write(self.out, new)
        changes.written.sort()
        return changes

    def _list(self, new: manifests.Manifest, page: bytes | None) -> None:
        """Write the page that lists the documents, where it says something else; without one, the old stays."""
        path = self.out / INDEX
        if page is None:
            new.site = self.old.site
            return
        new.site = {INDEX: manifests.digest(page)}
        if not path.is_file() or path.read_bytes() != page:
            replace(path, page)

    def _replace(self, own: list[Job], made: Mapping[str, bytes], changes: Changes) -> manifests.Record:
        """Write the outputs of one document; of its other formats only those stay that still say what it says."""
        document, layout = own[0].document, own[0].layout
        inputs = manifests.digest_files(self.root, self.inputs[document.source]) | templates(layout)
        record = manifests.Record(
            title=document.title_text,
            pack=document.pack,
            index=document.index,
            department=document.department_name,
            unit=document.author,
            year=document.year,
            issued=document.issued,
            projects=list(document.projects),
            inputs=inputs,
        )
        for job in jobs(document, layout, FORMATS, self.root):
            if job.target in made:
                data = made[job.target]
                replace(self.out / job.target, data)
                record.outputs[job.target] = manifests.Output(manifests.digest(data), job.made_from, len(data))
                changes.written.append(job.target)
            elif self.is_current(job):
                record.outputs[job.target] = self.old.documents[document.source].outputs[job.target]
        return record


def _targets(manifest: manifests.Manifest) -> set[str]:
    return {target for record in manifest.documents.values() for target in record.outputs}
