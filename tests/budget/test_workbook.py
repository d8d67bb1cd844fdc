"""The workbook of the real budget: its cells are those of the other formats; LibreOffice shows them so too."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from generator.model.document import Annex, Form, Table
from tests.budget import grids, places
from tests.extract import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document

ANNEXES = [f"附件{number}" for number in "一 二 三 四 五 六 七 八 九 十".split()]
SHEETS = [*ANNEXES, "附件十一", *(f"附件十二 表-{number}" for number in range(1, 15))]
ALL_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true,true,false,false,-1"
AMOUNT = re.compile(r"[\d,]+\.\d\d")
ABOVE = 3  # 附件n, title, unit


def shown(cell: Any) -> str:
    """Return what a cell shows: a number in the format that it has."""
    if not isinstance(cell.value, int | float):
        return squeeze(cell.value or "")
    decimals = len(cell.number_format.partition(".")[2])
    digits = f"{Decimal(repr(cell.value)):,.{decimals}f}"
    return digits if "," in cell.number_format else digits.replace(",", "")


def heads(document: Document) -> list[tuple[Annex, Table]]:
    pairs = pairwise(document.blocks)
    return [(head, block) for head, block in pairs if isinstance(head, Annex) and isinstance(block, Table)]


def wanted(head: Annex, table: Table) -> list[list[str]]:
    """Return the rows of a sheet: above the table, the table, and its note; cells that show nothing left out."""
    above = [[head.label.plain], [head.title.plain], [table.unit.plain]]
    return [*above, *grids.of_table(table), *([[table.note.plain]] if table.note else [])]


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Cut the empty cells off the ends of rows, and empty rows off the end and from above the table."""
    cut = [row[: max((n for n, cell in enumerate(row, 1) if cell), default=0)] for row in rows]
    return [row for row in cut if row]


@pytest.fixture(scope="module")
def book(outputs: dict[str, Path]) -> openpyxl.Workbook:
    """Return the workbook, which nobody changes."""
    return openpyxl.load_workbook(outputs["xlsx"])


def test_there_is_a_sheet_for_each_annex_and_project(book: openpyxl.Workbook) -> None:
    # Nothing is hidden in it: only what is printed is published.
    assert book.sheetnames == SHEETS
    assert {sheet.sheet_state for sheet in book} == {"visible"}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 11))
def test_every_cell_is_that_of_the_document(book: openpyxl.Workbook, document: Document, number: int) -> None:
    sheet = book[ANNEXES[number - 1]]
    rows = [[shown(cell) for cell in row] for row in sheet.iter_rows()]
    assert rows[ABOVE : ABOVE + len(grids.published(number))] == grids.published(number)
    assert filled(rows) == filled(wanted(*heads(document)[number - 1]))
    amounts = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and AMOUNT.fullmatch(cell.value)
    ]
    assert amounts == [], "amounts are numbers, not text"


@pytest.mark.slow
@pytest.mark.parametrize("index", range(15))
def test_the_sheets_of_forms_hold_every_value(book: openpyxl.Workbook, document: Document, index: int) -> None:
    form = [block for block in document.blocks if isinstance(block, Form)][index]
    sheet = book[SHEETS[10 + index]]
    said = {shown(cell) for row in sheet.iter_rows() for cell in row}
    values = {squeeze(text) for name, text in places.within(form) if text}
    assert {value for value in values if not any(value in cell for cell in said)} == set()


@pytest.mark.tools
def test_libreoffice_shows_every_cell(
    outputs: dict[str, Path], document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Our PDFs are set with the repository's fonts alone; LibreOffice does not start without the system's.
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    program = shutil.which("soffice")
    assert program, "run `make test-tools`, which installs it"
    shutil.copy(outputs["xlsx"], tmp_path / "book.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [profile, "--headless", "--convert-to", ALL_AS_SHOWN, "--outdir", str(tmp_path)]
    subprocess.run([program, *arguments, str(tmp_path / "book.xlsx")], capture_output=True, check=True, timeout=180)
    for head, table in heads(document):
        text = (tmp_path / f"book-{head.label.plain}.csv").read_text(encoding="utf-8")
        rows = [[squeeze(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
        assert filled(rows) == filled(wanted(head, table))
