"""Kills builds, `fmt` and `check --fix` at random moments and at each step of writing, and looks at what they leave.

    python -m tests.processes.kills FOLDER COUNT SEED    (at random)
    python -m tests.processes.kills FOLDER               (at each step)

prints the figures as JSON; `make kills` does both. Each run is a fork of this process, so that a hundred take less than
a minute. A failure raises: a file that is neither the old nor the new one, one that is left over after the next run, a
`verify` that lies.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from generator import editing, published
from generator.cli import commands, main
from generator.render import docx, html, pdf
from generator.write import journal
from generator.write.compare import TORN, UNFINISHED
from tests import samples
from tests.compiling import compile_once

if TYPE_CHECKING:
    from collections.abc import Callable

    Snapshot = dict[str, bytes]

SECOND = f"{samples.FOLDER}/projects/02-training.yaml"
# What each trial runs, how often among ten, and the content that it finds.
COMMANDS = {
    ("build", "-f", "html", "-f", "docx"): 4,
    ("build", "-f", "html", "-f", "docx", "-f", "pdf"): 1,
    ("fmt",): 3,
    ("check", "--fix"): 2,
}
LOADED = (docx, html, pdf, editing, commands)  # before anything is forked
# Each of these changes what is on the disk, or makes sure of it.
STEPS = (
    (os, "replace"),
    (os, "fsync"),
    (os, "link"),
    (tempfile, "mkstemp"),
    (journal, "_append"),
    (Path, "unlink"),
    (Path, "mkdir"),
)


def content(number: int, command: tuple[str, ...]) -> dict[str, str]:
    """Return the content of a trial, of which there are two kinds; `fmt` and `check --fix` find something to do."""
    text = samples.changed(samples.PROJECT, "参保人数: 1000 人", f"参保人数: {1000 + number % 2} 人")
    text = samples.changed(text, "项目实施成效: 人人知晓", f"项目实施成效: 人人知晓{number % 2}")
    text = text.replace(
        "    - 名称: 业务培训\n      金额: 2000", f"    - 名称: 业务培训\n      金额: {2000 + number % 2 * 5}"
    )
    if command[0] == "fmt":
        text = text.replace("文种: 项目\n", "文种:   '项目'\n")
    if command[0] == "check":
        text = text.replace("项目实施计划: ", "项目实施计划：")
    other = text.replace("医保宣传经费", "医保培训经费")
    return {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: text, SECOND: other}


def run(root: Path, command: tuple[str, ...], before: Callable[[], None] = lambda: None) -> int:
    """Begin a command in a fork; return its process."""
    child = os.fork()
    if child:
        return child
    null = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(null, number)
    os.setpgid(0, 0)
    os.chdir(root)
    sys.argv = ["shenbao", *command]
    before()
    try:
        main.run()
    except SystemExit as done:
        os._exit(int(str(done.code)))
    finally:
        os._exit(99)


def finished(child: int) -> int:
    """Wait for a process; return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Story:
    """A repository in which one command is run and killed again and again, over content that changes each time."""

    def __init__(self, folder: Path, command: tuple[str, ...]) -> None:
        self.command = command
        self.root = folder / "-".join(command)
        self.target = self.root / ("build" if command[0] == "build" else "content")
        samples.copy_templates(self.root)
        self.figures: Counter[str] = Counter()
        self.number = 0
        # What an unharmed run leaves of either content, and how long it takes.
        self.good: list[Snapshot] = []
        for _ in range(2):
            self.change()
            begun = time.monotonic()
            assert finished(run(self.root, command)) in {0, 1}
            self.duration = time.monotonic() - begun
            self.good.append(samples.snapshot(self.target))
        self.change()

    def change(self) -> None:
        """Write the content of the next trial."""
        self.number += 1
        samples.write(self.root, content(self.number, self.command))

    def trial(self, kill: Callable[[], int]) -> None:
        """Kill one run by `kill`, which returns the exit code; look what it has left, and run again."""
        old, good = samples.snapshot(self.target), self.good[(self.number - 1) % 2]
        code = kill()
        assert code in {0, 1, -signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGTERM}, code
        self.figures[f"{' '.join(self.command)}: {'ended by itself' if code in {0, 1} else f'exit code {code}'}"] += 1
        self.look(old, good)
        assert finished(run(self.root, self.command)) in {0, 1}
        self.look_again(good)
        self.change()

    def look(self, old: Snapshot, good: Snapshot) -> None:
        """See that each file is the old or the new one, and that `verify` tells the truth about them."""
        now = samples.snapshot(self.target)
        for path, data in now.items():
            assert path == "manifest.json" or data in {old.get(path), good.get(path)}, f"torn, or left over: {path}"
        assert now.keys() == old.keys() == good.keys()
        replaced = {path for path in now if now[path] != old[path] and path != "manifest.json"}
        self.figures["runs killed between two files"] += 0 < len(replaced) < len([p for p in good if old[p] != good[p]])
        if self.command[0] != "build":
            return
        told = published.outputs(self.root, self.target).problems
        torn = [path for path, what in told if what == TORN]
        assert {what for _, what in told} <= {TORN, UNFINISHED}, told
        for source in (samples.PROJECT_FILE, SECOND):
            own = {path for path in good if Path(source).stem in path}
            assert (source in torn) == bool(own & replaced and own - replaced), (source, torn, replaced)
        self.figures["documents between two formats, as verify says"] += len(torn)

    def look_again(self, good: Snapshot) -> None:
        """See that the next run has made everything as it should be, and has tidied up."""
        assert samples.snapshot(self.target) == good
        left = samples.snapshot(self.root / ".cache").keys()
        assert {name for name in left if not name.startswith(("runs/", "drawings/"))} == {".gitignore"}
        if self.command[0] == "build":
            assert published.outputs(self.root, self.target).problems == []


