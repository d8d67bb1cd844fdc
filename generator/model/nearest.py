"""Finds the word that someone most likely meant."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# No key or name is longer; comparing pages of text would take its time.
LONGEST = 60
# How many of the candidates that share most characters are compared in full.
COMPARED = 10
# Two of four characters alike: still worth proposing.
ALIKE = 0.4
LISTED = 30


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is most like a word, or None if none is; ties go to the first.

    One slip of the keyboard counts most, then the number of slips, then how much the words have in common.
    """
    word = unicodedata.normalize("NFKC", word[: LONGEST + 1])
    known = [candidate for candidate in dict.fromkeys(candidates) if len(candidate) <= LONGEST]
    if len(word) > LONGEST:
        return None
    once = [candidate for candidate in known if word == candidate or is_one_slip(word, candidate)]
    if once:
        return max(once, key=lambda candidate: _ratio(word, candidate))
    own = set(word)
    shared = [candidate for candidate in known if not own.isdisjoint(candidate)]
    shared.sort(key=lambda candidate: -len(own.intersection(candidate)) / (len(own) + len(candidate)))
    compared = [(slips(word, candidate), candidate) for candidate in shared[:COMPARED]]
    scored = [(-count, _ratio(word, candidate), candidate) for count, candidate in compared]
    alike = [entry for entry in scored if entry[1] >= ALIKE]
    return max(alike, key=lambda entry: entry[:2])[2] if alike else None


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return a sentence that proposes the nearest candidate, or lists what there is."""
    known = list(candidates)
    best = nearest(word, known)
    if best:
        return f"是不是「{best}」？"
    more = " 等" if len(known) > LISTED else ""
    return f"可以写的有：{'、'.join(known[:LISTED])}{more}。" if known else ""


def is_one_slip(word: str, other: str) -> bool:
    """Whether one character was left out, added, replaced, or changed places with its neighbour."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, others = word[start:], other[start:]
    if len(rest) == len(others):
        swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
        return rest[1:] == others[1:] or swapped
    return rest[1:] == others or rest == others[1:]


def slips(word: str, other: str) -> int:
    """Return how many characters have to be put in, taken out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, character in enumerate(word, 1):
        last, before, row = before, row, [at]
        for other_at, wanted in enumerate(other, 1):
            best = min(before[other_at] + 1, row[-1] + 1, before[other_at - 1] + (character != wanted))
            if at > 1 and other_at > 1 and word[at - 2] == wanted and character == other[other_at - 2]:
                best = min(best, last[other_at - 2] + 1)
            row.append(best)
    return row[-1]


def _ratio(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other, autojunk=False).ratio()
