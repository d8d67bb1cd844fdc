"""Reads what git keeps, byte for byte: commits, trees and files by their hash, through one git that stays.

Nothing else decides what is read: no attribute, no index, no working tree. A tree may be anybody's, so that names are
looked at before they become paths, and nothing is read before its size is known.
"""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Final, Self

from generator.system import git
from generator.system.git import Leaf

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

# More than any declaration's or font's file; a tree of git bombs would name more files than there are atoms.
LARGEST: Final = 32 << 20
MOST: Final = 200_000
_DEEPEST: Final = 64


class ObjectError(Exception):
    """What git keeps can't be read, or must not be; the text says why, in Chinese."""


class Objects:
    """The objects of a repository; to be used in a `with`, which ends git's process."""

    def __init__(self, root: Path) -> None:
        self._process = git.talk(root, "cat-file", "--batch")
        self._trees: dict[str, tuple[Leaf, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def file(self, name: str, limit: int = LARGEST) -> bytes:
        """Return the bytes of a file by its hash."""
        return self._read(name, "blob", limit)

    def root_tree(self, commit: str) -> str:
        """Return the hash of the tree of a commit."""
        first = self._read(commit, "commit", LARGEST).split(b"\n", 1)[0]
        return first.removeprefix(b"tree ").decode("ascii")

    def tree(self, name: str) -> tuple[Leaf, ...]:
        """Return the entries of a tree, folders too, under their bare names; each tree is read once."""
        if name not in self._trees:
            self._trees[name] = tuple(_entries(self._read(name, "tree", LARGEST), len(name) // 2))
        return self._trees[name]

    def below(self, tree: str, path: str) -> str | None:
        """Return the hash of the tree at a path, "" for the tree itself; None where there is none."""
        for part in filter(None, path.split("/")):
            found = [leaf.hash for leaf in self.tree(tree) if leaf.path == part and leaf.is_folder]
            if not found:
                return None
            tree = found[0]
        return tree

    def leaves(self, tree: str, most: int = MOST) -> Iterator[Leaf]:
        """Yield every file, link and submodule of a tree, with its path."""
        waiting, count = [("", tree, 0)], 0
        while waiting:
            folder, name, depth = waiting.pop()
            for leaf in self.tree(name):
                path = f"{folder}{leaf.path}"
                count += 1
                if count > most or depth > _DEEPEST:
                    raise ObjectError(f"文件太多（超过 {most} 个）或文件夹套得太深")
                if leaf.is_folder:
                    waiting.append((f"{path}/", leaf.hash, depth + 1))
                else:
                    yield Leaf(leaf.mode, leaf.hash, path)

    def _read(self, name: str, kind: str, limit: int) -> bytes:
        asked, told = _pipes(self._process)
        try:
            asked.write(f"{name}\n".encode("ascii"))
            asked.flush()
        except OSError as problem:
            raise ObjectError("git 停了") from problem
        words = told.readline().split()
        if len(words) != 3 or words[1] != kind.encode():  # noqa: PLR2004 - hash, kind, size
            self._process.kill()
            raise ObjectError(f"git 里缺少 {name[:10]}，可能没有取全（git fetch --unshallow）")
        size = int(words[2])
        if size > limit:
            self._process.kill()  # What it is about to write is not wanted.
            raise ObjectError(f"有超过 {limit >> 20} MB 的文件")
        data = told.read(size)
        told.read(1)
        return data


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ObjectError("git 停了")
    return process.stdin, process.stdout


def _entries(data: bytes, size: int) -> Iterator[Leaf]:
    """Yield what a tree object says: `mode name NUL hash` again and again, hashes of `size` bytes."""
    seen: set[bytes] = set()
    start = 0
    while start < len(data):
        end = data.find(b"\0", start)
        mode, _, name = data[start : max(end, start)].partition(b" ")
        # git makes no such trees, but reads them.
        if name in {b"", b".", b".."} or b"/" in name or name.lower() == b".git" or name in seen:
            raise ObjectError(f"有不能用的文件名 {os.fsdecode(name)!a}")
        seen.add(name)
        start = end + 1 + size
        yield Leaf(mode.decode("ascii", "replace"), data[end + 1 : start].hex(), os.fsdecode(name))
