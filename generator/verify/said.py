"""What a document says, in its forms with the words of the Word template; its own texts between signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.document import CONTENTS_LEVELS, Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.marks import BEGIN, END
from generator.verify import forms
from generator.verify.leaves import squeeze

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.text import Text
    from generator.verify.reading import Cells, Spans

_PLAIN: Final = str.maketrans("", "", BEGIN + END)
_CONTENTS: Final = "目录"
_ROW: Final = re.compile(f"([{forms.HEAD}{forms.ROW}])([^{forms.HEAD}{forms.ROW}]*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the texts of its cells with their marks, their spans, and whether it is one of the heads."""

    cells: Cells
    spans: Spans
    is_head: bool = False

    @property
    def plain(self) -> Cells:
        """The texts of its cells without marks."""
        return tuple(map(plain, self.cells))


class Said:
    """All words of a document without white space in `pieces`, its own texts between signs, and its `tables`."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.pieces = [_mark(line) for line in document.title]
        self.tables: list[list[Row]] = []
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
        self.pieces.append(squeeze(outside))
        for table in tables:
            rows, _, after = table.partition(forms.DONE)
            self._rows([_row(sign, cells[1:].split(forms.CELL)) for sign, cells in _ROW.findall(rows)])
            self.pieces.append(squeeze(after))

    def _rows(self, rows: list[Row]) -> None:
        """Take the rows that hold any text."""
        self.tables.append([row for row in rows if any(row.cells)])
        self.pieces += [cell for row in rows for cell in row.cells]


def _row(sign: str, cells: list[str]) -> Row:
    """Return a row of a form."""
    texts = tuple(squeeze(cell.replace(forms.WIDER, "")) for cell in cells)
    return Row(texts, tuple(cell.count(forms.WIDER) + 1 for cell in cells), is_head=sign == forms.HEAD)


def _mark(text: Text) -> str:
    """Return a text between signs, without white space, as far as it says anything."""
    words = squeeze(text.plain)
    return f"{BEGIN}{words}{END}" if words else ""


def plain(text: str) -> str:
    """Return a text without marks."""
    return text.translate(_PLAIN) if BEGIN in text else text
