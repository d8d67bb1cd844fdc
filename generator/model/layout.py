"""Where a template pack lies; plain data that any worker process can be handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """A pack's folder, the folder that all packs share, and the names of the pack's forms."""

    folder: Path
    common: Path
    forms: tuple[str, ...]

    @property
    def fonts(self) -> Path:
        """The fonts that PDFs embed."""
        return self.common / "fonts"
