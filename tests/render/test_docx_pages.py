"""Page numbers of the contents, counted without laying the document out, and what LibreOffice makes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.document import Contents
from generator.pipeline import check
from generator.render.docx import render
from generator.render.docx_lines import Measure, count
from tests import extract, samples
from tests.render import factory
from tests.render.statement import CHONGQING, annex, project_form, spending, statement
from tests.render.test_docx import WORD, body_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Block, Document, Section
    from generator.model.layout import Layout

# A line of 28 characters of 16 points, set closer by 0.25 points, as the text of an official document has it.
TEXT = Measure(8845 - 630, 8845, 315, 155)
NARROW = Measure(10, 10, 2, 1)
# The fonts that official documents name, and those of the repository in their stead.
FONTS = {
    "仿宋_GB2312": "Gongwen FangSong",
    "楷体_GB2312": "Gongwen Kai",
    "黑体": "Gongwen Hei",
    "宋体": "Gongwen Song",
    "方正小标宋简体": "Gongwen XiaoBiaoSong",
}
ALIAS = (
    '<match target="pattern"><test name="family"><string>{}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{}</string></edit></match>'
)


def printed(document: Document, layout: Layout) -> list[tuple[str, int]]:
    """Return the entries of the contents with their page numbers, as the document has them."""
    links = body_of(document, layout).iter(f"{WORD}hyperlink")
    pairs = ([t.text for t in link.iter(f"{WORD}t")] for link in links)
    return [(text, int(page)) for text, page in pairs]


def pages(*sections: Section) -> list[int]:
    document = factory.document(factory.portrait(Contents()), *sections)
    return [page for _, page in printed(document, CHONGQING)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("甲" * 5, 1),
        ("甲" * 6, 2),
        ("甲甲甲甲甲。", 1),  # it hangs over the edge
        ("甲甲甲甲甲”", 2),
        ("甲甲甲甲（甲）", 2),
        ("甲甲甲1234567", 2),  # a number is not broken
        ("甲甲甲甲甲。”" + "甲" * 3, 3),
        ("甲甲ab cdef", 2),
        ("1" * 25, 3),  # unless it is longer than a line
        ("甲甲甲甲100%", 2),
        ("甲甲50-甲甲甲甲", 2),
    ],
)
def test_lines_break_as_word_breaks_them(text: str, lines: int) -> None:
    assert count(text, NARROW) == lines


def test_nothing_hangs_over_the_edge_where_the_style_forbids_it() -> None:
    inside = replace(NARROW, hangs=False)
    assert [count(text, inside) for text in ("甲甲甲甲甲", "甲甲甲甲甲。", "甲甲甲甲甲。甲甲甲")] == [1, 2, 2]


def test_room_between_scripts_is_counted_where_the_style_asks_for_it() -> None:
    apart = replace(NARROW, latin=1, digits=1)
    assert [count(text, apart) for text in ("甲甲12甲甲", "甲甲ab甲", "甲甲12，", "甲甲ab甲甲")] == [2, 1, 1, 2]
    assert count("甲甲12甲甲", NARROW) == 1


def test_a_line_has_28_characters_and_the_first_26() -> None:
    assert [count("字" * length, TEXT) for length in (26, 27, 54, 55)] == [1, 2, 2, 3]


def test_a_page_has_22_lines() -> None:
    lines = [factory.paragraphs("字" * 26)[0]] * 20
    end = [factory.heading(1, "末"), *factory.paragraphs("文")]
    assert pages(factory.portrait(*lines, *end)) == [2]
    assert pages(factory.portrait(*lines, lines[0], *end)) == [3]  # a heading is kept with the line below it
    assert pages(factory.landscape(*[lines[0]] * 13, *end)) == [2]
    assert pages(factory.landscape(*[lines[0]] * 14, *end)) == [3]


def test_sections_begin_pages_and_long_tables_go_on() -> None:
    section = factory.portrait(annex("一", "表"), spending(10))
    long = factory.portrait(annex("二", "表"), spending(60))
    wide = factory.landscape(annex("三", "表"), spending(60))
    assert pages(section, section, long, section, wide, section) == [2, 3, 4, 7, 8, 12]


def test_the_contents_take_pages_of_their_own() -> None:
    headings = [factory.portrait(factory.heading(1, f"第{number}部分")) for number in range(60)]
    assert pages(*headings)[0] == 4


def test_a_text_of_many_lines_in_a_form_goes_on_on_the_next_page() -> None:
    form = project_form(1)
    long = {**form.cells, "项目概述": tuple(factory.words("对困难人员实施医疗救助。" * 5) for _ in range(20))}
    first = factory.portrait(annex("一", "表"), type(form)(form.name, long))
    assert pages(first, factory.portrait(annex("二", "表"), form)) == [2, 4]


def real() -> tuple[Document, Layout]:
    """Return the published department budget of the repository."""
    result = check(samples.ROOT, [samples.ROOT / "content" / "chongqing"])
    ((document, layout),) = result.documents
    return document, layout


def long() -> tuple[Document, Layout]:
    """Return a document whose text, tables and forms run over many pages without a section to put an error right.

    No digits in its text: LibreOffice 7 moves them away from Chinese characters, whatever the style says.
    """
    text: list[Block] = []
    for number in range(120):
        words = "贯彻执行《医疗保障》法律法规（国发〔二〇二〇〕五号），安排资金六千万元，比上年减少“三公”经费。"
        text += [factory.heading(1 + number % 2, f"第{number}节"), *factory.paragraphs(words * (1 + number % 5))]
    tables = [factory.portrait(annex(f"{rows}", "长表"), spending(rows)) for rows in range(20, 140, 7)]
    wide = [factory.landscape(annex(f"{rows}", "宽表"), spending(rows)) for rows in range(5, 50, 4)]
    forms = [factory.portrait(annex(f"{rows}", "绩效表"), project_form(rows, rows)) for rows in range(1, 60, 6)]
    first = factory.portrait(Contents())
    return factory.document(first, factory.portrait(*text), *tables, *wide, *forms), CHONGQING


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that shows a Word file to LibreOffice, with the fonts it names, and returns text by page."""
    names = "".join(ALIAS.format(name, own) for name, own in FONTS.items())
    folders = f"<dir>{CHONGQING.fonts}</dir><cachedir>{tmp_path / 'cache'}</cachedir>"
    (tmp_path / "fonts.conf").write_text(f'<?xml version="1.0"?><fontconfig>{folders}{names}</fontconfig>', "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    monkeypatch.setenv("HOME", str(tmp_path))

    def show(data: bytes) -> list[str]:
        (tmp_path / "word.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "word.docx")
        return run("pdftotext", "-raw", tmp_path / "word.pdf", "-").split("\f")

    return show


def run(program: str, *arguments: str | Path) -> str:
    found = shutil.which(program)
    assert found, "run `make test-tools`, which installs it"
    done = subprocess.run([found, *arguments], capture_output=True, text=True, timeout=300, check=True)
    return done.stdout


@pytest.mark.tools
@pytest.mark.parametrize("made", [real, long, lambda: (statement(), CHONGQING)], ids=["published", "long", "small"])
def test_libreoffice_puts_every_heading_where_the_contents_say(office: Any, made: Any, tmp_path: Path) -> None:
    document, layout = made()
    # LibreOffice lets commas and stops hang over the edge, although the templates forbid it.
    layout = replace(layout, folder=shutil.copytree(layout.folder, tmp_path / layout.folder.name))
    samples.change_word(layout.folder / "document.docx", '<w:overflowPunct w:val="0"/>', "", "word/styles.xml")
    entries = printed(document, layout)
    shown = [extract.squeeze(page) for page in office(render(document, layout))]
    first = next(number for number, page in enumerate(shown) if not re.search(r"\.{4}", page))
    found = []
    at = first
    for text, _ in entries:
        wanted = extract.squeeze(text)
        at = next(number for number in range(at, len(shown)) if wanted in shown[number])
        found.append((text, at + 1))
    assert len(entries) > 5
    assert found == entries


def test_only_rows_that_stay_whole_are_given_a_height() -> None:
    form = project_form(1)
    long = tuple(factory.words("对困难人员实施医疗救助。" * 200) for _ in range(2))
    body = body_of(
        factory.document(factory.portrait(type(form)(form.name, {**form.cells, "项目概述": long}))), CHONGQING
    )
    rows = list(body.iter(f"{WORD}tr"))
    given = [row for row in rows if row.find(f"{WORD}trPr/{WORD}trHeight") is not None]
    assert given == [row for row in rows if row.find(f"{WORD}trPr/{WORD}cantSplit") is not None]
    assert 3 < len(given) < len(rows)


def test_a_row_that_no_page_has_room_for_is_split() -> None:
    rows = [("", "", "指标", "=", "1", "家", "定量指标", "标准" * number) for number in (10, 2000)]
    document = factory.document(factory.landscape(factory.form_2024(rows, ["总体"], ["年度"])))
    *_, low, high = body_of(document, factory.YUNNAN_2024).iter(f"{WORD}tr")
    assert low.find(f"{WORD}trPr/{WORD}cantSplit") is not None
    assert high.find(f"{WORD}trPr/{WORD}cantSplit") is None
