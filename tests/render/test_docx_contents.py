"""The contents of Word documents, and what a template needs for what the program draws."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.section import WD_SECTION

from generator.model.document import Contents
from generator.model.finding import FindingError
from generator.render.docx import TEMPLATE, render
from tests.render import factory
from tests.render.factory import YUNNAN_2024
from tests.render.statement import CHONGQING, spending, statement
from tests.render.test_docx import WORD, body_of, lines_of, parts_of
from tests.render.test_docx_tables import value

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Block


def test_contents_lead_to_headings_and_annexes_with_numbers_that_are_there() -> None:
    body = body_of(statement(), CHONGQING)
    links = list(body.iter(f"{WORD}hyperlink"))
    texts = [[t.text for t in link.iter(f"{WORD}t")] for link in links]
    assert [text for text, _ in texts] == [text.plain for _, level, text in statement().outline() if level <= 2]
    pages = [int(page or 0) for _, page in texts]
    assert pages[0] == 2
    assert all(before <= after for before, after in pairwise(pages))
    marks = {mark.get(f"{WORD}name"): mark.getparent() for mark in body.iter(f"{WORD}bookmarkStart")}
    for link, (text, _) in zip(links, texts, strict=True):
        assert "".join(lines_of(marks[link.get(f"{WORD}anchor")].getparent())).find((text or "").split(" ")[-1]) >= 0
    assert [value(link.getparent(), "pPr/pStyle") for link in links[:3]] == ["TOC1", "TOC2", "TOC1"]


def test_an_update_finds_each_annex_with_its_label_once() -> None:
    """Word takes headings by their style, and annexes from marks: their titles are too deep for the contents."""
    body = body_of(statement(), CHONGQING)
    codes = [
        "".join(node.text or "" for node in line.iter(f"{WORD}instrText")).strip() for line in body.iter(f"{WORD}p")
    ]
    assert [code for code in codes if code.startswith("TC ")] == [
        f'TC "{text.plain}"' for _, _, text in statement().outline() if text.plain.startswith("附件")
    ]
    assert next(code for code in codes if code.startswith("TOC ")).startswith('TOC \\o "1-2" \\f \\h \\z')
    styles = docx.Document(str(CHONGQING.folder / TEMPLATE)).styles
    level = styles["附件标题"].element.find(f"{WORD}pPr/{WORD}outlineLvl")
    assert level is not None
    assert int(level.get(f"{WORD}val")) == 2


def test_text_after_the_contents_begins_a_page_once() -> None:
    text = (factory.heading(1, "一、概况"), *factory.paragraphs("文"))
    for sections in ([factory.portrait(Contents(), *text)], [factory.portrait(Contents()), factory.portrait(*text)]):
        body = body_of(factory.document(*sections), CHONGQING)
        assert [[t.text for t in link.iter(f"{WORD}t")][-1] for link in body.iter(f"{WORD}hyperlink")] == ["2"]
        assert len(list(body.iter(f"{WORD}pageBreakBefore"))) == 2 - len(sections)


def test_contents_are_one_finished_field_that_asks_nothing() -> None:
    body = body_of(statement(), CHONGQING)
    open_fields, deepest = 0, 0
    for mark in body.iter(f"{WORD}fldChar"):
        open_fields += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{WORD}fldCharType")]
        deepest = max(deepest, open_fields)
        assert f"{WORD}dirty" not in mark.attrib
    assert (open_fields, deepest) == (0, 2)
    assert b"updateFields" not in b"".join(parts_of(render(statement(), CHONGQING)).values())
    ids = [mark.get(f"{WORD}id") for mark in body.iter(f"{WORD}bookmarkStart")]
    assert len(ids) == len(set(ids)) == 9


def test_without_contents_nothing_is_marked() -> None:
    body = body_of(statement(contents=False), CHONGQING)
    for name in ("bookmarkStart", "fldChar"):
        assert list(body.iter(f"{WORD}{name}")) == []


def test_every_row_that_stays_whole_has_a_height() -> None:
    for contents in (True, False):
        rows = body_of(statement(contents=contents), CHONGQING).iter(f"{WORD}tr")
        heights = [value(row, "trPr/trHeight") for row in rows if row.find(f"{WORD}trPr/{WORD}cantSplit") is not None]
        assert all(int(height or 0) > 300 for height in heights)


def test_each_section_begins_a_page_even_where_the_template_says_otherwise(tmp_path: Path) -> None:
    word = docx.Document(str(CHONGQING.folder / TEMPLATE))
    for section in word.sections:
        section.start_type = WD_SECTION.CONTINUOUS
    word.save(str(tmp_path / TEMPLATE))
    read = docx.Document(io.BytesIO(render(statement(), replace(CHONGQING, folder=tmp_path))))
    assert {section.start_type for section in read.sections} == {WD_SECTION.NEW_PAGE}


@pytest.mark.parametrize(("block", "kind"), [(spending(1), "表格"), (Contents(), "目录")])
def test_no_place_in_the_template(block: Block, kind: str) -> None:
    with pytest.raises(FindingError, match=f"缺少「{kind}」段落"):
        render(factory.document(factory.portrait(block)), YUNNAN_2024)


def test_a_heading_of_the_contents_that_the_template_does_not_print(tmp_path: Path) -> None:
    word = docx.Document(str(CHONGQING.folder / TEMPLATE))
    for paragraph in word.paragraphs:
        if "块.一级标题" in paragraph.text:
            paragraph.text = "{%p if 块.分节 and 块.文 == '' %}"
    word.save(str(tmp_path / TEMPLATE))
    with pytest.raises(FindingError, match="没有印出目录里的「一、单位基本情况」"):
        render(statement(), replace(CHONGQING, folder=tmp_path))


@pytest.mark.parametrize(("name", "renamed"), [("表格数字", "数字"), ("公文表格", "表"), ("toc 2", "目录二")])
def test_a_style_is_missing(tmp_path: Path, name: str, renamed: str) -> None:
    word = docx.Document(str(CHONGQING.folder / TEMPLATE))
    next(style for style in word.styles if style.name == name).name = renamed
    word.save(str(tmp_path / TEMPLATE))
    with pytest.raises(FindingError, match=f"没有.*样式「{name}」".replace("toc", "TOC")):
        render(statement(), replace(CHONGQING, folder=tmp_path))
