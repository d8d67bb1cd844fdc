"""How people name a place, of a document or of a file: steps joined by dots, as 附件二.2101301-城乡医疗救助.项目支出.

An address is copied to a command line, so it holds nothing that bash, PowerShell or cmd.exe take for anything but
words: letters, digits (of all languages) and a few signs. What is left out of a step is left out of every address.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

JOIN: Final = "."
# Signs that may stand in a step, besides letters and digits; a dot would be taken for the end of it.
_SIGNS: Final = frozenset("-_·、")
_DASHES: Final = "Pd"
# A budget has some 2,400 places, which are asked for more than once, and each of its states has nearly the same.
_KEPT: Final = 4096


@lru_cache(maxsize=_KEPT)
def address(*steps: str) -> str:
    """Return the address that some steps make; empty ones are left out."""
    return JOIN.join(filter(None, map(step, steps)))


@lru_cache(maxsize=_KEPT)
def step(words: str) -> str:
    """Return words as a step of an address: blanks, dashes and slashes become hyphens, other signs are left out."""
    kept = "".join(map(_kept, words)).split("-")
    return "-".join(filter(None, kept))


def _kept(sign: str) -> str:
    if sign.isalnum() or sign in _SIGNS:
        return sign
    if sign == JOIN:
        return "·"
    return "-" if sign.isspace() or sign == "/" or unicodedata.category(sign) == _DASHES else ""
