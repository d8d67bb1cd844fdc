"""Finds the word that someone most likely meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is most like a word, or None if none is; ties go to the first."""
    scored = [(SequenceMatcher(None, word, candidate).ratio(), candidate) for candidate in candidates]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= 0.4 else None  # noqa: PLR2004 - two of four characters alike: still worth proposing


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return a sentence that proposes the nearest candidate, or lists what there is."""
    known = list(candidates)
    best = nearest(word, known)
    if best:
        return f"是不是「{best}」？"
    return f"可以写的有：{'、'.join(known)}。" if known else ""
