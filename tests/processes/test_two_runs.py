"""Two runs at once, and what a dead one has left."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import editing, pipeline, published
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    OneProject = Callable[..., Path]

SECOND = f"{samples.FOLDER}/projects/02-training.yaml"
# A build that holds the folder until it is told to go on.
HOLDING = """
import pathlib, time
import generator.work as work

make = work.make

def slow(job):
    pathlib.Path("holding").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.05)
    return make(job)

work.make = slow
from generator.cli.main import run
run()
"""


@pytest.fixture
def holding(one_project: OneProject, tmp_path: Path) -> tuple[Path, subprocess.Popen[str]]:
    """Return a repository with two projects, and a build of the first that waits."""
    root = one_project()
    samples.write(root, {SECOND: samples.PROJECT.replace("医保宣传经费", "医保培训经费")})
    program = tmp_path / "holding.py"
    program.write_text(HOLDING, encoding="utf-8")
    process = begin(root, str(program), "build", "-f", "html", samples.PROJECT_FILE)
    until = time.monotonic() + 120
    while not (root / "holding").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return root, process


def begin(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(samples.ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_second_build_waits_and_forgets_nothing(holding: tuple[Path, subprocess.Popen[str]]) -> None:
    root, first = holding
    second = begin(root, "-m", "generator", "build", "-f", "html", SECOND)
    assert second.stderr
    assert second.stderr.readline() == f"另一个 shenbao（进程 {first.pid}）正在写 build，等它做完……\n"
    assert second.poll() is None
    (root / "go").touch()
    for process in (first, second):
        told, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, ""), told
    assert sorted(samples.manifest(root / "build")["documents"]) == [samples.PROJECT_FILE, SECOND]
    assert published.outputs(root, root / "build").problems == []


def test_another_folder_needs_no_waiting(holding: tuple[Path, subprocess.Popen[str]], tmp_path: Path) -> None:
    root, first = holding
    run = samples.shenbao(root, "build", "-f", "html", "--out", str(tmp_path / "other"))
    assert (run.code, run.err) == (0, "")
    assert samples.shenbao(root, "fmt").err == ""
    (root / "go").touch()
    first.communicate(timeout=60)
    assert first.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_a_dead_holder_holds_nothing(number: signal.Signals, holding: tuple[Path, subprocess.Popen[str]]) -> None:
    root, first = holding
    first.send_signal(number)
    first.communicate(timeout=60)
    run = samples.shenbao(root, "build", "-f", "html", SECOND)
    assert (run.code, run.err) == (0, "")
    left = samples.snapshot(root / ".cache").keys()
    assert {name for name in left if not name.startswith("runs/")} == {".gitignore"}


def test_parts_of_former_versions_go(one_project: OneProject) -> None:
    """They lay beside what was published, and beside what is committed."""
    root = one_project(samples.changed(samples.PROJECT, "文种: 项目", "文种:  '项目'"))
    left = [f"build/danwei/2024/.abcd123{number}.part" for number in range(3)]
    beside = [f"{samples.FOLDER}/projects/.zyx_0123.part"]
    kept = ["build/danwei/2024/notes.part", f"{samples.FOLDER}/projects/.a-note.part"]
    samples.write(root, dict.fromkeys(left + beside + kept, "half"))
    pipeline.build(root, formats=["html"], out=root / "build")
    assert [path for path in left if (root / path).exists()] == []
    editing.fmt(root)
    assert [path for path in beside if (root / path).exists()] == []
    assert [path for path in kept if not (root / path).exists()] == []


def test_another_disk(one_project: OneProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be moved from one disk to another: the last step begins beside the file then."""
    root = one_project()
    stock = os.replace

    def replace(source: Path, target: Path) -> None:
        if (".cache" in Path(source).parts) != (".cache" in Path(target).parts):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        stock(source, target)

    monkeypatch.setattr(os, "replace", replace)
    for text in (samples.PROJECT, samples.changed(samples.PROJECT, "参保人数: 1000 人", "参保人数: 1001 人")):
        one_project(text)
        result = pipeline.build(root, formats=["html", "docx"], out=root / "build")
        assert (result.has_errors, len(result.changes.written)) == (False, 2)
        assert published.outputs(root, root / "build").problems == []
        assert list(root.rglob("*.part")) == []


@pytest.mark.parametrize("is_link", [False, True], ids=["a-file", "a-link"])
def test_a_repository_that_has_no_room_for_a_cache(one_project: OneProject, tmp_path: Path, *, is_link: bool) -> None:
    root = one_project()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if is_link:
        (root / ".cache").symlink_to(elsewhere)
    else:
        (root / ".cache").write_text("", encoding="utf-8")
    result = pipeline.build(root, formats=["html"], out=root / "build")
    assert (result.has_errors, len(result.changes.written)) == (False, 1)
    assert published.outputs(root, root / "build").problems == []
    assert list(elsewhere.iterdir()) == []
    assert [file.name for file in root.rglob(".shenbao")] == []
