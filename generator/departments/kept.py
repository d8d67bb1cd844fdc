"""What is kept of departments: under all that decides what is said of each."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.departments.record import Record, as_record
from generator.load.survey import survey
from generator.system.look import linked
from generator.unchanged import traits
from generator.unchanged.entries import CACHE, Entries, digest

if TYPE_CHECKING:
    from pathlib import Path

    from generator.departments.parts import Part

NAME: Final = "departments"
KEPT, SIZE = 20_000, 256 * 1024 * 1024


class Kept:
    """What is kept of departments: under all that decides what is said of each."""

    def __init__(self, root: Path, *, strict: bool) -> None:
        self.root, self.strict = root, strict
        self.entries = Entries(root / CACHE, NAME)
        self.keys: dict[str, str] = {}
        self.surroundings = self._surroundings()

    def get(self, folder: str) -> Record | None:
        """Return what is kept of a department that has not changed since."""
        key = self._key(folder)
        if key:
            self.keys[folder] = key
            with suppress(LookupError, TypeError, ValueError):
                data = self.entries.get(key)
                return as_record(data) if data else None
        return None

    def keep(self, part: Part) -> None:
        """Keep what was found in each department, if nothing has changed meanwhile."""
        for folder, one in part.records.items() if part.is_divided else ():
            with suppress(OSError):
                if one.is_regular and folder in self.keys and self._key(folder) == self.keys[folder]:
                    self.entries.put(self.keys[folder], one.as_data())

    def prune(self) -> None:
        """Keep within bounds."""
        with suppress(OSError):
            self.entries.prune(KEPT, SIZE)

    def _surroundings(self) -> str:
        with suppress(traits.UnknowableError, OSError, ValueError):
            found = traits.surroundings(self.root)
            for path in survey(self.root).charts:
                if linked(self.root, path):  # It may lead out of the repository, where nothing is read.
                    raise traits.UnknowableError(path)
                found.file(self.root / path)
            return found.digest
        return ""

    def _key(self, folder: str) -> str:
        """Return what a department is kept under; nothing where that can't be told."""
        with suppress(traits.UnknowableError, OSError, ValueError):
            own = traits.Traits()
            own.folder(self.root / folder)
            return (
                digest({"own": own.digest, "with": self.surroundings, "strict": self.strict})
                if self.surroundings
                else ""
            )
        return ""
