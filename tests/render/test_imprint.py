"""Cover, 署名, 成文日期 and the place of a seal (GB/T 9704-2012, 7.3.5): in Word, PDF and page, read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from generator.model.document import Contents, Imprint
from generator.render import docx, html, pdf
from generator.verify.check import check
from generator.verify.reference import reference
from tests.render import budget
from tests.render.factory import document, heading, paragraphs, portrait, words
from tests.render.pages import Page, pages, text

if TYPE_CHECKING:
    from generator.model.document import Block, Document

UNIT, DATE = "某某市医疗保障局", "2024年2月20日"
LONG = "某某某某某某自治州某某市医疗保障事务中心"
PROSE = "贯彻执行国家医疗保险、生育保险、医疗救助等医疗保障制度的法律法规。"
EM, RIGHT = 16, (210 - 26) * 72 / 25.4
LINE = 579 / 20


def made(*before: Block, name: str = UNIT, is_sealed: bool = True, text: int = 2) -> Document:
    signed = [Imprint("署名", words(name), is_sealed), Imprint("成文日期", words(DATE), is_sealed)]
    return document(portrait(*before, heading(1, "一、概况"), *paragraphs(*[PROSE] * text), *signed))


def printed(given: Document) -> list[Page]:
    """Return the pages of the PDF; all formats are read back."""
    wanted = reference(given, budget.LAYOUT)
    outputs = {kind: renderer.render(given, budget.LAYOUT) for kind, renderer in (("docx", docx), ("pdf", pdf))}
    outputs["html"] = html.render(given, budget.LAYOUT)
    assert [finding for kind, data in outputs.items() for finding in check(kind, data, wanted, given)] == []
    return pages(outputs["pdf"])


def line(page: Page, said: str) -> tuple[float, float, float]:
    """Return where a line of a page begins and ends, and where it stands above the foot, in points."""
    found = next(letters for letters in page.lines() if text(letters) == said)
    return found[0].x, found[-1].right, found[0].baseline


def test_a_seal_lies_over_name_and_date_and_they_have_one_middle() -> None:
    page = printed(made())[0]
    name, date = line(page, UNIT), line(page, DATE)
    assert date[1] == pytest.approx(RIGHT - 4 * EM, abs=EM / 4)
    assert sum(name[:2]) == pytest.approx(sum(date[:2]), abs=EM / 2)
    assert above(page) - name[2] == pytest.approx(3 * LINE, abs=1)
    assert name[2] - date[2] == pytest.approx(LINE, abs=1)


def above(page: Page) -> float:
    """Return where the last line of text above the name stands."""
    lines = page.lines()
    return lines[[text(letters) for letters in lines].index(UNIT) - 1][0].baseline


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    page = printed(made(is_sealed=False))[0]
    name, date = line(page, UNIT), line(page, DATE)
    assert date[0] - name[0] == pytest.approx(2 * EM, abs=1)
    assert max(name[1], date[1]) == pytest.approx(RIGHT - 2 * EM, abs=EM / 2)
    assert above(page) - name[2] == pytest.approx(2 * LINE, abs=1)


def test_a_name_longer_than_its_place_ends_at_the_edge() -> None:
    page = printed(made(name=LONG))[0]
    name, date = line(page, LONG), line(page, DATE)
    assert name[1] == pytest.approx(RIGHT, abs=EM / 2)
    assert sum(name[:2]) == pytest.approx(sum(date[:2]), abs=EM)


@pytest.mark.parametrize("count", range(8, 12))
def test_no_page_has_name_and_date_alone(count: int) -> None:
    last = printed(made(text=count))[-1]
    lines = [text(letters) for letters in last.lines()]
    assert lines.index(UNIT) >= 2


def test_a_cover_is_a_page_of_its_own_without_a_number() -> None:
    cover = [Imprint("封面", words(f"编制单位：{UNIT}")), Imprint("封面", words("编制日期：2024年2月"))]
    first, second, third = printed(made(*cover, Contents()))
    assert "某单位2024年某项目" in first.text
    assert "编制日期：2024年2月" in first.text
    assert "—" not in first.text
    assert second.text.startswith("目录")
    assert "—2—" in "".join(second.text.split())
    assert UNIT in third.text


def test_word_keeps_the_last_paragraph_the_name_and_the_date_together() -> None:
    word = python_docx.Document(io.BytesIO(docx.render(made(), budget.LAYOUT)))
    *_, last, name, date = (paragraph for paragraph in word.paragraphs if paragraph.text)
    assert [last.paragraph_format.keep_with_next, name.paragraph_format.keep_with_next] == [True, True]
    assert name.style is not None
    assert date.style is not None
    assert (name.style.name, date.style.name) == ("署名", "成文日期")
    assert name.paragraph_format.left_indent == date.paragraph_format.left_indent
