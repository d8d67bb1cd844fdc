"""The way of the data: load, check, assemble, render, write. Whatever the program does starts here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from generator import outputs
from generator.assemble.subject import assemble
from generator.check import registry, rounding, same_names, waivers
from generator.check.parts import news, without
from generator.load import unread
from generator.load.content import load
from generator.load.files import Files
from generator.model.barrier import barrier
from generator.model.declaration import Declaration
from generator.model.finding import Finding, ordered, stricter
from generator.model.memory import recall
from generator.model.position import Position
from generator.render import smaller
from generator.render.fonts import missing_glyphs
from generator.write import files, staging
from generator.write import tracked as committed
from generator.write.store import Changes, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.load.found import Content
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.memory import Memory
    from generator.model.pack import Pack
    from generator.model.subject import Subject
    from generator.team import Means
    from generator.work import Progress
    from generator.write.staging import Waiting

RULES = registry.RULES
# The code of what is wrong with no file of the content: outputs were committed.
TRACKED = committed.CODE


@dataclass(slots=True)
class Result:
    """What a run found and did; `current` counts the outputs that needed no making.

    `is_lasting` tells whether the next run finds the same again if nothing changes until then.
    """

    content: Content
    lines: dict[str, list[str]]
    findings: list[Finding]
    waived: list[Finding] = field(default_factory=list)
    skipped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    documents: list[tuple[Document, Layout]] = field(default_factory=list)
    inputs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    current: int = 0
    is_lasting: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether anything stops a document."""
        return any(finding.is_error for finding in self.findings)


def check(
    root: Path,
    paths: Iterable[Path] = (),
    *,
    strict: bool = False,
    memory: Memory | None = None,
    overlay: Mapping[str, bytes] | None = None,
) -> Result:
    """Read and check the content, and assemble the documents of what is sound; `strict` makes errors of warnings.

    With a `memory`, what it knows of the same content is not made again; a change of templates needs a new one.
    `overlay` are unsaved texts, as for `load`.
    """
    result = examine(root, paths, strict=strict, memory=memory, overlay=overlay)
    result.findings += committed.finding(committed.tracked(root))
    return together(result)


def together(result: Result) -> Result:
    """Tell of what several documents do to each other, and put all that was found in order."""
    refused = same_names.refused([same_names.of(document) for document, _ in result.documents])
    result.findings += refused.values()
    result.documents = [one for place, one in enumerate(result.documents) if place not in refused]
    result.findings, result.skipped = ordered(result.findings), dict(sorted(result.skipped.items()))
    return result


def examine(
    root: Path,
    paths: Iterable[Path] = (),
    *,
    strict: bool = False,
    memory: Memory | None = None,
    overlay: Mapping[str, bytes] | None = None,
) -> Result:
    """Do what each department takes by itself: all of `check` but what concerns several, or the repository."""
    content = load(root, paths, memory, overlay)
    result = Result(content, content.lines, list(content.files.findings), subjects=content.subjects)
    told: set[tuple[str, Position | None]] = set()
    for subject in content.subjects:
        outcome = recall(memory, _key("rules", subject, result.lines), partial(registry.run, subject))
        result.inputs.setdefault(subject.path, subject.inputs)
        if outcome.skipped:
            result.skipped[subject.path] = (*result.skipped.get(subject.path, ()), *outcome.skipped)
        result.findings += news(subject, outcome.findings, told)
    result.skipped |= dict.fromkeys(content.unchecked, (registry.EVERY,))
    result.findings, result.waived = waivers.waive(content.subjects, result.findings)
    result.findings = waivers.addressed(content.subjects, result.findings)
    if strict:
        result.findings = [stricter(finding) for finding in result.findings]
    blamed = {finding.position.path for finding in result.findings if finding.is_error and finding.position}
    for subject in content.subjects:
        lacking = list(without(subject, blamed))
        result.findings += lacking
        if not lacking and blamed.isdisjoint(subject.paths):
            key = _key("document", subject, result.lines)
            found, made = recall(memory, key, partial(_assembled, root, subject))
            result.findings += found
            result.documents += made
    return result


def build(  # noqa: PLR0913 - the options of the command, all but two by name
    root: Path,
    paths: Sequence[Path] = (),
    *,
    formats: Iterable[str],
    out: Path,
    strict: bool = False,
    fresh: bool = False,
    force: bool = False,
    means: Means | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Result:
    """Check everything, then make each output that isn't current; errors of one document leave the others alone.

    `fresh` empties the output folder first, `force` makes all anew; `means` are what it works with. Where git tracks a
    file of the folder, nothing is current.
    """
    strange = committed.tracked(root)
    if committed.leads_away(root, strange):
        return check(root, paths, strict=strict)
    from generator.team import gather  # noqa: PLC0415 - it reads all formats, of which a check needs none

    formats = tuple(formats)
    with (
        gather(root, formats, means, is_forced=force) as team,
        outputs.held(root, out, waiting, fresh=fresh) as (place, problems),
    ):
        result = check(root, paths, strict=strict)
        result.findings += problems
        if place is not None:
            store = Store(root, out, place, result.inputs, is_trusted=not strange)
            found = list(result.findings)
            _build(result, outputs.Making(store, formats, team, progress, force), everything=not paths)
            result.is_lasting = found == result.findings and not (strange or problems or result.changes.removed)
        return result


def _build(result: Result, making: outputs.Making, *, everything: bool) -> None:
    """Make and replace outputs document by document; however it ends, the manifest tells what is there."""
    store, content, whole = making.store, result.content, False
    result.changes = store.changes
    result.findings += store.doubts
    try:
        result.current = making.make(result.documents, result.findings)
        whole = True
    finally:
        standing = (content.there, content.files.lines, content.sources, unread.keys(content))
        result.findings += outputs.finish(
            store, unread.gone(store.documents, *standing) if whole and everything else None
        )
        result.findings = list(dict.fromkeys(result.findings))


def _key(what: str, subject: Subject, lines: Mapping[str, Sequence[str]]) -> tuple[object, ...]:
    """Return the key of what is made of a subject: the texts of the files in its reach and of its pack decide it."""
    packs = (subject.pack_name, *(subject.pack.parents if subject.pack else ()))
    paths = (*subject.reach, *(f"templates/{name}/pack.yaml" for name in packs))
    return what, subject.path, *((path, tuple(lines.get(path, ()))) for path in paths)


def _assembled(root: Path, subject: Subject) -> tuple[list[Finding], list[tuple[Document, Layout]]]:
    """Assemble the documents of a subject whose own files have no errors; return what is told of them, and them."""
    found: list[Finding] = []
    made: list[tuple[Document, Layout]] = []
    for kind in subject.documents:
        with barrier(found, "编排文档", Position(subject.path, 1)):
            document, layout = assemble(root, subject, kind)
            residues = [] if isinstance(subject, Declaration) else [one.figure for one in subject.ledger.residues]
            found += rounding.told(document, residues)
            missing = missing_glyphs(document, layout)
            found += missing
            found += smaller.told(document, layout)
            made += [] if missing else [(document, layout)]
    return found, made


def packs(root: Path) -> dict[str, Pack]:
    """Return the template packs of a repository that can be read, by name."""
    given = Files(root)
    return {name: pack for name in given.pack_names() if (pack := given.pack(name)) is not None}


def save(root: Path, file: Path, text: str) -> None:
    """Write a text that is no document, a review, so that the file is never half of it; FindingError if it can't be."""
    with staging.claim(root, file) as place:
        files.replace(file, text.encode(), place, root)
