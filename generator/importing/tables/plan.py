"""How a table of a pack is read: what its heads and labels say of the money in its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.words import plain
from generator.model.ledger.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.importing.ground import Ground
    from generator.model.ledger.ledger import Cut
    from generator.model.table_spec import ColumnSpec, HalfSpec, RowSpec, TableSpec
    from generator.model.values import Term

NAME: Final = re.compile(r"\$\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: the words of its heads from the outside in, each with its other words, and what its cells ask.

    `take` is what a column of words says of a row; "" where the cells are money. `is_part` is False where a cell is no
    sum of its own: a difference, a share.
    """

    heads: tuple[frozenset[str], ...]
    spec: ColumnSpec
    query: Query
    take: str = ""
    is_sum: bool = False
    cut: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row: its label, or the dimensions that it stands for a value of; `cuts` from the highest level down."""

    spec: RowSpec
    query: Query
    label: str = ""
    cuts: tuple[tuple[Cut, ...], ...] = ()
    above: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a table, or the whole of one that has none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def labels(self) -> tuple[Column, ...]:
        """The columns of words."""
        return tuple(column for column in self.columns if column.take)


@dataclass(frozen=True, slots=True)
class Plan:
    """A table of a pack, as it is read."""

    name: str
    spec: TableSpec
    halves: tuple[Half, ...]
    # Whether its rows are records of lists, and no sums.
    is_records: bool = False
    titles: frozenset[str] = frozenset()


def plans(ground: Ground, titles: Mapping[str, Sequence[str]]) -> list[Plan]:
    """Return all tables of a pack; `titles` are what documents call them besides their names."""
    return [_plan(name, spec, ground, titles.get(name, ())) for name, spec in ground.pack.tables.items()]


def _plan(name: str, spec: TableSpec, ground: Ground, titles: Sequence[str]) -> Plan:
    whole = _meet(Query(), spec.query, ground)
    halves = tuple(_half(part, whole, ground) for part in spec.parts)
    is_records = any(row.source is not None for part in spec.parts for row in part.rows)
    return Plan(name, spec, halves, is_records, frozenset(map(plain, (name, *titles))) - {""})


def _half(part: HalfSpec | TableSpec, whole: Query, ground: Ground) -> Half:
    # Of a whole table, `whole` is its own query already.
    base = _meet(whole, part.query, ground)
    return Half(tuple(_columns(part.columns, (), Query(), ground)), tuple(_rows(part.rows, base, (), ground)))


def _meet(query: Query, text: Term | None, ground: Ground) -> Query:
    if text is None:
        return query
    return query.meet(ground.books.query(text.text, text.position), ground.books.ledger.dimensions)


def _columns(
    specs: Sequence[ColumnSpec], heads: tuple[frozenset[str], ...], group: Query, ground: Ground
) -> Iterator[Column]:
    for spec in specs:
        above = (*heads, _heads(spec, ground))
        if spec.children:
            yield from _columns(spec.children, above, _meet(group, spec.query, ground), ground)
        elif spec.by is not None:
            cuts = ground.books.cuts(spec.by.text, spec.by.position)[0]
            yield Column(heads, spec, _meet(group, spec.query, ground), is_sum=True, cut=tuple(cuts))
        elif spec.take is not None:
            yield Column(above, spec, group, take=spec.take.text)
        else:
            is_sum = not (spec.pair or spec.share)
            yield Column(above, spec, _meet(group, spec.query, ground), is_sum=is_sum)


def _heads(spec: ColumnSpec, ground: Ground) -> frozenset[str]:
    """Return the words by which a column is known: its head, and what else it is called (也叫)."""
    heading = spec.heading if spec.heading is not None else spec.query
    given = [heading.text if heading is not None else "", *(word.text for word in spec.also)]
    return frozenset(plain(dated(word, ground)) for word in given)


def dated(text: str, ground: Ground) -> str:
    """Return words of a pack with the years in their place."""
    years = {"年度": str(ground.year), "上年度": str(ground.year - 1)}
    return NAME.sub(lambda found: years.get(found[1], found[0]), text)


def _rows(specs: Sequence[RowSpec], base: Query, above: tuple[Cut, ...], ground: Ground) -> Iterator[Row]:
    for spec in specs:
        if spec.source is not None:
            continue
        query = _meet(base, spec.query, ground)
        cuts = ground.books.cuts(spec.by.text, spec.by.position) if spec.by is not None else []
        label = plain(dated(spec.label.text, ground)) if spec.label is not None and not cuts else ""
        yield Row(spec, query, label, tuple(map(tuple, cuts)), above)
        yield from _rows(spec.rows, query, (*above, *(cuts[-1] if cuts else ())), ground)
