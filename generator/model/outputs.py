"""What an output folder holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was written into a folder, by its manifest and the journal of a run that was killed.

    `wanted` maps paths to hashes, `problems` are files and documents that are not as they were written, each with what
    is wrong; `commit` is what all was made from, and `clean` whether the tree was as committed.
    """

    wanted: dict[str, str]
    problems: list[tuple[str, str]]
    commit: str
    clean: bool
