"""Compares a workbook with the tables and forms of its document, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.document import Annex, Contents, Form, Heading, Imprint, Paragraph, Table, form_leaves
from generator.model.facts import SHEET
from generator.model.text import Text, of_words
from generator.verify.leaves import squeeze
from generator.verify.workbook import Line, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.document import Block, Column, Document
    from generator.model.position import Position
    from generator.verify.said import Row as FormRow


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has to stand in a workbook: its texts by column, and what stands above on its sheet.

    Of a form (`is_form`) the texts are by the number of their cell: which columns of the sheet its tables share, only
    what draws it knows; a line of it (`is_line`) may stand in several. `positions` are those of the texts.
    """

    part: str
    shown: Mapping[int, str]
    above: tuple[str, ...]
    positions: Mapping[int, Position | None]
    is_form: bool = False
    is_line: bool = False

    def of(self, line: Line) -> Mapping[int, str]:
        """Return the texts of a line of the workbook as those of this row are numbered."""
        if self.is_line:
            return {0: "".join(line.parts.values())}
        return line.parts if self.is_form else line.cells


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a workbook differs: the sheet and cell, what is wanted there and what is there."""

    where: str
    part: str
    wanted: str
    there: str
    position: Position | None


def differences(data: bytes, document: Document, forms: Sequence[Sequence[FormRow]]) -> Iterator[Difference]:
    """Yield what is wrong with a workbook, in its order; `forms` are the lines and rows of the document's forms."""
    wanted = list(rows(document, forms))
    at = 0
    for lines in sheets(data):
        above = wanted[at].above if at < len(wanted) else ()
        yield from _of_head(above, lines, wanted[at].part if at < len(wanted) else "末尾")
        if at < len(wanted) and not wanted[at].shown:
            at += 1  # an annex that has nothing but its title
        body = lines[len(above) :]
        for number, line in enumerate(body):
            following = body[number + 1] if number + 1 < len(body) else None
            if at == len(wanted) or (not _is(line, wanted[at]) and following and _is(following, wanted[at])):
                yield Difference(_place(line), "多出的行", "", "".join(line.cells.values()), None)
                continue
            if not _is(line, wanted[at]) and at + 1 < len(wanted) and _is(line, wanted[at + 1]):
                yield _absent(wanted[at], _place(line))
                at += 1
            yield from _of_line(wanted[at], line)
            at += 1
    yield from (_absent(row, "末尾") for row in wanted[at:])


def _is(line: Line, row: Row) -> bool:
    return row.of(line) == row.shown


def _of_head(above: tuple[str, ...], lines: Sequence[Line], part: str) -> Iterator[Difference]:
    there = tuple(text for line in lines[: len(above)] for text in line.cells.values())
    if there != above:
        yield Difference(_place(lines[0]) if lines else "空表", part, "".join(above), "".join(there), None)


def _of_line(row: Row, line: Line) -> Iterator[Difference]:
    texts = row.of(line)
    for column in sorted({*row.shown, *texts}):
        wanted, there = row.shown.get(column, ""), texts.get(column, "")
        if wanted != there:
            what = "格" if row.is_form else "列"
            yield Difference(f"{_place(line)}第{column + 1}{what}", row.part, wanted, there, row.positions.get(column))


def _absent(row: Row, where: str) -> Difference:
    position = next(filter(None, row.positions.values()), None)
    return Difference(where, row.part, "".join(row.shown.values()), "", position)


def _place(line: Line) -> str:
    return f"{line.sheet} 第{line.number}行"


def rows(document: Document, forms: Sequence[Sequence[FormRow]]) -> Iterator[Row]:
    """Yield the rows of a workbook: of the annexes everything, of what stands before them the tables."""
    part, above = "正文", tuple[str, ...]()
    heading, is_in_annex, is_new = Text(), False, False
    of_forms = iter(forms)
    for block in document.blocks:
        form = next(of_forms) if isinstance(block, Form) else ()
        match block:
            case Annex(label=label, title=title):
                if is_new:
                    yield Row(part, {}, above, {})
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
        texts = (_row(part, cells, above) for cells in _of_block(block))
        lines = _of_form(part, form, above, block) if isinstance(block, Form) else ()
        for row in (*texts, *lines):
            if row.shown:
                is_new = False
                yield row
    if is_new:
        yield Row(part, {}, above, {})
    yield from _of_facts(document)


def _row(part: str, cells: Mapping[int, Text], above: tuple[str, ...]) -> Row:
    texts = {column: squeeze(text.plain) for column, text in cells.items()}
    shown = {column: text for column, text in texts.items() if text}
    return Row(part, shown, above, {column: text.position for column, text in cells.items()})


def _of_form(part: str, rows_: Sequence[FormRow], above: tuple[str, ...], form: Form) -> Iterator[Row]:
    places = {squeeze(text.plain): text.position for text in form_leaves(form)}
    for row in rows_:
        shown = {number: text for number, text in enumerate(row.plain) if text}
        positions = {number: next((places.get(text) for text in row.own(number)), None) for number in shown}
        yield Row(part, shown, above, positions, is_form=True, is_line=row.is_line)


def _of_facts(document: Document) -> Iterator[Row]:
    """Yield the rows of the sheet that carries the facts along."""
    if document.facts:
        yield _row(SHEET, dict(enumerate(map(of_words, document.facts[0]))), ())
    yield from (_row(SHEET, dict(enumerate(fact.values())), ()) for fact in document.facts)


def _of_block(block: Block) -> Iterator[dict[int, Text]]:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
            yield {0: text}
        case Table():
            yield {0: block.unit}
            yield from _heads(block.columns)
            yield from (dict(enumerate(row)) for row in block.rows)
            yield {0: block.note}
        case Form() | Annex() | Contents():
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
