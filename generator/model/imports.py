"""What an import tells people: what it understood of their files, and what it did not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Grade(IntEnum):
    """How much something that was not understood matters; nothing is written where the first is found."""

    MONEY = 1
    DECIDE = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a file that was not understood, or that doesn't hold: where, what stands there, why, what to do."""

    grade: Grade
    place: str
    said: str
    why: str
    hint: str = ""


@dataclass(slots=True)
class Understood:
    """How much of the files was understood, and how much of it came out as it stands there.

    `sums` were asked of the new content again; `printed` are paragraphs and cells of forms that were printed again.
    """

    tables: int = 0
    forms: int = 0
    texts: int = 0
    projects: int = 0
    sums: int = 0
    same_sums: int = 0
    printed: int = 0
    same_printed: int = 0
