"""Every trap is reported on its line, wherever in the real content someone falls into it."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.load.files import Files
from generator.load.reader import read
from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.project import Project
from tests import samples
from tests.mutations import TRAPS, Trap

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.entry import Entry

PLACEMENTS = 40
WANTED = 0.95
CONTENT = samples.ROOT / "content"


@cache
def sound_files() -> list[tuple[str, list[str]]]:
    """Return the path and the lines of each file of the real content."""
    return [
        (file.relative_to(CONTENT).as_posix(), file.read_text(encoding="utf-8").split("\n"))
        for file in sorted(CONTENT.rglob("*.yaml"))
    ]


def models(path: str) -> tuple[type[Entry], ...]:
    """Return what a file may be."""
    named: dict[str, tuple[type[Entry], ...]] = {
        "accounts.yaml": (Accounts,),
        "budget.yaml": (Budget,),
        "department.yaml": (Department,),
    }
    return named.get(Path(path).name, (Project,))


def told(folder: Path, path: str, lines: list[str]) -> list[tuple[str, int]]:
    """Return code and line of all that reading a file finds."""
    file = folder / Path(path).name
    file.write_bytes("\n".join(lines).encode())
    files = Files(folder)
    files.read(file, *models(path))
    return [(finding.code, finding.position.line) for finding in files.findings if finding.position]


def four_spaces(line: str) -> str:
    """Indent twice as deep; dashes keep their keys behind them."""
    lead = len(line) - len(line.lstrip())
    return " " * lead + line.replace("- ", "-   ", 1) if line.lstrip().startswith("- ") else " " * lead + line


RIGHT: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "first document": lambda text: "---\n" + text,
    "four spaces": lambda text: "\n".join(map(four_spaces, text.split("\n"))),
    "all quoted": lambda text: re.sub(r"(?m)^( *(?:- )?[^\s#'][^:'\"]*): ([^'\"|#\n][^'#\n]*)$", r"\1: '\2'", text),
    "comments": lambda text: re.sub(r"(?m)^( *)([^\s#'\"][^:'\"#]*: [^'\"|#\n]+)$", r"\1# 备注\n\1\2  # 备注", text),
    "blank lines": lambda text: text.replace("\n", "\n\n") + "\n  \n",
}


@pytest.mark.parametrize("way", RIGHT)
def test_nothing_is_said_of_what_is_right(way: str) -> None:
    for path, lines in sound_files():
        node, _, findings = read(path, RIGHT[way]("\n".join(lines)).encode())
        assert findings == []
        assert node is not None


def placed(trap: Trap, generator: random.Random) -> tuple[str, list[str], int]:
    """Make the mistake at a random place where it can be made."""
    while True:
        path, lines = generator.choice(sound_files())
        made = trap.make(lines, generator.randrange(len(lines)), generator)
        if made:
            return path, *made


@pytest.mark.slow
@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps_are_told_on_their_lines(trap: Trap, tmp_path: Path) -> None:
    generator = random.Random(trap.name)  # noqa: S311 - the same places every time
    missed = []
    for _ in range(PLACEMENTS):
        path, lines, culprit = placed(trap, generator)
        findings = told(tmp_path, path, lines)
        if not any(code in trap.codes and line == culprit for code, line in findings):
            missed.append((path, culprit, lines[culprit - 1], findings[:4]))
    assert len(missed) <= PLACEMENTS * (1 - WANTED), "\n".join(map(str, missed[:20]))


@pytest.mark.parametrize(
    ("encoding", "code"), [("gb18030", "WJ-003"), ("gbk", "WJ-003"), ("utf-16", "WJ-002"), ("utf-16-be", "WJ-002")]
)
def test_files_that_were_saved_otherwise(encoding: str, code: str) -> None:
    for path, lines in sound_files():
        first = next(number for number, line in enumerate(lines, 1) if not line.isascii())
        _, _, findings = read(path, "\n".join(lines).encode(encoding, "replace"))
        place = findings[0].position
        assert place is not None
        assert ([finding.code for finding in findings], place.line) == ([code], 1 if code == "WJ-002" else first)
