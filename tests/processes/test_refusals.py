"""What the system has against a file is a finding with its mend; everything else goes on, and the manifest is true."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import editing, pipeline, published
from generator.write import files, journal
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Result

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

FORMATS = ("docx", "html")
SECOND = f"{samples.FOLDER}/projects/02-training.yaml"
STEM = "danwei/2024/01-publicity-医保宣传经费"
OTHER = "danwei/2024/02-training-医保培训经费"
NEW = samples.changed(samples.PROJECT, "参保人数: 1000 人", "参保人数: 1001 人")
UNTIDY = samples.changed(samples.PROJECT, "文种: 项目", "文种:  '项目'")
# What changes something on the disk, or makes sure of it.
STEPS: list[tuple[object, str]] = [
    (os, "replace"),
    (os, "fsync"),
    (os, "link"),
    (tempfile, "mkstemp"),
    (journal, "_append"),
    (Path, "mkdir"),
]


@pytest.fixture
def two(one_project: OneProject) -> Callable[[str], Path]:
    """Return a maker of repositories with two projects of the same text."""

    def make(text: str = samples.PROJECT) -> Path:
        root = one_project(text)
        samples.write(root, {SECOND: text.replace("医保宣传经费", "医保培训经费")})
        return root

    return make


def build(root: Path) -> Result:
    return pipeline.build(root, formats=FORMATS, out=root / "build")


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings if finding.is_error]


def problems(root: Path) -> list[tuple[str, str]]:
    return published.outputs(root, root / "build").problems


def refuse(monkeypatch: pytest.MonkeyPatch, problem: OSError, name: str, times: int = 10**9) -> list[str]:
    """Let the system refuse to put a file in the place of one whose name ends so; return where it was asked to."""
    asked: list[str] = []
    stock = os.replace

    def replace(source: Path, target: Path) -> None:
        if str(target).endswith(name):
            asked.append(str(target))
            if len(asked) <= times:
                raise problem
        stock(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return asked


def test_a_document_open_in_word_is_told_and_kept_whole(
    two: Callable[..., Path], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two()
    build(root)
    old = samples.snapshot(root / "build")
    two(NEW)
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    with monkeypatch.context() as patch:
        refuse(patch, PermissionError(errno.EACCES, "Access is denied"), "01-publicity-医保宣传经费.html")
        run = command(root, "build", "-f", "docx", "-f", "html")
    assert run.code == 1
    assert "Access" not in run.out + run.err
    assert f"错误 XC-001 写不出 build/{STEM}.html：文件正被别的程序打开" in run.out
    assert "关掉 Word 等正打开它的程序，再运行一次" in run.out
    now = samples.snapshot(root / "build")
    assert {path for path in old if path.startswith("danwei") and now[path] != old[path]} == {
        f"{OTHER}.docx",
        f"{OTHER}.html",
    }
    assert problems(root) == []
    assert command(root, "verify").code == 0
    result = build(root)
    assert result.changes.written == [f"{STEM}.docx", f"{STEM}.html"]
    assert problems(root) == []


def test_a_program_that_lets_go_soon_is_waited_for(two: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = two()
    build(root)
    two(NEW)
    asked = refuse(monkeypatch, PermissionError(errno.EACCES, "Access is denied"), f"{STEM}.docx".rpartition("/")[2], 2)
    assert codes(build(root)) == []
    assert len(asked) == 3


def test_what_cannot_be_removed_stays_in_the_manifest(
    two: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two()
    build(root)
    (root / SECOND).unlink()
    monkeypatch.setattr(files, "PATIENCE", 0)
    stock = Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.name.endswith("医保培训经费.docx"):
            raise PermissionError(errno.EACCES, "Access is denied")
        stock(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        result = build(root)
    assert (codes(result), result.changes.removed) == (["XC-001"], [f"{OTHER}.html"])
    assert problems(root) == []
    assert build(root).changes.removed == [f"{OTHER}.docx"]


@pytest.mark.parametrize("place", [f"{STEM}.docx", "danwei", "index.html", "manifest.json"])
def test_another_thing_in_the_place_of_an_output(place: str, two: Callable[..., Path]) -> None:
    root = two()
    path = root / "build" / place
    if place == "danwei":
        samples.write(root, {f"build/{place}": "a file"})
    else:
        (path / "kept").mkdir(parents=True)
    result = build(root)
    told = [finding for finding in result.findings if finding.is_error and finding.code == "XC-004"]
    assert told
    assert all(place.rpartition("/")[2] in finding.message and finding.hint for finding in told)
    assert path.is_file() or (path / "kept").is_dir()
    if place == f"{STEM}.docx":
        assert sorted(result.changes.written) == [f"{OTHER}.docx", f"{OTHER}.html"]
    (shutil.rmtree if path.is_dir() else os.unlink)(path)
    assert codes(build(root)) == []
    assert problems(root) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "XC-002"), (errno.EROFS, "XC-003"), (errno.EIO, "XC-006"), (errno.ENAMETOOLONG, "XC-005")],
)
def test_each_refusal_has_its_mend(
    number: int, code: str, two: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two()
    refuse(monkeypatch, OSError(number, os.strerror(number)), "01-publicity-医保宣传经费.docx")
    result = build(root)
    (told,) = [finding for finding in result.findings if finding.is_error]
    assert told.code == code
    assert told.hint
    assert os.strerror(number) not in told.message + told.hint
    assert sorted(result.changes.written) == [f"{OTHER}.docx", f"{OTHER}.html"]
    assert problems(root) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_the_disk_is_full_at_each_write(number: int, two: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document is wholly the old or wholly the new one, the manifest says which, and the next run mends all."""
    monkeypatch.setattr(files, "PATIENCE", 0)
    root, texts, good = two(), (samples.PROJECT, NEW), []
    for text in texts:
        two(text)
        build(root)
        good.append(samples.snapshot(root / "build"))
    # The second reason is met on the same ways, so each third write stands for them.
    step, steps = 0, True
    while steps:
        step += 1 if number == errno.ENOSPC else 3
        two(texts[step % 2 - 1])
        old, new = good[step % 2], good[step % 2 - 1]
        with monkeypatch.context() as patch:
            hit = fail_at(patch, step, number)
            result = build(root)
        steps = bool(hit)
        now = samples.snapshot(root / "build")
        assert now.keys() == new.keys()
        for stem in (STEM, OTHER):
            paths = [f"{stem}.{kind}" for kind in FORMATS]
            assert [now[path] for path in paths] in [[state[path] for path in paths] for state in (old, new)], step
        assert {what for _, what in problems(root)} <= {"上次生成没有做完就停了，清单还没有写好；再运行一次 make build"}
        told = {code[:3] for code in codes(result)}
        assert told <= {"XC-"}, (step, result.findings)
        assert told or now == new, step
        build(root)
        assert samples.snapshot(root / "build") == new
        assert problems(root) == []
        assert samples.snapshot(root / ".cache").keys() == {".gitignore"}
    assert step > 25


