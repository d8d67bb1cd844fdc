"""What a table asks of the ledger: one query for each row and column, so that its facts can be chosen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.ledger.query import Query, query_of
from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.assemble.books import Books
    from generator.model.ledger.index import Facts
    from generator.model.ledger.ledger import Cut
    from generator.model.table_spec import ColumnSpec, HalfSpec, RowSpec, TableSpec
    from generator.model.values import Term


@unguarded
class Leaf:
    """A column that bears cells: its heading, and the queries that its cells ask (two for 差, 比 and 增)."""

    spec: ColumnSpec
    heading: str
    queries: tuple[Query, ...] = ()

    @property
    def is_sum(self) -> bool:
        """Whether the cells are plain sums, which can be parts of one another."""
        return bool(self.queries) and not (self.spec.pair or self.spec.share)


@unguarded
class Line:
    """A row as it is declared: what it asks of the ledger, and by what it is cut into several."""

    spec: RowSpec
    query: Query
    cuts: tuple[tuple[Cut, ...], ...]
    below: tuple[Line, ...]


class Asks:
    """The queries of one half of a table (or of a whole one), and the facts that answer them."""

    def __init__(self, part: HalfSpec | TableSpec, whole: Query, books: Books) -> None:
        self.books, self.dimensions = books, books.ledger.dimensions
        self.base = self._meet(whole, part.query)
        self.lines = tuple(self._line(row, self.base) for row in part.rows)
        self.columns = part.columns
        self.place = part.query.position if part.query is not None else part.position

    def _meet(self, query: Query, text: Term | None) -> Query:
        return query if text is None else query.meet(self.books.query(text.text, text.position), self.dimensions)

    def _line(self, spec: RowSpec, base: Query) -> Line:
        query = self._meet(base, spec.query)
        cuts = self.books.cuts(spec.by.text, spec.by.position) if spec.by is not None else []
        below = tuple(self._line(row, query) for row in spec.rows)
        return Line(spec, query, tuple(tuple(cut) for cut in cuts), below)

    def leaves(self, columns: Sequence[ColumnSpec], group: Query = Query()) -> Iterator[Leaf]:  # noqa: B008 - nothing can change it
        """Yield the columns that bear cells; `group` is what the groups around them ask."""
        for column in columns:
            if column.children:
                yield from self.leaves(column.children, self._meet(group, column.query))
            elif column.by is None:
                heading = column.heading or column.query
                yield Leaf(column, heading.text if heading else "", tuple(self._queries(column, group)))
            else:
                yield from self._by(column, column.by, group)

    def _by(self, column: ColumnSpec, by: Term, group: Query) -> Iterator[Leaf]:
        """Yield a column for each value that bears money under the column's query."""
        cuts = self.books.cuts(by.text, by.position)[0]
        own = self._meet(group, column.query)
        asked = self.base.meet(own, self.dimensions)
        ledger = self.books.ledger
        facts = self.books.guard(lambda: ledger.select({(asked,): cuts}), by.position)
        for values in ledger.values(facts, cuts):
            narrow = query_of({name: (value,) for (name, _), value in zip(cuts, values, strict=True)})
            label = "".join(self.dimensions[name].label(v) for (name, _), v in zip(cuts, values, strict=True))
            yield Leaf(column, label, (own.meet(narrow, self.dimensions),))

    def _queries(self, column: ColumnSpec, group: Query) -> Iterator[Query]:
        """Yield what the cells of a column ask; one of words asks nothing."""
        if column.pair:
            yield from (self._meet(group, text) for text in column.pair)
        elif column.take is None:
            yield self._meet(group, column.query)

    def facts(self, leaves: Sequence[Leaf]) -> Facts:
        """Choose the facts of the table; FindingError if some list of facts can't be split as the table asks."""
        wanted: dict[tuple[Query, ...], tuple[Cut, ...]] = {}
        own = dict.fromkeys(query for leaf in leaves for query in leaf.queries) or {Query(): None}
        for line, cuts in self._walk(self.lines, ()):
            for query in own:
                wanted[line.query, query] = (*wanted.get((line.query, query), ()), *cuts)
        return self.books.guard(lambda: self.books.ledger.select(wanted), self.place)

    def _walk(self, lines: Sequence[Line], above: tuple[Cut, ...]) -> Iterator[tuple[Line, tuple[Cut, ...]]]:
        for line in (line for line in lines if line.spec.source is None):
            cuts = (*above, *(line.cuts[-1] if line.cuts else ()))
            yield line, cuts
            yield from self._walk(line.below, cuts)
