"""The rule for all tables: where rows or columns are parts of another, their facts are all of its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Finding, Mark, Severity
from generator.model.ledger.index import union
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.assemble.books import Books
    from generator.assemble.table.asks import Asks, Leaf, Line
    from generator.model.ledger.index import Facts
    from generator.model.ledger.query import Query
    from generator.model.position import Position

LEFT_OUT = "QS-005"


def left_out(asks: Asks, leaves: Sequence[Leaf], facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each total that has money without a row or a column of its own.

    Rows and columns marked 其中 need not be all.
    """
    whole = _Whole(asks, [leaf for leaf in leaves if leaf.is_sum], facts)
    yield from whole.columns()
    yield from whole.rows(asks.lines)


class _Whole:
    """Compares the facts of a total with those of its parts, in one half of a table."""

    def __init__(self, asks: Asks, sums: Sequence[Leaf], facts: Facts) -> None:
        self.books: Books = asks.books
        self.base, self.lines, self.sums, self.facts = asks.base, asks.lines, sums, facts

    def columns(self) -> Iterator[Finding]:
        """Yield what the columns leave out of another one, in the rows that are not below others."""
        asked = [self._meet(self.base, leaf.queries[0]) for leaf in self.sums]
        for leaf, whole in zip(self.sums, asked, strict=True):
            parts = [other for other, query in zip(self.sums, asked, strict=True) if self._is_part(query, whole)]
            if not parts or any(part.spec.among == "是" for part in parts):
                continue
            for line in self.lines:
                held = self._asked(line.query, leaf)
                got = union(self._asked(line.query, part) for part in parts)
                yield from self._finding(held & ~got, f"「{leaf.heading}」", "列", leaf.spec.position)

    def rows(self, lines: Sequence[Line]) -> Iterator[Finding]:
        """Yield what rows leave out of another one: of one beside them, or of that which they are below."""
        for line in (line for line in lines if line.spec.source is None):
            beside = [other for other in lines if other is not line and self._is_row_part(other, line)]
            for parts in (beside, line.below):
                if parts and all(part.spec.among == "否" for part in parts):
                    yield from self._of_total(line, parts)
            yield from self.rows(line.below)

    def _of_total(self, line: Line, parts: Sequence[Line]) -> Iterator[Finding]:
        only = {term.text for term in line.spec.columns}
        for leaf in self.sums:
            if only and leaf.heading not in only:
                continue
            held = self._of_row(line, leaf)
            got = union(self._of_row(part, leaf) for part in parts)
            label = line.spec.label.text if line.spec.label else "合计"
            yield from self._finding(held & ~got, f"「{label}」", "行", line.spec.position)

    def _is_part(self, query: Query, whole: Query) -> bool:
        one, other = query.full(), whole.full()
        return one != other and one.lies_in(other, self.books.ledger.dimensions)

    def _is_row_part(self, line: Line, whole: Line) -> bool:
        if whole.cuts:
            return False
        return bool(line.cuts and line.query == whole.query) or self._is_part(line.query, whole.query)

    def _meet(self, one: Query, other: Query) -> Query:
        return one.meet(other, self.books.ledger.dimensions)

    def _asked(self, row: Query, column: Leaf) -> Facts:
        return self.books.ledger.narrow(self.facts, row, column.queries[0])

    def _of_row(self, line: Line, column: Leaf) -> Facts:
        """Return the facts of a row, or of all rows that a declared row is cut into."""
        held = self._asked(line.query, column)
        for name, _ in line.cuts[0] if line.cuts else ():
            held &= union(self.books.ledger.index.level(name, "").values())
        return held

    def _finding(self, lost: Facts, total: str, what: str, at: Position) -> Iterator[Finding]:
        if lost:
            found = list(self.books.ledger.each(lost))
            amount = plain(sum(fact.figure.value for fact in found) or found[0].figure.value)
            place = found[0].figure.position or at
            yield Finding(
                LEFT_OUT,
                Severity.ERROR,
                f"表里{total}中有 {amount} 元没有自己的{what}",
                place,
                cause=f"总数里有、各{what}里没有，印出来各{what}加起来不等于总数。",
                hint=f"在 pack.yaml 的这张表里加一{what}；本来就不必列全的，在各{what}写「其中: 是」。",
                marks=(Mark(at, "这张表"),),
            )
