"""Files in the places of outputs and caches that git tracks: somebody committed them, and nobody can rely on them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, Mark, Severity
from generator.model.legible import legible
from generator.model.position import Position
from generator.system import git

if TYPE_CHECKING:
    from pathlib import Path

CODE: Final = "WJ-030"
# In any case: to Windows and macOS all of them are one.
_PLACES: Final = (":(icase)build", ":(icase).cache")
_PLACEHOLDER: Final = "build/.gitkeep"


def tracked(root: Path) -> list[str]:
    """Return the paths of such files; none where there is no git, or the folder is no repository."""
    said = git.run(root, "ls-files", "-z", "--cached", "--", *_PLACES) or b""
    return sorted({os.fsdecode(path) for path in said.split(b"\0")[:-1]} - {_PLACEHOLDER})


def finding(paths: list[str]) -> list[Finding]:
    """Return one finding that names all such files, or none."""
    if not paths:
        return []
    places = [Position(legible(path), 1) for path in paths]
    return [
        Finding(
            CODE,
            Severity.ERROR,
            f"提交了生成的文件：{places[0].path}" + (f" 等 {len(paths)} 个" if len(paths) > 1 else ""),
            places[0],
            cause="build/ 和 .cache/ 里的文件由程序生成，提交进来的可能是旧的，也可能被人改过；程序不读它们。",
            hint='运行 git rm -r -f -q --cached --ignore-unmatch build .cache ":(exclude)build/.gitkeep"，再提交。',
            marks=tuple(Mark(place, "也是生成的文件") for place in places[1:]),
        )
    ]


def leads_away(root: Path, paths: list[str]) -> bool:
    """Whether what is written below these paths may land elsewhere: one of them is a link."""
    return any((root / path).is_symlink() for path in paths)
