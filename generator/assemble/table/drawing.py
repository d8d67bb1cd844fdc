"""Draws a table: heads, cells, and the note where there is nothing."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from generator.assemble.money import printer
from generator.assemble.stated import hold_table
from generator.assemble.table.asks import Asks
from generator.assemble.table.pairs import HUNDRED, difference, growth, ratio
from generator.assemble.table.rows import rows
from generator.assemble.table.whole import left_out
from generator.assemble.table.words import NAME, Words
from generator.model.document import Column, Table
from generator.model.finding import FindingError, error
from generator.model.ledger.query import Query
from generator.model.nearest import suggestion
from generator.model.text import Text, of_figure, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.assemble.books import Books
    from generator.assemble.money import Format
    from generator.assemble.table.asks import Leaf, Line
    from generator.assemble.table.rows import Row
    from generator.assemble.view import View
    from generator.model.pack import Pack
    from generator.model.position import Position
    from generator.model.table_spec import ColumnSpec, HalfSpec, TableSpec
    from generator.model.text import Figure
    from generator.model.values import Term

ALIGN: dict[str, Literal["left", "center", "right"]] = {"左": "left", "中": "center", "右": "right"}
LABEL = "名称"


def table(name: str, values: Mapping[str, View], pack: Pack, books: Books | None) -> tuple[TableSpec, Table]:
    """Return a table with its declaration; FindingError where the declaration asks for what there isn't."""
    if name not in pack.tables or books is None:
        hint = suggestion(name, pack.tables) or "在 pack.yaml 的「表格」里加上它，或删去这一行。"
        raise FindingError(error("MB-016", f"模板包里没有叫「{name}」的表格", None, hint=hint))
    spec = pack.tables[name]
    if spec.halves and (spec.columns or spec.rows):
        hint = "「列」和「行」写到「并列」的每一半里；不分两半的，删去「并列」。"
        raise FindingError(
            error("MB-052", f"「{name}」写了「并列」，外面的「列」「行」不起作用", spec.position, hint=hint)
        )
    hold_table(spec, pack)
    return spec, _Drawer(spec, values, pack, books).table(name)


class _Drawer:
    """Draws one table."""

    def __init__(self, spec: TableSpec, values: Mapping[str, View], pack: Pack, books: Books) -> None:
        self.spec, self.pack, self.books = spec, pack, books
        self.words = Words(values, printer(pack, spec.format))
        self.printers: dict[str, Format] = {}

    def printer(self, name: Term | None) -> Format:
        """Return the printer of a format; FindingError if the pack has no such."""
        wanted = name.text if name is not None else ""
        if wanted not in self.printers:
            self.printers[wanted] = printer(self.pack, name)
        return self.printers[wanted]

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
        is_empty = not any(run.figure for row in body for cell in row for run in cell.runs) and not any(
            half.records for half in halves
        )
        columns = tuple(column for half in halves for column in half.heads())
        self._hold_widths([leaf.spec for half in halves for leaf in half.leaves])
        return Table(
            name=name,
            unit=self.words.text(spec.unit, {}) if spec.unit is not None else Text(),
            columns=columns,
            rows=tuple(body),
            note=self.words.text(spec.note, {}) if spec.note is not None and is_empty else Text(),
            split=len(halves[0].leaves) if len(halves) > 1 else 0,
        )

    def _hold_widths(self, columns: Sequence[ColumnSpec]) -> None:
        """Hold the widths to the page; columns that there are for each value (按) share it as they come."""
        total = sum(map(_width, columns))
        if total != HUNDRED and all(column.by is None for column in columns):
            hint = f"{'加宽' if total < HUNDRED else '减窄'}几列，一共 {abs(HUNDRED - total)}。"
            raise FindingError(error("MB-017", f"各列的宽加起来是 {total}，应当是 100", self.spec.position, hint=hint))


