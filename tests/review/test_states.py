"""Versions are read as data: no attribute of theirs counts, no link leads outside, no name becomes an option."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import FindingError
from generator.review.versions.named import present, version
from generator.system.objects import ObjectError, Objects
from tests import samples
from tests.review.test_history import commit

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., samples.Run]


def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    for font in (root / "templates/common/fonts").glob("*.ttf"):
        font.unlink()
    return root


def git(root: Path, *arguments: str, fed: bytes = b"") -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    command = [shutil.which("git") or "", *who, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, input=fed).stdout.decode().strip()


def test_where_links_are_not_allowed_fonts_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    root = repository(tmp_path)
    font = "templates/common/fonts/Test.ttf"
    samples.write(root, {font: b"font"})
    commit(root, "建档", "2024-01-05")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    with version(root, "HEAD") as state:
        placed = state.folder([]) / font
        assert placed.read_bytes() == b"font"
        assert not placed.is_symlink()


def test_the_fonts_of_a_version_are_its_own(tmp_path: Path) -> None:
    root = repository(tmp_path)
    font = root / "templates/common/fonts/Test.ttf"
    font.write_bytes(b"old")
    commit(root, "建档", "2024-01-05")
    font.write_bytes(b"new")
    with version(root, "HEAD") as state:
        assert (state.folder([]) / font.relative_to(root)).read_bytes() == b"old"


@pytest.mark.parametrize("target", ["/etc/passwd", "../../outside", "..", "shi", "missing", "link", "../Makefile"])
def test_a_link_that_leads_elsewhere_is_told(target: str, tmp_path: Path, command: Command) -> None:
    root = repository(tmp_path)
    (root / "content/link").symlink_to(target)
    commit(root, "建档", "2024-01-05")
    run = command(root, "diff", "HEAD", "HEAD~0")
    assert run.code == 2
    assert "无法比较：版本「HEAD」里「content/link」是链接" in run.err


def test_a_link_inside_counts_as_the_file_that_it_leads_to(tmp_path: Path) -> None:
    root = repository(tmp_path)
    other = root / "content/shi/danwei/2024/projects/02-more.yaml"
    other.symlink_to("../projects/../projects/01-publicity.yaml")
    commit(root, "建档", "2024-01-05")
    with version(root, "HEAD") as state, present(root) as now:
        placed = state.folder([samples.FOLDER]) / other.relative_to(root)
        assert (placed.is_symlink(), placed.read_text(encoding="utf-8")) == (False, samples.PROJECT)
        paths = [path for path in state.files if path.startswith("content/")]
        assert len(paths) == 3
        assert {path: state.files[path].hash for path in paths} == {path: now.files[path].hash for path in paths}


def test_attributes_decide_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    attributes = "* export-ignore export-subst ident eol=crlf text working-tree-encoding=UTF-16\n"
    kept = "文种: 部门 # $Id$ $Format:%H$\n"
    samples.write(root, {samples.DEPARTMENT_FILE: kept})
    commit(root, "建档", "2024-01-05")
    samples.write(root, {"content/.gitattributes": attributes, ".gitattributes": attributes})
    blob = git(root, "hash-object", "-w", "--no-filters", ".gitattributes")
    for path in (".gitattributes", "content/.gitattributes"):
        git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    git(root, "commit", "-m", "two")
    with version(root, "HEAD") as state:
        assert (state.folder([samples.FOLDER]) / samples.DEPARTMENT_FILE).read_bytes() == kept.encode()
        assert state.data(samples.PROJECT_FILE) == samples.PROJECT.encode()


def test_a_submodule_is_named_and_not_read(tmp_path: Path) -> None:
    root = repository(tmp_path)
    first = commit(root, "建档", "2024-01-05")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{first},content/module")
    git(root, "commit", "-m", "two")
    with version(root, "HEAD") as state:
        assert state.files["content/module"].mode == "160000"
        assert not (state.folder([]) / "content/module").exists()


@pytest.mark.parametrize("name", ["--output=x", "-h", "--all", "HEAD:content", "no-such\0x", "-"])
def test_what_is_no_revision_is_told(name: str, tmp_path: Path, command: Command) -> None:
    root = repository(tmp_path)
    commit(root, "建档", "2024-01-05")
    run = command(root, "diff", "--", name.replace("\0", "\n"), "HEAD")
    assert run.code == 2
    assert run.err.startswith("无法比较：没有叫「")
    assert not (root / "x").exists()


def test_a_folder_of_the_branch_is_not_taken_for_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path)
    commit(root, "建档", "2024-01-05")
    samples.write(root, {"main/content/x.yaml": "a: 1"})
    monkeypatch.chdir(root)
    with version(root, "main") as state:
        assert samples.PROJECT_FILE in state.files
    with version(root, "./main") as state:
        assert [path for path in state.files if path.startswith("content")] == ["content/x.yaml"]


def test_a_tag_named_like_a_branch_is_not_taken_for_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(root, "建档", "2024-01-05")
    git(root, "tag", "main")
    with version(root, "main") as state:
        assert samples.PROJECT_FILE in state.files
    git(root, "commit", "--allow-empty", "-m", "two")
    with pytest.raises(FindingError, match="既是分支又是标签"):
        version(root, "main")
    with version(root, "refs/heads/main") as state:
        assert samples.PROJECT_FILE in state.files


def store(root: Path, kind: str, data: bytes) -> str:
    """Write an object that git itself would refuse to make; return its hash."""
    whole = f"{kind} {len(data)}\0".encode() + data
    name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    file = root / ".git/objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(whole))
    return name


@pytest.mark.parametrize("names", [["../x"], [".."], [""], [".GIT"], ["a", "a"], ["a/b"]])
def test_names_that_are_no_names_are_refused(names: list[str], tmp_path: Path) -> None:
    git(tmp_path, "init")
    blob = store(tmp_path, "blob", b"x")
    entries = b"".join(b"100644 " + os.fsencode(name) + b"\0" + bytes.fromhex(blob) for name in names)
    tree = store(tmp_path, "tree", entries)
    with Objects(tmp_path) as objects, pytest.raises(ObjectError, match="不能用的文件名"):
        list(objects.leaves(tree))


def test_a_tree_of_trees_of_trees_ends(tmp_path: Path) -> None:
    git(tmp_path, "init")
    name, mode = store(tmp_path, "blob", b"x"), b"100644"
    for _ in range(10):  # 10 to the power of 10 files
        entries = b"".join(mode + b" %d\0" % number + bytes.fromhex(name) for number in range(10))
        name, mode = store(tmp_path, "tree", entries), b"40000"
    with Objects(tmp_path) as objects, pytest.raises(ObjectError, match="文件太多"):
        list(objects.leaves(name, most=1000))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    git(tmp_path, "init")
    blob = store(tmp_path, "blob", b"x" * 1001)
    with Objects(tmp_path) as objects, pytest.raises(ObjectError, match="超过"):
        objects.file(blob, limit=1000)
    with Objects(tmp_path) as objects:
        assert objects.file(blob, limit=1001) == b"x" * 1001
