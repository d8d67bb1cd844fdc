"""附件一 to 附件十: every cell of the published tables, empty ones included, in the Document and in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import extract, samples
from tests.budget import grids

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document

ANNEXES = range(1, 11)
ANNEX_LABELS = [f"附件{number}" for number in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()]


@pytest.mark.parametrize("number", ANNEXES)
def test_every_cell_of_the_document(document: Document, number: int) -> None:
    tables = list(grids.of_document(document).values())
    assert len(tables) == len(ANNEXES)
    assert tables[number - 1] == grids.published(number)


@pytest.mark.parametrize("number", ANNEXES)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_every_cell_of_the_tables_of_word_and_html(outputs: dict[str, Path], kind: str, number: int) -> None:
    read = {"docx": grids.of_docx, "html": grids.of_html}[kind]
    assert read(outputs[kind])[number - 1] == grids.published(number)


@pytest.mark.parametrize("number", ANNEXES)
def test_every_cell_of_the_pdf_in_order(outputs: dict[str, Path], number: int) -> None:
    """A PDF has no cells to read, only their text: the pages of an annex hold it in order, heads first."""
    runs = [extract.squeeze(run) for run in samples.READERS["pdf"](outputs["pdf"])]
    starts = [index for index, run in enumerate(runs) if run == ANNEX_LABELS[number - 1]]
    ends = [index for index, run in enumerate(runs) if run == ANNEX_LABELS[number]]
    said = "".join(runs[starts[-1] : ends[-1]])
    at = 0
    for cell in (cell for row in grids.published(number) for cell in row if cell):
        found = said.find(cell, at)
        assert found >= 0, cell
        at = found + len(cell)
