"""Workbooks as other systems export them are read whole, or what is missing is told; a wrong figure always is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from generator.importing.reading import Reader
from generator.importing.tables.finest import settle
from generator.model.imports import Grade
from tests.importing import variations
from tests.importing.test_law import TONGNAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from tests.importing.test_law import Files
    from tests.importing.variations import Rows

    Grounds = Callable[[str], Ground]
    Vary = Callable[[Rows], Rows]

# The annexes that hold amounts: 322 of them.
SHEETS = ["附件一", "附件二", "附件三", "附件四", "附件六", "附件七", "附件八", "附件十"]
AMOUNTS = 322


@pytest.fixture(scope="module")
def sheets(office_files: Files) -> dict[str, Rows]:
    """Return the rows of our own workbook."""
    book = openpyxl.load_workbook(io.BytesIO(office_files(TONGNAN)["附表.xlsx"]))
    return {name: variations.rows_of(book[name]) for name in SHEETS}


@pytest.fixture(scope="module")
def ground(new_ground: Grounds) -> Ground:
    return new_ground(TONGNAN)


def read(sheets: dict[str, Rows], ground: Ground, vary: Vary = list) -> Reading:
    varied = {name: vary([list(row) for row in rows]) for name, rows in sheets.items()}
    return Reader(ground).read({"表.xlsx": variations.workbook(varied)})


def sums(reading: Reading) -> set[tuple[Any, ...]]:
    return {(table.name, one.query, one.amount) for table in reading.tables for one in table.sums}


@pytest.fixture(scope="module")
def whole(sheets: dict[str, Rows], ground: Ground) -> set[tuple[Any, ...]]:
    """Return all amounts with what they are."""
    reading = read(sheets, ground)
    assert reading.remarks == []
    assert len(sums(reading)) == AMOUNTS
    return sums(reading)


@pytest.mark.parametrize("vary", variations.WHOLE, ids=lambda one: one.__name__)
def test_is_read_whole(sheets: dict[str, Rows], ground: Ground, whole: set[tuple[Any, ...]], vary: Vary) -> None:
    reading = read(sheets, ground, vary)
    assert sums(reading) == whole
    assert [remark for remark in reading.remarks if remark.grade == Grade.MONEY] == []
    told = [remark.why for remark in reading.remarks]
    assert len(told) == (len(SHEETS) if vary is variations.extra_numbers else 0), told


@pytest.mark.parametrize("vary", variations.TOLD, ids=lambda one: one.__name__)
def test_what_is_missing_is_told(
    sheets: dict[str, Rows], ground: Ground, whole: set[tuple[Any, ...]], vary: Vary
) -> None:
    reading = read(sheets, ground, vary)
    assert sums(reading) < whole, "nothing is read as something else"
    lost = {name for name, *_ in whole - sums(reading)}
    told = " ".join(f"{remark.place} {remark.why}" for remark in reading.remarks)
    places = {table.name: table.place for table in read(sheets, ground).tables}
    assert lost
    assert all(places[name] in told for name in lost), told


@pytest.mark.parametrize("name", SHEETS)
def test_a_wrong_figure_is_told(sheets: dict[str, Rows], ground: Ground, name: str) -> None:
    """Each figure of a sheet that is part of a total, made wrong by 1, one after the other."""
    rows = sheets[name]
    start = variations.first(rows)
    cells = [
        (number, column)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if number >= start and isinstance(cell, int | float)
    ]
    for number, column in cells[:: max(1, len(cells) // 6)]:
        wrong = [list(row) for row in rows]
        wrong[number][column] = round(wrong[number][column] + 1, 2)
        (table,) = read({name: wrong}, ground).tables
        assert [remark.grade for remark in settle(table, ground.books.ledger).remarks] != [], (name, number, column)


def test_a_figure_that_stands_twice_has_to_be_the_same(sheets: dict[str, Rows], ground: Ground) -> None:
    rows = [list(row) for row in sheets["附件二"]]
    (table,) = read({"附件二": [*rows, [*rows[-1][:2], 1, 1, None]]}, ground).tables
    said = [remark.why for remark in settle(table, ground.books.ledger).remarks]
    assert any("同一个数" in why for why in said)
