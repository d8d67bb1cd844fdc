"""The rule for all tables: where rows or columns are parts of another, their facts are all of its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Finding, Mark, Severity
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.assemble.books import Books
    from generator.assemble.table.asks import Leaf, Line
    from generator.model.ledger.fact import Fact
    from generator.model.ledger.query import Query
    from generator.model.position import Position

LEFT_OUT = "QS-005"


def left_out(lines: Sequence[Line], leaves: Sequence[Leaf], facts: Sequence[Fact], books: Books) -> Iterator[Finding]:
    """Yield a finding for each total that has money without a row or a column of its own.

    Rows and columns marked 其中 need not be all.
    """
    sums = [leaf for leaf in leaves if leaf.is_sum]
    wholes = [(leaf, [other for other in sums if _is_part(other.queries[0], leaf.queries[0], books)]) for leaf in sums]
    for line in lines:
        for leaf, parts in wholes:
            if parts and all(part.spec.among == "否" for part in parts):
                held = _ids(facts, line.query, leaf.queries[0], books)
                got = {key for part in parts for key in _ids(facts, line.query, part.queries[0], books)}
                yield from _finding(held, got, f"「{leaf.heading}」", "列", leaf.spec.position)
    for line in lines:
        parts_of = [other for other in lines if other is not line and _is_row_part(other, line, books)]
        if not parts_of or any(part.spec.among == "是" for part in parts_of):
            continue
        for leaf in sums[:1]:
            held = _ids(facts, line.query, leaf.queries[0], books)
            got = {key for part in parts_of for key in _of_row(facts, part, leaf.queries[0], books)}
            label = line.spec.label.text if line.spec.label else "合计"
            yield from _finding(held, got, f"「{label}」", "行", line.spec.position)


def _is_part(query: Query, other: Query, books: Books) -> bool:
    return query != other and query.lies_in(other, books.ledger.dimensions)


def _is_row_part(line: Line, other: Line, books: Books) -> bool:
    if other.cuts:
        return False
    return bool(line.cuts and line.query == other.query) or _is_part(line.query.full(), other.query.full(), books)


def _ids(facts: Sequence[Fact], row: Query, column: Query, books: Books) -> dict[int, Fact]:
    asked = row.meet(column, books.ledger.dimensions)
    return {id(fact): fact for fact in books.ledger.narrow(facts, asked)}


def _of_row(facts: Sequence[Fact], line: Line, column: Query, books: Books) -> dict[int, Fact]:
    """Return the facts of a row, or of all rows that a declared row is cut into."""
    names = [name for name, _ in line.cuts[0]] if line.cuts else []
    held = _ids(facts, line.query, column, books)
    return {key: fact for key, fact in held.items() if all(fact.values.get(name) for name in names)}


def _finding(held: dict[int, Fact], got: set[int], total: str, what: str, at: Position) -> Iterator[Finding]:
    lost = [fact for key, fact in held.items() if key not in got]
    if lost:
        amount = plain(sum(fact.figure.value for fact in lost) or lost[0].figure.value)
        place = lost[0].figure.position or at
        yield Finding(
            LEFT_OUT,
            Severity.ERROR,
            f"表里{total}中有 {amount} 元没有自己的{what}",
            place,
            cause=f"总数里有、各{what}里没有，印出来各{what}加起来不等于总数。",
            hint=f"在 pack.yaml 的这张表里加一{what}；本来就不必列全的，在各{what}写「其中: 是」。",
            marks=(Mark(at, "这张表"),),
        )
