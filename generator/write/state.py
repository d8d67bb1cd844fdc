"""What else decides outputs, for the manifest: the commit, whether the tree was clean, and versions of libraries."""

from __future__ import annotations

import os
import platform
import stat
from typing import TYPE_CHECKING

from generator import __version__
from generator.system import git, libraries
from generator.write.plan import LOCK, PROGRAM, program, program_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# How much of the hash of the program tells one from another.
_SHOWN = 16
# What a document is made from; other files may be changed without harm.
WATCHED = ("content", "templates", "generator", LOCK)


def commit(root: Path) -> str:
    """Return the commit of the repository; "" where there is none, or no git."""
    return git.commit(root, "HEAD") or ""


def is_clean(root: Path, inputs: Iterable[str]) -> bool:
    """Whether the last commit holds what was read, byte for byte: each of the inputs, and all else that could be one.

    git's own answer would not do: it passes over files that it was told to ignore, and runs the filters that the
    repository's configuration names.
    """
    leaves = git.tree(root, "HEAD", *WATCHED)
    committed = {leaf.path for leaf in leaves}
    # A program that was installed, in .venv too, is known by the lock.
    own = [file for file in program_files() if file.is_relative_to(root / PROGRAM.name)]
    others = [file for file in (*own, root / LOCK) if file.is_file()]
    used = {*inputs, *(file.relative_to(root).as_posix() for file in others)}
    return bool(leaves) and used <= committed and all(_is_same(root / leaf.path, leaf) for leaf in leaves)


def _is_same(path: Path, leaf: git.Leaf) -> bool:
    """Whether a file is as in the commit; line ends of Windows decide nothing."""
    try:
        if leaf.is_link:
            return path.is_symlink() and _is_hash(leaf.hash, os.fsencode(path.readlink()))
        if not (leaf.is_file and stat.S_ISREG(path.lstat().st_mode)):
            return False
        data = path.read_bytes()
    except OSError:
        return False
    return _is_hash(leaf.hash, data) or _is_hash(leaf.hash, data.replace(b"\r\n", b"\n"))


def _is_hash(expected: str, data: bytes) -> bool:
    return git.file_hash(data, expected) == expected


def versions(root: Path) -> dict[str, str]:
    """Return the versions that may change bytes without a change of the content; "" for what isn't there."""
    ours = f"{__version__}+{program(root)[:_SHOWN]}"
    return {"program": ours, "python": platform.python_version()} | libraries.versions()
