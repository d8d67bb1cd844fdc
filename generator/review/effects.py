"""Finds the places of a document that print something else: paragraphs by their text, cells by row and column."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from generator.model.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Document

# Part, row, column and, for a place that comes twice, its count.
Key: TypeAlias = tuple[str, str, str, int]
PARAGRAPH = re.compile(r"第\d+段")
# Two rows of a table are taken for one whose name changed when their names are so much alike.
ALIKE = 0.5


def differences(old: Document, new: Document) -> Iterator[tuple[str, str, str, str]]:
    """Yield part, place, old text and new text of every place that prints something else."""
    before, after = _printed(old), _printed(new)
    before = _renamed(before, after)
    done: set[tuple[str, str]] = set()
    for key in dict.fromkeys([*before, *after]):
        part, row, column, _ = key
        if PARAGRAPH.fullmatch(row):
            if (part, column) not in done:
                done.add((part, column))
                yield from _paragraphs(part, column, before, after)
        elif before.get(key, "") != after.get(key, ""):
            yield part, _name(part, row, column), before.get(key, ""), after.get(key, "")


def _printed(document: Document) -> dict[Key, str]:
    printed: dict[Key, str] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for place in places(document):
        at = (place.part, place.row, place.column)
        seen[at] += 1
        printed[*at, seen[at]] = place.text.plain
    return printed


def _renamed(before: dict[Key, str], after: dict[Key, str]) -> dict[Key, str]:
    """Return the old state with the rows of tables under their new names."""
    mine, theirs = ({(part, row): None for part, row, _, _ in side} for side in (before, after))
    gone, come = [at for at in mine if at not in theirs], [at for at in theirs if at not in mine]
    names: dict[tuple[str, str], str] = {}
    for part, row in gone:
        rivals = [
            other
            for where, other in come
            if where == part and (part, other) not in {(p, n) for (p, _), n in names.items()}
        ]
        best = max(rivals, key=lambda other: SequenceMatcher(None, row, other).ratio(), default="")
        if best and SequenceMatcher(None, row, best).ratio() >= ALIKE and not PARAGRAPH.fullmatch(row):
            names[part, row] = best
    return {(part, names.get((part, row), row), column, n): text for (part, row, column, n), text in before.items()}


def _paragraphs(
    part: str, column: str, before: dict[Key, str], after: dict[Key, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Compare running text by what it says: a paragraph more must not make changes of all that follow."""
    mine, theirs = (
        [text for (p, row, c, _), text in side.items() if (p, c) == (part, column) and PARAGRAPH.fullmatch(row)]
        for side in (before, after)
    )
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for offset, (old, new) in enumerate(zip_longest(mine[a:b], theirs[c:d], fillvalue="")):
            yield part, _name(part, f"第{c + offset + 1}段", column), old, new


def _name(part: str, row: str, column: str) -> str:
    return f"{part}!{'/'.join(filter(None, (row, column)))}"


def changed_words(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the stretches of a template's words that differ, as they were and as they are."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield " ".join(old[a:b]), " ".join(new[c:d])
