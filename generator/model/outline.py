"""What a YAML file says, token by token: what the editor compares before and after it changes a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.model.position import Position


class Kind(Enum):
    """What a token is."""

    KEY = auto()
    VALUE = auto()
    MAPPING = auto()
    LIST = auto()
    END = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A key, a scalar, or where a mapping or list begins or ends.

    `places` holds the position of each line of `text`; brackets have neither.
    """

    kind: Kind
    text: str = ""
    places: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The tokens of a file, none if it can't be read, and what is wrong with its YAML."""

    tokens: tuple[Token, ...]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be mended before the file can be read."""
        return bool(self.tokens) and not any(finding.is_error for finding in self.findings)


# A place in a file: keys, and the numbers of items from 0, from the top of the file down.
Way: TypeAlias = "tuple[str | int, ...]"
# Reads the bytes of a file; the path is the one that positions name.
Read: TypeAlias = Callable[[str, bytes], Outline]
