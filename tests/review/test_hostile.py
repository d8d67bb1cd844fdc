"""The story of a hostile branch: everything it does is named, nothing of it is run, nothing is written outside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator.review.versions.named import version
from tests import samples
from tests.review.test_history import commit, git
from tests.test_workflows import hostile

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "markdown", "json", "html")


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def root(space: Path) -> Path:
    """Return a clone whose `main` is sound, beside a branch that isn't; its configuration wants to run things too."""
    root = space / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.write(root, {"generator/__init__.py": "", "Makefile": "build:\n", ".gitignore": "/build/\n"})
    samples.copy_templates(root)
    commit(root, "one", "2024-01-05")
    git(root, "add", "generator", "Makefile", ".gitignore")
    git(root, "commit", "-m", "program")
    git(root, "checkout", "-q", "-b", "branch")
    samples.write(root, hostile(space / "executed"))
    git(root, "add", "-f", ".")
    git(root, "commit", "-m", "无变更")
    git(root, "checkout", "-q", "-b", "program", "main")
    samples.write(root, {"generator/__init__.py": "print('无变更')\n"})
    git(root, "commit", "-q", "-m", "x", "generator")
    git(root, "checkout", "-q", "main")
    evil = space / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{space / 'executed'}'\n", encoding="utf-8")
    evil.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "filter.evil.smudge",
        "filter.evil.clean",
        "diff.evil.textconv",
        "diff.external",
    ):
        git(root, "config", key, str(evil))
    return root


@pytest.mark.parametrize("shape", FORMATS)
def test_everything_is_named_and_nothing_run(shape: str, root: Path, space: Path) -> None:
    before = samples.snapshot(space)
    done = samples.shenbao(
        root, "diff", "main", "branch", "--format", shape, python=("-P",), environment={"TMPDIR": str(space)}
    )
    assert done.code == 0, done.err
    shown = done.out.replace("\\", "") if shape == "markdown" else done.out
    for path in hostile(space / "executed"):
        assert path in shown, path
    for kind in ("程序", "样子", "文字", "生成的文件"):
        assert kind in shown
    # The project that git's attributes hide is read, and what it prints is told.
    assert "另一个项目" in shown
    assert "无变更" not in shown
    assert not (space / "executed").exists()
    assert samples.snapshot(space) == before


def test_the_first_line_says_what_no_figure_shows(root: Path, space: Path) -> None:
    first = samples.shenbao(root, "diff", "main", "branch", python=("-P",)).out.splitlines()[0]
    assert first.startswith("文件  生成的文件 2 个（build/manifest.json、build/shi/2024/x.html）；程序 10 个（")
    assert "样子 1 个（templates/common/print.css）" in first
    assert not (space / "executed").exists()


def test_a_program_alone_is_never_no_change(root: Path) -> None:
    done = samples.shenbao(root, "diff", "main", "program", "--format", "json", python=("-P",))
    said = json.loads(done.out)
    assert [(file["path"], file["aspects"]) for file in said["files"]] == [("generator/__init__.py", ["程序"])]
    assert "没有运行它" in said["verdict"]


def test_a_branch_that_can_be_read_is_built_with_the_present_program_only(root: Path, space: Path) -> None:
    """What a review reads of a branch, and `verify --rebuild` builds, is content and templates: no program."""
    with version(root, "branch") as state:
        folder = state.folder([samples.FOLDER])
        there = {path.partition("/")[0] for path in samples.snapshot(folder)}
        assert there == {"content", "templates"}
    assert not folder.exists()
    assert not (space / "executed").exists()
