"""shenbao verify: an output folder is as it was made, and comes from the commit that it names."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator import editing, pipeline
from tests import samples
from tests.bring.test_upgrade import OLD_SMALL
from tests.review.test_history import commit
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]
    OneProject = Callable[..., Path]

FORMATS = ["docx", "html"]


def git(root: Path, *arguments: str) -> str:
    program = shutil.which("git")
    assert program
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    return subprocess.run([program, *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def build(root: Path) -> Path:
    pipeline.build(root, formats=FORMATS, out=root / "build")
    return root / "build"


def test_what_was_made_is_as_it_was_made(one_project: OneProject, command: Command) -> None:
    root = one_project()
    build(root)
    run = command(root, "verify")
    assert (run.code, run.out.strip()) == (0, "核对了 3 个文件，都是生成时的样子。")


def test_drafts_are_no_outputs_but_must_not_be_published(one_project: OneProject, command: Command) -> None:
    root = one_project()
    build(root)
    (root / "build" / "draft").mkdir()
    run = command(root, "verify")
    assert (run.code, run.out.splitlines()[1:]) == (0, ["draft/ 里是草稿，不能公开；公开前删去这个文件夹。"])


@pytest.mark.parametrize("harm", ["没有了", "和生成时不一样", "不是生成的"])
def test_every_other_file_is_named(harm: str, one_project: OneProject, command: Command) -> None:
    root = one_project()
    out = build(root)
    (page,) = out.rglob("01-*.html")
    victim = page if harm != "不是生成的" else page.with_name("别的.html")
    if harm == "没有了":
        page.unlink()
    else:
        victim.write_bytes(b"x")
    run = command(root, "verify", "build")
    assert run.code == 1
    assert run.out.strip() == f"{victim.relative_to(out).as_posix()}：{harm}"


def test_a_folder_without_a_manifest_cannot_be_verified(one_project: OneProject, command: Command) -> None:
    run = command(one_project(), "verify")
    assert run.code == 2
    assert "没有清单 manifest.json" in run.err


def test_outputs_are_rebuilt_from_their_commit(tmp_path: Path, command: Command) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    samples.own_fonts(root)
    git(root, "init")
    git(root, "add", "content", "templates")
    git(root, "commit", "-m", "one")
    build(root)
    head = git(root, "rev-parse", "HEAD").strip()
    manifest = samples.manifest(root / "build")
    assert (manifest["commit"], manifest["clean"]) == (head, True)
    assert manifest["versions"]["python"]
    run = command(root, "verify", "--rebuild")
    assert (run.code, run.out.strip()) == (0, f"核对了 3 个文件，都是生成时的样子，和提交 {head[:12]} 重新生成的一样。")

    changed = samples.changed(samples.PROJECT, "金额: 3000", "金额: 3500")
    (root / samples.PROJECT_FILE).write_text(changed, encoding="utf-8")
    build(root)
    unproven = command(root, "verify", "--rebuild")
    assert unproven.code == 2
    assert "没提交的改动" in unproven.err

    # A manifest that names a commit which gives other documents is found out.
    text = (root / "build/manifest.json").read_text(encoding="utf-8").replace('"clean": false', '"clean": true')
    (root / "build/manifest.json").write_text(text, encoding="utf-8")
    forged = command(root, "verify", "--rebuild")
    assert forged.code == 1
    assert forged.out.count("和提交重新生成的不一样") == len(FORMATS)


def test_what_another_program_made_is_compared_by_its_words(tmp_path: Path, command: Command) -> None:
    root = tmp_path / "repo"
    old = OLD_SMALL | {"accounts.yaml": budget.FILES["accounts.yaml"]}
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in old.items()})
    samples.copy_templates(root)
    samples.own_fonts(root)
    commit(root, "旧写法", "2024-01-05")
    head = git(root, "rev-parse", "HEAD").strip()
    pages = ["docx", "html", "pdf", "xlsx"]
    # An earlier program made the same words in other bytes: here with a comment that no reader sees.
    upgraded = tmp_path / "made"
    shutil.copytree(root, upgraded, symlinks=True)
    editing.upgrade(upgraded)
    pipeline.build(upgraded, formats=pages, out=root / "build")
    (page,) = (root / "build").rglob("budget-*.html")
    harmless = page.read_bytes().replace(b"<head>", b"<head><!-- earlier -->", 1)
    page.write_bytes(harmless)

    def claim(program: str, data: bytes) -> None:
        """Say in the manifest that a program made the page out of the commit."""
        file = root / "build/manifest.json"
        manifest = json.loads(file.read_text(encoding="utf-8"))
        manifest["versions"]["program"] = program
        (document,) = manifest["documents"].values()
        target = page.relative_to(root / "build").as_posix()
        document["outputs"][target]["sha256"] = hashlib.sha256(data).hexdigest()
        document["outputs"][target]["size"] = len(data)
        manifest |= {"commit": head, "clean": True}
        file.write_text(json.dumps(manifest), encoding="utf-8")

    present = samples.manifest(root / "build")["versions"]["program"]
    claim("0.0.1+earlier", harmless)
    run = command(root, "verify", "--rebuild")
    assert (run.code, run.out.splitlines()) == (
        0,
        [
            "清单里的程序或软件版本和现在的不同：1 个文件的字节和重新生成的不一样，只比了文字、数字和格子，都一样；样子没有比。",
            f"核对了 5 个文件，都是生成时的样子，文字和数字和提交 {head[:12]} 重新生成的一样。",
        ],
    )
    claim(present, harmless)
    exact = command(root, "verify", "--rebuild")
    assert (exact.code, exact.out.count("和提交重新生成的不一样")) == (1, 1)

    other = harmless.replace(b"20.00", b"21.00", 1)
    assert other != harmless
    page.write_bytes(other)
    claim("0.0.1+earlier", other)
    forged = command(root, "verify", "--rebuild")
    assert (forged.code, forged.out.count("和提交重新生成的不一样")) == (1, 1)
