"""The way of the data: load, check, assemble, render, write. Whatever the program does starts here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from generator.assemble import declaration, statement
from generator.check import registry, waivers
from generator.load.content import load
from generator.load.standins import readable
from generator.model.barrier import barrier
from generator.model.finding import Finding, Severity, error
from generator.model.layout import Layout
from generator.model.position import Position
from generator.model.project import Project
from generator.model.values import Year
from generator.render import draft as drafts
from generator.render import site
from generator.render.fonts import missing_glyphs
from generator.verify import labels as wording
from generator.verify import word
from generator.work import make_all
from generator.write import files
from generator.write import tracked as committed
from generator.write.compare import PLACEHOLDER
from generator.write.plan import jobs
from generator.write.store import Changes, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from generator.load.content import Content
    from generator.model.document import Document
    from generator.model.listing import Listing
    from generator.model.pack import Pack
    from generator.model.statement import Statement

RULES = registry.RULES
# The code of what is wrong with no file of the content: outputs were committed.
TRACKED = committed.CODE
# Told after each output: how many are done, of how many, and which.
Progress: TypeAlias = "Callable[[int, int, str], None]"


@dataclass(slots=True)
class Result:
    """What a run found and did; `current` counts the outputs that needed no making."""

    lines: dict[str, list[str]]
    findings: list[Finding]
    waived: list[Finding] = field(default_factory=list)
    skipped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: list[Project | Statement] = field(default_factory=list)
    documents: list[tuple[Document, Layout]] = field(default_factory=list)
    inputs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    current: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether anything stops a document."""
        return any(finding.is_error for finding in self.findings)


def check(root: Path, paths: Iterable[Path] = (), *, strict: bool = False) -> Result:
    """Read and check the content, and assemble the documents of what is sound; `strict` makes errors of warnings."""
    content = load(root, paths)
    result = Result(content.files.lines, list(content.files.findings), subjects=content.subjects)
    for subject in content.subjects:
        outcome = registry.run(subject)
        result.inputs[subject.path] = subject.paths
        if outcome.skipped:
            result.skipped[subject.path] = outcome.skipped
        result.findings += outcome.findings
    result.skipped |= dict.fromkeys(content.unchecked, (registry.EVERY,))
    _waive(content, result)
    result.findings += committed.finding(committed.tracked(root))
    if strict:
        result.findings = [_stricter(finding) for finding in result.findings]
    blamed = {finding.position.path for finding in result.findings if finding.is_error and finding.position}
    for subject in content.subjects:
        if blamed.isdisjoint(subject.paths):
            with barrier(result.findings, "编排文档", Position(subject.path, 1)):
                _assemble(root, subject, result)
    _refuse_same_names(result)
    result.findings = sorted(dict.fromkeys(result.findings), key=_order)
    return result


