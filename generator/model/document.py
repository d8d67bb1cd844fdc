"""The finished, format-neutral document: all that a reader will read, and nothing to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.text import Text

Row: TypeAlias = Mapping[str, Text]
# What stands in a form under one name: a cell, a cell of several paragraphs, or rows of cells.
Cell: TypeAlias = Text | tuple[Text, ...] | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, its number included."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, its first line indented."""

    text: Text


@dataclass(frozen=True, slots=True)
class Form:
    """A form whose labels stand in the pack's templates; here are the values of its named cells."""

    name: str
    cells: Mapping[str, Cell]


Block: TypeAlias = Heading | Paragraph | Form


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one orientation."""

    orientation: Literal["portrait", "landscape"]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be placed on pages.

    `source` is the content file it was made from, `name` the stem of its output files,
    `title` the lines of its title, `author` the unit that signs it,
    `issued` its 成文日期 as YYYY-MM-DD, or "" where the content gives none.
    """

    source: str
    pack: str
    department: str
    year: int
    name: str
    title: tuple[Text, ...]
    author: str
    issued: str
    sections: tuple[Section, ...]

    @property
    def title_text(self) -> str:
        """The title on one line."""
        return "".join(line.plain for line in self.title)

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks, in reading order."""
        for section in self.sections:
            yield from section.blocks

    def leaves(self) -> Iterator[Text]:
        """Every text that a reader will read, in reading order; empty cells are left out."""
        yield from self.title
        for block in self.blocks:
            yield from form_leaves(block) if isinstance(block, Form) else (block.text,)


def form_leaves(form: Form) -> Iterator[Text]:
    """Return the texts of a form, in the order of its cells."""
    for cell in form.cells.values():
        for part in (cell,) if isinstance(cell, Text) else cell:
            yield from filter(None, (part,) if isinstance(part, Text) else part.values())
