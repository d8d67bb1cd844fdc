"""The command line speaks Chinese, and its exit code says how it went: 0 clean, 1 found something, 2 could not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from typer.main import get_group

from generator.cli.app import app
from generator.cli.commands import COMMANDS as MODULES
from generator.departments import run as departments
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

GROUP = get_group(app)
# What may be typed, as it is typed: commands, and those below a command.
COMMANDS = [
    name
    for first, command in GROUP.commands.items()
    for name in (first, *(f"{first} {below}" for below in getattr(command, "commands", ())))
]
# Names of the program, of formats and files, which stay as they are.
NAMES = """
shenbao python pytest generator content build docs yaml make md vscode schemas git YAML DOCX PDF HTML XLSX
docx pdf html xlsx CSV text json sarif gitlab github markdown Word Excel bash zsh fish powershell Tab Ctrl projects budget templates wheel dist Dask README
"""
KNOWN = {*NAMES.split(), *" ".join(COMMANDS).split()}


def english(text: str) -> list[str]:
    """Return the English words of a text; options, quotations and rule codes are left out."""
    said = re.sub(r"「[^」]*」|--?[a-z]+|\b[A-Z]{2}-\d{3}\b", "", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", said) if word not in KNOWN]


def test_all_commands_are_known() -> None:
    assert {module.__name__.rpartition(".")[2] for module in MODULES} - {"history", "pages", "importing"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("arguments", [[], ["--help"], *([*name.split(), "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_is_chinese(tmp_path: Path, command: Command, arguments: list[str]) -> None:
    run = command(tmp_path, *arguments)
    assert run.code == (0 if arguments else 2)
    assert re.search("用法：.*选项", run.out, re.DOTALL)
    assert english(run.out) == []


def test_outside_a_repository(tmp_path: Path, command: Command) -> None:
    run = command(tmp_path, "build")
    assert run.code == 2
    assert run.err.startswith("这里不是申报仓库")
    assert list(tmp_path.iterdir()) == []


def test_exit_codes(one_project: OneProject, command: Command) -> None:
    root = one_project()
    assert command(root, "check").code == 0
    assert command(root, "build", "--format", "html").code == 0
    one_project(samples.changed(samples.PROJECT, "名称: 培训场次", "名称: 政策知晓率"))
    assert command(root, "check").code == 0
    assert command(root, "check", "--strict").code == 1
    one_project(samples.changed(samples.PROJECT, "3000", "3,000"))
    assert command(root, "check").code == 1
    assert command(root, "build", "--format", "html").code == 1


def test_a_bug_is_told_as_one(one_project: OneProject, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(departments, "run", broken)
    run = command(one_project(), "check")
    assert run.code == 2
    assert run.err.startswith(
        "错误 CX-001 程序自身出错了，没有做完：这条命令\n   原因：这是程序的问题，不是内容的问题。\n"
    )
    assert "Traceback" not in run.err
    assert "RuntimeError: boom" in run.err


def test_commands_work_from_a_folder_inside(one_project: OneProject, command: Command) -> None:
    root = one_project()
    folder = root / samples.FOLDER
    run = command(folder, "build", "--format", "html", "projects")
    assert run.code == 0
    assert (root / "build/danwei/2024/01-publicity-医保宣传经费.html").is_file()
    assert "写出 build/danwei/2024/01-publicity-医保宣传经费.html" in run.out


def test_quiet_prints_errors_only(one_project: OneProject, command: Command) -> None:
    root = one_project(samples.changed(samples.PROJECT, "名称: 培训场次", "名称: 政策知晓率"))
    run = command(root, "build", "--quiet", "--format", "html")
    assert (run.code, run.out, run.err) == (0, "", "")
    one_project(samples.changed(samples.PROJECT, "3000", "3,000"))
    run = command(root, "build", "-q", "--format", "html")
    assert run.code == 1
    assert run.out.startswith(f"{samples.PROJECT_FILE}:31:11 错误 JE-001")
    assert "检查了" not in run.out
