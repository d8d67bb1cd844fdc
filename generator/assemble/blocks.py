"""Builds title, blocks and sections from what the text template said, and the cells of forms from the pack's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble.numbering import Numbers
from generator.assemble.script import LINE
from generator.assemble.title import break_title, split, width
from generator.model.document import Block, Form, Heading, Paragraph, Section
from generator.model.finding import FindingError, error
from generator.model.text import Text, of_words

if TYPE_CHECKING:
    from generator.assemble.tokens import Tokens
    from generator.assemble.view import View
    from generator.model.document import Cell
    from generator.model.pack import FormSpec, Pack
    from generator.model.values import Term

ORIENTATION = {"横": "landscape", "纵": "portrait"}


def build(
    said: list[str], tokens: Tokens, values: dict[str, View], pack: Pack
) -> tuple[tuple[Text, ...], tuple[Section, ...]]:
    """Return the lines of the title, and the sections."""
    numbers = Numbers([pattern.text for pattern in pack.numbering])
    titles: list[str] = []
    pages = _Pages()
    for line in said:
        found = LINE.fullmatch(line)
        if found is None:
            raise AssertionError(line)
        if found["title"]:
            titles.append(found["title"])
        elif found["form"]:
            spec = _spec(found["form"], pack)
            pages.add_form(_form(found["form"], spec, values), ORIENTATION[spec.orientation])
        elif found["heading"]:
            level = len(found["marks"])
            number = of_words(numbers.next(level))
            pages.add(Heading(level, number + tokens.release(found["heading"])))
        else:
            pages.add(Paragraph(tokens.release(line)))
    return _title(titles, tokens), pages.sections()


def _title(titles: list[str], tokens: Tokens) -> tuple[Text, ...]:
    """Break the one line of a title that has only one; several were broken by hand."""
    if len(titles) > 1:
        return tuple(tokens.release(line) for line in titles)
    parts = [(part, width(tokens.release(part).plain)) for line in titles for part in split(line)]
    return tuple(tokens.release(line) for line in break_title(parts))


class _Pages:
    """Collects blocks into sections of one orientation."""

    def __init__(self) -> None:
        self.done: list[tuple[str, list[Block]]] = [("portrait", [])]

    def add(self, block: Block) -> None:
        if self.done[-1][0] != "portrait":
            self.done.append(("portrait", []))
        self.done[-1][1].append(block)

    def add_form(self, form: Form, orientation: str) -> None:
        """Place a form; where the page turns for it, the heading right above goes with it."""
        turned, blocks = self.done[-1]
        if turned != orientation:
            heading = [blocks.pop()] if blocks and isinstance(blocks[-1], Heading) else []
            self.done.append((orientation, heading))
        self.done[-1][1].append(form)

    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section("landscape" if turned == "landscape" else "portrait", tuple(blocks))
            for turned, blocks in self.done
            if blocks
        )


def _spec(name: str, pack: Pack) -> FormSpec:
    if name not in pack.forms:
        hint = f"可以写的有：{'、'.join(pack.forms)}。"
        raise FindingError(error("MB-015", f"模板包里没有叫「{name}」的表单", pack.position, hint=hint))
    return pack.forms[name]


def _form(name: str, spec: FormSpec, values: dict[str, View]) -> Form:
    cells: dict[str, Cell] = {cell: _cell(source, values) for cell, source in spec.cells.items()}
    for part, row in spec.rows.items():
        given = _lookup(row.source, values)
        columns = [column.text for column in row.columns]
        lines = [line for line in given if isinstance(line, dict)] if isinstance(given, list) else []
        cells[part] = tuple({column: _text(line.get(column)) for column in columns} for line in lines)
    return Form(name, cells)


def _cell(source: Term, values: dict[str, View]) -> Cell:
    value = _lookup(source, values)
    if value is None:
        return Text()
    if isinstance(value, tuple | Text):
        return value
    raise FindingError(
        error("MB-014", f"「{source}」不是一个单元格能印的内容", source.position, hint="写到最里层的键。")
    )


def _text(value: View) -> Text:
    return value if isinstance(value, Text) else Text()


def _lookup(source: Term, values: dict[str, View]) -> View:
    """Follow a path of keys; what is absent in the content is None, a path that can't exist is the pack's mistake."""
    here: View = values
    for step in source.text.split("."):
        if here is None:
            return None
        if not isinstance(here, dict) or step not in here:
            message = f"表单要取「{source}」，内容里没有这一项"
            raise FindingError(error("MB-014", message, source.position, hint="检查键名。"))
        here = here[step]
    return here
