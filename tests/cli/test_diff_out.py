"""`diff --out` writes the review into a file, whole or not at all, and says where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]


@pytest.fixture
def states(tmp_path: Path) -> Path:
    """Return a repository with two folders to compare."""
    for name, project in (("old", samples.PROJECT), ("new", samples.changed(samples.PROJECT, "1000 人", "1200 人"))):
        samples.write(tmp_path / name, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: project})
        samples.copy_templates(tmp_path / name)
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "shape", "file"),
    [
        (["--out", "变更.html"], "html", "变更.html"),
        (["--out", "a/b/review.md"], "markdown", "a/b/review.md"),
        (["--out", "review.json"], "json", "review.json"),
        (["--out", "review"], "text", "review"),
        (["--out", "review.TXT", "-f", "json"], "json", "review.TXT"),
    ],
)
def test_the_file_is_what_would_be_printed(
    arguments: list[str], shape: str, file: str, states: Path, command: Command
) -> None:
    printed = command(states, "diff", "old", "new", "--format", shape)
    assert (printed.code, printed.err) == (0, "")
    assert "1200" in printed.out
    (states / file).parent.mkdir(parents=True, exist_ok=True)
    (states / file).write_text("an older review", encoding="utf-8")
    run = command(states, "diff", "old", "new", *arguments)
    assert (run.code, run.out, run.err) == (0, f"写出 {file}\n", "")
    assert (states / file).read_text(encoding="utf-8") == printed.out
    assert list(states.rglob("*.part")) == []
    if shape == "json":
        assert json.loads((states / file).read_text(encoding="utf-8"))


def test_a_comparison_that_fails_leaves_the_file(states: Path, command: Command) -> None:
    (states / "review.html").write_text("an older review", encoding="utf-8")
    run = command(states, "diff", "old", "nowhere", "--out", "review.html")
    assert (run.code, run.out) == (2, "")
    assert (states / "review.html").read_text(encoding="utf-8") == "an older review"
