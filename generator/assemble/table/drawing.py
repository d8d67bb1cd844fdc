"""Draws a table: heads, cells, and the note where there is nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from generator.assemble.money import printer
from generator.assemble.stated import hold_table
from generator.assemble.table.asks import Asks
from generator.assemble.table.rows import rows
from generator.assemble.table.whole import left_out
from generator.model.document import Column, Table
from generator.model.finding import FindingError, error
from generator.model.ledger.query import Query
from generator.model.text import Computed, Figure, Text, joined, of_figure, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.assemble.books import Books
    from generator.assemble.table.asks import Leaf
    from generator.assemble.table.rows import Row
    from generator.assemble.view import View
    from generator.model.ledger.fact import Fact
    from generator.model.pack import Pack
    from generator.model.position import Position
    from generator.model.table_spec import ColumnSpec, HalfSpec, TableSpec
    from generator.model.values import Term

NAME = re.compile(r"\$\{([^{}]+)\}")
ALIGN: dict[str, Literal["left", "center", "right"]] = {"左": "left", "中": "center", "右": "right"}
LABEL = "名称"
HUNDRED = Decimal(100)


def table(name: str, values: Mapping[str, View], pack: Pack, books: Books | None) -> tuple[TableSpec, Table]:
    """Return a table with its declaration; FindingError where the declaration asks for what there isn't."""
    if name not in pack.tables or books is None:
        hint = f"可以写的有：{'、'.join(pack.tables)}。"
        raise FindingError(error("MB-016", f"模板包里没有叫「{name}」的表格", pack.position, hint=hint))
    spec = pack.tables[name]
    hold_table(spec, pack)
    return spec, _Drawer(spec, values, pack, books).table(name)


class _Drawer:
    """Draws one table."""

    def __init__(self, spec: TableSpec, values: Mapping[str, View], pack: Pack, books: Books) -> None:
        self.spec, self.pack, self.books = spec, pack, books
        self.values = {**values, "金额单位": of_words(printer(pack, spec.format).unit)}

    def table(self, name: str) -> Table:
        """Draw the table; FindingError if it can't be drawn, or leaves money out."""
        spec, books = self.spec, self.books
        whole = books.query(spec.query.text, spec.query.position) if spec.query is not None else Query()
        halves = [_Half(part, whole, self) for part in spec.parts]
        body = [
            tuple(cell for cells, half in zip(line, halves, strict=True) for cell in cells or half.blank)
            for segments in zip_longest(*(half.segments() for half in halves), fillvalue=[])
            for line in zip_longest(*segments)
        ]
        has_figures = any(run.figure for row in body for cell in row for run in cell.runs)
        return Table(
            name=name,
            unit=self.words(spec.unit, {}) if spec.unit is not None else Text(),
            columns=tuple(column for half in halves for column in half.heads()),
            rows=tuple(body),
            note=self.words(spec.note, {}) if spec.note is not None and not has_figures else Text(),
            split=len(halves[0].leaves) if len(halves) > 1 else 0,
        )

    def words(self, term: Term, said: Mapping[str, View]) -> Text:
        """Return words in which `${name}` stands for a word of the row or of the document."""
        parts = (
            self.word(part, term.position, said) if index % 2 else of_words(part)
            for index, part in enumerate(NAME.split(term.text))
        )
        return joined(parts)

    def word(self, name: str, at: Position, said: Mapping[str, View]) -> Text:
        """Return a word of the row or of the document; FindingError if there is none of that name."""
        view = said.get(name, self.values.get(name))
        if isinstance(view, Text | str):
            return view if isinstance(view, Text) else of_words(view)
        if view is None and (name in said or name in self.values):
            return Text()
        hint = f"可以写的有：{'、'.join(dict.fromkeys((*said, *self.values)))}。"
        raise FindingError(error("MB-018", f"表格要取「{name}」，没有这一项", at, hint=hint))


