"""The finished, format-neutral document: all that a reader will read, and nothing to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from generator.model.document_key import key_of
from generator.model.text import Text, of_words

Row: TypeAlias = Mapping[str, Text]
# What stands in a form under one name: a cell, a cell of several paragraphs, or rows of cells.
Cell: TypeAlias = Text | tuple[Text, ...] | tuple[Row, ...]
# How deep the contents go: annexes count as level 1.
CONTENTS_LEVELS = 2


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
class Imprint:
    """A line that says who made the document, and when: on its cover (封面), or below its text (署名, 成文日期).

    `is_sealed`: a seal is put over it, and needs its place.
    """

    kind: Literal["封面", "署名", "成文日期"]
    text: Text
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form whose labels stand in the pack's templates; here are the values of its named cells."""

    name: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a regular table, or a group of columns under one heading.

    `width` is the share of the table's width, in percent of all leaves; 0 for a group.
    """

    heading: Text
    width: int = 0
    align: Literal["left", "center", "right"] = "left"
    children: tuple[Column, ...] = ()

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns that bear cells, this one or those below it."""
        return tuple(leaf for child in self.children for leaf in child.leaves) if self.children else (self,)

    @property
    def depth(self) -> int:
        """How many rows of headings this column takes."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Table:
    """A regular table. Each row has one cell for each leaf column; an amount is a Text of one figure.

    `unit` is the line above it (单位：万元), `note` the line below a table without data; both may be empty.
    `split` is how many columns make the left side where two tables stand side by side in one; 0 elsewhere.
    """

    name: str
    unit: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    note: Text
    split: int = 0

    @property
    def sides(self) -> tuple[slice, ...]:
        """The columns of each side of the table, one or two."""
        return (slice(self.split), slice(self.split, None)) if self.split else (slice(None),)

    @property
    def leaf_columns(self) -> tuple[Column, ...]:
        """The columns that bear cells, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves)

    @property
    def head_rows(self) -> int:
        """How many rows of headings there are."""
        return max(column.depth for column in self.columns)

    @property
    def levels(self) -> Iterator[list[tuple[Column, int]]]:
        """The rows of headings: those that begin in each, with the number of the first column below them."""
        level = list(_places(self.columns, 0))
        while level:
            yield level
            level = [place for column, start in level for place in _places(column.children, start)]


def _places(columns: tuple[Column, ...], start: int) -> Iterator[tuple[Column, int]]:
    for column in columns:
        yield column, start
        start += len(column.leaves)


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex, which starts a page: 附件n at the top left, the title below it, centred."""

    label: Text
    title: Text


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents; its entries are the document's `outline`."""


Block: TypeAlias = Heading | Paragraph | Imprint | Form | Table | Annex | Contents


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one orientation; a section always starts a new page."""

    orientation: Literal["portrait", "landscape"]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be placed on pages.

    `source` is the content file it was made from, `name` the stem of its output files,
    `title` the lines of its title, `author` the unit that signs it,
    `issued` its 成文日期 and `published` its 公开日期 as YYYY-MM-DD, or "" where the content gives none; `number` its
    索引号, if the content gives one; `department` is the department's folder.
    `department_name` and `projects` (the names of those it is about) are for the list of what was published.
    `kind` is its name in the pack, where that makes several documents of one object; "" for the first of these.
    `facts` is the money that it is made of, each by the words of the same columns: workbooks carry it along, unseen.
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
    department_name: str = ""
    projects: tuple[str, ...] = ()
    kind: str = ""
    facts: tuple[Row, ...] = ()
    published: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """What it is known by among all documents: its content file, and its kind where it has one."""
        return key_of(self.source, self.kind)

    @property
    def index(self) -> str:
        """The 索引号: that of the content, or else one that stays whatever the title becomes."""
        if self.number:
            return "-".join(filter(None, (self.number, self.kind)))
        named = (PurePosixPath(self.source).stem, self.kind)
        return f"{self.department}/{self.year}/{'-'.join(filter(None, named))}"

    @property
    def has_cover(self) -> bool:
        """Whether its title stands on a page of its own."""
        return isinstance(next(self.blocks, None), Imprint)

    @property
    def title_text(self) -> str:
        """The title on one line."""
        return "".join(line.plain for line in self.title)

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks, in reading order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def has_tables(self) -> bool:
        """Whether there is anything to put into a workbook."""
        return any(isinstance(block, Table) for block in self.blocks)

    def leaves(self) -> Iterator[Text]:
        """Every text that a reader will read, in reading order; empty cells are left out."""
        yield from self.title
        for block in self.blocks:
            yield from filter(None, block_leaves(block))

    def outline(self) -> list[tuple[int, int, Text]]:
        """Return the entries of the contents: index among the blocks, level, text (an annex: 附件n and its title)."""
        entries: list[tuple[int, int, Text]] = []
        for index, block in enumerate(self.blocks):
            if isinstance(block, Heading):
                entries.append((index, block.level, block.text))
            elif isinstance(block, Annex):
                entries.append((index, 1, block.label + of_words(" ") + block.title))
        return entries


def block_leaves(block: Block) -> Iterator[Text]:
    """Return the texts of a block, in reading order; those of the contents stand elsewhere and are not repeated."""
    match block:
        case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
            yield text
        case Form():
            yield from form_leaves(block)
        case Annex(label=label, title=title):
            yield from (label, title)
        case Table():
            yield block.unit
            yield from (column.heading for level in block.levels for column, _ in level)
            yield from (cell for row in block.rows for cell in row)
            yield block.note
        case Contents():
            return


def form_leaves(form: Form) -> Iterator[Text]:
    """Return the texts of a form, in the order of its cells."""
    for cell in form.cells.values():
        for part in (cell,) if isinstance(cell, Text) else cell:
            yield from filter(None, (part,) if isinstance(part, Text) else part.values())
