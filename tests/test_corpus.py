"""The corpus of bad files: each holds one mistake that someone at an office could make, with what is said of it.

To add one, put the file into tests/corpus and run `REWRITE=1 pytest tests/test_corpus.py`; then read the new text file.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.load.content import load
from generator.model.position import Position
from generator.report.machine import as_json
from generator.report.text import cells, lines_of, visible
from tests import samples
from tests.test_bad_input import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding

CORPUS = samples.ROOT / "tests/corpus"
FILES = sorted(CORPUS.glob("*.yaml"))
DEPARTMENTS = "department-"
FOLDER = "content/sheng/xian/2024"
# Where there is no line to show: files that are no text, and lines with nothing but wide spaces.
UNSHOWN = {"WJ-002", "WJ-003", "WJ-004", "WJ-007", "YM-011"}
HEAD = re.compile(r"^(content/\S+?\.yaml):(\d+):(\d+) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a bad file finds. Rules are left out: they are none of the file's mistake, and they change."""

    path: str
    written: list[str]
    findings: list[Finding]
    report: str


@pytest.fixture
def reading(request: pytest.FixtureRequest, tmp_path: Path, templates: Path) -> Reading:
    """Read one bad file in a repository that is sound otherwise."""
    file: Path = request.param
    department, project = f"{FOLDER}/department.yaml", f"{FOLDER}/projects/01-xuanchuan.yaml"
    path = department if file.name.startswith(DEPARTMENTS) else project
    sound = {department: samples.DEPARTMENT, project: samples.PROJECT}
    samples.write(tmp_path, sound | {path: file.read_bytes()})
    (tmp_path / "templates").symlink_to(templates)
    files = load(tmp_path).files
    findings = sorted(files.findings, key=lambda finding: finding.position or Position("", 0))
    lines = [[line for line, _ in lines_of(finding, files.lines)] for finding in findings]
    return Reading(path, files.lines[path], findings, "\n\n".join("\n".join(part) for part in lines) + "\n")


each = pytest.mark.parametrize("reading", FILES, ids=lambda file: file.stem, indirect=True)


def test_the_corpus_is_large_and_whole() -> None:
    assert len(FILES) >= 80
    assert {file.stem for file in FILES} == {file.stem for file in CORPUS.glob("*.txt")}


@each
def test_what_is_said(reading: Reading, request: pytest.FixtureRequest) -> None:
    golden = (CORPUS / request.node.callspec.id).with_suffix(".txt")
    if os.environ.get("REWRITE"):
        golden.write_text(reading.report, encoding="utf-8")
    assert reading.report == golden.read_text(encoding="utf-8")


@each
def test_all_is_chinese_and_in_the_file(reading: Reading) -> None:
    assert reading.findings
    for finding in reading.findings:
        assert foreign(finding) == [], finding
        assert finding.hint, finding
        for place in (finding.position, *(mark.position for mark in finding.marks)):
            assert place is not None
            assert place.path == reading.path
            length = len(reading.written[place.line - 1]) if place.line <= len(reading.written) else 0
            # The end of a line and an empty line have a place too: that behind their last character.
            assert place.column <= length + 1, finding
            assert place.column - 1 + place.length <= max(length, place.column), finding


@each
def test_carets_stand_below_what_is_meant(reading: Reading) -> None:
    shown = 0
    lines = reading.report.splitlines()
    for at, line in enumerate(lines):
        found = HEAD.match(line)
        if found and at + 2 < len(lines) and "^" in lines[at + 2]:
            meant = reading.written[int(found[2]) - 1][int(found[3]) - 1 :]
            excerpt, column = lines[at + 1], lines[at + 2].index("^")
            before = next(n for n in range(len(excerpt) + 1) if cells(excerpt[:n]) >= column)
            assert cells(excerpt[:before]) == column
            assert excerpt[before : before + 1] == visible(meant[:1])
            shown += 1
    assert shown or {finding.code for finding in reading.findings} <= UNSHOWN


@each
def test_json_says_the_same_places(reading: Reading) -> None:
    told = json.loads(as_json(reading.findings, {}))["findings"]
    places = [entry["position"] for entry in told]
    said = [(where, int(line), int(column)) for where, line, column in HEAD.findall(reading.report)]
    assert [(place["path"], place["line"], place["column"]) for place in places] == said
    assert {path for path, _, _ in said} == {reading.path}
