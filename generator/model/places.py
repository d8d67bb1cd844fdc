"""Names every place of a document that a text stands in, so that people can point at it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.model.address import JOIN, address, step
from generator.model.document import Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.text import Text
from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.document import Block, Cell, Column, Document, Row

# How many characters of the end of a project code are enough to mean it.
SHORTEST_END = 5
# Steps stand in many addresses: the name of a row in as many as the table has columns.
_KEPT: Final = 4096


@unguarded
class Place:
    """A text and where it stands: in which part, in which row (or paragraph), under which headings (or cell name)."""

    steps: tuple[str, ...]
    text: Text

    @property
    def name(self) -> str:
        """The address as people write it."""
        return address(*self.steps)

    def answers(self, query: str) -> bool:
        """Whether a query means this place: steps of its address from the part on, or one of them or of its words."""
        wanted = list(map(step, query.split(JOIN)))
        if len(wanted) == 1:
            return any(_means(one, wanted[0]) for one in self.steps)
        steps = iter(self.steps)
        return step(self.steps[0]) == wanted[0] and all(any(_means(one, word) for one in steps) for word in wanted)


def meant(found: Iterable[Place], query: str) -> list[Place]:
    """Return the places that a query means: the one whose address it is, or else those that answer it."""
    given = list(found)
    whole = JOIN.join(map(step, query.split(JOIN)))
    return [place for place in given if place.name == whole] or [place for place in given if place.answers(query)]


@lru_cache(maxsize=_KEPT)
def _means(words: str, wanted: str) -> bool:
    """Whether a step means some words: by all of them, by one, or by the end of a project code."""
    return step(words) == wanted or any(
        step(word) == wanted or _is_code(word.partition("-")[0], wanted) for word in words.split()
    )


def _is_code(word: str, query: str) -> bool:
    """Whether a query is a project code, or the end of one: 4338550 means 50015224T000004338550."""
    return len(query) >= SHORTEST_END and query.isalnum() and word.isalnum() and word.endswith(query)


def places(document: Document) -> Iterator[Place]:
    """Yield the place of every text, in reading order, each with an address of its own.

    The part is the annex, or the nearest heading above.
    """
    seen = Counter[str]()
    for place in _all(document):
        seen[place.name] += 1
        count = seen[place.name]
        yield place if count == 1 else Place((*place.steps, f"第{count}处"), place.text)


def _all(document: Document) -> Iterator[Place]:
    yield from (Place(("标题", f"第{number}行"), line) for number, line in enumerate(document.title, 1))
    part, count = "正文", 0
    for block in document.blocks:
        match block:
            case Heading(text=text):
                part, count = text.plain, 0
                yield Place((part,), text)
            case Annex(label=label, title=title):
                part, count = label.plain, 0
                yield Place((part, "标签"), label)
                yield Place((part, "标题"), title)
            case Paragraph(text=text):
                count += 1
                yield Place((part, f"第{count}段"), text)
            case Imprint(kind=kind, text=text):
                yield Place((kind,), text)
            case _:
                yield from _of_block(part, block)


def _of_block(part: str, block: Block) -> Iterator[Place]:
    match block:
        case Table():
            yield from _of_table(part, block)
        case Form():
            number = form_number(block)
            above = (part, number) if number else (part,)
            for cell, value in block.cells.items():
                yield from _of_cell(above, cell, value)
        case Contents() | Heading() | Paragraph() | Imprint() | Annex():
            return


def form_number(form: Form) -> str:
    """Return the number that a form bears, if it does: 表-3."""
    number = form.cells.get("表号")
    return number.plain if isinstance(number, Text) else ""


def _of_cell(above: tuple[str, ...], name: str, value: Cell) -> Iterator[Place]:
    if isinstance(value, Text):
        yield Place((*above, name), value)
        return
    lines: Sequence[Text | Row] = value
    for number, line in enumerate(lines, 1):
        if isinstance(line, Text):
            yield Place((*above, name, f"第{number}段"), line)
            continue
        for column, text in line.items():
            yield Place((*above, f"{name}{number}", column), text)


def _of_table(part: str, table: Table) -> Iterator[Place]:
    yield Place((part, "单位行"), table.unit)
    columns = column_steps(table)
    for number, row in enumerate(table.rows, 1):
        for side in table.sides:
            label = row_label(row[side]) or f"第{number}行"
            yield from (
                Place((part, label, *above), cell) for above, cell in zip(columns[side], row[side], strict=True)
            )
    yield Place((part, "说明"), table.note)


def row_label(cells: Sequence[Text]) -> str:
    """Return what names a row: its cells without figures."""
    return " ".join(cell.plain for cell in cells if cell and not any(run.figure for run in cell.runs))


def column_paths(table: Table) -> list[str]:
    """Return the names of a table's columns, each with the headings above it: 财政拨款/基本支出."""
    return ["/".join(steps) for steps in column_steps(table)]


def column_steps(table: Table) -> list[tuple[str, ...]]:
    """Return the heading of each column of a table, with those above it, outside first."""
    return [steps for column in table.columns for steps in _steps(column, ())]


def _steps(column: Column, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    steps = (*above, column.heading.plain)
    if not column.children:
        yield steps
    for child in column.children:
        yield from _steps(child, steps)
