"""Compares a workbook with the tables and forms of its document, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.document import Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.facts import SHEET
from generator.model.text import Text, of_words
from generator.verify.leaves import squeeze
from generator.verify.workbook import Line, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.document import Block, Cell, Column, Document
    from generator.model.position import Position


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has to stand in a workbook: its texts by column, and what stands above on its sheet."""

    part: str
    cells: Mapping[int, Text]
    above: tuple[str, ...]

    @property
    def shown(self) -> dict[int, str]:
        """The cells that hold any text."""
        texts = {column: squeeze(text.plain) for column, text in self.cells.items()}
        return {column: text for column, text in texts.items() if text}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a workbook differs: the sheet and cell, what is wanted there and what is there."""

    where: str
    part: str
    wanted: str
    there: str
    position: Position | None


def differences(data: bytes, document: Document) -> Iterator[Difference]:
    """Yield what is wrong with a workbook, in its order."""
    wanted = list(rows(document))
    at = 0
    for lines in sheets(data):
        above = wanted[at].above if at < len(wanted) else ()
        yield from _of_head(above, lines, wanted[at].part if at < len(wanted) else "末尾")
        if at < len(wanted) and not wanted[at].cells:
            at += 1  # an annex that has nothing but its title
        body = lines[len(above) :]
        for number, line in enumerate(body):
            following = body[number + 1].cells if number + 1 < len(body) else None
            if at == len(wanted) or (line.cells != wanted[at].shown == following):
                yield Difference(_place(line), "多出的行", "", "".join(line.cells.values()), None)
                continue
            if line.cells != wanted[at].shown and at + 1 < len(wanted) and line.cells == wanted[at + 1].shown:
                yield _absent(wanted[at], _place(line))
                at += 1
            yield from _of_line(wanted[at], line)
            at += 1
    yield from (_absent(row, "末尾") for row in wanted[at:])


def _of_head(above: tuple[str, ...], lines: Sequence[Line], part: str) -> Iterator[Difference]:
    there = tuple(text for line in lines[: len(above)] for text in line.cells.values())
    if there != above:
        yield Difference(_place(lines[0]) if lines else "空表", part, "".join(above), "".join(there), None)


def _of_line(row: Row, line: Line) -> Iterator[Difference]:
    for column in sorted({*row.shown, *line.cells}):
        wanted, there = row.shown.get(column, ""), line.cells.get(column, "")
        if wanted != there:
            text = row.cells.get(column) or Text()
            yield Difference(f"{_place(line)}第{column + 1}列", row.part, wanted, there, text.position)


def _absent(row: Row, where: str) -> Difference:
    position = next((text.position for text in row.cells.values() if text.position), None)
    return Difference(where, row.part, "".join(row.shown.values()), "", position)


def _place(line: Line) -> str:
    return f"{line.sheet} 第{line.number}行"


def rows(document: Document) -> Iterator[Row]:
    """Yield the rows of a workbook: of the annexes everything, of what stands before them the tables."""
    part, above = "正文", tuple[str, ...]()
    heading, is_in_annex, is_new = Text(), False, False
    for block in document.blocks:
        match block:
            case Annex(label=label, title=title):
                if is_new:
                    yield Row(part, {}, above)
                part, is_in_annex, is_new = label.plain or title.plain, True, True
                above = tuple(filter(None, (squeeze(label.plain), squeeze(title.plain))))
                continue
            case Heading(text=text) if not is_in_annex:
                heading, part = text, text.plain
                continue
            case Table() if not is_in_annex:
                above = (squeeze(heading.plain or block.name),)
                heading = Text()
            case _ if not is_in_annex:
                continue
        for cells in _of_block(block):
            row = Row(part, cells, above)
            if row.shown:
                is_new = False
                yield row
    if is_new:
        yield Row(part, {}, above)
    yield from _of_facts(document)


def _of_facts(document: Document) -> Iterator[Row]:
    """Yield the rows of the sheet that carries the facts along."""
    if document.facts:
        yield Row(SHEET, dict(enumerate(map(of_words, document.facts[0]))), ())
    yield from (Row(SHEET, dict(enumerate(fact.values())), ()) for fact in document.facts)


def _of_block(block: Block) -> Iterator[dict[int, Text]]:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
            yield {0: text}
        case Table():
            yield {0: block.unit}
            yield from _heads(block.columns)
            yield from (dict(enumerate(row)) for row in block.rows)
            yield {0: block.note}
        case Form():
            for name, cell in block.cells.items():
                yield from _of_cell(name, cell)
        case Annex() | Contents():
            return


def _heads(columns: Sequence[Column]) -> Iterator[dict[int, Text]]:
    """Yield the headings level by level, each in the first of its columns."""
    level = list(_placed(columns, 0))
    while level:
        yield {start: column.heading for column, start in level}
        level = [place for column, start in level for place in _placed(column.children, start)]


def _placed(columns: Sequence[Column], start: int) -> Iterator[tuple[Column, int]]:
    for column in columns:
        yield column, start
        start += len(column.leaves)


def _of_cell(name: str, cell: Cell) -> Iterator[dict[int, Text]]:
    """Yield a form's cell: its name and paragraphs beside, or rows under the names of their columns."""
    parts = (cell,) if isinstance(cell, Text) else cell
    texts = [part for part in parts if isinstance(part, Text)]
    lines = [part for part in parts if not isinstance(part, Text)]
    names = list(dict.fromkeys(name for line in lines for name in line))
    if lines:
        yield dict(enumerate(map(of_words, names)))
        yield from ({number: line.get(name, Text()) for number, name in enumerate(names)} for line in lines)
        return
    for number, text in enumerate(texts or [Text()]):
        yield {0: of_words(name), 1: text} if number == 0 else {1: text}
