"""What an attack is: a change of a sound pack, and how it has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACK = "yunnan-2024"


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack on the pack in a folder `templates/`; any of its codes may be what is told.

    `spared` is the output that has to stay as it was; all of them where nothing is named.
    """

    name: str
    harm: Callable[[Path], None]
    codes: tuple[str, ...]
    formats: tuple[str, ...]
    spared: str = ""


def written(file: Path, text: str) -> None:
    """Write a file of a pack; a link that stands there is replaced."""
    file.unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8")


def inserted(file: Path, before: str, text: str) -> None:
    """Put a text before the last place where `before` stands."""
    whole = file.read_text(encoding="utf-8")
    head, found, tail = whole.rpartition(before)
    assert found
    written(file, head + text + found + tail)
