"""What is kept in a folder of a cache, one JSON file for each key: only what was written here, whole, is read again.

A branch may bring such files: each tells in which folder it belongs, which nobody can know elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CACHE, NOTE = ".cache", ".gitignore"
LARGEST: Final = 4 * look.MIB


class Entries:
    """The entries of one kind; keys are hashes of all that decides what an entry says."""

    def __init__(self, cache: Path, name: str) -> None:
        self.cache, self.folder = cache, cache / name

    def file(self, key: str) -> Path:
        """Return where an entry is kept."""
        return self.folder / f"{key[:32]}.json"

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the entry of a key; nothing where there is none that is whole and ours."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            data = None if self.is_linked else look.read(self.file(key), self.folder, LARGEST)
            if isinstance(data, bytes):
                entry: dict[str, Any] = json.loads(data)
                known = entry.pop("digest")
                if known == digest(entry) and entry.pop("place") == _place(self.cache) and entry.pop("key") == key:
                    return entry
        return None

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep an entry, unless it is too large; OSError where the system is against it."""
        if self.is_linked:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        note = self.cache / NOTE
        with suppress(FileExistsError), note.open("x", encoding="utf-8", newline="\n") as file:
            file.write("*\n")
        # As it will be read: the names of an object are texts then, and texts have another order than numbers.
        whole = json.loads(json.dumps({**entry, "key": key, "place": _place(self.cache)}))
        data = json.dumps(whole | {"digest": digest(whole)}).encode()
        if len(data) <= LARGEST:
            put(self.file(key), data)

    def prune(self, kept: int, size: int) -> None:
        """Drop the oldest entries: at most so many stay, and so many bytes; not where the folder leads elsewhere."""
        if not self.is_linked:
            prune(self.folder, kept, size)

    @property
    def is_linked(self) -> bool:
        """Whether the folder leads elsewhere."""
        return is_link(self.folder) or is_link(self.cache)


def put(file: Path, data: bytes) -> None:
    """Write a file whole; others, on other machines too, may write the same one now."""
    part = file.with_name(f"{os.urandom(8).hex()}.part")
    part.write_bytes(data)
    part.replace(file)


def prune(folder: Path, kept: int, size: int) -> None:
    """Drop the oldest files of a folder: at most so many stay, and so many bytes."""
    files = [(status.st_mtime_ns, status.st_size, file) for file in folder.iterdir() if (status := file.lstat())]
    for number, (_, own, file) in enumerate(sorted(files, reverse=True)):
        size -= own
        if number >= kept or size < 0:
            file.unlink(missing_ok=True)


def is_link(path: Path) -> bool:
    """Whether a path leads elsewhere."""
    return path.is_symlink() or getattr(path, "is_junction", lambda: False)()


def digest(entry: Mapping[str, object]) -> str:
    """Return the hash of what an entry says."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _place(cache: Path) -> list[int]:
    """Return what tells a folder from every other, on all machines that share it: nobody can write a ctime."""
    status = (cache / NOTE).lstat()
    return [status.st_ino, status.st_ctime_ns]
