"""What an output folder holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was written into a folder, by its manifest and the journal of a run that was killed.

    `wanted` maps paths to hashes, `problems` are files and documents that are not as they were written, each with what
    is wrong; `commit` is what all was made from, and `clean` whether the tree was as committed; `versions` are those of
    the program and of all else that decides bytes.
    """

    wanted: dict[str, str]
    problems: list[tuple[str, str]]
    commit: str
    clean: bool
    versions: Mapping[str, str]
