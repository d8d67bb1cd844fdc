"""What a PDF carries for programs: the tables as CSV, the texts as JSON, and nothing that isn't printed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.model.document import Column, Paragraph, Table
from generator.model.position import Position
from generator.model.text import Computed, Figure, Text, of_figure, of_words
from generator.render import attachments, pdf
from tests.render.budget import LAYOUT, annex, spending
from tests.render.factory import document, portrait, words

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.render.attachments import Attachment

FIGURE = Figure(Decimal("12345.678"), "元", "1.23", Computed("甲 + 乙", (), Position("content/a.yaml", 7, 5)))


def table(*rows: tuple[str, ...], name: str = "小表") -> Table:
    columns = (Column(words("名称"), 50), Column(words("金额"), children=(Column(words("本年"), 50, "right"),)))
    return Table(name, of_words("单位：万元"), columns, tuple(tuple(map(of_words, row)) for row in rows), Text())


def carried(given: Document) -> dict[str, Attachment]:
    return {file.name: file for file in attachments.of(given)}


def test_each_table_is_a_csv() -> None:
    files = carried(document(portrait(annex("二", "支出表"), spending(), table(("甲,乙", '"1"\n2')))))
    assert list(files) == ["shiyan-试验.json", f"附件二 {spending().name}.csv", "附件二 小表.csv"]
    file = files["附件二 小表.csv"]
    assert file.data == '\ufeff名称,金额/本年\r\n"甲,乙","""1""\n2"\r\n'.encode()
    assert (file.mime, file.relationship) == ("text/csv", "Data")
    assert file.description == "附件二 小表的数据（CSV，单位：万元）"
    rows = list(csv.reader(io.StringIO(files[f"附件二 {spending().name}.csv"].data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["功能分类科目/科目编码", "功能分类科目/科目名称", "2024年预算数/总计"]
    assert rows[1:] == [[cell.plain for cell in row] for row in spending().rows]


def test_names_are_fit_for_files_and_each_its_own() -> None:
    files = carried(document(portrait(table(name="a/b:c"), table(name="a/b:c"))))
    assert list(files)[1:] == ["a／b：c.csv", "a／b：c (2).csv"]


@pytest.mark.parametrize("text", ["=1+1", "+甲", "-甲", "@SUM(A1)", " =A1", "\t=1", "＝1+1", "－2+3", "-1+2", "+1,2=3"])
def test_what_would_be_a_formula_is_a_text(text: str) -> None:
    assert attachments.literal(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "-12.30", "-1,234.00", "+3%", "5-3", "a=b", "≤", "1=1"])
def test_what_is_none_stays_as_it_is(text: str) -> None:
    assert attachments.literal(text) == text


def test_all_texts_with_their_places_and_figures() -> None:
    paragraph = Paragraph(words("共", line=9) + of_figure(FIGURE) + words("万元"))
    given = replace(document(portrait(paragraph), issued="2024-02-20"), department_name="某局")
    (file,) = attachments.of(given)
    assert (file.relationship, file.date) == ("Alternative", "D:20240220")
    assert json.loads(file.data) == {
        "标题": "某单位2024年某项目",
        "索引号": "试验/2024/试验",
        "部门": "某局",
        "单位": "某单位",
        "年度": 2024,
        "成文日期": "2024-02-20",
        "内容": [
            {"位置": "标题.第1行", "文字": "某单位2024年某项目"},
            {"位置": "正文.第1段", "文字": "共1.23万元", "数": ["1.23"]},
        ],
    }


def test_nothing_that_is_not_printed_leaves_the_house() -> None:
    given = document(portrait(Paragraph(of_figure(FIGURE)), table(("甲", "1"))))
    said = b"".join(file.data for file in attachments.of(given)).decode()
    assert [word for word in ("12345", "甲 + 乙", ".yaml", "content") if word in said] == []


def test_the_pdf_carries_them_with_what_they_are() -> None:
    given = document(portrait(annex("二", "支出表"), spending()))
    files = attachments.of(given)
    data = pdf.render(given, LAYOUT)
    with pikepdf.open(io.BytesIO(data)) as file:
        kept = [file.attachments[key] for key in sorted(file.attachments)]
        assert [spec.filename for spec in kept] == [attachment.name for attachment in files]
        assert [spec.description for spec in kept] == [attachment.description for attachment in files]
        assert [spec.get_file().read_bytes() for spec in kept] == [attachment.data for attachment in files]
        assert [str(spec.obj.AFRelationship) for spec in kept] == ["/Alternative", "/Data"]
        assert [str(spec.obj.EF.F.Subtype) for spec in kept] == ["/application/json", "/text/csv"]
        # Dated by the budget year, where the content gives no date; never by the clock.
        assert [dict(spec.obj.EF.F.Params).keys() >= {"/ModDate", "/Size"} for spec in kept] == [True, True]
        assert {str(spec.obj.EF.F.Params.ModDate) for spec in kept} == {"D:20240101"}
        assert all("/CreationDate" not in spec.obj.EF.F.Params for spec in kept)
        assert [item.objgen for item in file.Root.AF] == [spec.obj.objgen for spec in kept]
    assert pdf.render(given, LAYOUT) == data
