"""Finds the texts of a document that say something else than in another state of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from generator.model.document import Annex, Form, Heading, Imprint, Paragraph, Table
from generator.model.text import Text
from generator.review.rows import aligned, alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.document import Block, Document

# What is compared as one: a paragraph, a row of a table, a cell of a form.
Line: TypeAlias = tuple[Text, ...]


@dataclass(slots=True)
class Changes:
    """What a document says differently.

    `before` holds what the texts that changed were, by the identity of the text, empty where there was none; `gone`
    are the words of lines that are no more.
    """

    before: dict[int, Text] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


def changes(old: Document | None, new: Document) -> Changes:
    """Compare two states of a document; where there is no old one, all of it is new, and nothing is marked."""
    found = Changes()
    if old is None or old.sections == new.sections:
        return found
    mine, theirs = list(_lines(old)), list(_lines(new))
    matcher = SequenceMatcher(None, [_words(line) for line in mine], [_words(line) for line in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            _compare(mine[a:b], theirs[c:d], found)
    return found


def _compare(old: Sequence[Line], new: Sequence[Line], found: Changes) -> None:
    """Note what differs in a stretch of lines; which is which tell their words without figures."""
    keys, others = ([_without_figures(line) for line in side] for side in (old, new))

    def likeness(one: int, other: int) -> float:
        mine, theirs = keys[one], others[other]
        return alike(mine, theirs) if len(mine) == len(theirs) else 0

    for one, other in aligned(keys, others, likeness):
        if other is None:
            found.gone += filter(None, [" ".join(filter(None, _words(old[one or 0])))])
            continue
        before = old[one] if one is not None else ()
        for text, was in zip_longest(new[other], before[: len(new[other])], fillvalue=Text()):
            if text and text.plain != was.plain:
                found.before[id(text)] = was
            elif was and not text:
                found.gone.append(was.plain)


def _lines(document: Document) -> Iterator[Line]:
    yield from ((line,) for line in document.title)
    for block in document.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterable[Line]:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
            return [(text,)]
        case Annex(label=label, title=title):
            return [(label, title)]
        case Table():
            heads = (column.heading for level in block.levels for column, _ in level)
            return [(block.unit,), tuple(heads), *block.rows, (block.note,)]
        case Form():
            return _of_form(block)
        case _:
            return []


def _of_form(form: Form) -> Iterator[Line]:
    for cell in form.cells.values():
        parts = (cell,) if isinstance(cell, Text) else cell
        yield from ((part,) if isinstance(part, Text) else tuple(part.values()) for part in parts)


def _words(line: Line) -> tuple[str, ...]:
    return tuple(text.plain for text in line)


def _without_figures(line: Line) -> tuple[str, ...]:
    return tuple("".join(run.text for run in text.runs if run.figure is None) for text in line)
