"""How a table of a pack is read: what its heads and labels say of the money in its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.pieces import Thing, is_money
from generator.importing.words import OPEN, plain
from generator.model.ledger.query import Query, query_of
from generator.model.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.importing.ground import Ground
    from generator.importing.scope import Scope
    from generator.model.ledger.ledger import Cut
    from generator.model.table_spec import ColumnSpec, HalfSpec, RowSpec, TableSpec
    from generator.model.values import Term

# Words of a row that say which one it is, and that nobody writes.
_COUNTED: Final = frozenset({"序号", "序号中文"})
NAME: Final = re.compile(r"\$\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: the words of its heads from the outside in, each with its other words, and what its cells ask.

    `take` is what a column of words says of a row, which `is_money` may be; "" where the cells are sums. `is_sum` is
    False where a cell is none: a difference, a share. `is_needed` says that every such table has it. `is_value`
    says that it is one of many that may be there (按). `opens` is the dimension of one that stands for as many columns
    as there are values, which only the files know: 按: 单位.
    """

    heads: tuple[frozenset[str], ...]
    spec: ColumnSpec
    query: Query
    take: str = ""
    is_sum: bool = False
    is_needed: bool = False
    is_money: bool = False
    is_value: bool = False
    opens: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row: its label, or the dimensions that it stands for a value of; `cuts` from the highest level down."""

    spec: RowSpec
    query: Query
    label: str = ""
    cuts: tuple[tuple[Cut, ...], ...] = ()
    above: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """Rows that are records of a list: where it is found, which columns they fill (by heads; all), lists in each."""

    source: str
    heads: frozenset[str]
    below: tuple[List, ...] = ()

    def has(self, column: Column) -> bool:
        """Whether a column is filled by these rows."""
        return bool(column.take) and (not self.heads or not self.heads.isdisjoint(column.heads[-1]))


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
    # What its rows are records of; nothing where they are sums.
    lists: tuple[List, ...] = ()
    titles: frozenset[str] = frozenset()

    @property
    def has_money(self) -> bool:
        """Whether any column is one of money."""
        return any(column.is_money or not column.take for half in self.halves for column in half.columns)


def plans(ground: Ground, titles: Mapping[str, Sequence[str]], scope: Scope) -> list[Plan]:
    """Return all tables of a pack; `titles` are what documents call them besides their names."""
    return [_Planner(ground, scope).plan(name, spec, titles.get(name, ())) for name, spec in ground.pack.tables.items()]


class _Planner:
    """Reads the declaration of tables."""

    def __init__(self, ground: Ground, scope: Scope) -> None:
        self.ground, self.scope = ground, scope

    def plan(self, name: str, spec: TableSpec, titles: Sequence[str]) -> Plan:
        whole = self._meet(Query(), spec.query)
        lists = tuple(_lists(row for part in spec.parts for row in part.rows))
        halves = tuple(self._half(part, whole, lists) for part in spec.parts)
        return Plan(name, spec, halves, lists, frozenset(map(plain, (name, *titles))) - {""})

    def _half(self, part: HalfSpec | TableSpec, whole: Query, lists: Sequence[List]) -> Half:
        # Of a whole table, `whole` is its own query already.
        base = self._meet(whole, part.query)
        columns = tuple(self._columns(part.columns, (), Query(), lists))
        return Half(columns, tuple(self._rows(part.rows, base, ())))

    def _meet(self, query: Query, text: Term | None) -> Query:
        if text is None:
            return query
        books = self.ground.books
        return query.meet(books.query(text.text, text.position), books.ledger.dimensions)

    def _columns(
        self, specs: Sequence[ColumnSpec], heads: tuple[frozenset[str], ...], group: Query, lists: Sequence[List]
    ) -> Iterator[Column]:
        for spec in specs:
            own = self._meet(group, spec.query)
            above = (*heads, self._heads(spec))
            if spec.children:
                yield from self._columns(spec.children, above, own, lists)
            elif spec.by is not None:
                yield from self._cut(spec, heads, own)
            elif spec.take is not None:
                take = spec.take.text
                is_needed = bool(lists) and take not in _COUNTED
                yield Column(above, spec, group, take, is_needed=is_needed, is_money=self._is_money(take, lists))
            else:
                is_sum = not (spec.pair or spec.share)
                yield Column(above, spec, own, is_sum=is_sum, is_needed=is_sum)

    def _cut(self, spec: ColumnSpec, heads: tuple[frozenset[str], ...], group: Query) -> Iterator[Column]:
        """Yield a column for each value of a dimension; one for all where only the files know them."""
        books = self.ground.books
        if spec.by is None:
            return
        ((name, level), *_), *_ = books.cuts(spec.by.text, spec.by.position)
        dimension = books.ledger.dimensions[name]
        if name in OPEN:
            yield Column((*heads, frozenset()), spec, group, is_sum=True, opens=name)
        for value in dict.fromkeys((*dimension.above, *dimension.names)):
            if dimension.at(value, level) == value:
                query = group.meet(query_of({name: (value,)}), books.ledger.dimensions)
                yield Column(
                    (*heads, frozenset((plain(dimension.label(value)),))), spec, query, is_sum=True, is_value=True
                )

    def _heads(self, spec: ColumnSpec) -> frozenset[str]:
        """Return the words by which a column is known: its head, and what else it is called (也叫)."""
        heading = spec.heading if spec.heading is not None else spec.query
        given = [heading.text if heading is not None else "", *(word.text for word in spec.also)]
        return frozenset(plain(dated(word, self.ground)) for word in given)

    def _is_money(self, take: str, lists: Sequence[List]) -> bool:
        """Whether a column takes an amount of money: of a project, or of a record of a list."""
        first, *steps = take.split(".")
        target = self.scope.inside(Thing("项目"), tuple(steps)) if first == "项目" and steps else None
        found = [target.field if target is not None else None, *(self.scope.in_list(one.source, take) for one in lists)]
        return any(one is not None and is_money(shape(one.annotation).inner) for one in found)

    def _rows(self, specs: Sequence[RowSpec], base: Query, above: tuple[Cut, ...]) -> Iterator[Row]:
        for spec in specs:
            if spec.source is not None:
                continue
            query = self._meet(base, spec.query)
            cuts = self.ground.books.cuts(spec.by.text, spec.by.position) if spec.by is not None else []
            label = plain(dated(spec.label.text, self.ground)) if spec.label is not None and not cuts else ""
            yield Row(spec, query, label, tuple(map(tuple, cuts)), above)
            yield from self._rows(spec.rows, query, (*above, *(cuts[-1] if cuts else ())))


def dated(text: str, ground: Ground) -> str:
    """Return words of a pack with the years in their place."""
    years = {"年度": str(ground.year), "上年度": str(ground.year - 1)}
    return NAME.sub(lambda found: years.get(found[1], found[0]), text)


def _lists(specs: Iterable[RowSpec]) -> Iterator[List]:
    for spec in specs:
        if spec.source is not None:
            heads = frozenset(plain(column.text) for column in spec.columns)
            yield List(spec.source.text, heads, tuple(_lists(spec.rows)))
