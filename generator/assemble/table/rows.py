"""Makes the rows of a table: the declared ones, and one for each value that rows are cut by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble.forms import lookup
from generator.assemble.numbering import chinese
from generator.model.ledger.query import Query, query_of
from generator.model.text import of_words
from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.assemble.books import Books
    from generator.assemble.table.asks import Line
    from generator.assemble.view import View
    from generator.model.ledger.index import Facts
    from generator.model.ledger.ledger import Cut
    from generator.model.values import Term


@unguarded
class Row:
    """A row to draw: what it asks, the facts that can answer, and the words of the values that it is about.

    `closed` are the dimensions that only the rows below it say.
    """

    line: Line
    query: Query
    facts: Facts
    words: Mapping[str, View]
    closed: frozenset[str] = frozenset()


def rows(lines: Sequence[Line], facts: Facts, books: Books, words: Mapping[str, View]) -> Iterator[Row]:
    """Yield the rows of a table in their order; `words` are those of the document."""
    for line in lines:
        yield from _of(line, Query(), facts, words, books)


def _records(line: Line, source: Term, words: Mapping[str, View], books: Books) -> Iterator[Row]:
    """Yield a row for each record of a list (取自), and the rows below it, which may be of a list in the record."""
    number = 0
    records = lookup(source, words)
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict):
            number += 1
            here = {**words, **record, "序号": of_words(str(number)), "序号中文": of_words(chinese(number))}
            yield Row(line, line.query, 0, here)
            for below in line.below:
                yield from _of(below, line.query, 0, here, books)


def _of(line: Line, query: Query, facts: Facts, words: Mapping[str, View], books: Books) -> Iterator[Row]:
    if line.spec.source is not None:
        yield from _records(line, line.spec.source, words, books)
        return
    own = query.meet(line.query, books.ledger.dimensions)
    held = books.ledger.possible(facts, own)
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
    asked: Facts,
    held: Facts,
    books: Books,
    above: Mapping[str, View] | None = None,
) -> Iterator[tuple[Query, Facts, Mapping[str, View]]]:
    """Yield query, facts and words of each value; of several levels, each value with those below it."""
    cuts, *deeper = levels
    ledger = books.ledger
    for values in ledger.values(asked, cuts):
        narrow = query_of({name: (value,) for (name, _), value in zip(cuts, values, strict=True)})
        inner = query.meet(narrow, ledger.dimensions)
        part = ledger.possible(held, inner if query.values.keys() & narrow.values.keys() else narrow)
        said = {**(above or {}), **books.among(cuts, values)}
        said["名称"] = said[f"{cuts[-1][0]}.名称"]  # for columns of labels: rows of this kind need none
        yield inner, part, said
        if deeper:
            yield from _split(deeper, inner, ledger.narrow(part, inner), part, books, said)
