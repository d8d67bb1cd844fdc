"""Makes a repository with many commits of the real content: `python -m tests.speed.commits FOLDER NUMBER`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

from tests import samples
from tests.review.changes import EDITS

WHO = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", "-c", "core.compression=0")


def make(root: Path, number: int) -> list[str]:
    """Write the content and change it, one edit a commit, back and forth; return the paths changed, in order."""
    shutil.copytree(samples.ROOT / "content", root / "content")
    shutil.copytree(samples.ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("*.ttf"))
    _git(root, "init")
    _git(root, "add", ".")
    _git(root, "commit", "-m", "0")
    changed: list[str] = []
    for edit in cycle(EDITS):
        if len(changed) + 1 == number:
            return changed
        folder, _, start = edit.path.rpartition("/")
        (file,) = (root / folder).glob(f"{start.removesuffix('.yaml')}*.yaml")
        text = file.read_text(encoding="utf-8")
        old, new = (edit.old, edit.new) if edit.old in text else (edit.new, edit.old)
        if not old or old not in text:  # a line that was deleted can't be found again
            continue
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        changed.append(file.relative_to(root).as_posix())
        _git(root, "commit", "-a", "-m", str(len(changed)))
    raise AssertionError(number)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run([shutil.which("git") or "", *WHO, *arguments], cwd=root, check=True, capture_output=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
