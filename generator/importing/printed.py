"""Holds documents that were made of what was read against the files: every line, every cell of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from generator.importing.files.paper import short
from generator.importing.words import amount, plain
from generator.model.document import Annex, Form, Heading, Imprint, Paragraph, Table
from generator.model.imports import Grade, Remark
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.files.paper import Line
    from generator.importing.forms.form import Form as ReadForm
    from generator.importing.tables.sums import Table as ReadTable
    from generator.model.document import Cell, Document, Row

_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_MONEY: Final = re.compile(r"[\d,，]+(?:\.\d+)?(?:亿|万)?元")
_SPACE: Final = re.compile(r"\s+")


@dataclass(slots=True)
class Held:
    """What came of holding one against the other: how many are the same, and what differs."""

    equal: int = 0
    remarks: list[Remark] = field(default_factory=list)


def hold_text(document: Document, lines: Sequence[Line], held: Held) -> None:
    """Hold the running text of a document against the lines that were read; figures that differ are money."""
    given = [(squeezed(line.text), line.place, line.text) for line in lines]
    printed = [squeezed(text) for text in _texts(document)]
    matcher = SequenceMatcher(None, [text for text, _, _ in given], printed, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            held.equal += last - first
            continue
        if "".join(text for text, _, _ in given[first:last]) == "".join(printed[begin:end]):  # lines broken elsewhere
            held.equal += last - first
            continue
        pairs = list(zip(given[first:last], [*printed[begin:end], *[""] * (last - first)], strict=False))
        for (text, place, said), other in pairs:
            held.remarks.append(_differs(text, other, place, said))
        held.remarks += [_extra(other) for other in printed[begin + len(pairs) : end]]


def squeezed(text: str) -> str:
    """Return a text without space, which formats break lines at as they like."""
    return _SPACE.sub("", text)


def _differs(text: str, other: str, place: str, said: str) -> Remark:
    why = f"照读到的再印，这里是「{short(_around(text, other))}」" if other else "再印时没有这一段"
    return Remark(_grade(text, other), place, short(said), why)


def _grade(text: str, other: str) -> Grade:
    """Return how much it matters that two texts differ: in amounts, in other figures, in words."""
    if other and _MONEY.findall(text) != _MONEY.findall(other):
        return Grade.MONEY
    return Grade.DECIDE if _DIGITS.findall(text) != _DIGITS.findall(other) else Grade.WORDS


def _around(text: str, other: str) -> str:
    """Return what stands in another text from a little before the place where the two begin to differ."""
    same = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return other[max(0, same - 6) :]


def _extra(other: str) -> Remark:
    return Remark(Grade.WORDS, "", "", f"再印时多出「{short(other)}」")


def _texts(document: Document) -> Iterator[str]:
    """Yield the running text of a document, as far as it stands outside of tables and forms."""
    yield from (line.plain for line in document.title)
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text) | Imprint(text=text):
                yield text.plain
            case Annex(label=label, title=title):
                yield from (label.plain, title.plain)
            case _:
                continue


def hold_forms(document: Document, forms: Sequence[ReadForm], held: Held) -> None:
    """Hold the cells of a document's forms against those that were read, form by form in their order."""
    printed: dict[str, list[Form]] = {}
    for block in document.blocks:
        if isinstance(block, Form):
            printed.setdefault(block.name, []).append(block)
    for one in forms:
        own = printed.get(one.name, [])
        if not own:
            held.remarks.append(Remark(Grade.DECIDE, one.place, one.name, "再印时没有这张表单"))
            continue
        _hold_form(own.pop(0), one, held)


def hold_records(document: Document, read: ReadTable, held: Held) -> None:
    """Hold the rows of a table of records against those that were read."""
    printed = next((block for block in document.blocks if isinstance(block, Table) and block.name == read.name), None)
    if printed is None or not read.rows:
        return
    heads = [column.heading.plain for column in printed.leaf_columns]
    if len(printed.rows) != len(read.rows):
        why = f"再印时有 {len(printed.rows)} 行，文件里有 {len(read.rows)} 行"
        held.remarks.append(Remark(Grade.DECIDE, read.place, read.name, why))
    for row, (said, place) in zip(printed.rows, read.rows, strict=False):
        for head, cell, text in zip(heads, row, said, strict=True):
            if text is not None:
                _hold_cell(text, cell.plain, f"{place} {head}", held)


def _hold_form(form: Form, one: ReadForm, held: Held) -> None:
    for name, cell in form.cells.items():
        if isinstance(cell, tuple) and cell and not isinstance(cell[0], Text):
            _hold_rows(name, [row for row in cell if not isinstance(row, Text)], one, held)
        elif name in one.cells:
            said, place = one.text(name), one.cells[name][1]
            _hold_cell(said, _plain(cell), place, held)


def _plain(cell: Cell) -> str:
    return "".join(part.plain for part in ((cell,) if isinstance(cell, Text) else cell) if isinstance(part, Text))


def _hold_rows(name: str, rows: Sequence[Row], one: ReadForm, held: Held) -> None:
    there = one.rows.get(name, [])
    if len(there) != len(rows):
        why = f"再印时「{name}」有 {len(rows)} 行，文件里有 {len(there)} 行"
        held.remarks.append(Remark(Grade.DECIDE, one.place, one.name, why))
    for number, (row, read) in enumerate(zip(rows, there, strict=False), 1):
        for column, text in _cells(row):
            _hold_cell(read.get(column, ""), text, f"{one.place} {name}{number}·{column}", held)


def _cells(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row; of one that only stands for a level, just that."""
    yield from ((column, text.plain) for column, text in row.items())


def _hold_cell(said: str, printed: str, place: str, held: Held) -> None:
    if squeezed(said) == squeezed(printed) or _is_same_amount(said, printed):
        held.equal += bool(said)
        return
    grade = Grade.MONEY if _is_amount(said) and _is_amount(printed) else _grade(plain(said), plain(printed))
    why = f"照读到的再印，这里是「{short(_around(squeezed(said), squeezed(printed)))}」"
    held.remarks.append(Remark(grade, place, short(said), why))


def _is_amount(text: str) -> bool:
    return _is_same_amount(text, text)


def _is_same_amount(one: str, other: str) -> bool:
    try:
        return amount(one) == amount(other)
    except ValueError:
        return False
