"""Draws regular tables from their declaration: heads, rows, totals, and the note when there is nothing."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from generator.assemble.money import by_format, concise
from generator.model.document import Column, Table
from generator.model.finding import FindingError, error
from generator.model.ledger import ALL
from generator.model.text import Figure, Text, joined, of_figure, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.assemble.datasets import Datasets, Row
    from generator.assemble.money import Printer
    from generator.assemble.view import View
    from generator.model.pack import Pack
    from generator.model.position import Position
    from generator.model.table_spec import BandSpec, ColumnSpec, RowsSpec, TableSpec
    from generator.model.values import Term

NAME = re.compile(r"\$\{([^{}]+)\}")
ALIGN: dict[str, Literal["left", "center", "right"]] = {"左": "left", "中": "center", "右": "right"}
EXPAND = "展开"


def table(name: str, values: Mapping[str, View], pack: Pack, datasets: Datasets | None) -> tuple[TableSpec, Table]:
    """Return a table with its declaration; FindingError where the declaration asks for what there isn't."""
    if name not in pack.tables or datasets is None:
        hint = f"可以写的有：{'、'.join(pack.tables)}。"
        raise FindingError(error("MB-016", f"模板包里没有叫「{name}」的表格", pack.position, hint=hint))
    spec = pack.tables[name]
    return spec, _Drawer(spec, values, pack, datasets).table(name)


class _Drawer:
    """Draws one table."""

    def __init__(self, spec: TableSpec, values: Mapping[str, View], pack: Pack, datasets: Datasets) -> None:
        self.spec, self.values, self.datasets = spec, values, datasets
        self.formats: dict[str, Printer] = {"金额": by_format(pack.money), "简明金额": concise(pack.money)}
        self.leaves = list(_leaves(spec.columns))

    def table(self, name: str) -> Table:
        rows = [*self._regular(self.spec.rows), *(row for band in self.spec.bands for row in self._band(band))]
        has_figures = any(run.figure for row in rows for cell in row for run in cell.runs)
        unit, note = self.spec.unit, self.spec.note
        return Table(
            name=name,
            unit=self._words(unit, {}) if unit else Text(),
            columns=tuple(self._column(column) for column in self.spec.columns),
            rows=tuple(rows),
            note=self._words(note, {}) if note and not has_figures else Text(),
            split=self._split(),
        )

    def _split(self) -> int:
        """Return how many columns the left side of the bands takes."""
        left = {name for band in self.spec.bands for line in band.left for name in line}
        return max((n for n, leaf in enumerate(self.leaves, 1) if leaf.take and leaf.take.text in left), default=0)

    def _column(self, column: ColumnSpec) -> Column:
        heading = self._words(column.heading, {})
        if column.children:
            return Column(heading, children=tuple(self._column(child) for child in column.children))
        usual = "左" if column.format == "文字" else "右"
        align = ALIGN[column.align or usual]
        return Column(heading, _width(column), align)

    def _regular(self, spec: RowsSpec | None) -> Iterator[tuple[Text, ...]]:
        if spec is None:
            return
        rows = [self._cells(row) for row in self.datasets.rows(spec.dataset, spec.sources, spec.levels)]
        if spec.total == "无":
            yield from rows
            return
        sums = self.datasets.totals(spec.dataset, spec.sources)
        if spec.label is not None:
            sums = sums | {spec.label.text: of_words(ALL)}
        last = self._cells(sums, is_total=True)
        yield from [last, *rows] if spec.total == "首行" else [*rows, last]

    def _cells(self, row: Row, *, is_total: bool = False) -> tuple[Text, ...]:
        return tuple(
            Text() if is_total and column.total == "否" else self._cell(column, row, is_total=is_total)
            for column in self.leaves
        )

    def _cell(self, column: ColumnSpec, row: Row, *, is_total: bool) -> Text:
        take = column.take
        if take is None:
            return Text()
        names = NAME.findall(take.text)
        if names and not is_total:
            return self._words(take, row)
        if not is_total and take.text not in row:
            raise _unknown(take.text, take.position, row)
        return self._print(row.get(names[-1] if names else take.text), column.format)

    def _band(self, band: BandSpec) -> Iterator[tuple[Text, ...]]:
        for sides in zip_longest(self._side(band.left), self._side(band.right)):
            cells = {name: text for side in sides if side for name, text in side.items()}
            yield tuple(cells.get(column.take.text, Text()) if column.take else Text() for column in self.leaves)

    def _side(self, lines: list[dict[str, Term]]) -> Iterator[dict[str, Text]]:
        for line in lines:
            cells = {name: term for name, term in line.items() if name != EXPAND}
            if EXPAND not in line:
                yield self._line(cells, {})
                continue
            for row in self.datasets.rows("功能分类", (), (line[EXPAND].text,)):
                yield self._line(cells, row)

    def _line(self, cells: Mapping[str, Term], row: Row) -> dict[str, Text]:
        formats = {column.take.text: column.format for column in self.leaves if column.take}
        printed: dict[str, Text] = {}
        for name, term in cells.items():
            if name not in formats:
                raise _unknown(name, term.position, formats)
            whole = NAME.fullmatch(term.text)
            printed[name] = (
                self._print(self._find(whole[1], term.position, row), formats[name])
                if whole
                else self._words(term, row)
            )
        return printed

    def _words(self, term: Term, row: Row) -> Text:
        """Return words in which `${name}` stands for a value of the row or of the statement."""
        parts: list[Text] = []
        for index, part in enumerate(NAME.split(term.text)):
            parts.append(self._print(self._find(part, term.position, row), "简明金额") if index % 2 else of_words(part))
        return joined(parts)

    def _find(self, name: str, position: Position, row: Row) -> View:
        if name in row:
            return row[name]
        here: View = dict(self.values)
        for step in name.split("."):
            if not isinstance(here, dict) or step not in here:
                raise _unknown(name, position, {**self.values, **row})
            here = here[step]
        return here

    def _print(self, value: View, style: str) -> Text:
        if isinstance(value, Figure):
            return of_figure(self.formats.get(style, self.formats["金额"])(value))
        return value if isinstance(value, Text) else Text()


def _leaves(columns: list[ColumnSpec]) -> Iterator[ColumnSpec]:
    for column in columns:
        if column.children:
            yield from _leaves(column.children)
        else:
            yield column


def _width(column: ColumnSpec) -> int:
    width = column.width
    if width is None or not (width.text.isascii() and width.text.isdigit()):
        place = width.position if width else column.position
        raise FindingError(
            error("MB-017", f"列「{column.heading}」没有写宽", place, hint="写占表宽的百分之几，如「宽: 12」。")
        )
    return int(width.text)


def _unknown(name: str, position: Position, known: Mapping[str, object]) -> FindingError:
    hint = f"可以写的有：{'、'.join(known)}。"
    return FindingError(error("MB-018", f"表格要取「{name}」，没有这一项", position, hint=hint))
