"""Reads tables whose rows are records of a list of the content (取自): 采购, 资产, 项目 with their 指标."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.importing.files.paper import short
from generator.importing.tables.sums import Record
from generator.importing.tables.values import said_by
from generator.importing.words import SCALES, amount, is_aside, is_total
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importing.files.paper import Grid
    from generator.importing.tables.heads import Fit
    from generator.importing.tables.plan import Column, List
    from generator.importing.tables.sums import Table


def read(grid: Grid, fit: Fit, table: Table) -> None:
    """Read the rows of a grid; where money is among them, its unit has to be known."""
    columns = {column: places[0] for column, places in fit.columns[0].items()}
    wanted = [column for column in fit.plan.halves[0].columns if column.take]
    totals: dict[Column, Decimal] = dict.fromkeys((one for one in columns if one.is_money), Decimal(0))
    for row in range(fit.first, grid.height):
        texts = {column: grid.text(row, at).replace("\n", "") for column, at in columns.items()}
        first = next((text for text in texts.values() if text), "")
        if not first or is_aside(first) or fit.repeats(grid, row):
            continue
        values = {
            column: in_yuan(text, grid.place(row, columns[column]), table) if column.is_money else text
            for column, text in texts.items()
        }
        if any(is_total(text) for text in texts.values()):
            for column, total in totals.items():
                if texts[column] and values[column] != plainly(total):
                    why = f"合计与各行不符：各行一共 {plainly(total)} 元"
                    place = grid.place(row, columns[column])
                    table.remarks.append(Remark(Grade.MONEY, place, texts[column], why, "查对原表，改好再导入。"))
            continue
        for column in totals:
            totals[column] += Decimal(values[column] or 0)
        table.rows.append(([texts.get(column) for column in wanted], grid.place(row)))
        _add(fit.plan.lists, {column: text for column, text in values.items() if text}, grid.place(row), table.records)


def plainly(value: Decimal) -> str:
    """Return an amount in 元 as it is written between reading and content."""
    return f"{value.normalize():f}"


def in_yuan(text: str, place: str, table: Table) -> str:
    """Return an amount that a cell of a table says, in 元; "" where it says none, which is told."""
    try:
        value = amount(text)
    except ValueError:
        table.remarks.append(Remark(Grade.MONEY, place, short(text), "这里应是金额", "只写数字，再导入。"))
        return ""
    return plainly(value * SCALES[table.unit]) if value is not None else ""


def _add(lists: Sequence[List], values: Mapping[Column, str], place: str, found: list[Record]) -> None:
    """Add what a row says to the lists: a record of one, and below it one of a list in that."""
    for one in lists:
        own = {column: text for column, text in values.items() if one.has(column)}
        said = {name: told for column, text in own.items() for name, told in said_by(column.take, text).items()}
        last = found[-1] if found and found[-1].source == one.source else None
        # A row of the list below may repeat what stands above it, or leave it out.
        if said and not (last is not None and one.below and said == last.said):
            last = Record(one.source, said, place)
            found.append(last)
        if last is not None:
            rest = {column: text for column, text in values.items() if column not in own}
            _add(one.below, rest, place, last.below)
