"""Keeps what files said before a form changed them: in `.cache/`, which git ignores, the last ones of each file."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from generator.filling.sheet import etag
from generator.load.source import MAX_BYTES
from generator.system import look
from generator.write import files

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER: Final = (".cache", "versions")
_MOST: Final = 20
_NAME: Final = re.compile(r"(\d{6})-([0-9a-f]{24}|gone)-([0-9a-f]{24}|new)\.yaml")
GONE, NEW = "gone", "new"


class Versions:
    """The versions of the files of a repository. Where the cache leads elsewhere, or is none, nothing is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._undone: dict[str, list[tuple[str, bytes]]] = {}

    def keep(self, path: str, old: bytes | None, new: bytes | None, staging: Path) -> None:
        """Keep the old state of a file that has got a new one; None where there was, or is, no file."""
        folder = self._folder(path)
        if folder is None:
            return
        there = self._names(folder)
        number = int(there[-1][:6]) + 1 if there else 1
        states = GONE if new is None else etag(new), NEW if old is None else etag(old)
        files.replace(folder / f"{number:06}-{states[0]}-{states[1]}.yaml", old or b"", staging, self._root)
        for name in there[: max(len(there) + 1 - _MOST, 0)]:
            (folder / name).unlink(missing_ok=True)

    def last(self, path: str, now: bytes | None) -> tuple[bytes | None, str] | None:
        """Return the state of a file before its present one, and what that is kept as; None if it isn't known."""
        folder = self._folder(path)
        there = self._names(folder) if folder is not None else []
        found = _NAME.fullmatch(there[-1]) if there else None
        if folder is None or found is None or found[2] != (GONE if now is None else etag(now)):
            return None
        if found[3] == NEW:
            return None, there[-1]
        data = look.read(folder / there[-1], folder, MAX_BYTES)
        return (data, there[-1]) if isinstance(data, bytes) and etag(data) == found[3] else None

    def forget(self, path: str, name: str) -> None:
        """Forget a state that was gone back to."""
        folder = self._folder(path)
        if folder is not None:
            (folder / name).unlink(missing_ok=True)

    def put_aside(self, path: str, now: bytes, data: bytes) -> None:
        """Remember, until this program ends, the state that was gone back from to `now`."""
        self._undone[path] = [*self._undone.get(path, ()), (etag(now), data)][-_MOST:]

    def undone(self, path: str, now: bytes | None) -> bytes | None:
        """Return the state that was gone back from to the present one; None if the present one is another."""
        state, data = (self._undone.get(path) or [("", b"")])[-1]
        return data if now is not None and state == etag(now) else None

    def take_up(self, path: str) -> None:
        """Forget a state that was gone forward to again."""
        self._undone[path].pop()

    def _folder(self, path: str) -> Path | None:
        folder = self._root.joinpath(*_FOLDER, hashlib.sha256(path.encode()).hexdigest()[:16])
        around = (folder, *folder.parents[: len(_FOLDER)])
        return None if any(one.is_symlink() for one in around) else folder

    @staticmethod
    def _names(folder: Path) -> list[str]:
        return sorted(one.name for one in folder.iterdir() if _NAME.fullmatch(one.name)) if folder.is_dir() else []
