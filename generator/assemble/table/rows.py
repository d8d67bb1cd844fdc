"""Makes the rows of a table: the declared ones, and one for each value that rows are cut by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.assemble.forms import lookup
from generator.assemble.numbering import chinese
from generator.model.ledger.query import query_of
from generator.model.text import of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.assemble.books import Books
    from generator.assemble.table.asks import Line
    from generator.assemble.view import View
    from generator.model.ledger.fact import Fact
    from generator.model.ledger.ledger import Cut
    from generator.model.ledger.query import Query
    from generator.model.values import Term


@dataclass(frozen=True, slots=True)
class Row:
    """A row to draw: what it asks, the facts that can answer, and the words of the values that it is about.

    `closed` are the dimensions that only the rows below it say.
    """

    line: Line
    query: Query
    facts: Sequence[Fact]
    words: Mapping[str, View]
    closed: frozenset[str] = frozenset()


def rows(lines: Sequence[Line], facts: Sequence[Fact], books: Books, words: Mapping[str, View]) -> Iterator[Row]:
    """Yield the rows of a table in their order; `words` are those of the document."""
    for line in lines:
        yield from _of(line, line.query, facts, words, books)


def _records(line: Line, source: Term, words: Mapping[str, View], books: Books) -> Iterator[Row]:
    """Yield a row for each record of a list (取自), and the rows below it, which may be of a list in the record."""
    number = 0
    records = lookup(source, words)
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict):
            number += 1
            here = {**words, **record, "序号": of_words(str(number)), "序号中文": of_words(chinese(number))}
            yield Row(line, line.query, (), here)
            for below in line.below:
                yield from _of(below, line.query, (), here, books)


def _of(line: Line, query: Query, facts: Sequence[Fact], words: Mapping[str, View], books: Books) -> Iterator[Row]:
    if line.spec.source is not None:
        yield from _records(line, line.spec.source, words, books)
        return
    own = query.meet(line.query, books.ledger.dimensions)
    held = possible(facts, own, books)
    closed = frozenset(name for row in line.below for cut in row.cuts for name, _ in cut)
    if not line.cuts:
        yield Row(line, own, held, words, closed)
        for below in line.below:
            yield from _of(below, own, held, words, books)
        return
    asked = books.ledger.narrow(held, own)
    for number, (inner, part, said) in enumerate(_split(line.cuts, own, asked, held, books), 1):
        here = {**words, **said, "序号": of_words(str(number)), "序号中文": of_words(chinese(number))}
        yield Row(line, inner, part, here, closed)
        for below in line.below:
            yield from _of(below, inner, part, here, books)


def _split(  # noqa: PLR0913, PLR0917 - the state of a walk down the levels
    levels: Sequence[Sequence[Cut]],
    query: Query,
    asked: Sequence[Fact],
    held: Sequence[Fact],
    books: Books,
    above: Mapping[str, View] | None = None,
) -> Iterator[tuple[Query, Sequence[Fact], Mapping[str, View]]]:
    """Yield query, facts and words of each value; of several levels, each value with those below it."""
    cuts, *deeper = levels
    ledger = books.ledger
    for values in ledger.values(asked, cuts):
        narrow = query_of({name: (value,) for (name, _), value in zip(cuts, values, strict=True)})
        inner = query.meet(narrow, ledger.dimensions)
        part = possible(held, inner, books)
        said = {**(above or {}), **books.among(cuts, values)}
        said["名称"] = said[f"{cuts[-1][0]}.名称"]  # for columns of labels: rows of this kind need none
        yield inner, part, said
        if deeper:
            yield from _split(deeper, inner, ledger.narrow(part, inner), part, books, said)


def possible(facts: Sequence[Fact], query: Query, books: Books) -> Sequence[Fact]:
    """Return the facts that can answer a row's query in any column: all that are not out of what it says itself."""
    if not query.terms:
        return facts
    return books.ledger.possible(facts, query)
