"""Outputs that were made before, in a folder that was named: whoever can write there decides what is published.

Of the program nothing is taken on trust but that: entries are held to the same as those of `.cache/`.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.system import look
from generator.unchanged.entries import Entries, digest, is_link, prune, put
from generator.unchanged.traits import runtime

if TYPE_CHECKING:
    from pathlib import Path

NAME, FILES = "outputs", "files"
KEPT, SIZE = 2_000_000, 64 * 1024 * look.MIB
LARGEST: Final = 256 * look.MIB


class Shared:
    """Outputs by what they were made from, each a file by its hash beside an entry that names it."""

    def __init__(self, folder: Path) -> None:
        self.entries, self.files = Entries(folder, NAME), folder / FILES

    def get(self, made_from: str) -> bytes | None:
        """Return an output that was made from the same with the same libraries, if it is whole."""
        entry = self.entries.get(_key(made_from))
        sha256 = str(entry.get("sha256")) if entry else ""
        if not sha256.isalnum() or is_link(self.files):
            return None
        data = look.read(self.files / sha256, self.files, LARGEST)
        return data if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == sha256 else None

    def put(self, made_from: str, data: bytes) -> None:
        """Keep an output; where the system is against it, the next run makes it again."""
        if self.entries.is_linked or is_link(self.files):
            return
        sha256 = hashlib.sha256(data).hexdigest()
        with suppress(OSError):
            self.files.mkdir(parents=True, exist_ok=True)
            put(self.files / sha256, data)
            self.entries.put(_key(made_from), {"sha256": sha256})

    def prune(self) -> None:
        """Keep within bounds."""
        with suppress(OSError):
            self.entries.prune(KEPT, SIZE)
            if not is_link(self.files):
                prune(self.files, KEPT, SIZE)


def _key(made_from: str) -> str:
    """Return what an output is kept under: what it is made from says nothing of what it is made with."""
    return digest({"made_from": made_from, "with": runtime()})
