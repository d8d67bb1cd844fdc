"""The repositories that are measured, and the changes that a clerk makes in them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tests import samples
from tests.speed import corpus, cost

if TYPE_CHECKING:
    from pathlib import Path

    from tests.speed.cost import Cost

Edit = tuple[str, str, str]
# A figure of each: the file, what stands there, and what a clerk writes instead, # being another number each time.
DECLARATION: Final[Edit] = (
    "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml",
    "三年参保人数: 297600 人",
    "三年参保人数: 2976#1 人",
)
BUDGET: Final[Edit] = (
    "content/chongqing/tongnan-medical-security/2024/budget.yaml",
    "医疗救助减少: 548 万元",
    "医疗救助减少: 54#1 万元",
)
ONE: Final[Edit] = ("content/shi/danwei-0000/2024/projects/00-publicity.yaml", "人均标准: 5 元", "人均标准: #1 元")
PROGRAM: Final = (sys.executable, "-m", "generator")


class Place:
    """A repository of its own, committed, so that it is as a user's."""

    def __init__(self, root: Path) -> None:
        self.root, self.changes = root, 0
        self.first: dict[str, str] = {}
        _git(root, "init", "-q")
        _git(root, "add", ".")
        _git(root, "commit", "-q", "-m", "0")

    def run(self, *arguments: str) -> Cost:
        """Run the program here."""
        return cost.of((*PROGRAM, *arguments), self.root, {"PYTHONPATH": str(samples.ROOT)})

    def clean(self) -> None:
        """Drop all that was made and kept."""
        for name in ("build", ".cache"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def change(self, edit: Edit) -> None:
        """Make a change that was not made before."""
        path, old, new = edit
        self.changes += 1
        file = self.root / path
        text = self.first.setdefault(path, file.read_text(encoding="utf-8"))
        file.write_text(samples.changed(text, old, new.replace("#", str(self.changes))), encoding="utf-8")

    def steps(self, edit: Edit) -> dict[str, float]:
        """Return the seconds of each step of a build after a change."""
        self.run("build")
        path, old, new = edit
        now = new.replace("#", "7")
        if path in self.first:
            (self.root / path).write_text(self.first[path], encoding="utf-8")
        command = (sys.executable, "-m", "tests.speed.steps", str(self.root), path, old, now)
        made = subprocess.run(command, cwd=samples.ROOT, capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(made.stdout)
        return found

    def resident(self, edit: Edit) -> Cost:
        """Return the cost of a build after a change in a process that stays."""
        path = edit[0]
        if path in self.first:
            (self.root / path).write_text(self.first[path], encoding="utf-8")
        command = (sys.executable, "-m", "tests.speed.resident", str(self.root), *edit)
        made = subprocess.run(command, cwd=samples.ROOT, capture_output=True, text=True, check=True)
        wall, cpu = sorted(json.loads(made.stdout), key=lambda pair: pair[1])[1]
        return cost.Cost(wall, cpu)


def content(folder: Path) -> Place:
    """Return a repository with the content of this one."""
    for name in ("content", "templates"):
        shutil.copytree(samples.ROOT / name, folder / name)
    return Place(folder)


def declarations(folder: Path, number: int) -> Place:
    """Return a repository of many declarations."""
    corpus.make(folder, number)
    (folder / "templates").unlink()
    shutil.copytree(samples.ROOT / "templates", folder / "templates")
    return Place(folder)


def _git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main")
    subprocess.run([shutil.which("git") or "git", *who, *arguments], cwd=root, check=True, capture_output=True)
