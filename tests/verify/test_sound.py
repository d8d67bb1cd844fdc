"""Nothing is told of outputs that are right, whatever they say and wherever their pages break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Annex, Column, Contents, Table
from generator.model.text import Text
from generator.render import docx, html, pdf, xlsx
from generator.verify.check import check
from generator.verify.folding import read
from generator.verify.reference import reference
from tests import samples
from tests.render import factory
from tests.render.budget import LAYOUT
from tests.render.factory import document, form_2020, form_2024, heading, landscape, paragraphs, portrait, words
from tests.test_hostile_text import SIGNS, hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.pipeline import Result

RENDER = {"docx": docx.render, "html": html.render, "pdf": pdf.render, "xlsx": xlsx.render}
LONG = "这一格的文字比一页还要长，所以这一行要拆到几页上去。" * 60


def told(document: Document, layout: Layout, *kinds: str) -> list[str]:
    given = reference(document, layout)
    return [
        finding.message for kind in kinds for finding in check(kind, RENDER[kind](document, layout), given, document)
    ]


def table(rows: int, cell: Callable[[int, int], str]) -> Table:
    heads = (
        Column(words("科目"), 0, "left", (Column(words("编码"), 20), Column(words("名称"), 40))),
        Column(words("金额"), 40, "right"),
    )
    lines = tuple(tuple(words(cell(row, column)) for column in range(3)) for row in range(rows))
    return Table("支出表", words("单位：万元"), heads, lines, Text())


def test_every_document_of_the_content(built: tuple[Result, Path]) -> None:
    """Budgets included, in all four formats: the build reads back what it writes."""
    result, out = built
    assert len(result.documents) >= 4
    wanted = {f"{given.name}.{kind}" for given, _ in result.documents for kind in samples.FORMATS}
    assert {file.name for file in out.rglob("*.*") if file.parent != out} == wanted
    assert [finding for finding in result.findings if finding.is_error] == []
    assert [told(*made, "xlsx") for made in result.documents if made[0].has_tables] == [[]]


def test_hostile_texts(one_project: Callable[..., Path]) -> None:
    root = one_project(hostile(samples.PROJECT), hostile(samples.DEPARTMENT))
    result = pipeline.build(root, formats=samples.FORMATS, out=root / "build")
    assert [finding for finding in result.findings if finding.is_error] == []
    assert len(result.changes.written) == 3


def test_signs_in_tables() -> None:
    given = document(
        portrait(
            Annex(words("附件一"), words("甲表")),
            table(9, lambda row, column: f"{SIGNS[row : row + 9]}{column}" if row != column else ""),
        )
    )
    assert told(given, LAYOUT, "docx", "html", "pdf", "xlsx") == []


def test_tables_over_pages() -> None:
    """Heads stand again on every page; cells of one row may be alike, or empty."""

    def cell(row: int, column: int) -> str:
        return "" if row % 3 == column else ("1" if row % 5 else f"{row}")

    given = document(
        portrait(*paragraphs("甲"), table(90, cell), *paragraphs("乙")), landscape(table(40, cell), table(40, cell))
    )
    assert told(given, LAYOUT, "docx", "html", "pdf") == []


@pytest.mark.parametrize("column", [0, 1])
def test_rows_that_are_longer_than_a_page(column: int) -> None:
    given = document(
        portrait(
            *paragraphs("甲"),
            table(3, lambda row, at: LONG if (row, at) == (1, column) else f"{row}{at}"),
            *paragraphs("乙"),
        )
    )
    assert told(given, LAYOUT, "docx", "html", "pdf") == []


def test_forms_that_are_longer_than_a_page() -> None:
    rows = [
        ("产出指标",),
        ("", "数量指标"),
        ("", "", "人数", "=", "1", "人", "定量指标", LONG, "内容" * 300, "依据"),
    ] * 3
    given = document(landscape(heading(1, "项目绩效目标表"), form_2024(rows, [LONG, "二"], ["年", LONG])))
    assert told(given, factory.YUNNAN_2024, "docx", "html", "pdf") == []
    form = form_2020(
        [("产出指标", "数量指标", LONG, "1人")] * 3,
        {"年度": "2020", "项目名称": "甲"},
        {"中期目标": [LONG], "年度目标": [LONG, "乙"], "项目概况": [LONG]},
    )
    assert told(document(portrait(heading(1, "表"), form)), factory.YUNNAN_2020, "docx", "html", "pdf") == []


def test_contents_with_their_pages() -> None:
    blocks = [block for number in range(60) for block in (heading(1, f"第{number}节2024"), *paragraphs(LONG[:200]))]
    given = document(portrait(Contents(), *blocks))
    assert told(given, LAYOUT, "docx", "html", "pdf") == []
    marked = reference(given, LAYOUT)
    numbers = read(pdf.render(given, LAYOUT), marked).entries
    assert len(numbers) == 60
    assert None not in numbers


@pytest.mark.parametrize("length", [240, 280, 320, 700])
def test_heads_stay_above_a_row_that_is_longer_than_a_page(length: int) -> None:
    rows = [
        ("产出指标",),
        ("", "数量指标"),
        ("", "", "人数", "=", "1", "人", "定量指标", (LONG * 2)[:length], "内容", "依据"),
    ]
    given = document(landscape(heading(1, "项目绩效目标表"), form_2024(rows * 2, ["一"], ["二"])))
    assert told(given, factory.YUNNAN_2024, "pdf") == []
