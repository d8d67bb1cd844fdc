"""Names every place of a document that a text stands in, so that people can point at it: 附件二!2101301/项目支出."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.document import Annex, Contents, Form, Heading, Paragraph, Table
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Block, Cell, Column, Document, Row

# How many characters of the end of a project code are enough to mean it.
SHORTEST_END = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A text and where it stands: in which part, in which row (or paragraph), under which column (or cell name)."""

    part: str
    row: str
    column: str
    text: Text

    @property
    def name(self) -> str:
        """The address as people write it."""
        return f"{self.part}!{'/'.join(filter(None, (self.row, self.column)))}"

    def answers(self, query: str) -> bool:
        """Whether a query means this place: an address, or words that stand in it."""
        part, mark, rest = query.partition("!")
        if not mark:
            return any(word == query or _is_code(word.partition("-")[0], query) for word in self.row.split())
        row, slash, column = rest.partition("/")
        if not slash:
            return part == self.part and rest in {self.row, self.column, *self.row.split()}
        return (
            part == self.part
            and row in {self.row, *self.row.split()}
            and column in {self.column, *self.column.split("/")}
        )


def _is_code(word: str, query: str) -> bool:
    """Whether a query is a project code, or the end of one: 4338550 means 50015224T000004338550."""
    return len(query) >= SHORTEST_END and query.isalnum() and word.isalnum() and word.endswith(query)


def places(document: Document) -> Iterator[Place]:
    """Yield the place of every text, in reading order; the part is the annex, or the nearest heading above."""
    yield from (Place("标题", f"第{number}行", "", line) for number, line in enumerate(document.title, 1))
    part, count = "正文", 0
    for block in document.blocks:
        match block:
            case Heading(text=text):
                part, count = text.plain, 0
                yield Place(part, "", "", text)
            case Annex(label=label, title=title):
                part, count = label.plain, 0
                yield Place(part, "", "标签", label)
                yield Place(part, "", "标题", title)
            case Paragraph(text=text):
                count += 1
                yield Place(part, f"第{count}段", "", text)
            case _:
                yield from _of_block(part, block)


def _of_block(part: str, block: Block) -> Iterator[Place]:
    match block:
        case Table():
            yield from _of_table(part, block)
        case Form():
            number = form_number(block)
            name = f"{part} {number}" if number else part
            for cell, value in block.cells.items():
                yield from _of_cell(name, cell, value)
        case Contents() | Heading() | Paragraph() | Annex():
            return


def form_number(form: Form) -> str:
    """Return the number that a form bears, if it does: 表-3."""
    number = form.cells.get("表号")
    return number.plain if isinstance(number, Text) else ""


def _of_cell(part: str, name: str, value: Cell) -> Iterator[Place]:
    if isinstance(value, Text):
        yield Place(part, "", name, value)
        return
    lines: Sequence[Text | Row] = value
    for number, line in enumerate(lines, 1):
        if isinstance(line, Text):
            yield Place(part, f"第{number}段", name, line)
            continue
        for column, text in line.items():
            yield Place(part, f"{name}{number}", column, text)


def _of_table(part: str, table: Table) -> Iterator[Place]:
    yield Place(part, "", "单位行", table.unit)
    paths = column_paths(table)
    for number, row in enumerate(table.rows, 1):
        for side in table.sides:
            words = [cell.plain for cell in row[side] if cell and not any(run.figure for run in cell.runs)]
            label = " ".join(words) or f"第{number}行"
            yield from (Place(part, label, path, cell) for path, cell in zip(paths[side], row[side], strict=True))
    yield Place(part, "", "说明", table.note)


def column_paths(table: Table) -> list[str]:
    """Return the names of a table's columns, each with the headings above it: 财政拨款/基本支出."""
    return [path for column in table.columns for path in _paths(column, "")]


def _paths(column: Column, above: str) -> Iterator[str]:
    path = f"{above}/{column.heading.plain}".lstrip("/")
    if not column.children:
        yield path
    for child in column.children:
        yield from _paths(child, path)
