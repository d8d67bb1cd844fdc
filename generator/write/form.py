"""What a manifest may hold: it lies beside outputs that anybody may have sent, and its paths are written and removed.

Every function takes a value as JSON gives it and the place where it stands, and returns it or raises a `FormError`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.model.legible import legible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeVar

    ValueT = TypeVar("ValueT")

_LONGEST_TEXT: Final = 10_000
_LONGEST_PATH: Final = 1_000
_MOST: Final = 1_000_000
_SHOWN: Final = 80
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
# What has a meaning of its own in a path of Windows.
_SPECIAL: Final = frozenset('\\:*?"<>|')


class FormError(ValueError):
    """Something in a manifest is not as the program writes it; the message says where and what, in Chinese."""

    def __init__(self, where: str, what: str) -> None:
        place = legible(where)
        super().__init__(f"「{place if len(place) <= _SHOWN else place[:_SHOWN] + '…'}」{what}")


def loaded(data: bytes) -> object:
    """Return what the bytes of a JSON file say."""
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise FormError("清单", "套了太多层") from None
    except ValueError:
        raise FormError("清单", "不是 JSON") from None


def table(value: object, where: str) -> dict[str, Any]:
    """Return a table of whatever names."""
    if not isinstance(value, dict) or len(value) > _MOST:
        raise FormError(where, "不是一张表")
    return value


def fields(value: object, where: str, names: Collection[str]) -> dict[str, Any]:
    """Return a table of exactly these names."""
    found = table(value, where)
    if found.keys() != set(names):
        raise FormError(where, "多了或少了项目")
    return found


def items(value: object, where: str, read: Callable[[object, str], ValueT]) -> list[ValueT]:
    """Return a list, each item read by a function."""
    if not isinstance(value, list) or len(value) > _MOST:
        raise FormError(where, "不是一个列表")
    return [read(item, where) for item in value]


def text(value: object, where: str, longest: int = _LONGEST_TEXT) -> str:
    """Return a text that can be written again."""
    if (
        not isinstance(value, str)
        or len(value) > longest
        or any("\ud800" <= character <= "\udfff" for character in value)
    ):
        raise FormError(where, "不是文字，或太长")
    return value


def path(value: object, where: str) -> str:
    """Return a path that stays below the folder it is put into, on every system."""
    found = text(value, where, _LONGEST_PATH)
    parts = found.split("/")
    # Windows drops dots and spaces at the end of a name.
    if not found.isprintable() or _SPECIAL & set(found) or not all(part.strip(" .") for part in parts):
        raise FormError(where, "不是输出文件夹里的路径")
    return found


def digest(value: object, where: str) -> str:
    """Return a SHA-256."""
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise FormError(where, "不是 SHA-256")
    return value


def number(value: object, where: str, largest: int) -> int:
    """Return a whole number from 0 on."""
    if type(value) is not int or not 0 <= value <= largest:
        raise FormError(where, "不是合适的数")
    return value


def flag(value: object, where: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise FormError(where, "不是 true 或 false")
    return value
