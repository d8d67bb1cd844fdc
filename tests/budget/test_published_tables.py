"""附件一 to 附件十: every cell of the published tables, empty ones included, in the Document and in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.budget import grids

if TYPE_CHECKING:
    from generator.model.document import Document

ANNEXES = range(1, 11)


@pytest.mark.parametrize("number", ANNEXES)
def test_every_cell_of_the_document(document: Document, number: int) -> None:
    tables = list(grids.of_document(document).values())
    assert len(tables) == len(ANNEXES)
    assert tables[number - 1] == grids.published(number)
