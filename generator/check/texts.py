"""Every text of a subject: the keys that lead to it, its characters, and where each of them was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from generator.model.declaration import Declaration
from generator.model.paths import walk
from generator.model.text import Text, of_words
from generator.model.values import Amount, Line, Prose, Quantity, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry
    from generator.model.position import Position
    from generator.model.statement import Statement

Leaf: TypeAlias = Term | Line | Prose | Amount | Quantity
# What the program reads, but nobody prints.
UNPRINTED = ("模板包", "文书", "不列", "豁免")


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar of a subject and the Chinese keys that lead to it, numbers for the items of lists."""

    path: str
    leaf: Leaf

    @property
    def key(self) -> str:
        """The key that it is written under; for an item of a list, the key of the list."""
        return next(step for step in reversed(self.path.split(".")) if not step.isdigit())


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, line or term: the smallest text that is read as a whole."""

    value: Value
    text: Text
    plain: str

    @property
    def key(self) -> str:
        """The key that it is written under."""
        return self.value.key

    @property
    def path(self) -> str:
        """The keys that lead to it."""
        return self.value.path

    def at(self, start: int, end: int) -> Position:
        """Return where the characters from `start` to before `end` were written, as far as they are on one line.

        Characters that a figure printed have the place of the reference that asked for it.
        """
        offset = 0
        for run in self.text.runs:
            stop = offset + len(run.text)
            if start < stop and run.source:
                if run.figure:
                    return run.source
                begin = max(start - offset, 0)
                length = max(min(end, stop) - offset - begin, 1)
                return replace(run.source, column=run.source.column + begin, length=length)
            offset = stop
        return self.value.leaf.position

    def is_printed_figure(self, index: int) -> bool:
        """Whether a character comes from a figure rather than from the words of a person."""
        offset = 0
        for run in self.text.runs:
            offset += len(run.text)
            if index < offset:
                return run.figure is not None
        return False


class Same:
    """Compares subjects by identity: they hold lists, so they have no hash of their own."""

    def __init__(self, subject: Declaration | Statement) -> None:
        self.subject = subject

    def __hash__(self) -> int:
        return id(self.subject)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.subject is other.subject


def values(subject: Declaration | Statement) -> tuple[Value, ...]:
    """Return every scalar of a subject and of its department, in the order of the models.

    Fields that could not be read are left out: they are no reason to look at no other.
    """
    return _values(Same(subject))


def pieces(subject: Declaration | Statement) -> tuple[Piece, ...]:
    """Return every text of a subject and of its department; passages come before the texts that print them."""
    return _pieces(Same(subject))


# All rules run over one subject before the next one comes: the last one is all that has to be remembered.
@lru_cache(maxsize=1)
def _values(same: Same) -> tuple[Value, ...]:
    subject = same.subject
    if isinstance(subject, Declaration):
        entries: tuple[Entry, ...] = (subject.department, subject.project)
    else:
        entries = (subject.department, subject.budget, *(file.project for file in subject.projects))
    below = chain.from_iterable(walk(entry, UNPRINTED) for entry in entries)
    return tuple(Value(".".join(map(str, path)), value) for path, value in below if isinstance(value, Leaf))


@lru_cache(maxsize=1)
def _pieces(same: Same) -> tuple[Piece, ...]:
    return tuple(
        Piece(value, text, text.plain) for value in values(same.subject) for text in _texts(value.leaf) if text
    )


def _texts(leaf: Leaf) -> Iterator[Text]:
    match leaf:
        case Term():
            yield of_words(leaf.text, leaf.position)
        case Line():
            yield leaf.text
        case Prose():
            yield from (part for part in leaf.paragraphs if isinstance(part, Text))