class _Half:
    """Draws one half of a table, or the whole of one that has none."""

    def __init__(self, part: HalfSpec | TableSpec, whole: Query, drawer: _Drawer) -> None:
        self.drawer, self.books, self.part = drawer, drawer.books, part
        self.asks = Asks(part, whole, drawer.books)
        self.leaves = list(self.asks.leaves(part.columns))
        self.blank = tuple(Text() for _ in self.leaves)
        self.facts = self.asks.facts(self.leaves)
        self.records = 0
        lost = next(left_out(self.asks, self.leaves, self.facts), None)
        if lost is not None:
            raise FindingError(lost)
        self._hold_names(self.asks.lines)

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
        return self.drawer.words.text(heading, {}) if heading is not None else Text()

    def segments(self) -> list[list[tuple[Text, ...]]]:
        """Return the rows, cut at those that stand in one line with the other half's."""
        found: list[list[tuple[Text, ...]]] = []
        for row in rows(self.asks.lines, self.facts, self.books, self.drawer.words.values):
            self.records += row.line.spec.source is not None
            if row.line.spec.aligned == "是" or not found:
                found.append([])
            label = row.line.spec.label
            home = self._label_leaf(label, row.line.spec.at) if label is not None else None
            found[-1].append(
                tuple(
                    self.drawer.words.text(label, row.words) if label and leaf is home else self._cell(leaf, row)
                    for leaf in self.leaves
                )
            )
        return found

    def _cell(self, leaf: Leaf, row: Row) -> Text:
        spec = row.line.spec
        is_out = spec.columns and leaf.heading not in {term.text for term in spec.columns}
        if is_out and (spec.source is not None or leaf.spec.take is None):
            return Text()
        if leaf.spec.take is not None:
            return self._word(leaf.spec.take, row)
        if spec.source is not None:
            return Text()
        figure = self.books.guard(lambda: self._figure(leaf, row), leaf.spec.position)
        if figure is None:
            return Text()
        wanted = next((f for f in (spec.format, leaf.spec.format, self.drawer.spec.format) if f is not None), None)
        return of_figure(self.drawer.printer(wanted)(figure))

    def _word(self, take: Term, row: Row) -> Text:
        if row.line.spec.label is not None and not row.line.cuts:
            return Text()
        if NAME.search(take.text):
            names = {name: self._said(name, take.position, row) for name in NAME.findall(take.text)}
            return self.drawer.words.text(take, {**row.words, **names})
        return self._said(take.text, take.position, row)

    def _said(self, name: str, at: Position, row: Row) -> Text:
        """Return a word of the row: of a value that it is about, or of the one value that all its facts share."""
        dimension = name.partition(".")[0]
        if name in row.words or dimension not in self.books.ledger.dimensions:
            return self.drawer.words.word(name, at, row.words)
        if dimension in row.closed:
            return Text()
        ledger = self.books.ledger
        shared = ledger.known(ledger.narrow(row.facts, row.query), dimension)
        only = shared.pop() if len(shared) == 1 else None
        return self.drawer.words.word(name, at, self.books.say(dimension, only)) if only else Text()

    def _hold_names(self, lines: Sequence[Line]) -> None:
        """Hold each row that stands for a value to say which; FindingError where no column does."""
        words = [leaf.spec.take.text for leaf in self.leaves if leaf.spec.take is not None]
        for line in lines:
            by = line.spec.by
            for name, _ in line.cuts[-1] if by is not None and line.spec.label is None else ():
                if words and not any(f"{name}." in take or take == LABEL for take in words):
                    message = f"按{name}分的行，没有一列印是哪一个{name}"
                    hint = f"加一列「取: {name}.名称」，或写「标: ${{{name}.名称}}」。"
                    raise FindingError(error("QS-006", message, by.position if by else None, hint=hint))
            self._hold_names(line.below)

    def _label_leaf(self, label: Term, at: Term | None) -> Leaf | None:
        """Return the column that a label stands in: 于, else the first that prints names, of the rows' values if any.

        None for a table without words; FindingError if it has some, but no names.
        """
        takes = [leaf for leaf in self.leaves if leaf.spec.take is not None]
        if at is not None:
            found = next((leaf for leaf in takes if leaf.heading == at.text), None)
            if found is None:
                hint = f"可以写的有：{'、'.join(leaf.heading for leaf in takes)}。"
                raise FindingError(error("QS-006", f"没有表头是「{at}」的列", at.position, hint=hint))
            return found
        cut = [f"{name}.{LABEL}" for line in self.asks.lines for cuts in line.cuts for name, _ in cuts]
        for wanted in (*cut, LABEL):
            found = next((leaf for leaf in takes if leaf.spec.take and wanted in leaf.spec.take.text), None)
            if found is not None or not takes:
                return found
        hint = f"加一列「取: {LABEL}」，或在这一行写「于: {takes[0].heading}」。"
        raise FindingError(error("QS-006", f"没有一列能印「{label}」", label.position, hint=hint))

    def _figure(self, leaf: Leaf, row: Row) -> Figure | None:
        spec = leaf.spec
        if spec.pair:
            left, right = (self._sum(query, row) for query in leaf.queries)
            said = [self.books.ledger.say(query) for query in leaf.queries]
            work = difference if spec.difference else ratio if spec.ratio else growth
            return work(left, right, said)
        part = self._sum(leaf.queries[0], row)
        if spec.share is None:
            return part
        whole = self.asks.base.meet(self.books.query(spec.share.text, spec.share.position), self.asks.dimensions)
        return ratio(part, self.books.ledger.sum(whole), [leaf.heading, spec.share.text])

    def _sum(self, query: Query, row: Row) -> Figure | None:
        return self.books.ledger.total(row.facts, row.query, query)


def _width(column: ColumnSpec) -> int:
    width = column.width
    if width is None or not (width.text.isascii() and width.text.isdigit()):
        place = width.position if width is not None else column.position
        named = column.heading if column.heading is not None else column.query
        raise FindingError(
            error("MB-017", f"列「{named or ''}」没有写宽", place, hint="写占表宽的百分之几，如「宽: 12」。")
        )
    return int(width.text)
