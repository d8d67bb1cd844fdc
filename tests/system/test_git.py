"""git is called in one way only: nothing of a repository's configuration runs, and no name becomes an option."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import pipeline
from generator.system import git
from generator.write import state
from tests import samples

HEX = re.compile(r"[0-9a-f]{40}")
FILES = {samples.DEPARTMENT_FILE: "a: 1\n", samples.PROJECT_FILE: "b: 2\n", "templates/p/pack.yaml": "c: 3\n"}


def call(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    command = [shutil.which("git") or "", *who, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    samples.write(folder, FILES)
    call(folder, "init")
    call(folder, "add", ".")
    call(folder, "commit", "-m", "one")
    return folder


def test_a_revision_becomes_a_commit(root: Path) -> None:
    head = call(root, "rev-parse", "HEAD").strip()
    call(root, "tag", "-a", "v1", "-m", "first")
    assert {git.commit(root, name) for name in ("HEAD", "main", "v1", head, head[:8], "HEAD@{0}")} == {head}


@pytest.mark.parametrize(
    "name",
    [
        "--output={0}",
        "--git-dir={0}",
        "--all",
        "-h",
        "",
        "no-such",
        "HEAD:content",
        "HEAD..HEAD",
        "HEAD^{tree}",
        "0" * 40,
        "HEAD\0--output={0}",
        "HEAD\n--output={0}",
        "main^{commit} --output={0}",
    ],
)
def test_what_is_no_revision_is_none_and_writes_nothing(name: str, root: Path, tmp_path: Path) -> None:
    victim = tmp_path / "precious.txt"
    victim.write_text("precious", encoding="utf-8")
    assert git.commit(root, name.replace("{0}", str(victim))) is None
    assert victim.read_text(encoding="utf-8") == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["precious.txt", "repo"]


def test_a_tree_tells_each_file_with_its_kind(root: Path) -> None:
    (root / "content/link").symlink_to("shi")
    (root / "content/名字\t带\n怪").write_text("x", encoding="utf-8")
    call(root, "add", ".")
    call(root, "commit", "-m", "two")
    leaves = {leaf.path: leaf for leaf in git.tree(root, "HEAD", "content")}
    assert leaves.keys() == {samples.DEPARTMENT_FILE, samples.PROJECT_FILE, "content/link", "content/名字\t带\n怪"}
    assert [path for path, leaf in leaves.items() if leaf.is_link] == ["content/link"]
    assert [path for path, leaf in leaves.items() if not leaf.is_file] == ["content/link"]
    assert leaves[samples.PROJECT_FILE].hash == call(root, "rev-parse", f"HEAD:{samples.PROJECT_FILE}").strip()


def test_nothing_that_the_configuration_names_is_run(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "was-run"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\necho ran >> '{trace}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        shutil.copy(script, hooks / name)
    for key in ("core.fsmonitor", "core.pager", "filter.f.clean", "filter.f.process", "gpg.program", "diff.external"):
        call(root, "config", key, str(script))
    for key, value in {
        "core.hooksPath": str(hooks),
        "log.showSignature": "true",
        # A repository that lacks files asks where they may be had, by a program that it names.
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": str(tmp_path),
        "remote.origin.uploadpack": str(script),
        "protocol.file.allow": "always",
    }.items():
        call(root, "config", key, value)
    (root / ".git/info/attributes").write_text("* filter=f diff=f\n", encoding="utf-8")
    lost = call(root, "-c", "core.fsmonitor=", "rev-parse", f"HEAD:{samples.PROJECT_FILE}").strip()
    (root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    (root / samples.DEPARTMENT_FILE).write_text("a: 4\n", encoding="utf-8")
    trace.unlink(missing_ok=True)

    assert HEX.fullmatch(git.commit(root, "HEAD") or "")
    assert not state.is_clean(root, FILES)
    assert git.run(root, "log", "--format=%H", "--", "content") is not None
    assert git.run(root, "cat-file", "blob", lost) is None
    assert not trace.exists()
    call(root, "status")  # a git that is called in the usual way runs them
    assert trace.exists()


def test_a_git_beside_the_content_is_not_called(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: str(Path(".", "git.EXE")))
    assert not git.is_installed()
    assert git.run(root, "version") is None


def test_replaced_objects_do_not_count(root: Path) -> None:
    first = call(root, "rev-parse", "HEAD").strip()
    (root / samples.PROJECT_FILE).write_text("b: 5\n", encoding="utf-8")
    call(root, "commit", "-am", "two")
    call(root, "replace", "HEAD", first)
    (leaf,) = git.tree(root, "HEAD", samples.PROJECT_FILE)
    assert git.run(root, "cat-file", "blob", leaf.hash) == b"b: 5\n"
    assert state.is_clean(root, FILES)


@pytest.mark.parametrize("harm", ["untracked", "ignored", "changed", "assumed", "skipped", "gone", "lock", "folder"])
def test_clean_means_that_the_commit_holds_all_that_was_read(harm: str, root: Path) -> None:
    inputs = dict(FILES)
    assert state.is_clean(root, inputs)
    project = root / samples.PROJECT_FILE
    other = samples.PROJECT_FILE.replace("01-", "02-")
    match harm:
        case "untracked" | "ignored":
            inputs[other] = "b: 2\n"
            samples.write(root, {other: "b: 2\n"})
            call(root, "config", "status.showUntrackedFiles", "no")
            if harm == "ignored":
                (root / ".git/info/exclude").write_text("content/\n", encoding="utf-8")
        case "changed":
            project.write_text("b: 3\n", encoding="utf-8")
        case "assumed" | "skipped":
            flag = {"assumed": "--assume-unchanged", "skipped": "--skip-worktree"}[harm]
            call(root, "update-index", flag, samples.PROJECT_FILE)
            project.write_text("b: 3\n", encoding="utf-8")
        case "gone":
            project.unlink()
            inputs.pop(samples.PROJECT_FILE)
        case "lock":
            (root / "requirements.lock").write_text("a==1\n", encoding="utf-8")
        case "folder":
            project.unlink()
            project.mkdir()
    assert not state.is_clean(root, inputs)


def test_line_ends_of_windows_are_no_change(root: Path) -> None:
    (root / samples.PROJECT_FILE).write_bytes(b"b: 2\r\n")
    assert state.is_clean(root, FILES)


def test_without_commit_or_git_nothing_is_clean(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call(tmp_path, "init", "empty")
    assert (state.commit(tmp_path / "empty"), state.is_clean(tmp_path / "empty", ())) == ("", False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert (state.commit(root), state.is_clean(root, FILES)) == ("", False)


def test_a_repository_of_the_newer_kind_is_understood(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    samples.write(folder, FILES)
    call(folder, "init", "--object-format=sha256")
    call(folder, "add", ".")
    call(folder, "commit", "-m", "one")
    assert len(git.commit(folder, "HEAD") or "") == 64
    assert state.is_clean(folder, FILES)


def test_a_build_from_a_file_that_git_ignores_is_not_clean(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    call(root, "init")
    call(root, "add", "content", "templates")
    call(root, "commit", "-m", "one")
    pipeline.build(root, formats=["html"], out=root / "build")
    assert samples.manifest(root / "build")["clean"] is True
    second = samples.PROJECT_FILE.replace("01-", "02-")
    samples.write(root, {second: samples.PROJECT.replace("医保宣传经费", "第二个项目")})
    (root / ".git/info/exclude").write_text("02-*\n", encoding="utf-8")
    assert call(root, "status", "--porcelain", "--", "content") == ""
    pipeline.build(root, formats=["html"], out=root / "build")
    assert samples.manifest(root / "build")["clean"] is False
