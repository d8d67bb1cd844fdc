"""The HTML file: self-contained, accessible, exactly the text, and safe."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

from generator.render import html
from tests.render.factory import (
    YUNNAN_2020,
    YUNNAN_2024,
    document,
    form_2020,
    form_2024,
    heading,
    landscape,
    paragraphs,
    portrait,
)

if TYPE_CHECKING:
    from generator.model.document import Document

HOSTILE = "& < > \" ' {{ 甲 }} {% raw %} ${ &amp; <b> </td> <script>alert(1)</script> 〔〕 · 〇 ¥ ① 玥 𬭎"


def _document() -> Document:
    form = form_2024([("产出指标",), ("", "数量指标"), ("", "", HOSTILE, "≥", "95", "%")], [HOSTILE], ["年度"])
    levels = [heading(level, f"第{level}级") for level in range(1, 5)]
    return document(
        portrait(*levels, *paragraphs(HOSTILE, "x" * 300)),
        landscape(heading(1, "项目绩效目标表"), form),
        title=("甲单位2024年", "乙<项目> & 丙"),
        issued="2024-01-05",
    )


@pytest.fixture(scope="module")
def source() -> str:
    return html.render(_document(), YUNNAN_2024).decode()


@pytest.fixture(scope="module")
def tree(source: str) -> Any:
    return lxml_html.document_fromstring(source)


def test_it_says_what_it_is(source: str, tree: Any) -> None:
    assert source.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert tree.findtext(".//title") == "甲单位2024年乙<项目> & 丙"
    assert tree.xpath("string(//meta[@name='author']/@content)") == "某单位"
    assert tree.xpath("//meta[@charset='utf-8']")
    assert tree.xpath("string(//meta[@name='viewport']/@content)") == "width=device-width, initial-scale=1"


def test_nothing_is_fetched_and_nothing_runs(source: str, tree: Any) -> None:
    assert tree.xpath("//@src | //@href | //@style | //@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//script | //link | //iframe | //object | //base | //form | //img") == []
    assert not re.search(r"url\(|@import|https?:", source)


def test_the_policy_allows_just_this_style_sheet(tree: Any) -> None:
    (style,) = tree.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    policy = str(tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"))
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


def test_title_lines_are_apart_for_the_eye_and_one_for_the_reader(tree: Any) -> None:
    (title,) = tree.xpath("//h1")
    assert [line.text_content() for line in title] == ["甲单位2024年", "乙<项目> & 丙"]
    assert title.text_content() == "甲单位2024年乙<项目> & 丙"


def test_levels_are_headings(tree: Any) -> None:
    headings = [
        (element.tag, element.text)
        for element in tree.xpath("//section[1]/*[self::h2 or self::h3 or self::h4 or self::h5]")
    ]
    assert headings == [(f"h{level + 1}", f"第{level}级") for level in range(1, 5)]


def test_hostile_text_comes_out_as_it_was_written(tree: Any) -> None:
    assert tree.xpath("//section[1]/p[1]")[0].text_content() == HOSTILE
    assert [cell.text_content() for cell in tree.xpath("//td/p")] == [HOSTILE, "年度"]
    assert HOSTILE in [cell.text_content() for cell in tree.xpath("//tbody//th")]


def test_tables_have_captions_scopes_and_can_be_scrolled_by_keyboard(tree: Any) -> None:
    (caption,) = tree.xpath("//caption")
    assert caption.text_content() == "项目绩效目标表"
    assert tree.xpath("//th[not(@scope)]") == []
    assert tree.xpath("//table[not(caption) and not(@aria-label)]") == []
    for table in tree.xpath("//table"):
        (region,) = table.xpath("ancestor::div[@role='region' and @tabindex='0']")
        assert region.get("aria-labelledby") == caption.get("id")


def test_rows_fill_the_grid_of_their_table(tree: Any) -> None:
    _assert_grids(tree)


def test_the_form_of_2020_has_merged_cells() -> None:
    rows = [("产出指标", "数量指标", "人数", "1人")] * 3
    form = form_2020(rows, {"年度": "2020", "年度总投入": "19,320,000.00"}, {"中期目标": ["甲", "乙"]})
    tree: Any = lxml_html.document_fromstring(html.render(document(portrait(form)), YUNNAN_2020).decode())
    table, indicators, _ = tree.xpath("//table")
    assert [line.text for line in table.xpath("caption/span")] == ["项目支出绩效目标申报表（生成表）", "（2020年度）"]
    assert indicators.xpath(".//th[.='绩效指标']/@rowspan") == ["3"]
    assert table.xpath(".//td[p='甲' and p='乙']/@colspan") == ["3"]
    assert table.xpath(".//th[.='总体目标']/@rowspan") == ["2"]
    assert table.xpath(".//td[@class='表格数字 whole' and .='19,320,000.00']")
    # What stays when the table scrolls: cells at its left edge that leave room for others.
    kept = [" ".join(cell.text_content().split()) for cell in table.xpath(".//*[contains(@class, 'first')]")]
    labels = "项目名称 主管部门及代码 项目属性 项目负责人 项目概况 项目立项依据".split()
    assert kept == [*labels, "", "中期资金来源（元）", "年度资金来源（元）", "总体目标"]
    _assert_grids(tree)


def _assert_grids(tree: Any) -> None:
    """Each row, with the cells that reach into it from above, is as wide as the columns that are declared."""
    for table in tree.xpath("//table"):
        width = len(table.xpath("colgroup/col"))
        reaching = [0] * 100
        for number, row in enumerate(table.xpath(".//tr")):
            spans = [(int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row.xpath("td|th")]
            assert sum(columns for columns, _ in spans) + reaching[number] == width
            for columns, rows in spans:
                for below in range(1, rows):
                    reaching[number + below] += columns


def test_a_document_without_author_or_date_has_no_empty_metadata() -> None:
    bare = document(portrait())
    source = html.render(bare, YUNNAN_2024).decode()
    assert "dcterms" not in source


def test_two_renderings_are_the_same(source: str) -> None:
    assert html.render(_document(), YUNNAN_2024).decode() == source
