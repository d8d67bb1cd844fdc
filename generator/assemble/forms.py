"""Fills the cells of forms from the pack's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.assemble.money import printer
from generator.assemble.stated import Stated, hold
from generator.model.document import Form
from generator.model.finding import FindingError, error
from generator.model.ledger.query import Query, query_of
from generator.model.nearest import suggestion
from generator.model.stated import LABEL
from generator.model.text import Figure, Text, of_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.assemble.books import Books
    from generator.assemble.money import Printer
    from generator.assemble.view import View
    from generator.model.document import Cell
    from generator.model.pack import FormSpec, Pack
    from generator.model.values import Term


def spec(name: str, pack: Pack) -> FormSpec:
    """Return the declaration of a form."""
    if name not in pack.forms:
        hint = suggestion(name, pack.forms) or "在 pack.yaml 的「表单」里加上它，或删去这一行。"
        raise FindingError(error("MB-015", f"模板包里没有叫「{name}」的表单", None, hint=hint))
    return pack.forms[name]


def form(name: str, index: int, values: Mapping[str, View], pack: Pack, books: Books | None) -> Form:
    """Return a form with its cells; `index` chooses among the things that the form is printed for, one each."""
    wanted = spec(name, pack)
    money = printer(pack, wanted.money)
    given = dict(values)
    own = Query()
    if wanted.each is not None:
        each = lookup(wanted.each, given)
        if not isinstance(each, list) or not index < len(each) or not isinstance(one := each[index], dict):
            raise FindingError(error("MB-014", f"「{wanted.each}」没有第 {index + 1} 个", wanted.each.position))
        given |= one
        own = query_of({wanted.each.text: (one_of(books, wanted.each.text, index),)}) if wanted.sums and books else own
    cells: dict[str, Cell] = {}
    for cell, asked in wanted.sums.items():
        figure = _sum(own, asked, books) if books is not None else None
        cells[cell] = of_figure(money(figure)) if figure is not None else Text()
    cells |= {cell: _cell(source, given, money) for cell, source in wanted.cells.items()}
    for cell, asked in (wanted.cells | wanted.sums).items():
        _hold_label(cell, asked, cells[cell], wanted, pack)
    for part, row in wanted.rows.items():
        rows = lookup(row.source, given)
        columns = [column.text for column in row.columns]
        lines = [line for line in rows if isinstance(line, dict)] if isinstance(rows, list) else []
        cells[part] = tuple({column: _text(line.get(column), money) for column in columns} for line in lines)
    return Form(name, cells)


def _hold_label(cell: str, asked: Term, value: Cell, spec: FormSpec, pack: Pack) -> None:
    """Hold the name of a cell of money to its format; FindingError where it names another unit."""
    name = LABEL.search(cell)
    if name and isinstance(value, Text) and any(run.figure and run.figure.shown is not None for run in value.runs):
        hold(Stated(name["unit"], cell, asked.position), printer(pack, spec.money), spec.money)


def _sum(own: Query, asked: Term, books: Books) -> Figure | None:
    query = own.meet(books.query(asked.text, asked.position), books.ledger.dimensions)
    return books.guard(lambda: books.ledger.sum(query), asked.position)


def one_of(books: Books, dimension: str, index: int) -> str:
    """Return the value of a dimension that the form of an index is about."""
    return list(books.ledger.dimensions[dimension].above)[index]


def _cell(source: Term, values: dict[str, View], money: Printer) -> Cell:
    value = lookup(source, values)
    if isinstance(value, tuple):
        return value
    if value is None or isinstance(value, Text | Figure):
        return _text(value, money)
    raise FindingError(
        error("MB-014", f"「{source}」不是一个单元格能印的内容", source.position, hint="写到最里层的键。")
    )


def _text(value: View, money: Printer) -> Text:
    """Return a text, or money in print; the empty text for anything else."""
    if isinstance(value, Figure):
        return of_figure(money(value))
    return value if isinstance(value, Text) else Text()


def lookup(source: Term, values: Mapping[str, View]) -> Any:
    """Follow a path of keys; what is absent in the content is None, a path that can't exist is the pack's mistake."""
    here: Any = values
    for step in source.text.split("."):
        if here is None:
            return None
        if not isinstance(here, dict) or step not in here:
            message = f"要取「{source}」，内容里没有这一项"
            raise FindingError(error("MB-014", message, source.position, hint="检查键名。"))
        here = here[step]
    return here
