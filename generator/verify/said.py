"""What a document says, in its forms with the words of the Word template; its own texts between signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.document import CONTENTS_LEVELS, Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.marks import BEGIN, END, SILENT
from generator.verify import forms
from generator.verify.leaves import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.text import Text
    from generator.verify.reading import Cells, Spans

_PLAIN: Final = str.maketrans("", "", BEGIN + END)
_SILENT: Final = re.compile(f"{BEGIN}[^{END}]*{SILENT}{END}")
_TEXT: Final = re.compile(f"{BEGIN}([^{END}]*){END}")
_CONTENTS: Final = "目录"
_ROW: Final = re.compile(f"([{forms.HEAD}{forms.ROW}])([^{forms.HEAD}{forms.ROW}]*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the texts of its cells with their marks, their spans, and whether it is one of the heads.

    `is_line`: it is a line outside of tables.
    """

    cells: Cells
    spans: Spans
    is_head: bool = False
    is_line: bool = False

    @property
    def plain(self) -> Cells:
        """The texts of its cells without marks."""
        return tuple(map(plain, self.cells))

    def own(self, cell: int) -> list[str]:
        """Return the document's own texts in a cell."""
        return _TEXT.findall(self.cells[cell])


class Said:
    """All words of a document without white space in `pieces`, its own texts between signs, and its `tables`."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.pieces = [_mark(line) for line in document.title]
        self.tables: list[list[Row]] = []
        # The lines and rows of each form.
        self.forms: list[list[Row]] = []
        for block in document.blocks:
            match block:
                case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
                    self.pieces.append(_mark(text))
                case Annex(label=label, title=title):
                    self.pieces += [_mark(label), _mark(title)]
                case Contents():
                    entries = (text for _, level, text in document.outline() if level <= CONTENTS_LEVELS)
                    self.pieces += [_CONTENTS, *map(_mark, entries)]
                case Table():
                    self._table(block)
                case Form():
                    self._form(forms.said(block, document, layout, _mark))

    def _table(self, table: Table) -> None:
        heads = [
            Row(
                tuple(_mark(column.heading) for column, _ in level),
                tuple(len(column.leaves) for column, _ in level),
                is_head=True,
            )
            for level in table.levels
        ]
        alone = (1,) * len(table.leaf_columns)
        self.pieces.append(_mark(table.unit))
        self._rows([*heads, *(Row(tuple(map(_mark, row)), alone) for row in table.rows)])
        self.pieces.append(_mark(table.note))

    def _form(self, said: str) -> None:
        outside, *tables = said.split(forms.TABLE)
        form = [*_outside(outside)]
        self.pieces += ["".join(row.cells) for row in form]
        for table in tables:
            rows, _, after = table.partition(forms.DONE)
            made = list(_merged([_row(sign, cells[1:].split(forms.CELL)) for sign, cells in _ROW.findall(rows)]))
            self._rows([row for row, _ in made], [silent for _, silent in made])
            below = list(_outside(after))
            self.pieces += ["".join(row.cells) for row in below]
            form += [*(row for row, _ in made), *below]
        self.forms.append(form)

    def _rows(self, rows: list[Row], silent: Sequence[str] = ()) -> None:
        """Take the rows that hold any text; `silent` is what merged cells say again, row by row."""
        self.tables.append([row for row in rows if any(row.cells)])
        for at, row in enumerate(rows):
            self.pieces += [*(silent[at : at + 1]), *row.cells]


def _row(sign: str, cells: list[str]) -> Row:
    """Return a row of a form; its cells may bear the sign that they are one with equal ones above."""
    texts = tuple(squeeze(cell.replace(forms.WIDER, "")) for cell in cells)
    return Row(texts, tuple(cell.count(forms.WIDER) + 1 for cell in cells), is_head=sign == forms.HEAD)


def _merged(rows: list[Row]) -> Iterator[tuple[Row, str]]:
    """Yield rows without the cells that are one with those above, and what these say.

    A merge ends with that to its left. Columns are counted from the right: merged cells of a template lack at the left.
    """
    above: dict[int, str] = {}
    for row in rows:
        left, kept, silent, is_new = sum(row.spans), list[int](), "", row.is_head
        here: dict[int, str] = {}
        for at, (cell, span) in enumerate(zip(row.cells, row.spans, strict=True)):
            words = plain(cell)
            if forms.EQUAL in words:
                here[left] = words
                is_new = is_new or words == forms.EQUAL or above.get(left) != words
            if forms.EQUAL in words and not is_new:
                silent += "".join(f"{BEGIN}{text}{SILENT}{END}" for text in _TEXT.findall(cell))
            else:
                kept.append(at)
            left -= span
        above = {} if row.is_head else here
        cells = tuple(row.cells[at].replace(forms.EQUAL, "") for at in kept)
        yield Row(cells, tuple(row.spans[at] for at in kept), is_head=row.is_head), silent


def _outside(said: str) -> Iterator[Row]:
    """Yield lines that stand outside of tables."""
    for line in said.split(forms.LINE):
        if words := squeeze(line):
            yield Row((words,), (1,), is_line=True)


def _mark(text: Text) -> str:
    """Return a text between signs, without white space, as far as it says anything."""
    words = squeeze(text.plain)
    return f"{BEGIN}{words}{END}" if words else ""


def plain(text: str) -> str:
    """Return a text without marks, and without what is silent."""
    return _SILENT.sub("", text).translate(_PLAIN) if BEGIN in text else text
