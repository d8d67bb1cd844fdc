"""Does what docs/first-day.md says, in the order in which it says so: commands typed, replacements made, pages seen."""

from __future__ import annotations

import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import samples
from tests.serve.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (samples.ROOT / "docs/first-day.md").read_text("utf-8")
OFFICE = "content/yunnan/my-office"
FILE = f"{OFFICE}/2025/projects/01-project.yaml"
PROGRAM = ".venv/bin/shenbao "
BLOCK = re.compile(r"```text\n(?P<text>.*?)```|^\| `(?P<old>[^`]+)` \| `(?P<new>[^`]+)` \|$", re.MULTILINE | re.DOTALL)
# How many errors the preview tells after each table.
ERRORS = (3, 0)
# What a replacement takes besides its words: open, move on, all, close.
KEYS = 4


@dataclass(slots=True)
class Day:
    """What was done: commands with what they said, the seconds that they took, and the keys that were pressed."""

    said: dict[str, str] = field(default_factory=dict)
    expected: dict[str, list[str]] = field(default_factory=dict)
    commands: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    keys: int = 0

    def __str__(self) -> str:
        """Say what it took."""
        return f"{self.commands} 条命令，按键 {self.keys} 次，等了 {self.seconds:.1f} 秒，处理器用了 {self.processor:.1f} 秒"


def steps() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands in blocks of text, and what is replaced: all of one table together."""
    table: dict[str, str] = {}
    for found in BLOCK.finditer(PAGE):
        if found["old"]:
            table[found["old"]] = found["new"]
        if table and (found["text"] or is_last_of_table(found)):
            yield "", table
            table = {}
        if found["text"]:
            yield found["text"].rstrip(), {}


def is_last_of_table(row: re.Match[str]) -> bool:
    return PAGE[row.end() : row.end() + 2] != "\n|"


def first_day(root: Path) -> Day:
    """Go through the page in a repository."""
    day, last = Day(), ""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    watching: Watching | None = None
    told = iter(ERRORS)
    for text, table in steps():
        if table:
            assert watching is not None, "figures are changed while somebody looks"
            for old, new in table.items():
                replace(root / FILE, old, new)
                day.keys += len(old) + len(new) + KEYS
            watching.wait(next(told))
            continue
        if watching is not None:
            day.seconds += watching.end()
            watching = None
        if not text.startswith(PROGRAM):
            day.expected[last] = [line.strip() for line in text.splitlines()]
            continue
        last, arguments = text, shlex.split(text.removeprefix(PROGRAM))
        day.commands, day.keys = day.commands + 1, day.keys + len(text) + 1
        if arguments[0] == "preview":
            watching = Watching(root, arguments)
        else:
            began = time.perf_counter()
            run = samples.shenbao(root, *arguments)
            day.seconds += time.perf_counter() - began
            assert run.code == 0, (text, run)
            day.said[text] = run.out
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    day.processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return day


def replace(file: Path, old: str, new: str) -> None:
    """Replace all of something, as an editor does."""
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), encoding="utf-8")


class Watching:
    """A preview, and the seconds that somebody waits for it."""

    def __init__(self, root: Path, arguments: list[str]) -> None:
        began = time.perf_counter()
        command = [str(Path(sys.executable).with_name("shenbao")), *arguments, "--no-open"]
        self._preview = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8")
        assert self._preview.stdout is not None
        address = re.search(r"http://\S+", self._preview.stdout.readline())
        assert address
        self._window = Window(address[0])
        self._window.until(lambda state: state["documents"])
        self._seconds = time.perf_counter() - began

    def wait(self, errors: int) -> None:
        """Wait until so many errors are told."""
        began = time.perf_counter()
        self._window.until(lambda state: count(state) == errors)
        self._seconds += time.perf_counter() - began

    def end(self) -> float:
        """Press Ctrl+C; return the seconds."""
        self._preview.send_signal(signal.SIGINT)
        self._preview.communicate(timeout=20)
        return self._seconds


def count(state: Any) -> int:
    """Count the errors that a preview tells."""
    found = [*state["findings"], *(one for document in state["documents"] for one in document["findings"])]
    return sum(one["severity"] == "错误" for one in found)
