"""The whole published text, tables and sheets included: each format says it, and nothing more but its contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.budget import grids, texts
from tests.fidelity.differences import Difference, differences, expected

if TYPE_CHECKING:
    from pathlib import Path

SEED = "004"
OURS = [difference for difference in differences() if SEED in difference.seeds]
# Annexes 十一 and 十二: lines above the tables.
ABOVE = ("附件", "重庆市潼南区医疗保障局", "表-", "编制单位：")


@pytest.mark.parametrize("kind", samples.FORMATS)
def test_every_sentence_and_cell_and_nothing_more(outputs: dict[str, Path], kind: str) -> None:
    assert texts.whole(outputs, kind) == "".join(expected(SEED))


def rows(outputs: dict[str, Path], kind: str) -> list[str]:
    """Return the rows of the tables of annexes 十一 and 十二, which are forms."""
    read = {"docx": grids.of_docx, "html": grids.of_html}[kind]
    found = ["".join(row) for grid in read(outputs[kind])[10:] for row in grid]
    return [row for row in found if row]


def published_rows(lines: list[str]) -> list[str]:
    sheets = lines[lines.index("附件十一") :]
    return [line for line in sheets if not line.startswith(ABOVE)]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_rows_of_the_sheets_are_the_published_ones(outputs: dict[str, Path], kind: str) -> None:
    assert rows(outputs, kind) == published_rows(expected(SEED))


@pytest.mark.parametrize("difference", OURS, ids=lambda difference: repr(difference.published[:16]))
def test_every_difference_is_needed(outputs: dict[str, Path], difference: Difference) -> None:
    lines = expected(SEED, without=difference)
    same_text = "".join(lines) == texts.whole(outputs, "html")
    assert not (same_text and published_rows(lines) == rows(outputs, "html"))
    assert difference.reason
