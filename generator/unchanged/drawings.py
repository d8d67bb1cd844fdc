"""Parts of PDFs as they were drawn, kept in `.cache/drawings/`: one that is to look the same is not drawn again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from generator.unchanged.entries import CACHE, Entries, digest
from generator.unchanged.traits import runtime

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME: Final = "drawings"
KEPT, SIZE = 20_000, 256 * 1024 * 1024


class Drawings:
    """What is kept of drawn parts, each under its page of HTML and all that draws it.

    `made_with` stands for the program, the fonts and the locked packages.
    """

    def __init__(self, root: Path, made_with: str) -> None:
        self.entries = Entries(root / CACHE, NAME)
        self._with = [made_with, *runtime()]

    def get(self, page: str) -> dict[str, Any] | None:
        """Return what is kept of a page; nothing where there is none that is whole and was drawn here."""
        return self.entries.get(self._key(page))

    def put(self, page: str, entry: Mapping[str, object]) -> None:
        """Keep a page; where the system is against it, it is drawn again."""
        with suppress(OSError):
            self.entries.put(self._key(page), entry)

    def _key(self, page: str) -> str:
        return digest({"page": page, "with": self._with})


def prune(root: Path) -> None:
    """Keep within bounds what is kept of drawn parts."""
    with suppress(OSError):
        Entries(root / CACHE, NAME).prune(KEPT, SIZE)
