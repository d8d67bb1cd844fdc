"""What was made of the same content before: whoever reads time and again makes each thing once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")
Function = TypeVar("Function", bound="Callable[..., Any]")
# Caches of what was made of template files, which are taken not to change while a command runs.
_OF_TEMPLATES: Final[list[Callable[[], None]]] = []


class Memory:
    """Keeps what was made by all that decides it: by bytes and names, never by times."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._asked: set[Hashable] = set()

    def recall(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made under a key, or make it; `key` holds everything that decides what is made."""
        self._asked.add(key)
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    def forget(self) -> None:
        """Drop what nobody has asked for since the last time: texts that are typed change without end."""
        self._kept = {key: made for key, made in self._kept.items() if key in self._asked}
        self._asked = set()


def recall(memory: Memory | None, key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made under a key; it is made each time where nothing is kept."""
    return memory.recall(key, make) if memory else make()


def kept(function: Function) -> Function:
    """Keep what a function makes of template files until `forget_templates`."""
    made: Any = cache(function)
    _OF_TEMPLATES.append(made.cache_clear)
    return cast("Function", made)


def forget_templates() -> None:
    """Read template files anew from now on: one of them has changed."""
    for clear in _OF_TEMPLATES:
        clear()
