"""What Word documents must be like, read from their own XML; how they look is judged by the tools tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.shared import Twips
from lxml import etree
from openxml_audit import OpenXmlValidator

from generator.render.docx import render
from tests.render import factory
from tests.render.factory import YUNNAN_2020, YUNNAN_2024

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.layout import Layout

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HOSTILE = (
    "& < > \" ' {{ 块.文 }} {% endif %} {# #} {_{ }_} <NEWPAGE> \\a $${ 〔〕 · 〇 ¥ ①  玥 𬭎 \ue000 "
    + "長" * 200
    + "x" * 200
)
ROWS_2024 = [
    ("产出指标",),
    ("", "数量指标"),
    ("", "", "设备维护", "=", "77", "家", "定量指标", HOSTILE, "内容", "依据"),
    ("", "", "覆盖率", "≥", "100", "%", "定量指标", "", "", ""),
]
ROWS_2020 = [("产出指标", "数量指标", "参保人数", "69000人", "三年参保人数", "212500人"), ("效益指标", "社会效益指标")]
MONEY = {"年度": "2020", "中期总投入": "65,980,000.00", "项目名称": "某项目"}


def declaration_2024() -> Document:
    text = factory.portrait(
        factory.heading(1, "一、立项依据"), factory.heading(2, "（一）文件"), *factory.paragraphs("第一段", HOSTILE)
    )
    form = factory.landscape(
        factory.heading(1, "项目绩效目标表"), factory.form_2024(ROWS_2024, ["三年目标"], ["年度目标", "1.第一项"])
    )
    title = ("某单位2024年", "某项目 & <其他>")
    return factory.document(text, form, title=title, issued="2024-01-05")


def declaration_2020() -> Document:
    form = factory.form_2020(ROWS_2020, MONEY, {"项目概况": ["概况一", "概况二"]})
    return factory.document(factory.portrait(factory.heading(1, "9、项目绩效目标表"), form))


SAMPLES = [
    pytest.param(declaration_2024(), YUNNAN_2024, id="2024"),
    pytest.param(declaration_2020(), YUNNAN_2020, id="2020"),
]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(document: Document, layout: Layout) -> Any:
    return etree.fromstring(parts_of(render(document, layout))["word/document.xml"])[0]


def lines_of(body: Any) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p")]


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_same_document_gives_same_bytes(document: Document, layout: Layout) -> None:
    assert render(document, layout) == render(document, layout)


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_every_leaf_is_printed_exactly(document: Document, layout: Layout) -> None:
    printed = "\n".join(lines_of(body_of(document, layout)))
    missing = [leaf.plain for leaf in document.leaves() if leaf.plain not in printed]
    assert not missing


def test_hostile_text_is_a_paragraph_of_its_own_and_keeps_its_blanks() -> None:
    body = body_of(declaration_2024(), YUNNAN_2024)
    assert lines_of(body).count(HOSTILE) == 2
    assert {t.get("{http://www.w3.org/XML/1998/namespace}space") for t in body.iter(f"{WORD}t")} == {"preserve"}
    assert "endif" not in "".join(lines_of(body)).replace(HOSTILE, "")


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_widths_of_cells_agree_with_the_grid_row_by_row(document: Document, layout: Layout) -> None:
    for table in body_of(document, layout).iter(f"{WORD}tbl"):
        grid = [int(column.get(f"{WORD}w")) for column in table.iter(f"{WORD}gridCol")]
        for row in table.iter(f"{WORD}tr"):
            at = 0
            for settings in row.iter(f"{WORD}tcPr"):
                span = settings.find(f"{WORD}gridSpan")
                end = at + (1 if span is None else int(span.get(f"{WORD}val")))
                assert int(settings.find(f"{WORD}tcW").get(f"{WORD}w")) == sum(grid[at:end])
                at = end
            assert at == len(grid)


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_every_cell_ends_with_a_paragraph(document: Document, layout: Layout) -> None:
    cells = list(body_of(document, layout).iter(f"{WORD}tc"))
    assert cells
    assert all(cell[-1].tag == f"{WORD}p" for cell in cells)


def test_form_of_2020_has_its_indicators_in_a_table_whose_heads_repeat() -> None:
    about, indicators, rest = body_of(declaration_2020(), YUNNAN_2020).iter(f"{WORD}tbl")
    rows = [[lines_of(cell) for cell in row.iter(f"{WORD}tc")] for row in indicators.iter(f"{WORD}tr")]
    assert [len(row) for row in rows[:3]] == [3, 8, 8]
    assert rows[2] == [["绩效指标"], ["产出指标"], ["数量指标"], ["三年参保人数"], ["212500人"], ["数量指标"], ["参保人数"], ["69000人"]]  # fmt: skip
    merges = [row.find(f"{WORD}tc/{WORD}tcPr/{WORD}vMerge") for row in indicators.iter(f"{WORD}tr")]
    assert [merge.get(f"{WORD}val") for merge in merges[2:]] == ["restart", *["continue"] * (len(rows) - 3)]
    rows = [[lines_of(cell) for cell in row.iter(f"{WORD}tc")] for row in about.iter(f"{WORD}tr")]
    assert ["概况一", "概况二"] in next(row for row in rows if row[0] == ["项目概况"])
    assert len(list(rest.iter(f"{WORD}tr"))) == 2


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_heads_repeat_and_rows_stay_whole(document: Document, layout: Layout) -> None:
    table = list(body_of(document, layout).iter(f"{WORD}tbl"))[1]
    rows = list(table.iter(f"{WORD}tr"))
    heads = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows]
    assert heads == [True, True] + [False] * (len(rows) - 2)
    split = ["".join(lines_of(row)) for row in rows if row.find(f"{WORD}trPr/{WORD}cantSplit") is None]
    # Only a row that no page has room for is split.
    assert not any("指标" in text for text in split if len(text) < 400)


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_tables_have_a_name_for_those_who_hear_them(document: Document, layout: Layout) -> None:
    for table in body_of(document, layout).iter(f"{WORD}tbl"):
        for name in ("tblCaption", "tblDescription"):
            assert table.find(f"{WORD}tblPr/{WORD}{name}").get(f"{WORD}val")


def test_headings_use_the_heading_styles() -> None:
    read = docx.Document(io.BytesIO(render(declaration_2024(), YUNNAN_2024)))
    styles = [paragraph.style.name for paragraph in read.paragraphs if paragraph.text and paragraph.style]
    assert styles[:6] == ["公文标题", "公文标题", "Heading 1", "Heading 2", "公文正文", "公文正文"]


def test_each_section_has_its_page() -> None:
    read = docx.Document(io.BytesIO(render(declaration_2024(), YUNNAN_2024)))
    pages = [(section.page_width, section.left_margin) for section in read.sections]
    assert pages == [(Twips(11906), Twips(1587)), (Twips(16838), Twips(1984))]


def test_sections_alternate_as_the_document_says() -> None:
    page, wide = factory.portrait(*factory.paragraphs("纵")), factory.landscape(*factory.paragraphs("横"))
    read = docx.Document(io.BytesIO(render(factory.document(wide, page, wide, page), YUNNAN_2024)))
    assert [section.orientation.value for section in read.sections] == [1, 0, 1, 0]
    assert [paragraph.text for paragraph in read.paragraphs[-4:]] == ["横", "纵", "横", "纵"]


def test_portrait_document_has_no_landscape_page() -> None:
    read = docx.Document(io.BytesIO(render(declaration_2020(), YUNNAN_2020)))
    assert [section.orientation.value for section in read.sections] == [0]
    assert read.element.body[-2].tag == f"{WORD}p"


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_package_is_whole_and_holds_nothing_more(document: Document, layout: Layout) -> None:
    parts = parts_of(render(document, layout))
    assert all(etree.fromstring(data) is not None for data in parts.values())
    types = {node.get("PartName") for node in etree.fromstring(parts["[Content_Types].xml"])} - {None}
    assert types == {f"/{name}" for name in parts if not name.endswith(".rels") and not name.startswith("[")}
    links = {node.get("Id"): node.get("Target") for node in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    assert {f"word/{target}" for target in links.values()} | {"word/document.xml"} == {
        name for name in parts if name.startswith("word/") and "_rels" not in name
    }
    nodes = etree.fromstring(parts["word/document.xml"]).iter()
    used = {node.get(f"{RELATIONS}id", "") for node in nodes} - {""}
    assert used
    assert used <= set(links)


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_no_prompt_and_no_names(document: Document, layout: Layout) -> None:
    everything = b"".join(parts_of(render(document, layout)).values())
    for word in (b"updateFields", b"lastModifiedBy", b"attachedTemplate", b"stylesWithEffects"):
        assert word not in everything


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_the_theme_is_ours_and_decides_nothing(document: Document, layout: Layout) -> None:
    parts = parts_of(render(document, layout))
    assert parts["word/theme/theme1.xml"] == parts_of(render(declaration_2024(), YUNNAN_2024))["word/theme/theme1.xml"]
    assert [name for name in parts if "theme" in name] == ["word/theme/theme1.xml"]
    # No font or colour is taken from it: those of the styles are what a reader sees.
    lists = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert [name for name, data in parts.items() if b"heme" in data and "theme" not in name and name not in lists] == []


def test_properties_come_from_the_document_alone() -> None:
    dated = docx.Document(io.BytesIO(render(declaration_2024(), YUNNAN_2024))).core_properties
    assert (dated.title, dated.author, dated.language) == ("某单位2024年某项目 & <其他>", "某单位", "zh-CN")
    assert f"{dated.created:%Y-%m-%d} {dated.modified:%Y-%m-%d}" == "2024-01-05 2024-01-05"
    undated = parts_of(render(declaration_2020(), YUNNAN_2020))["docProps/core.xml"]
    assert b"created" not in undated
    assert b"modified" not in undated


@pytest.mark.parametrize(("document", "layout"), SAMPLES)
def test_valid_by_the_schemas_of_office(document: Document, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(render(document, layout))
    found = [error.description for error in OpenXmlValidator().validate(str(path)).errors]
    assert found == []