class _Half:
    """Draws one half of a table, or the whole of one that has none."""

    def __init__(self, part: HalfSpec | TableSpec, whole: Query, drawer: _Drawer) -> None:
        self.drawer, self.books, self.part = drawer, drawer.books, part
        self.asks = Asks(part, whole, drawer.books)
        self.leaves = list(self.asks.leaves(part.columns))
        self.blank = tuple(Text() for _ in self.leaves)
        self.facts = self.asks.facts(self.leaves)
        lost = next(left_out(self.asks.lines, self.leaves, self.facts, self.books), None)
        if lost is not None:
            raise FindingError(lost)

    def heads(self) -> Iterator[Column]:
        """Yield the heads of the columns; one column of the declaration can be several."""
        for spec in self.part.columns:
            yield from self._head(spec)

    def _head(self, spec: ColumnSpec) -> Iterator[Column]:
        if spec.children:
            yield Column(self._heading(spec), children=tuple(c for child in spec.children for c in self._head(child)))
            return
        usual = "左" if spec.take is not None else "右"
        for leaf in self.leaves:
            if leaf.spec is spec:
                heading = of_words(leaf.heading) if spec.by is not None else self._heading(spec)
                yield Column(heading, _width(spec), ALIGN[spec.align or usual])

    def _heading(self, spec: ColumnSpec) -> Text:
        heading = spec.heading if spec.heading is not None else spec.query
        return self.drawer.words(heading, {}) if heading is not None else Text()

    def segments(self) -> list[list[tuple[Text, ...]]]:
        """Return the rows, cut at those that stand in one line with the other half's."""
        found: list[list[tuple[Text, ...]]] = []
        for row in rows(self.asks.lines, self.facts, self.books):
            if row.line.spec.aligned == "是" or not found:
                found.append([])
            found[-1].append(tuple(self._cell(leaf, row) for leaf in self.leaves))
        return found

    def _cell(self, leaf: Leaf, row: Row) -> Text:
        spec = row.line.spec
        if leaf.spec.take is not None:
            return self._word(leaf, leaf.spec.take, row)
        if spec.columns and leaf.heading not in {term.text for term in spec.columns}:
            return Text()
        figure = self.books.guard(lambda: self._figure(leaf, row), leaf.spec.position)
        if figure is None:
            return Text()
        wanted = next((f for f in (spec.format, leaf.spec.format, self.drawer.spec.format) if f is not None), None)
        return of_figure(printer(self.drawer.pack, wanted)(figure))

    def _word(self, leaf: Leaf, take: Term, row: Row) -> Text:
        label = row.line.spec.label
        if label is not None and leaf is self._label_leaf(row):
            return self.drawer.words(label, row.words)
        if label is not None and not row.line.cuts:
            return Text()
        if NAME.search(take.text):
            names = {name: self._said(name, take.position, row) for name in NAME.findall(take.text)}
            return self.drawer.words(take, {**row.words, **names})
        return self._said(take.text, take.position, row)

    def _said(self, name: str, at: Position, row: Row) -> Text:
        """Return a word of the row: of a value that it is about, or of the one value that all its facts share."""
        dimension = name.partition(".")[0]
        if name in row.words or dimension not in self.books.ledger.dimensions:
            return self.drawer.word(name, at, row.words)
        if dimension in row.closed:
            return Text()
        shared = {fact.values.get(dimension) for fact in self.books.ledger.narrow(row.facts, row.query)}
        only = shared.pop() if len(shared) == 1 else None
        return self.drawer.word(name, at, self.books.say(dimension, only)) if only else Text()

    def _label_leaf(self, row: Row) -> Leaf | None:
        """Return the column that the label of a row stands in."""
        at = row.line.spec.at
        takes = [leaf for leaf in self.leaves if leaf.spec.take is not None]
        if at is not None:
            found = next((leaf for leaf in takes if leaf.heading == at.text), None)
            if found is None:
                hint = f"可以写的有：{'、'.join(leaf.heading for leaf in takes)}。"
                raise FindingError(error("QS-006", f"没有表头是「{at}」的列", at.position, hint=hint))
            return found
        wanted = [f"{name}.{LABEL}" for line in self.asks.lines for cut in line.cuts for name, _ in cut] or [LABEL]
        return next((leaf for leaf in takes if leaf.spec.take and _names(leaf.spec.take.text, wanted)), None)

    def _figure(self, leaf: Leaf, row: Row) -> Figure | None:
        spec = leaf.spec
        if spec.difference or spec.ratio:
            left, right = (self._sum(query, row) for query in leaf.queries)
            said = [self.books.ledger.say(query) for query in leaf.queries]
            return _difference(left, right, said) if spec.difference else _ratio(left, right, said)
        part = self._sum(leaf.queries[0] if leaf.queries else Query(), row)
        if spec.share is None:
            return part
        whole = self.asks.base.meet(self.books.query(spec.share.text, spec.share.position), self.asks.dimensions)
        return _ratio(part, self.books.ledger.sum(whole), [leaf.heading, spec.share.text])

    def _sum(self, query: Query, row: Row) -> Figure | None:
        asked = row.query.meet(query, self.asks.dimensions)
        facts: Sequence[Fact] = self.books.ledger.narrow(row.facts, asked)
        return self.books.ledger.total(facts, asked)


def _names(take: str, wanted: Sequence[str]) -> bool:
    """Whether a column prints one of some names, so that labels of rows belong there."""
    return take == LABEL or any(take == name or f"${{{name}}}" in take for name in wanted)


def _difference(left: Figure | None, right: Figure | None, said: Sequence[str]) -> Figure | None:
    parts = tuple(figure for figure in (left, right) if figure is not None)
    if not parts:
        return None
    value = (left.value if left else Decimal(0)) - (right.value if right else Decimal(0))
    return Figure(value, "元", "", Computed(" − ".join(said), parts))


def _ratio(part: Figure | None, whole: Figure | None, said: Sequence[str]) -> Figure | None:
    if part is None or whole is None or not whole.value:
        return None
    return Figure(part.value / whole.value * HUNDRED, "%", "", Computed(" ÷ ".join(said), (part, whole)))


def _width(column: ColumnSpec) -> int:
    width = column.width
    if width is None or not (width.text.isascii() and width.text.isdigit()):
        place = width.position if width is not None else column.position
        named = column.heading if column.heading is not None else column.query
        raise FindingError(
            error("MB-017", f"列「{named or ''}」没有写宽", place, hint="写占表宽的百分之几，如「宽: 12」。")
        )
    return int(width.text)
