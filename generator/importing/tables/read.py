"""Reads the rows of a grid that is a table of a pack."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.importing.files.paper import short
from generator.importing.tables import records, units
from generator.importing.tables.heads import recognise
from generator.importing.tables.plan import NAME
from generator.importing.tables.sums import Sum, Table
from generator.importing.tables.values import CODE, NAMED, parts, said_by
from generator.importing.words import OPEN, SCALES, TOTALS, amount, is_aside, is_total, plain
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import Query, query_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.files.paper import Grid
    from generator.importing.tables.heads import Fit
    from generator.importing.tables.plan import Column, Half, Plan, Row
    from generator.importing.tables.values import Values

_SUBTOTAL: Final = re.compile(r"小计|本页合计")


def read(grid: Grid, plans: Sequence[Plan], values: Values) -> Table | None:
    """Return what a grid says as a table of a pack; None if it is none of them."""
    fit = recognise(grid, plans)
    if fit is None:
        return None
    table = Table(fit.plan.name, f"{grid.file} {grid.name}", unit=fit.unit)
    if fit.twins:
        why = f"表头和{'、'.join(f'「{name}」' for name in [fit.plan.name, *fit.twins])}都一样，又没有题目"
        table.remarks.append(Remark(Grade.DECIDE, table.place, "", why, "在表上面写上表的名字，再导入。"))
    elif len(whose := units.above(grid, fit.band.top, values)) > 1:
        why = f"上面写了几个单位：{'、'.join(sorted(whose))}，不知道是哪一个的表"
        table.remarks.append(Remark(Grade.DECIDE, table.place, "", why, "一个单位一张工作表，再导入。"))
    elif not fit.unit and fit.plan.has_money:
        why, hint = "没有写金额单位，或写了两种", "在表头上面写一行「单位：万元」或「单位：元」，再导入。"
        table.remarks.append(Remark(Grade.DECIDE, table.place, "", why, hint))
    else:
        if fit.plan.lists:
            records.read(grid, fit, table)
        else:
            _Reader(grid, fit, values, table).read()
        _tell_columns(grid, fit, table)
    return table


class _Reader:
    """Reads one table."""

    def __init__(self, grid: Grid, fit: Fit, values: Values, table: Table) -> None:
        self.grid, self.fit, self.values, self.table = grid, fit, values, table
        self.ledger = values.ground.books.ledger
        self.scale = SCALES[fit.unit]
        self.lost = [column.query for column in fit.missing]
        self.units = units.columns(fit.band.paths, fit.taken)
        self.unit = next(iter(units.above(grid, fit.band.top, values)), "")
        # What stands above a part of a code that is not repeated, by the first column of the code.
        self.above: dict[int, list[str]] = {}

    def read(self) -> None:
        """Read all rows, one half after the other."""
        for half, columns in zip(self.fit.plan.halves, self.fit.columns, strict=True):
            last = -1
            for row in range(self.fit.first, self.grid.height):
                last = self._row(half, columns, row, last)

    def _row(self, half: Half, columns: dict[Column, list[int]], row: int, last: int) -> int:
        """Read one row; return the number of the declared row that it is, or the last one where it is none."""
        said = self._said(columns, row)
        texts = [text for text in said.values() if text]
        has_note = is_aside(next((cell.text.strip() for _, cell in self.grid.row(row) if cell.text.strip()), ""))
        amounts = list(self._amounts(columns, row, is_row=bool(texts) and not has_note))
        if not (texts or amounts) or (not amounts and (has_note or self.fit.repeats(self.grid, row))):
            return last
        place = self.grid.place(row)
        unit = self._unit(said, row)
        if half.labels and not texts and self.units:  # the row of a unit, or of all of them, and of nothing more
            said, texts = {"": "合计"}, ["合计"]
        if half.labels and not texts:
            self._tell(place, "、".join(str(value / self.scale) for _, _, value, _ in amounts), "有金额，没有名称")
            return last
        found = self._meaning(half, said, last)
        if found is None:
            if amounts and not _SUBTOTAL.search("".join(texts)):
                self._tell(place, " ".join(texts), "认不出这一行是什么", "照科目表、照表的样子写这一行的名称，再导入。")
            elif not amounts:
                self.table.remarks.append(Remark(Grade.WORDS, place, short(" ".join(texts)), "不知道是什么，没有读"))
            return last
        number, query = found
        if amounts and not unit and self.units and not any(map(is_total, texts)):
            self._tell(place, " ".join(texts), "不知道是哪个单位的", "写上单位，再导入。")
            return last
        query = query.meet(query_of({dim.UNIT: (unit,)} if unit else {}), self.ledger.dimensions)
        for column, own, value, at in amounts:
            asked = query.meet(own, self.ledger.dimensions)
            is_open = any(lost.lies_in(own, self.ledger.dimensions) for lost in self.lost)
            is_part = half.rows[number].spec.among == "是" or column.spec.among == "是"
            step = self.scale.scaleb(-2) if self.scale > 1 else Decimal("0.01")
            self.table.sums.append(Sum(asked, value, at, step, is_open=is_open or is_part or not column.is_sum))
        return number

    def _unit(self, said: dict[str, str], row: int) -> str:
        """Return whose money a row says; "" where it says it of all units, or not at all."""
        told = {name: self.grid.filled(row, at) for name, at in self.units.items()} or said
        named = told.get(f"{dim.UNIT}.{CODE}", ""), told.get(f"{dim.UNIT}.{NAMED}", "")
        return units.of(*named, self.values) if any(named) or self.units else self.unit

    def _said(self, columns: dict[Column, list[int]], row: int) -> dict[str, str]:
        """Return what the columns of words say in a row."""
        found: dict[str, str] = {}
        for column, places in columns.items():
            if column.take:
                texts = [self.grid.filled(row, at).replace("\n", "") for at in places]
                if len(texts) > 1:
                    texts = self._with_above(places[0], texts)
                said = parts(texts).strip()
                place = self.grid.place(row, places[0])
                found |= said_by(column.take, records.in_yuan(said, place, self.table) if column.is_money else said)
        return found

    def _with_above(self, first: int, texts: list[str]) -> list[str]:
        """Return the parts of a code, with those above it that are not repeated."""
        last = max((at for at, text in enumerate(texts) if text), default=-1)
        before = self.above.get(first, [])
        whole = [text or (before[at] if at < min(last, len(before)) else "") for at, text in enumerate(texts)]
        if last >= 0:
            self.above[first] = whole[: last + 1]
        return whole

    def _amounts(
        self, columns: dict[Column, list[int]], row: int, *, is_row: bool
    ) -> Iterator[tuple[Column, Query, Decimal, str]]:
        """Yield the amounts of a row in 元, with what their columns ask."""
        sums = ((one, at) for one, places in columns.items() if not one.take and one.is_sum for at in places)
        for column, at in sums:
            text = self.grid.text(row, at)
            place = self.grid.place(row, at)
            try:
                value = amount(text)
            except ValueError:
                if is_row and plain(text) not in {word for names in column.heads for word in names}:
                    self._tell(place, text, "这里应是金额", "只写数字，再导入。")
                continue
            if value is not None:
                yield column, self._asked(column, at), value * self.scale, place

    def _asked(self, column: Column, at: int) -> Query:
        """Return what a column asks; of one that stands for a value that only the file knows, its head says which."""
        if not column.opens:
            return column.query
        head = next(text for row in range(self.fit.first - 1, -1, -1) if (text := self.grid.filled(row, at)))
        values = self.values.of(((column.opens, ""),), {NAMED: head}) or {}
        return column.query.meet(query_of({name: (value,) for name, value in values.items()}), self.ledger.dimensions)

    def _meaning(self, half: Half, said: dict[str, str], last: int) -> tuple[int, Query] | None:
        """Return which declared row a row is, and what it asks; those behind the last one first."""
        numbers = [*range(last + 1, len(half.rows)), *range(last + 1)]
        labels = {plain(text) for text in said.values() if text}
        if not half.labels:
            return (0, half.rows[0].query) if half.rows else None
        for number in numbers:
            row = half.rows[number]
            if row.label and not NAME.search(row.label) and (row.label in labels or {row.label, *labels} <= TOTALS):
                return number, row.query
        for number in sorted(numbers, key=lambda one: one != last):
            row = half.rows[number]
            if (values := self._cut(row, said)) is not None:
                narrow = query_of({name: (value,) for name, value in values.items()})
                return number, row.query.meet(narrow, self.ledger.dimensions)
        return None

    def _cut(self, row: Row, said: dict[str, str]) -> dict[str, str] | None:
        """Return the values that a row stands for, at the finest level that it says."""
        if row.spec.label is not None and "${" in row.spec.label.text:
            label = next((text for text in said.values() if text), "")
            said = {**said, **said_by(row.spec.label.text, label), NAMED: said_by_label(row.spec.label.text, label)}
        for cuts in reversed(row.cuts):
            values = self.values.of(cuts, said)
            if values is not None:
                return self._also(said) | values
        return None

    def _also(self, said: dict[str, str]) -> dict[str, str]:
        """Return what the words of a row say besides what it stands for: of which 类型 a purchase is."""
        names = {word.partition(".")[0] for word, text in said.items() if text and "." in word}
        closed = [name for name in names if name in self.ledger.dimensions and name not in OPEN]
        found = {name: self.values.of(((name, ""),), said) for name in sorted(closed)}
        return {name: value for own in found.values() if own for name, value in own.items()}

    def _tell(self, place: str, said: str, why: str, hint: str = "") -> None:
        self.table.remarks.append(Remark(Grade.MONEY, place, short(said), why, hint))


def _tell_columns(grid: Grid, fit: Fit, table: Table) -> None:
    """Tell of columns with numbers that the table doesn't have, and of those that the grid lacks."""
    whose = set(units.columns(fit.band.paths, fit.taken).values())
    for at in sorted(set(range(grid.width)) - fit.taken - whose):
        count = sum(_is_money(grid.text(row, at)) for row in range(fit.first, grid.height))
        if count:
            head = "/".join(fit.band.paths[at]) or "没有表头"
            hint = "要用的，在 pack.yaml 的这一栏写「也叫」。"
            why = f"模板包的「{table.name}」没有这一栏，{count} 个数没有读"
            table.remarks.append(Remark(Grade.DECIDE, grid.place(fit.band.top, at), short(head), why, hint))
    for column in fit.missing:
        head = "/".join(min(names) for names in column.heads if names)
        why = f"没有「{head}」这一栏" + ("" if column.take else "，含它的合计只核对，不当作数")
        hint = "表里有、叫法不同的，在 pack.yaml 的这一栏写「也叫」。"
        table.remarks.append(Remark(Grade.DECIDE, table.place, short(head), why, hint))


def said_by_label(pattern: str, text: str) -> str:
    """Return the name in a label that is made of words: 卫生健康支出 of （一）卫生健康支出."""
    given = said_by(pattern, text)
    return next((told for word, told in given.items() if word.endswith(NAMED)), given.get(CODE, text))


def _is_money(text: str) -> bool:
    try:
        return amount(text) is not None and "." in text
    except ValueError:
        return False
