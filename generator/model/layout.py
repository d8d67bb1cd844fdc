"""Where a template pack lies; plain data that any worker process can be handed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.position import Position

TEMPLATES: Final = "templates"
COMMON: Final = "common"
# In a wheel: for repositories that have only packs of their own.
_SHARED: Final = Path(__file__).parents[1] / "shared" / COMMON


def common(root: Path) -> Path:
    """Return the folder of what all packs of a repository share: its own, or else that of the installed program."""
    own = root / TEMPLATES / COMMON
    return own if os.path.lexists(own) or not _SHARED.is_dir() else _SHARED


@dataclass(frozen=True, slots=True)
class Layout:
    """A pack's folder, the folder that all packs share, and the names of the pack's forms.

    `parents` are the folders of the packs that it builds on (基于), the nearest first.
    """

    folder: Path
    common: Path
    forms: tuple[str, ...]
    parents: tuple[Path, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the pack; a file is that of the first that has one of its name."""
        return (self.folder, *self.parents)

    def file(self, name: str) -> Path:
        """Return a file of the pack; where there is none, the place where it is missed.

        What a page and a Word template draw besides forms is the same everywhere: a pack without forms needs none.
        """
        files = (folder / name for folder in (self.folders if self.forms else (*self.folders, self.common)))
        # A name that no file can have, being too long, is only one that isn't there.
        return next((file for file in files if os.path.exists(file)), self.folder / name)  # noqa: PTH110 - Path raises

    def place(self, file: Path, line: int = 1) -> Position:
        """Return a line of a template, its path relative to the repository."""
        root = self.folder.parent.parent
        return Position(file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name, line)

    @property
    def fonts(self) -> Path:
        """The fonts that PDFs embed."""
        return self.common / "fonts"
