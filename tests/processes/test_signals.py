"""Runs that are interrupted end at once, with their workers, and say what they leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from generator import published
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
NOTHING = "已中断，原来的文档没有动。\n"
NAMES = ("01-publicity", "02-training", "03-survey")
# Whoever runs the tests may ignore signals, as a shell does of what runs behind it.
HEEDED = "import signal\nfor _ in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(_, signal.SIG_DFL)\n"
# A build whose workers never end: each output of a document but the first takes a minute, and says so in a file.
SLOW = """
import pathlib, time
import generator.work as work

make = work.make

def slow(job):
    if job.document.source.endswith(SOUND):
        return make(job)
    pathlib.Path("started-" + job.document.name[:2]).touch()
    time.sleep(60)

work.make = slow
from generator.cli.main import run
run()
"""
# A run that is interrupted while a library is imported.
IMPORTING = """
import os, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Interrupting())
from generator.cli.main import run
run()
"""


@pytest.fixture
def start(one_project: OneProject, tmp_path: Path) -> Callable[..., tuple[Path, subprocess.Popen[str]]]:
    """Return a starter of programs in a repository with three projects, each in a process group of its own."""

    def begin(text: str, *arguments: str) -> tuple[Path, subprocess.Popen[str]]:
        root = one_project()
        samples.write(
            root,
            {f"{samples.FOLDER}/projects/{name}.yaml": samples.PROJECT.replace("宣传经费", name) for name in NAMES},
        )
        program = tmp_path / "program.py"
        program.write_text(HEEDED + text, encoding="utf-8")
        given = {"PYTHONPATH": str(samples.ROOT), "PYTHONIOENCODING": "utf-8"}
        process = subprocess.Popen(
            [sys.executable, str(program), *arguments],
            cwd=root,
            env=os.environ | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        return root, process

    return begin


def wait_for(found: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < until
        time.sleep(0.05)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait until a process and all that could write where it wrote are gone; return its code, and what it said."""
    _, said = process.communicate(timeout=15)
    return process.returncode, said


@pytest.mark.parametrize(
    ("number", "to_group"),
    [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGHUP, True)],
    ids=["SIGTERM-alone", "SIGINT-alone", "SIGINT-with-its-workers", "SIGHUP-with-its-workers"],
)
def test_a_build_ends_with_its_workers(
    number: signal.Signals, start: Callable[..., tuple[Path, subprocess.Popen[str]]], *, to_group: bool
) -> None:
    root, process = start(f"SOUND = 'nothing'{SLOW}", "build", "-f", "pdf")
    wait_for(lambda: len(list(root.glob("started-*"))) >= min(2, os.cpu_count() or 1))
    (os.killpg if to_group else os.kill)(process.pid, number)
    assert ended(process) == (128 + number, NOTHING)
    assert not (root / "build").exists()
    assert samples.snapshot(root / ".cache").keys() == {".gitignore"}


def test_what_was_replaced_before_is_told_and_true(start: Callable[..., tuple[Path, subprocess.Popen[str]]]) -> None:
    root, process = start(f"SOUND = '{NAMES[0]}.yaml'{SLOW}", "build", "-f", "html", "-f", "docx")
    wait_for(lambda: list(root.glob("started-*")))
    process.terminate()
    assert ended(process) == (143, "已中断，已经换好 2 个文件，其余的没有动。\n")
    assert sorted(path.name[:12] for path in (root / "build").rglob("*.*") if NAMES[0] in path.name) == [NAMES[0]] * 2
    assert published.outputs(root, root / "build").problems == []
    assert samples.shenbao(root, "verify").code == 0


def test_workers_of_a_killed_build_end(start: Callable[..., tuple[Path, subprocess.Popen[str]]]) -> None:
    root, process = start(f"SOUND = 'nothing'{SLOW}", "build", "-f", "pdf")
    wait_for(lambda: list(root.glob("started-*")))
    process.kill()
    assert ended(process) == (-signal.SIGKILL, "")


def test_a_worker_that_the_system_ends_is_told(start: Callable[..., tuple[Path, subprocess.Popen[str]]]) -> None:
    program = f"SOUND = 'nothing'{SLOW}".replace(
        "time.sleep(60)", "__import__('os').kill(__import__('os').getpid(), 9)"
    )
    root, process = start(program, "build", "-f", "pdf")
    told, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (1, "")
    assert told.count("错误 HJ-002 系统出错，没有做完：生成 danwei/2024/") == len(NAMES)
    assert "内存不够" in told
    assert list(root.rglob("*.pdf")) == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("typer", signal.SIGTERM),
        ("typer", signal.SIGINT),
        ("yaml", signal.SIGTERM),
        ("jinja2", signal.SIGINT),
        ("generator.pipeline", signal.SIGTERM),
        ("generator.write.store", signal.SIGINT),
    ],
)
def test_imports_are_interrupted_quietly(
    name: str, number: signal.Signals, start: Callable[..., tuple[Path, subprocess.Popen[str]]]
) -> None:
    _, process = start(IMPORTING.format(name=name, number=int(number)), "build", "-f", "html")
    assert ended(process) == (128 + number, NOTHING)


def test_a_signal_that_the_caller_ignores_stays_ignored(
    start: Callable[..., tuple[Path, subprocess.Popen[str]]],
) -> None:
    ignored = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    program = ignored + IMPORTING.format(name="generator.pipeline", number=int(signal.SIGHUP))
    root, process = start(program, "build", "-f", "html")
    assert ended(process) == (0, "")
    assert (root / "build/index.html").is_file()


def test_the_thread_of_the_workers_ends_before_python_does(
    start: Callable[..., tuple[Path, subprocess.Popen[str]]],
) -> None:
    # A thread that is slow to go, and an end that comes just then: Python would write into what the thread closes.
    slow = "import concurrent.futures.process as pool, threading, time\nclose = pool._ThreadWakeup.close\n"
    slow += "def closed(self):\n    self._writer.close()\n    time.sleep(2)\n    close(self)\n"
    slow += "pool._ThreadWakeup.close = closed\nthreading._register_atexit(lambda: time.sleep(1))\n"
    root, process = start(f"{slow}SOUND = 'nothing'{SLOW}", "build", "-f", "pdf")
    wait_for(lambda: len(list(root.glob("started-*"))) >= min(2, os.cpu_count() or 1))
    process.terminate()
    assert ended(process) == (143, NOTHING)
