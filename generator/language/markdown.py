"""Words of strangers in Markdown, which editors show: nothing in them is a mark, a picture or an address."""

from __future__ import annotations

import re
from typing import Final

from generator.report.text import clean

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$.:-])")
_ACTING: Final = re.compile(r"(!\[|\]\(|\]\[|]:|<|://|www\.)")


def plain(words: str) -> str:
    """Return words that Markdown shows as they stand."""
    return _SIGNS.sub(r"\\\1", clean(words))


def harmless(marked: str) -> str:
    """Return Markdown without anything that is fetched or leads somewhere; other marks stay."""
    return _ACTING.sub(lambda found: "\\" + "\\".join(found[0]), clean(marked))


def short(words: str, longest: int) -> str:
    """Return the beginning of words that are too long."""
    return words if len(words) <= longest else f"{words[:longest]}…"
