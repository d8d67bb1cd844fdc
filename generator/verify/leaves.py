"""Every text that a document wants to have printed, with the name of its place and the line it came from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from generator.model.address import address
from generator.model.document import CONTENTS_LEVELS, Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.places import places
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.document import Block, Column, Document
    from generator.model.places import Place
    from generator.model.position import Position


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text in its place; `text` is without white space, which each format sets as it likes.

    `block` is the index of its block (-1: the title), `target` that of the block which an entry of the contents
    leads to, else -1.
    """

    name: str
    text: str
    position: Position | None
    block: int
    target: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of one block, or of the title; a form's stand in the order of its template."""

    leaves: tuple[Leaf, ...]
    is_form: bool = False


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def groups(document: Document) -> list[Group]:
    """Return the texts of a document in reading order, first the title, then a group for each block."""
    given = places(document)
    title = Group(tuple(_leaves(islice(given, len(document.title)), -1)))
    part = "正文"
    found = [title]
    for index, block in enumerate(document.blocks):
        here = list(islice(given, _count(block)))
        if isinstance(block, Heading | Annex):
            part = here[0].steps[0]
        match block:
            case Table():
                heads = (_leaf(address(part, "表头", *path), text, index) for path, text in _heads(block))
                leaves = [*_leaves(here[:1], index), *heads, *_leaves(here[1:], index)]
            case Contents():
                leaves = list(_entries(document, index))
            case _:
                leaves = list(_leaves(here, index))
        found.append(Group(tuple(leaf for leaf in leaves if leaf.text), isinstance(block, Form)))
    return found


def _leaf(name: str, text: Text, block: int) -> Leaf:
    return Leaf(name, squeeze(text.plain), text.position, block)


def _leaves(given: Iterable[Place], block: int) -> Iterator[Leaf]:
    return (_leaf(place.name, place.text, block) for place in given)


def _count(block: Block) -> int:
    """Return how many places a block has."""
    match block:
        case Heading() | Paragraph() | Imprint():
            return 1
        case Annex():
            return 2
        case Contents():
            return 0
        case Table():
            return 2 + sum(map(len, block.rows))
        case Form():
            cells = [cell if isinstance(cell, tuple) else (cell,) for cell in block.cells.values()]
            return sum(1 if isinstance(part, Text) else len(part) for cell in cells for part in cell)


def _heads(table: Table) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the headings, row by row, each with the steps that lead to it from those above."""
    level: list[tuple[tuple[str, ...], Column]] = [((column.heading.plain,), column) for column in table.columns]
    while level:
        yield from ((path, column.heading) for path, column in level)
        level = [below for path, column in level for below in _below(path, column)]


def _below(path: tuple[str, ...], column: Column) -> Iterator[tuple[tuple[str, ...], Column]]:
    return (((*path, child.heading.plain), child) for child in column.children)


def _entries(document: Document, block: int) -> Iterator[Leaf]:
    for index, level, text in document.outline():
        if level <= CONTENTS_LEVELS:
            yield Leaf(address("目录", text.plain), squeeze(text.plain), text.position, block, index)
