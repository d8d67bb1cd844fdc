"""A build by departments makes, says and keeps what a build of everything does, and reads only what changed."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.departments import build, parts
from generator.departments.parts import told
from generator.report.text import lines_of
from tests import samples
from tests.departments import test_run
from tests.departments.edits import Story
from tests.departments.test_run import CHANGES, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.departments.build import Built
    from tests.departments.test_run import Change

FORMATS = ("docx", "html")
DEPARTMENTS = [folder.rpartition("/")[0] for folder in FOLDERS]
# The same content as the tests of checks have.
root, own = test_run.root, test_run.own

made = partial(build.build, formats=FORMATS)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the departments that were read, as they are."""
    return test_run.watched(build, monkeypatch)


def said(built: Built) -> tuple[object, ...]:
    text = [line for finding in built.checked.findings for line in lines_of(finding, built.checked.lines)]
    skipped = list(built.checked.skipped.items())
    return text, built.checked.waived, skipped, built.checked.files, built.changes, built.current, built.is_lasting


def compare(root: Path, formats: Sequence[str] = FORMATS) -> None:
    """Build a copy of everything, with what was built before; the same is said and there, once and again."""
    copy = root.parent / "copy"
    ignored = shutil.ignore_patterns(".cache")
    shutil.copytree(root, copy, symlinks=True, ignore=ignored, copy_function=test_run.linked)
    for _ in range(2):
        result = pipeline.build(copy, formats=formats, out=copy / "build")
        whole = build.Built(told(result), result.changes, result.current, result.is_lasting)
        assert said(made(root, out=root / "build", formats=formats)) == said(whole)
        assert samples.snapshot(root / "build") == samples.snapshot(copy / "build")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_is_made_as_of_everything(root: Path, change: Change) -> None:
    made(root, out=root / "build", formats=FORMATS[1:])
    change(root)
    compare(root, FORMATS[1:])


def test_shares_make_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SHARE", 1)
    CHANGES["same-names"](root)
    compare(root)


def test_only_what_changed_is_read(root: Path, examined: list[str]) -> None:
    out = root / "build"
    made(root, out=out)
    assert examined == DEPARTMENTS
    made(root, out=out)
    assert examined == DEPARTMENTS
    CHANGES["figure"](root)
    examined.clear()
    assert len(made(root, out=out).changes.written) == len(FORMATS)
    assert examined == DEPARTMENTS[1:2]


@pytest.mark.parametrize("way", ["an output", "the manifest", "another format", "another folder", "all by force"])
def test_what_is_not_there_is_made(root: Path, examined: list[str], way: str) -> None:
    out = root / "build"
    made(root, out=out)
    before = samples.snapshot(out)
    wanted, formats = DEPARTMENTS, list(FORMATS)
    examined.clear()
    match way:
        case "an output":
            next(out.glob("jia/2024/*.html")).write_text("甲", encoding="utf-8")
            wanted = DEPARTMENTS[:1]
        case "the manifest":
            (out / "manifest.json").unlink()
        case "another format":
            formats.append("pdf")
        case "another folder":
            out = root / "other"
    build.build(root, formats=formats, out=out, force=way == "all by force")
    assert examined == wanted
    after = samples.snapshot(out)
    outputs = [path for path in before if "/" in path]
    assert [after[path] for path in outputs] == [before[path] for path in outputs]
    assert len([path for path in after if path.endswith(".pdf")]) == (len(FOLDERS) if "pdf" in formats else 0)


def test_a_forge_keeps_nothing_and_begins_with_an_empty_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = root / "build"
    made(root, out=out)
    shutil.rmtree(root / ".cache")
    (out / "stray.html").write_text("甲", encoding="utf-8")
    monkeypatch.setenv("CI", "1")
    assert len(made(root, out=out, fresh=True).changes.written) == len(FORMATS) * len(FOLDERS)
    assert not (out / "stray.html").exists()
    assert not (root / ".cache/departments").exists()


def test_progress_counts_what_is_still_to_come(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SHARE", 1)
    steps: list[tuple[int, int]] = []
    made(root, out=root / "build", progress=lambda done, total, _: steps.append((done, total)))
    assert [done for done, _ in steps] == list(range(1, 7))
    assert steps[-1] == (6, 6)
    assert all(total >= 6 for _, total in steps)


@pytest.mark.slow
def test_edits_of_the_real_content_at_random(tmp_path: Path) -> None:
    """`python -m tests.departments.edits 200` tries more."""
    story = Story(tmp_path, seed=2026)
    assert [story.step() for _ in range(3)] == [[]] * 3
