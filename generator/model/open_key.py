"""What is open in a new file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key without a value: the keys that lead there, joined by dots, what is told of it, the only words it may have.

    What `is_short` fits on a line, and can be asked for on a terminal.
    """

    way: str
    told: str
    choices: tuple[str, ...]
    is_short: bool
    is_required: bool