def fail_at(patch: pytest.MonkeyPatch, step: int, number: int) -> list[int]:
    """Let the system refuse one of the things that are done to the disk; return whether it came to that."""
    done, hit = [0], []

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            done[0] += 1
            if done[0] == step:
                hit.append(step)
                raise OSError(number, os.strerror(number))
            return function(*arguments, **named)

        return call

    for owner, name in STEPS:
        patch.setattr(owner, name, counted(getattr(owner, name)))
    return hit


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
def test_a_real_limit_of_the_system(two: Callable[..., Path], tmp_path: Path) -> None:
    root = two()
    build(root)
    old = samples.snapshot(root / "build")
    two(NEW)
    program = tmp_path / "limited.py"
    program.write_text(
        "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "from generator.cli.main import run\nrun()\n",
        encoding="utf-8",
    )
    run = samples.shenbao(root, "build", "-f", "docx", "-f", "html", program=str(program))
    assert (run.code, run.err) == (1, "")
    assert run.out.count("错误 XC-002") >= 2
    assert samples.snapshot(root / "build") == old
    assert build(root).changes.written != []
    assert problems(root) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no folder read-only")
def test_a_folder_without_permission(two: Callable[..., Path]) -> None:
    root = two()
    out = root / "build"
    out.mkdir()
    for folder in (out, root):
        folder.chmod(0o555)
    try:
        if os.access(out, os.W_OK):
            pytest.skip("this user may write everywhere; test_each_refusal_has_its_mend shows the same")
        result = build(root)
    finally:
        for folder in (root, out):
            folder.chmod(0o755)
    assert set(codes(result)) == {"XC-003"}


def test_a_link_in_the_output_folder_is_not_followed(two: Callable[..., Path], tmp_path: Path) -> None:
    root = two()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "build").mkdir()
    (root / "build/danwei").symlink_to(elsewhere)
    result = build(root)
    assert codes(result).count("XC-007") == 2
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("arguments", [["fmt"], ["check", "--fix"]], ids=" ".join)
def test_a_content_file_that_cannot_be_replaced(
    arguments: list[str], two: Callable[..., Path], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = UNTIDY if arguments == ["fmt"] else samples.changed(samples.PROJECT, "项目名称: ", "项目名称：")
    root = two(text)
    monkeypatch.setattr(files, "PATIENCE", 0)
    refuse(monkeypatch, PermissionError(errno.EACCES, "Access is denied"), "01-publicity.yaml")
    run = command(root, *arguments)
    assert run.code == 1
    assert f"XC-001 写不出 {samples.PROJECT_FILE}：文件正被别的程序打开" in run.out
    assert run.out.count("XC-001") == 1
    assert (root / samples.PROJECT_FILE).read_text(encoding="utf-8") == text
    expected = samples.PROJECT.replace("医保宣传经费", "医保培训经费")
    assert (root / SECOND).read_text(encoding="utf-8") == expected


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_mode_and_link_of_a_content_file_stay(mode: int, one_project: OneProject) -> None:
    for change, edit in ((UNTIDY, editing.fmt), (samples.PROJECT.replace("项目名称: ", "项目名称："), editing.fix)):
        root = one_project(change)
        file, link = root / samples.PROJECT_FILE, root / samples.FOLDER / "projects" / "02-link.yaml"
        file.chmod(mode)
        link.unlink(missing_ok=True)
        link.symlink_to("01-publicity.yaml")
        edit(root, [link])
        assert file.read_text(encoding="utf-8") == samples.PROJECT
        assert file.stat().st_mode & 0o777 == mode
        assert link.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_out_of_the_repository_is_not_written(one_project: OneProject, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(UNTIDY, encoding="utf-8")
    root = one_project()
    (root / SECOND).symlink_to(outside)
    done = editing.fmt(root)
    assert [finding.code for finding in done.findings if finding.is_error] == ["WJ-012"]
    editing.fix(root)
    assert outside.read_text(encoding="utf-8") == UNTIDY


@pytest.mark.skipif(sys.platform == "win32", reason="the owner may always read here")
def test_outputs_are_for_everybody_whatever_the_mask(one_project: OneProject) -> None:
    root = one_project()
    run = samples.shenbao(root, "build", "-f", "html", umask=0o077)
    assert run.code == 0
    assert {file.stat().st_mode & 0o777 for file in (root / "build").rglob("*") if file.is_file()} == {0o644}
