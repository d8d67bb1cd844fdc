"""Reads a repository time and again, and draws each of its documents as a page for a preview."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import drafting, pipeline
from generator.model.barrier import barrier
from generator.model.document_key import keys_of
from generator.model.memory import Memory, forget_templates
from generator.model.position import Position
from generator.model.uncollected import uncollected
from generator.render.draft import Guide, Live, live
from generator.serve.changes import Changes, changes
from generator.serve.editor import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.load.found import Content
    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.subject import Subject
    from generator.pipeline import Result


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a preview shows it: `paths` are its files, `page` is None where it could never be drawn.

    `is_stale` tells that the page is that of an earlier state, since the present one can't be drawn; `gone` are the
    words that the last commit printed and that are no more.
    """

    key: str
    title: str
    paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    document: Document | None = None
    layout: Layout | None = None
    page: Live | None = None
    gone: tuple[str, ...] = ()
    is_stale: bool = False

    @property
    def name(self) -> str:
        """The name of its page: another one for each state."""
        return f"{hashlib.sha256(self.page.page.encode()).hexdigest()[:24]}.html" if self.page else ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reading found: the documents, and findings in files that belong to none of them."""

    documents: tuple[Shown, ...]
    findings: tuple[Finding, ...]


class Reader:
    """Reads the selected content of a repository; what stays as it is is neither parsed, checked nor drawn again."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        self._root, self._paths = root, list(paths)
        self._memory = Memory()
        self._shown: dict[str, Shown] = {}
        # What the last reading read.
        self.content: Content | None = None

    def read(
        self, committed: Mapping[str, Document] | None = None, overlay: Mapping[str, bytes] = MappingProxyType({})
    ) -> Seen:
        """Return what is there now; what differs from the `committed` documents is marked.

        `overlay` are texts of files that are not saved yet.
        """
        with uncollected():
            result = pipeline.check(self._root, self._paths, memory=self._memory, overlay=overlay)
            self.content = result.content
            shown = dict(self._documents(result, committed))
            shown |= dict(self._lost(result, shown))
            self._shown = dict(sorted(shown.items()))
            self._memory.forget()
        covered = {finding for one in self._shown.values() for finding in one.findings}
        rest = tuple(finding for finding in result.findings if finding not in covered)
        return Seen(tuple(self._shown.values()), rest)

    def add(self, path: Path) -> None:
        """Read a new file too, where only some were selected."""
        if self._paths and not any(path.is_relative_to(one) for one in self._paths):
            self._paths.append(path)

    def forget_templates(self) -> None:
        """Begin anew: a template has changed."""
        forget_templates()
        self._memory = Memory()

    def _documents(self, result: Result, committed: Mapping[str, Document] | None) -> Iterator[tuple[str, Shown]]:
        sound = {document.key: (document, layout) for document, layout in result.documents}
        for subject in result.subjects:
            found = drafting.about(subject, result.findings)
            for key, kind in keys_of(subject.path, subject.documents).items():
                before = committed.get(key) if committed is not None else None
                yield key, self._document(subject, (key, kind), found, sound.get(key), before)

    def _document(
        self,
        subject: Subject,
        named: tuple[str, str],
        found: list[Finding],
        made: tuple[Document, Layout] | None,
        before: Document | None,
    ) -> Shown:
        """Draw a document, unless that has been done; where it can't be, its last page stays."""
        key, kind = named
        known = self._shown.get(key, Shown(key, subject.path, subject.paths, ()))
        drawn: Live | None = None
        different = Changes()
        with barrier(found, "做预览", Position(subject.path, 1)):
            made = made or drafting.readable_document(self._root, subject, kind, found)
            if made:
                different = changes(before, made[0])
                guide = Guide(partial(address, self._root), different.before)
                question = (
                    "page",
                    key,
                    _Same(made[0]),
                    tuple(found),
                    tuple(text.plain for text in different.before.values()),
                )
                drawn = self._memory.recall(question, partial(live, *made, found, guide))
        if made is None or drawn is None:
            return replace(known, paths=subject.paths, findings=tuple(found), is_stale=known.page is not None)
        gone = tuple(different.gone)
        return Shown(key, made[0].title_text, subject.paths, tuple(found), *made, drawn, gone)

    def _lost(self, result: Result, shown: Mapping[str, Shown]) -> Iterator[tuple[str, Shown]]:
        """Yield what could not be read at all: its last page, or nothing but its findings."""
        covered = {path for one in shown.values() for path in one.paths}
        sources = set(result.content.sources)
        for key, one in self._shown.items():
            if key not in shown and one.paths[0] in sources - covered:
                yield key, replace(one, findings=_in(one.paths, result.findings), is_stale=one.page is not None)
        before = {one.paths[0] for one in self._shown.values()}
        for path in sorted((sources & result.content.unreadable) - covered - before):
            yield path, Shown(path, path, (path,), _in((path,), result.findings))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A document by its identity: comparing two of them takes longer than drawing one."""

    document: Document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


def _in(paths: Iterable[str], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    own = set(paths)
    return tuple(finding for finding in findings if finding.position and finding.position.path in own)
