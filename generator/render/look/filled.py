"""The forms of a document as the Word template draws them, filled in: what all formats but Word draw them from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.model.marks import BEGIN, END
from generator.model.memory import kept
from generator.model.text import Text, joined, of_words
from generator.render.docx_tags import blamed_on
from generator.render.docx_xml import BadTemplateError
from generator.render.fit import AS_DRAWN, LastRows
from generator.render.look import template as word
from generator.render.look.neighbours import heights
from generator.sandbox.environment import Sandbox, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Template

    from generator.model import drawing
    from generator.model.document import Cell as Given
    from generator.model.document import Document, Form
    from generator.model.layout import Layout

# Signs that no text has: what begins a table, a row, a cell, a line, and what ends the number of its drawing.
_TABLE, _ROW, _CELL, _LINE, _OVER = "\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"
_TEXT: Final = re.compile(f"{BEGIN}(\\d+){END}")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: words of the template, and texts of the document as they stand in it."""

    drawn: drawing.Line
    pieces: tuple[str | Text, ...] = ()

    @property
    def text(self) -> Text:
        """All of it as one text."""
        return joined(of_words(piece) if isinstance(piece, str) else piece for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `rows` rows; all else is as it is drawn."""

    drawn: drawing.Cell
    lines: tuple[Line, ...]
    rows: int = 1

    @property
    def column(self) -> int:
        """Its first column."""
        return self.drawn.column

    @property
    def columns(self) -> int:
        """Over how many columns it reaches."""
        return self.drawn.columns

    @property
    def text(self) -> Text:
        """Its lines, parted by line breaks."""
        first, *others = self.lines
        return joined((first.text, *(of_words("\n") + line.text for line in others)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells that begin in it."""

    drawn: drawing.Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the lines above it; `last` is what it does on its last page."""

    drawn: drawing.Grid
    above: tuple[Line, ...]
    rows: tuple[Row, ...]
    last: LastRows = AS_DRAWN


def filled(form: Form, document: Document, layout: Layout) -> tuple[Grid, ...]:
    """Return the tables of a form; none where the Word template lacks it.

    Raises:
        BadTemplateError: a tag names what is not there.
    """
    texts: list[Text] = []

    def hold(text: Text) -> str:
        texts.append(text)
        return f"{BEGIN}{len(texts) - 1}{END}" if text else ""

    about = {"标题全文": document.title_text, "作者": document.author, "年度": str(document.year)}
    values = {
        "块": {"栏": {name: _given(cell, hold) for name, cell in form.cells.items()}},
        "文档": {**about, "成文日期": document.issued},
    }
    file = layout.file(word.TEMPLATE)
    try:
        with blamed_on(file):
            template = _templates(layout).get(form.name)
            said = fill(template, values) if template else ""
    except BadTemplateError as problem:
        raise problem.at(layout.place(file)) from problem.__cause__
    return tuple(_read(said, word.read(layout).forms.get(form.name, ()), texts))


def _given(cell: Given, hold: Callable[[Text], str]) -> object:
    if isinstance(cell, Text):
        return hold(cell)
    return [
        hold(part) if isinstance(part, Text) else {name: hold(text) for name, text in part.items()} for part in cell
    ]


@kept
def _templates(layout: Layout) -> dict[str, Template]:
    sandbox = Sandbox(markup=False)
    return {name: sandbox.read("".join(_said(grids))) for name, grids in word.read(layout).forms.items()}


def _said(grids: Sequence[drawing.Grid]) -> Iterator[str]:
    """Yield the template of a form's tables: signs with the numbers of what is drawn, words and tags."""
    for number, grid in enumerate(grids):
        yield f"{_TABLE}{number}{_OVER}"
        yield from _lines(grid.above)
        for at, row in enumerate(grid.rows):
            yield f"{{% {row.step} %}}" if row.step else f"{_ROW}{at}{_OVER}"
            for place, cell in enumerate(row.cells):
                over = "".join(f"+{{{{ {items}|length }}}}" for items in cell.lists)
                yield f"{_CELL}{place}+{cell.rows}{over}{_OVER}"
                yield from _lines(cell.lines)


def _lines(lines: Sequence[drawing.Line]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f"{{% {line.step} %}}" if line.step else f"{_LINE}{at}{_OVER}{line.text}"


def _read(said: str, grids: Sequence[drawing.Grid], texts: Sequence[Text]) -> Iterator[Grid]:
    """Yield the tables that a filled template says."""
    for number, above, rows in _split(said, _TABLE, _ROW):
        drawn = grids[number[0]]
        yield _merged(
            Grid(
                drawn,
                tuple(_read_lines(above, drawn.above, texts)),
                tuple(
                    _row(drawn.rows[at[0]], cells, texts) for row in rows for at, _, cells in _split(row, _ROW, _CELL)
                ),
            )
        )


def _row(drawn: drawing.Row, cells: Sequence[str], texts: Sequence[Text]) -> Row:
    found = []
    for said in cells:
        (((at, *rows), lines, _),) = _split(said, _CELL)
        cell = drawn.cells[at]
        empty = Line(next(line for line in cell.lines if not line.step))
        found.append(Cell(cell, tuple(_read_lines(lines, cell.lines, texts)) or (empty,), sum(rows)))
    return Row(drawn, tuple(found))


def _read_lines(said: str, drawn: Sequence[drawing.Line], texts: Sequence[Text]) -> Iterator[Line]:
    for (at,), words, _ in _split(said, _LINE):
        parts = _TEXT.split(words)
        pieces = (texts[int(part)] if number % 2 else part for number, part in enumerate(parts))
        yield Line(drawn[at], tuple(piece for piece in pieces if piece))


def _split(said: str, sign: str, inner: str = "") -> Iterator[tuple[tuple[int, ...], str, list[str]]]:
    """Yield what begins with a sign: its numbers, what stands before the first inner sign, and what begins there."""
    for part in said.split(sign)[1:]:
        numbers, _, words = part.partition(_OVER)
        first, *others = words.split(inner) if inner else (words,)
        yield tuple(map(int, numbers.split("+"))), first, [inner + other for other in others]


def _merged(grid: Grid) -> Grid:
    """Return a table whose equal neighbours are one cell."""
    labels = [
        {cell.column: cell.text.plain for cell in row.cells if cell.drawn.merges and not row.drawn.is_head}
        for row in grid.rows
    ]
    tall = heights(labels)
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, rows=tall.get((at, cell.column), cell.rows))
                for cell in row.cells
                if tall.get((at, cell.column)) != 0
            ),
        )
        for at, row in enumerate(grid.rows)
    )
    return replace(grid, rows=rows)