def build(  # noqa: PLR0913 - the options of the command, all but two by name
    root: Path,
    paths: Iterable[Path] = (),
    *,
    formats: Iterable[str],
    out: Path,
    strict: bool = False,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Check everything, then make each output that isn't current; errors of one document leave the others alone.

    `fresh` empties the output folder first. Where git tracks a file of it, nothing in it counts as current.
    """
    paths = list(paths)
    result = check(root, paths, strict=strict)
    strange = committed.tracked(root)
    if committed.leads_away(root, strange):
        return result
    if fresh:
        files.clear(out, PLACEHOLDER)
    inputs = {source: [root / path for path in paths] for source, paths in result.inputs.items()}
    store = Store(root, out, inputs, is_trusted=not strange)
    result.findings += store.doubts
    wanted = [job for document, layout in result.documents for job in jobs(document, layout, formats, root)]
    todo = [job for job in wanted if not store.is_current(job)]
    result.current = len(wanted) - len(todo)
    made: dict[str, bytes] = {}
    for count, (job, data) in enumerate(make_all(todo), 1):
        if isinstance(data, list):
            result.findings += data
            if any(finding.position for finding in data):  # A template is wrong: nothing of this document is replaced.
                wanted = [other for other in wanted if other.document.source != job.document.source]
        else:
            made[job.target] = data
        if progress:
            progress(count, len(todo), job.target)
    result.findings = list(dict.fromkeys(result.findings))
    index = partial(_index, root / "templates" / "common", result)
    result.changes = store.save(wanted, made, everything=not paths, index=index)
    return result


def _index(common: Path, result: Result, listings: Sequence[Listing]) -> bytes | None:
    """Make the page that lists the documents; a template of it that is wrong is a finding."""
    with barrier(result.findings, "做文档目录", None):
        return site.render(listings, common)
    return None


def _stricter(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ERROR) if finding.severity is Severity.WARNING else finding


def _waive(content: Content, result: Result) -> None:
    """Take out what the content waives, file by file."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in dict.fromkeys(result.findings):
        by_path[finding.position.path if finding.position else ""].append(finding)
    # A department's file belongs to each of its documents: once is enough.
    entries = {
        path: (entry, subject.department.year) for subject in content.subjects for path, entry in subject.entries
    }
    unread = {f.position.path for f in result.findings if f.is_error and f.position and f.code not in RULES}
    doubtful = {
        path for subject in content.subjects if not unread.isdisjoint(subject.paths) for path, _ in subject.entries
    }
    for path, (entry, year) in entries.items():
        given = waivers.sound(entry.waivers)
        if given and isinstance(year, Year):
            by_path[path], waived = waivers.apply(
                entry, given, by_path[path], year.value, is_sound=path not in doubtful
            )
            result.waived += waived
    result.findings = [finding for findings in by_path.values() for finding in findings]


def assemble(root: Path, subject: Project | Statement, pack: Pack) -> tuple[Document, Layout]:
    """Assemble the document of a subject that could be read; FindingError if its pack can't be used."""
    templates = root / "templates"
    layout = Layout(templates / subject.pack_name, templates / "common", tuple(pack.forms))
    if isinstance(subject, Project):
        return declaration.assemble(subject, pack, layout), layout
    return statement.assemble(subject, pack, layout), layout


def _assemble(root: Path, subject: Project | Statement, result: Result) -> None:
    """Assemble one document whose own files have no errors."""
    if subject.pack is None:
        return
    document, layout = assemble(root, subject, subject.pack)
    missing = missing_glyphs(document, layout)
    result.findings += missing
    if not missing:
        result.documents.append((document, layout))


def _refuse_same_names(result: Result) -> None:
    """Keep two documents from the same files or 索引号: departments of two provinces may share a folder name."""
    seen: dict[str, str] = {}
    for document, layout in list(result.documents):
        target = f"{document.department}/{document.year}/{document.name}"
        for key, what in ((target, "输出文件同名"), (document.index, "索引号相同")):
            if key in seen:
                message = f"和 {seen[key]} 的{what}"
                place = Position(document.source, 1)
                result.findings.append(error("WJ-009", message, place, hint="给其中一个部门的文件夹换个名字。"))
                result.documents.remove((document, layout))
                break
        seen |= {key: seen.get(key, document.source) for key in (target, document.index)}


def _order(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.position
    return (place.path, place.line, place.column, finding.code) if place else ("", 0, 0, finding.code)


def draft(root: Path, paths: Iterable[Path] = (), *, out: Path, strict: bool = False) -> Result:
    """Check everything, then write a draft of each document that can be assembled, mistakes or no mistakes."""
    result = check(root, paths, strict=strict)
    if committed.leads_away(root, committed.tracked(root)):
        return result
    for subject in result.subjects:
        with barrier(result.findings, "做草稿", Position(subject.path, 1)):
            _draft(root, subject, result, out)
    result.findings = sorted(dict.fromkeys(result.findings), key=_order)
    return result


def _draft(root: Path, subject: Project | Statement, result: Result, out: Path) -> None:
    """Write the draft of a subject; what could not be read is shown as it was written."""
    if subject.pack is not None:
        document, layout = assemble(root, readable(subject), subject.pack)
        found = [f for f in result.findings if f.position and f.position.path in subject.paths]
        target = f"{document.department}/{document.year}/{document.name}.html"
        files.replace(out / target, drafts.render(document, layout, found))
        result.changes.written.append(target)


def text_of(file: Path) -> list[str]:
    """Return the paragraphs of a Word file; ReadingError for what is none."""
    return [text for text, _ in word.lines(file.read_bytes())]


def labels(name: str, data: bytes) -> list[tuple[str, str]]:
    """Return the words of a page or Word template with their places, without its tags."""
    return [(label.text, label.place) for label in wording.labels(name, data)]


def save(file: Path, text: str) -> None:
    """Write a text that is no document, a review, so that the file is never half of it."""
    files.replace(file, text.encode())
