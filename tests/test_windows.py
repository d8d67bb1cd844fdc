"""What a clerk's Windows machine lacks: Pango, UTF-8 as the default encoding, some characters in file names."""

from __future__ import annotations

import errno
import importlib.util
import os
import re
import signal
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from generator import editing, pipeline
from generator.system import signals
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]

# Runs the command in an interpreter that can't import what isn't there on Windows.
BLOCKED = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            {action}

sys.meta_path.insert(0, Missing())
from generator.cli.main import run
run()
"""
NO_PACKAGE = BLOCKED.format(action='raise ModuleNotFoundError("No module named " + name, name=name)')
NO_LIBRARY = BLOCKED.format(action="""raise OSError("cannot load library 'libgobject-2.0-0': error 0x7e.")""")
STEM = "danwei/2024/01-publicity-医保宣传经费"
RESERVED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ](/|$)|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)', re.IGNORECASE)


@pytest.fixture(params=[NO_PACKAGE, NO_LIBRARY], ids=["package", "library"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    file = tmp_path / "shenbao.py"
    file.write_text(request.param, encoding="utf-8")
    return str(file)


def test_without_pango_everything_but_pdf_works(one_project: OneProject, program: str) -> None:
    root = one_project()
    assert samples.shenbao(root, "check", program=program) == samples.Run(0, "检查了 3 个文件：没有发现问题\n", "")
    run = samples.shenbao(root, "build", "--format", "docx", "--format", "html", program=program)
    assert (run.code, run.err) == (0, "")
    assert sorted(samples.snapshot(root / "build")) == [f"{STEM}.docx", f"{STEM}.html", "index.html", "manifest.json"]


def test_asked_for_a_pdf_it_says_in_one_line_what_is_missing(one_project: OneProject, program: str) -> None:
    root = one_project()
    run = samples.shenbao(root, "build", program=program)
    assert run.code == 1
    first, *rest = run.out.splitlines()
    assert first.startswith("错误 HJ-001 不能生成 PDF：缺少")
    assert [line for line in rest if "PDF" in line] == []
    assert "Traceback" not in run.out + run.err
    assert sorted(samples.snapshot(root / "build")) == [f"{STEM}.docx", f"{STEM}.html", "index.html", "manifest.json"]


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
def test_a_terminal_that_lacks_characters_is_no_reason_to_fail(one_project: OneProject, encoding: str) -> None:
    root = one_project(samples.changed(samples.PROJECT, "人人知晓。\n\n", "人人知晓😀𬭎。\n\n"))
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    found = samples.shenbao(root, "build", environment=environment)
    assert (found.code, found.err) == (1, "")
    assert "WZ-001" in found.out
    assert ("错误" in found.out) == (encoding == "cp936")
    help_page = samples.shenbao(root, "build", "--help", environment=environment)
    assert (help_page.code, help_page.err) == (0, "")


def test_every_file_is_read_and_written_with_an_encoding_of_its_own(one_project: OneProject) -> None:
    options = ("-X", "warn_default_encoding", "-W", "always::EncodingWarning")
    root = one_project()
    for arguments in (["check"], ["build"]):
        run = samples.shenbao(root, *arguments, python=options)
        assert run.code == 0
        # The libraries that only a PDF needs warn too; they read no file of ours.
        assert [line for line in run.err.splitlines() if "generator" in line] == []


def test_names_of_outputs_can_be_written_on_windows(one_project: OneProject) -> None:
    name = 'CON: "a" <b> | c? * d\\e/f . '
    root = one_project(samples.changed(samples.PROJECT, "项目名称: 医保宣传经费", f"项目名称: '{name}'"))
    file = root / samples.PROJECT_FILE
    file.rename(file.with_name("nul-aux.yaml"))
    result = pipeline.build(root, formats=["html"], out=root / "build")
    assert len(result.changes.written) == 1
    assert [path for path in samples.snapshot(root / "build") if RESERVED.search(path)] == []
    (record,) = samples.manifest(root / "build")["documents"].values()
    assert [path for path in (*record["inputs"], *record["outputs"]) if "\\" in path] == []


def test_names_that_windows_keeps_for_devices_are_refused(one_project: OneProject) -> None:
    root = one_project()
    file = root / samples.PROJECT_FILE
    file.rename(file.with_name("nul.yaml"))
    assert [finding.code for finding in pipeline.check(root).findings] == ["WJ-008"]


def test_line_ends_of_windows_change_nothing(one_project: OneProject) -> None:
    root = one_project()
    pipeline.build(root, formats=["html", "docx"], out=root / "build")
    result = pipeline.build(
        one_project(samples.PROJECT.replace("\n", "\r\n"), "\ufeff" + samples.DEPARTMENT.replace("\n", "\r\n")),
        formats=["html", "docx"],
        out=root / "build",
    )
    assert (result.findings, result.changes.written, result.current) == ([], [], 2)


def test_signals_and_owners_that_windows_lacks(one_project: OneProject, monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in ((signal, "pthread_sigmask"), (signal, "alarm"), (os, "chown")):
        monkeypatch.delattr(owner, name)
    root = one_project(samples.changed(samples.PROJECT, "文种: 项目", "文种:  项目"))
    with signals.watched():
        assert editing.fmt(root).changed == [samples.PROJECT_FILE]
        result = pipeline.build(root, formats=["html", "docx"], out=root / "build")
    assert (result.has_errors, len(result.changes.written)) == (False, 2)


def test_the_lock_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is told to be held twice, and then ours."""
    asked: list[int] = []

    def locking(_handle: int, mode: int, count: int) -> None:
        asked.append(mode)
        assert count == 1
        if len(asked) < 3:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    spec = importlib.util.spec_from_file_location("lock_of_windows", samples.ROOT / "generator/write/lock.py")
    assert spec
    assert spec.loader
    lock = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lock)
    file = tmp_path / "lock"
    file.write_text("4321", encoding="ascii")
    told: list[str] = []
    with lock.locked(file, told.append):
        assert file.read_text(encoding="ascii") == str(os.getpid())
    assert (asked, told) == ([2, 2, 2], ["4321"])
