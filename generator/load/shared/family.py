"""What the three families of names that a department shares have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NoReturn

from generator.load.formula import FormulaError
from generator.model.position import Position
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.names import Named
    from generator.load.resolve import Resolution


class Family(ABC):
    """Names with one beginning."""

    prefix: ClassVar[str]

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution

    @abstractmethod
    def known(self, written: str) -> Iterable[str]:
        """Return the names that stand in a formula."""

    @abstractmethod
    def names(self) -> Iterable[str]:
        """Return names that can be written, each thing once."""

    @abstractmethod
    def get(self, name: Name, context: Context) -> Named:
        """Return what a name stands for in a file."""

    def missing(self, name: Name, message: str, hint: str) -> Invalid:
        """Refuse a name; but where a file could not be read, it may be there."""
        if not self.resolution.unread:
            refuse(name, message, hint)
        return Invalid(Position(self.resolution.unread[0], 1))


def refuse(name: Name, message: str, hint: str) -> NoReturn:
    """Say what is wrong with a name."""
    raise FormulaError("YY-001", message, name.offset, hint, len(name.name))
