"""`check | head` ends quietly with the exit code of the check; output that can't be written is told in Chinese."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    OneProject = Callable[..., Path]

FULL = Path("/dev/full")
# Commands that print, each with its exit code for a project with one mistake.
CODES = {
    "check": 1,
    "check --format json": 1,
    "build -f html": 1,
    "fmt --check": 0,
    "trace 5000": 2,
    "diff . .": 0,
    "verify": 2,
    "explain JE-001": 0,
    "--help": 0,
    "rules": 0,
}
# What stands for the others, which all end the same way, where nobody reads their errors either.
WITHOUT_ERRORS = ("check", "build -f html", "--help")


def mistaken(one_project: OneProject) -> Path:
    return one_project(samples.changed(samples.PROJECT, "金额: 3000", "金额: 3,000"))


def unread(root: Path, arguments: str, environment: dict[str, str], *, errors: bool = False) -> tuple[int, bytes]:
    """Run a command whose standard output (and errors) nobody reads; return its code, and its standard error."""
    given = os.environ | {"PYTHONPATH": str(samples.ROOT), "PYTHONIOENCODING": "utf-8"} | environment
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments.split()],
        cwd=root,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if errors else subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.close()
    said = b"" if errors else process.communicate(timeout=60)[1]
    return process.wait(60), said


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_reader_that_goes_away(one_project: OneProject, unbuffered: str) -> None:
    assert unread(mistaken(one_project), "check", {"PYTHONUNBUFFERED": unbuffered}) == (1, b"")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", CODES)
def test_it_is_so_for_every_command(
    arguments: str, one_project: OneProject, command: Callable[..., samples.Run]
) -> None:
    root = mistaken(one_project)
    usual = command(root, *arguments.split())
    code, said = unread(root, arguments, {})
    assert (code, said.decode()) == (usual.code, usual.err)
    assert code == CODES[arguments]
    if arguments in WITHOUT_ERRORS:
        assert unread(root, arguments, {}, errors=True)[0] == code


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a file that is always full")
def test_output_that_finds_no_room(one_project: OneProject) -> None:
    root = mistaken(one_project)
    given = os.environ | {"PYTHONPATH": str(samples.ROOT), "PYTHONIOENCODING": "utf-8"}
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "check"],
            cwd=root,
            env=given,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert "磁盘满了" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