def at_random(story: Story, chance: random.Random) -> None:
    """Kill or terminate a run somewhere between its beginning and a little after its usual end."""
    number = chance.choice((signal.SIGKILL, signal.SIGTERM))

    def kill() -> int:
        child = run(story.root, story.command)
        time.sleep(chance.uniform(0, story.duration * 1.1))
        os.kill(child, number)
        return finished(child)

    story.trial(kill)


def at_steps(story: Story, stride: int) -> int:
    """Kill a run before each thing that it does to the disk, or each so many; return how many runs were killed."""
    step, killed, code = 1 - stride, 0, int(-signal.SIGKILL)

    def kill() -> int:
        nonlocal code
        code = finished(run(story.root, story.command, before=lambda: _kill_at(step)))
        return code

    while code == -signal.SIGKILL:
        step += stride
        story.trial(kill)
        killed += code == -signal.SIGKILL
    return killed


def _kill_at(step: int) -> None:
    """Make this process kill itself at a step of writing."""
    left = step

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return call

    for owner, name in STEPS:
        setattr(owner, name, counted(getattr(owner, name)))


def figures(folder: Path, count: int, seed: int) -> Counter[str]:
    """Kill so many runs of all commands at random; return the figures."""
    chance = random.Random(seed)  # noqa: S311 - the same moments every time
    stories = {command: Story(folder, command) for command in COMMANDS}
    turns = [command for command, often in COMMANDS.items() for _ in range(often)]
    chance.shuffle(turns)
    for number in range(count):
        at_random(stories[turns[number % len(turns)]], chance)
    total = Counter({"kills": count})
    for story in stories.values():
        total += story.figures
    return total


def figures_of_steps(folder: Path, stride: int) -> Counter[str]:
    """Kill each command, but the one with workers, at each step, or each so many; return the figures."""
    total: Counter[str] = Counter()
    for command in COMMANDS:
        if "pdf" not in command:
            story = Story(folder, command)
            total["kills"] += at_steps(story, stride)
            total += story.figures
    return total


if __name__ == "__main__":
    place, kind, *numbers = sys.argv[1:]
    compile_once()
    stories: dict[str, Callable[..., Counter[str]]] = {"random": figures, "steps": figures_of_steps}
    told = stories[kind](Path(place), *map(int, numbers))
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
