"""Outputs of documents: those that are not current are made and replaced; then the manifest tells what is there."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.model.barrier import barrier
from generator.model.document_key import file_of
from generator.model.layout import common
from generator.model.position import Position
from generator.system.signals import Interruption
from generator.unchanged import drawings
from generator.unchanged.run import is_on_forge
from generator.write import files, staging
from generator.write.compare import PLACEHOLDER
from generator.write.plan import jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.listing import Listing
    from generator.work import Progress, Team
    from generator.write.staging import Waiting
    from generator.write.store import Store


@contextmanager
def held(root: Path, out: Path, waiting: Waiting | None, *, fresh: bool) -> Iterator[tuple[Path | None, list[Finding]]]:
    """Hold an output folder for writing, as `staging.held` does; `fresh` empties it first."""
    with staging.held(root, out, waiting) as (place, problems):
        if fresh and place is not None:
            with barrier(problems, "清空输出文件夹", None):
                files.clear(out, PLACEHOLDER)
        yield place, problems


@dataclass(frozen=True, slots=True)
class Making:
    """How the outputs of a run are made: in which formats, by whom, whether anything counts as current."""

    store: Store
    formats: Sequence[str]
    team: Team
    progress: Progress | None = None
    force: bool = False

    def make(self, documents: Iterable[tuple[Document, Layout]], findings: list[Finding]) -> int:
        """Make and replace the outputs of documents that are not current; return how many were.

        What is to be told is added to the findings.
        """
        from generator.work import make_documents  # noqa: PLC0415 - it reads all formats, of which a check needs none

        store = self.store
        is_kept = not (self.force or is_on_forge())
        wanted = {
            document.key: jobs(document, layout, self.formats, store.root, is_kept=is_kept)
            for document, layout in documents
        }
        todo = {
            source: [job for job in own if self.force or not store.is_current(job)] for source, own in wanted.items()
        }
        try:
            with closing(make_documents(todo, findings, self.team, self.progress)) as outputs:
                for source, made in outputs:
                    with barrier(findings, f"写出 {source} 的文档", Position(file_of(source), 1)):
                        findings += store.replace(wanted[source], made)
        except Interruption as stop:
            stop.written = store.changes.written
            raise
        return sum(map(len, wanted.values())) - sum(map(len, todo.values()))


def finish(store: Store, lost: Sequence[str] | None) -> list[Finding]:
    """Drop the outputs of lost documents, write the list and the manifest; return what is to be told."""
    found: list[Finding] = []
    drawings.prune(store.root)
    told = store.finish(gone=lost, index=partial(_index, common(store.root), found))
    return [*told, *found]


def _index(common: Path, findings: list[Finding], listings: Sequence[Listing]) -> bytes | None:
    """Make the page that lists the documents; a template of it that is wrong is a finding."""
    from generator.render import site  # noqa: PLC0415 - a check needs none of it

    with barrier(findings, "做文档目录", None):
        return site.render(listings, common)
    return None
