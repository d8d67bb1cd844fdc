"""What a template keeper may do to a Word template, and what they are told when it can't be used."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.section import WD_ORIENT

from generator.model.finding import FindingError, Severity
from generator.model.layout import Layout
from generator.render import html
from generator.render.docx import TEMPLATE, render
from generator.render.docx_xml import BadTemplateError
from tests.render import factory
from tests.render.factory import YUNNAN_2020, YUNNAN_2024

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as Word

    from generator.model.document import Document

PLAIN = factory.document(factory.portrait(*factory.paragraphs("正文")))


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[Word], Layout]:
    """Save a template as its keeper would, in a pack of its own."""

    def save(word: Word) -> Layout:
        word.save(str(tmp_path / TEMPLATE))
        return Layout(tmp_path, YUNNAN_2024.common, YUNNAN_2024.forms)

    return save


def written(document: bytes) -> Word:
    return docx.Document(io.BytesIO(document))


def template() -> Word:
    return docx.Document(str(YUNNAN_2024.folder / TEMPLATE))


def test_what_the_office_program_adds_is_left_out(keep: Callable[[Word], Layout]) -> None:
    layout = keep(template())  # python-docx adds a core part with a name and the time
    path = layout.folder / TEMPLATE
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", "<x/>")
        archive.writestr("docProps/thumbnail.jpeg", b"")
    with zipfile.ZipFile(io.BytesIO(render(PLAIN, layout))) as archive:
        names = archive.namelist()
    assert not [name for name in names if "custom" in name or "thumbnail" in name]
    assert written(render(PLAIN, layout)).core_properties.author == "某单位"


@pytest.mark.parametrize("make", [render, html.render])
def test_words_in_heads_and_feet_are_refused_in_every_format(
    keep: Callable[[Word], Layout], make: Callable[[Document, Layout], bytes]
) -> None:
    word = template()
    word.sections[0].header.is_linked_to_previous = False
    word.sections[0].header.paragraphs[0].text = "{{ 文档.标题全文 }}"
    with pytest.raises(BadTemplateError, match=r"页眉里有「\{\{ 文档.标题全文 }}」，网页和 PDF 不印"):
        make(PLAIN, keep(word))
    word = template()
    word.sections[0].footer.paragraphs[0].add_run("内部")
    with pytest.raises(BadTemplateError, match=r"document\.docx 的页脚里有「— 1 —内部」，网页和 PDF 不印"):
        make(PLAIN, keep(word))
    word = template()
    word.sections[0].footer.paragraphs[0].add_run("— 1 —")  # as LibreOffice saves a number in a box
    assert make(PLAIN, keep(word))


def test_page_set_up_is_the_templates(keep: Callable[[Word], Layout]) -> None:
    word = template()
    word.sections[0].left_margin = 1000000
    section = written(render(PLAIN, keep(word))).sections[0]
    assert abs((section.left_margin or 0) - 1000000) < 1000


def test_a_name_that_is_not_there(keep: Callable[[Word], Layout]) -> None:
    word = template()
    word.paragraphs[0].insert_paragraph_before("{{ 文档.题目 }}")
    with pytest.raises(BadTemplateError, match=r"document\.docx 的标记用了没有的名字「题目」"):
        render(PLAIN, keep(word))


def test_a_loop_that_does_not_end(keep: Callable[[Word], Layout]) -> None:
    word = template()
    word.paragraphs[0].insert_paragraph_before("{%p if 块们 %}")
    with pytest.raises(BadTemplateError, match="标记写错了"):
        render(PLAIN, keep(word))


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ 块们.append(1) }}", r"不能调用「append\(\)」"),
        ("{{ 文档 + 1 }}", r"不能计算（\+）"),
        ("{{ 文档|无此过滤器 }}", "不能用过滤器「无此过滤器」"),
        ("{{ 文档 }}", "不能运行"),
    ],
)
def test_a_tag_that_does_more_than_show(keep: Callable[[Word], Layout], tag: str, message: str) -> None:
    word = template()
    word.paragraphs[0].insert_paragraph_before(tag)
    with pytest.raises(BadTemplateError, match=message):
        render(PLAIN, keep(word))


def test_a_mistake_is_a_finding_that_names_the_file(keep: Callable[[Word], Layout]) -> None:
    word = template()
    word.paragraphs[0].insert_paragraph_before("{{ 文档.题目 }}")
    layout = keep(word)
    with pytest.raises(FindingError) as caught:
        render(PLAIN, Layout(layout.folder, layout.folder.parent / "templates" / "common", layout.forms))
    finding = caught.value.finding
    assert (finding.code, finding.severity) == ("MB-030", Severity.ERROR)
    assert str(finding.position).endswith(f"{TEMPLATE}:1:1")
    assert finding.hint


def test_no_page_of_that_orientation() -> None:
    wide = factory.document(factory.landscape(*factory.paragraphs("横")))
    assert docx.Document(str(YUNNAN_2020.folder / TEMPLATE)).sections[0].orientation is WD_ORIENT.PORTRAIT
    with pytest.raises(BadTemplateError, match="没有横向的页面"):
        render(wide, YUNNAN_2020)


def test_no_place_for_the_end_of_a_section(keep: Callable[[Word], Layout]) -> None:
    word = template()
    for paragraph in word.paragraphs:
        if "分节" in paragraph.text:
            paragraph.text = "{%p if 块.段落 %}"
    with pytest.raises(BadTemplateError, match="缺少「分节」段落"):
        render(PLAIN, keep(word))


def test_comments_are_not_published(keep: Callable[[Word], Layout]) -> None:
    word = template()
    title = next(paragraph for paragraph in word.paragraphs if "行" in paragraph.text)
    word.add_comment(title.runs, "这里要改", author="某人")
    with pytest.raises(BadTemplateError, match="修订或批注"):
        render(PLAIN, keep(word))


def test_not_a_word_document(tmp_path: Path) -> None:
    (tmp_path / TEMPLATE).write_text("假的")
    with pytest.raises(BadTemplateError, match="不是完好的 Word 文档"):
        render(PLAIN, Layout(tmp_path, YUNNAN_2024.common, YUNNAN_2024.forms))
