"""What the keys of nested amounts mean: a code with its name, or a value of a dimension."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.ledger import dimension as dim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.ledger.query import Dimensions
    from generator.model.values import Part

# What begins with so many digits is meant as a code.
DIGITS: Final = 3
CODE: Final = re.compile(r"(\d+)(?:\s+(.+))?", re.ASCII)
# Dimensions whose values are no words of a budget: they are the file's, or the department's, as a pack's fields are.
_OWN: Final = frozenset((dim.BOOK, dim.YEAR, dim.STAGE, dim.PROJECT, dim.UNIT, dim.UNIT_NATURE, dim.DEPARTMENT))


class UnknownWordError(Exception):
    """A key that means nothing, or contradicts those around it."""

    def __init__(self, number: int, message: str, known: list[str], hint: str = "") -> None:
        super().__init__(message)
        self.number, self.message, self.known, self.hint = number, message, known, hint


def code_of(word: str) -> tuple[str, str] | None:
    """Return the code that a key begins with and the name behind it ("" if there is none); None for other keys."""
    found = CODE.fullmatch(word)
    return (found[1], (found[2] or "").strip()) if found else None


def dimension_of(code: str) -> str:
    """Return what a code classifies by: 功能 or, for those that begin with a 3, 经济."""
    return dim.ECONOMY if code.startswith("3") else dim.FUNCTION


def vocabulary(dimensions: Dimensions) -> dict[str, str]:
    """Return the words that amounts can be told apart by, with the dimension of each."""
    found: dict[str, str] = {}
    for name, dimension in dimensions.items():
        if name in dim.TREES and name not in _OWN and not isinstance(dimension, dim.Codes):
            found |= dict.fromkeys(dimension.above, name)
    return found


def values(part: Part, known: Mapping[str, str], dimensions: Dimensions) -> dict[str, str]:
    """Return what the words of an amount say of it, by dimension.

    Raises:
        UnknownWordError: a word means nothing, or another thing than one around it.
    """
    found: dict[str, str] = {}
    for number, word in enumerate(part.words):
        name, value = _meaning(number, str(word), known)
        before = found.get(name)
        if before is not None and before not in dimensions[name].path(value):
            message = f"「{word}」不在「{dimensions[name].label(before)}」里面"
            raise UnknownWordError(number, message, [], "一个金额上面，同一类的词只写一个。")
        found[name] = value
    return found


def _meaning(number: int, word: str, known: Mapping[str, str]) -> tuple[str, str]:
    code = code_of(word)
    if code is not None:
        return dimension_of(code[0]), code[0]
    if word[:DIGITS].isdigit():
        message = f"「{word.partition(' ')[0]}」不是科目编码：编码只有数字"
        raise UnknownWordError(number, message, [], "照科目表写编码，编码和名称之间空一格。")
    if word not in known:
        raise UnknownWordError(number, f"「{word}」说不出是哪些钱", list(known))
    return known[word], word
