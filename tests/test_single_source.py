"""A figure is written once: changed there, it changes wherever it or a figure computed from it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import extract, samples

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

    Built = tuple[Result, Path]

FOLDER = "yunnan/chenggong-medical-security/2024"
PROJECT = f"content/{FOLDER}/projects/01-resident-insurance.yaml"
OLD, NEW = "参保人数: 108000 人", "参保人数: 120000 人"
# What is printed before and after, and how often: the figure itself, and the money computed from it.
CHANGED = {"108000人": ("120000人", 5), "54万元": ("60万元", 3)}


@pytest.fixture
def both(built: Built, repo: Path) -> tuple[Path, Path, list[str]]:
    """Return the real outputs, those after the change, and which of these were written."""
    out = repo / "build"
    samples.write(out, samples.snapshot(built[1]))
    file = repo / PROJECT
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), OLD, NEW), encoding="utf-8")
    result = pipeline.build(repo, formats=samples.FORMATS, out=out)
    assert not result.has_errors
    return built[1], out, result.changes.written


def document(out: Path, kind: str) -> str:
    """Return all that the document says in a format, without white space."""
    (file,) = (out / FOLDER.removeprefix("yunnan/")).glob(f"*.{kind}")
    return extract.squeeze("".join(samples.READERS[kind](file)))


def test_one_change_shows_everywhere_and_nowhere_else(both: tuple[Path, Path, list[str]]) -> None:
    before, after, _ = both
    for kind in samples.FORMATS:
        expected = document(before, kind)
        for old, (new, times) in CHANGED.items():
            assert expected.count(old) == times, (kind, old)
            expected = expected.replace(old, new)
        assert document(after, kind) == expected


def test_no_other_document_is_touched(both: tuple[Path, Path, list[str]]) -> None:
    before, after, written = both
    assert len(written) == len(samples.FORMATS)
    changed = {*written, "index.html", "manifest.json"}
    kept = {path: data for path, data in samples.snapshot(before).items() if path not in changed}
    assert kept
    assert {path: data for path, data in samples.snapshot(after).items() if path in kept} == kept
