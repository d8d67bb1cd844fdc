"""What is known of one department: what was found, as plain data that can be kept."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.check.registry import EVERY
from generator.check.same_names import Names, of
from generator.load import unread
from generator.load.survey import within
from generator.model.barrier import OURS, SYSTEMS
from generator.model.declaration import Declaration
from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.pipeline import Result


@dataclass(slots=True)
class Record:
    """What a check found in a folder of the content; without operands and fixes, which no text report tells.

    `lines` are those that findings are about, and the first of each document's file, by number; `read` are the files
    that were read in the folder and outside of it; `projects` and `statements` the names of its documents. `is_regular`
    tells whether nothing but the folder, the packs and the charts has a part in it. `sources` are the files that
    documents may be made of, `keys` those of the documents of each whose pack is known. Where a build has made all
    outputs, `formats` are those asked for, `outputs` the hashes of what the manifest tells of each document.
    """

    findings: list[Finding]
    lines: dict[str, dict[int, str]]
    waived: int
    skipped: dict[str, tuple[str, ...]]
    read: list[str]
    projects: list[Names]
    statements: list[Names]
    is_regular: bool
    sources: list[str]
    keys: dict[str, list[str]]
    formats: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[Names]:
        """The names of its documents, in the order in which they are refused."""
        return [*self.projects, *self.statements]

    def as_data(self) -> dict[str, Any]:
        """Return the record as JSON can hold it."""
        return {name: getattr(self, name) for name in self.__slots__} | {"findings": list(map(_data, self.findings))}


def record(folder: str, result: Result) -> Record:
    """Return what a check of this folder and others found in this one."""
    content = result.content
    subjects = [subject for subject in content.subjects if within(subject.path, [folder])]
    packs = [(one.pack_name, *one.pack.parents) for one in subjects if one.pack is not None]
    charts = [] if all(isinstance(one, Declaration) for one in subjects) else content.there.charts
    shared = {*(f"templates/{name}/pack.yaml" for names in packs for name in names), *charts}
    findings = found_in(folder, result.findings)
    skipped = {path: codes for path, codes in result.skipped.items() if within(path, [folder])}
    documents = [
        (one, of(document)) for document, _ in result.documents for one in [document.source] if within(one, [folder])
    ]
    statements = {subject.path for subject in subjects if not isinstance(subject, Declaration)}
    return Record(
        findings,
        lines(
            [*(finding.position for finding in findings), *(Position(source, 1) for source, _ in documents)],
            result.lines,
        ),
        len(found_in(folder, result.waived)),
        skipped,
        sorted({path for path in content.files.lines if within(path, [folder])} | shared & content.files.lines.keys()),
        [names for source, names in documents if source not in statements],
        [names for source, names in documents if source in statements],
        len(packs) == len(subjects)
        and all(EVERY not in codes for codes in skipped.values())
        and not any(finding.code in {OURS, SYSTEMS} for finding in findings),
        [path for path in content.sources if within(path, [folder])],
        {path: own for path, own in unread.keys(content).items() if within(path, [folder])},
    )


def found_in(folder: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are about files of a folder."""
    return [finding for finding in findings if finding.position and within(finding.position.path, [folder])]


def lines(places: Iterable[Position | None], sources: Mapping[str, Sequence[str]]) -> dict[str, dict[int, str]]:
    """Return the lines at some places."""
    found: dict[str, dict[int, str]] = {}
    for place in filter(None, places):
        source = sources.get(place.path, ())
        if 0 < place.line <= len(source):
            found.setdefault(place.path, {})[place.line] = source[place.line - 1]
    return found


def as_record(data: Mapping[str, Any]) -> Record:
    """Return what `Record.as_data` gave, having been JSON; LookupError, TypeError or ValueError where it is none."""
    return Record(
        [_finding(one) for one in data["findings"]],
        {path: {int(number): text for number, text in own.items()} for path, own in data["lines"].items()},
        data["waived"],
        {path: tuple(codes) for path, codes in data["skipped"].items()},
        data["read"],
        [Names(*names) for names in data["projects"]],
        [Names(*names) for names in data["statements"]],
        data["is_regular"],
        data["sources"],
        data["keys"],
        data["formats"],
        data["outputs"],
    )


def _data(finding: Finding) -> list[object]:
    place = astuple(finding.position) if finding.position else None
    marks = [(astuple(mark.position), mark.role) for mark in finding.marks]
    return [
        finding.code,
        finding.severity.value,
        finding.message,
        place,
        finding.cause,
        finding.hint,
        marks,
        finding.address,
    ]


def _finding(data: Sequence[Any]) -> Finding:
    code, severity, message, place, cause, hint, marks, address = data
    own = tuple(Mark(Position(*at), role) for at, role in marks)
    return Finding(
        code, Severity(severity), message, Position(*place) if place else None, cause, hint, own, address=address
    )
