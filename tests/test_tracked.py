"""Outputs and caches that git tracks are an error by name, and nothing relies on them; a forge starts from nothing."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.unchanged.run import is_on_forge
from tests import samples
from tests.review.test_history import commit
from tests.review.test_states import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]

PAGE = "build/danwei/2024/01-publicity-医保宣传经费.html"
MEND = 'git rm -r -f -q --cached --ignore-unmatch build .cache ":(exclude)build/.gitkeep"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    commit(root, "one", "2024-01-05")
    samples.write(root, {"build/.gitkeep": "", ".gitignore": "/build/*\n!/build/.gitkeep\n/.cache/\n"})
    git(root, "add", ".gitignore", "build/.gitkeep")
    git(root, "commit", "-m", "two")
    return root


def build(root: Path, command: Command, *options: str) -> samples.Run:
    return command(root, "build", *(options or ("--format", "html")))


def test_what_git_ignores_is_fine(root: Path, command: Command) -> None:
    assert build(root, command).code == 0
    samples.write(root, {".cache/x": "x"})
    assert command(root, "check").code == 0
    shutil.rmtree(root / ".git")
    assert command(root, "check").code == 0


def test_each_file_is_named_by_every_command(root: Path, command: Command) -> None:
    samples.write(root, {PAGE: "<p>", ".cache/deep/x": "", "Build/y": "", "build/\x1b[2Jz": ""})
    git(root, "add", "-f", "build", ".cache", "Build")
    for run in (command(root, "check"), build(root, command), build(root, command, "--draft")):
        assert run.code == 1
        for path in (PAGE, ".cache/deep/x", "Build/y", r"build/\x1b[2Jz"):
            assert path in run.out + run.err
        assert MEND in run.out + run.err
        assert "build/.gitkeep:" not in run.out + run.err
        assert "\x1b" not in run.out + run.err
    git(root, *shlex.split(MEND)[1:], "Build")
    assert command(root, "check").code == 0
    assert git(root, "ls-files", "build") == "build/.gitkeep"
    assert (root / PAGE).exists()


def test_a_page_with_another_figure_and_its_hash_is_not_believed(root: Path, command: Command) -> None:
    assert build(root, command).code == 0
    page, manifest = root / PAGE, root / "build/manifest.json"
    sound = page.read_bytes()
    page.write_bytes(sound.replace(b"5000", b"9000"))
    said = json.loads(manifest.read_text(encoding="utf-8"))
    (record,) = said["documents"].values()
    output = record["outputs"][PAGE.removeprefix("build/")]
    output["sha256"] = hashlib.sha256(page.read_bytes()).hexdigest()
    output["size"] = len(page.read_bytes())
    manifest.write_text(json.dumps(said), encoding="utf-8")
    # As a file that nobody committed it would be taken for current.
    assert "没有变化" in build(root, command).out
    git(root, "add", "-f", "build")
    git(root, "commit", "-m", "three")
    verified = command(root, "verify")
    assert verified.code == 1
    assert PAGE in verified.out
    assert "build/manifest.json" in verified.out
    review = command(root, "diff", "HEAD~1", "HEAD")
    assert f"+ 生成的文件  {PAGE}" in review.out
    assert "无变更" not in review.out
    assert "生成的文件 3 个" in command(root, "diff", "HEAD~1").out.splitlines()[1]
    assert build(root, command).code == 1
    assert page.read_bytes() == sound


@pytest.mark.parametrize("link", ["build", "build/danwei"])
def test_nothing_is_written_through_a_link_that_was_committed(
    link: str, root: Path, tmp_path: Path, command: Command
) -> None:
    outside = tmp_path / "outside"
    samples.write(outside, {"draft/precious": "x", "2024/precious": "x"})
    if link == "build":
        shutil.rmtree(root / "build")
    (root / link).symlink_to(outside, target_is_directory=True)
    git(root, "add", "-f", link)
    before = samples.snapshot(outside)
    for options in ((), ("--draft",)):
        assert build(root, command, *options).code == 1
    assert samples.snapshot(outside) == before


def test_a_build_of_a_forge_starts_from_nothing(root: Path, tmp_path: Path) -> None:
    strange = {"build/strange.html": "x", "build/danwei/2024/old.html": "x"}
    samples.write(root, strange)
    (root / "build/link").symlink_to(tmp_path, target_is_directory=True)
    there = samples.snapshot(tmp_path / "repo/content")
    done = samples.shenbao(root, "build", "--format", "html", environment={"CI": "true"})
    assert done.code == 0
    assert samples.snapshot(root / "build").keys() == {
        ".gitkeep",
        "index.html",
        "manifest.json",
        PAGE.removeprefix("build/"),
    }
    assert not (root / "build/link").is_symlink()
    assert samples.snapshot(tmp_path / "repo/content") == there


@pytest.mark.parametrize(
    ("ci", "is_forge"), [("", False), ("false", False), ("0", False), ("1", True), ("TRUE", True), ("true", True)]
)
def test_a_forge_says_that_it_is_one(ci: str, is_forge: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a parameter of a test
    monkeypatch.setenv("CI", ci)
    assert is_on_forge() is is_forge


def test_another_folder_is_not_emptied(root: Path) -> None:
    samples.write(root, {"mine/strange.html": "x"})
    done = samples.shenbao(root, "build", "--format", "html", "--out", "mine", environment={"CI": "true"})
    assert done.code == 0
    assert (root / "mine/strange.html").is_file()
