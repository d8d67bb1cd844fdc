"""Titles and heads end their lines between words: as words, and as all formats print them."""

from __future__ import annotations

import io
import re
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import docx
import openpyxl
import pytest
from lxml import html as lxml_html

from generator.model.document import Annex, Column, Table
from generator.phrase.lines import TITLE, break_head, break_title, width
from generator.phrase.parts import LIST
from generator.render import docx as word
from generator.render import html, pdf, xlsx
from generator.render.docx_table import HEAD
from tests.render import factory
from tests.render.factory import words
from tests.render.pages import pages, text
from tests.render.statement import CHONGQING, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Document
    from generator.pipeline import Result
    from tests.render.pages import Page

MARKED: Final = [
    line for line in Path(__file__).with_name("titles.txt").read_text("utf-8").splitlines() if line[0] != "#"
]
TITLES: Final = [line.replace("|", "") for line in MARKED]
HEADS: Final = (
    "一般|公共|预算|拨款|收入",
    "国有|资本|经营|预算|拨款|收入",
    "因公|出国|（境）费",
    "公务|用车|购置|及|运行费",
    "附属|单位|上缴|收入",
    "本年|政府性|基金|预算|财政|拨款|支出",
    "部门|预算|支出|经济|分类|科目",
)


def ends(pieces: list[str]) -> set[int]:
    """Return where pieces end, counted in characters."""
    return set(accumulate(map(len, pieces)))


@pytest.mark.parametrize("marked", MARKED)
@pytest.mark.parametrize("room", [TITLE, 16, 14])
def test_no_title_is_broken_inside_a_word(marked: str, room: float) -> None:
    lines = break_title([marked.replace("|", "")], room)
    assert "".join(lines) == marked.replace("|", "")
    assert ends(lines) - ends(marked.split("|")) == set()
    assert max(map(width, lines)) <= room
    assert not [line for line in lines if re.fullmatch(r"\d{4}年|.", line)]


@pytest.mark.parametrize("title", TITLES)
def test_lines_are_as_few_as_can_be_and_none_is_lost(title: str) -> None:
    lines = [width(line) for line in break_title([title])]
    assert len(lines) == -(-width(title) // TITLE)
    assert min(lines) >= 4
    assert not [1 for above, line, below in zip(lines, lines[1:], lines[2:], strict=False) if above > line < below]


@pytest.mark.parametrize("marked", HEADS)
@pytest.mark.parametrize("room", [4, 5, 6, 8])
def test_no_head_is_broken_inside_a_word(marked: str, room: float) -> None:
    lines = break_head(marked.replace("|", ""), room)
    assert ends(lines) - ends(marked.split("|")) == set()


def test_a_line_rather_ends_where_the_template_says_so() -> None:
    assert break_title(["某某市某某区医疗保障局", "2024年", "城乡居民医疗保险工作经费"]) == [
        "某某市某某区医疗保障局2024年",
        "城乡居民医疗保险工作经费",
    ]


def test_what_the_list_does_not_know_stays_whole_as_far_as_a_line_has_room() -> None:
    assert break_title(["某某局", "鑫淼焱垚犇骉羴猋麤", "补助经费2024年"], 10) == [
        "某某局",
        "鑫淼焱垚犇骉羴猋麤",
        "补助经费2024年",
    ]
    lines = break_title(["鑫淼焱垚犇骉羴猋麤" * 3 + "123456789012"])
    assert "".join(lines) == "鑫淼焱垚犇骉羴猋麤" * 3 + "123456789012"
    assert max(map(width, lines)) <= TITLE
    assert [line for line in lines if "123456789012" in line]


def test_a_number_stays_with_what_it_counts() -> None:
    assert break_title(["某某市某某区医疗保障局城乡居民", "2024", "年部门预算公开"], 16) == [
        "某某市某某区医疗保障局",
        "城乡居民2024年部门预算公开",
    ]


def test_the_list_holds_each_word_once_and_none_of_one_character() -> None:
    listed = [word for line in LIST.read_text("utf-8").splitlines() if line[0] != "#" for word in line.split()]
    assert len(listed) == len(set(listed))
    assert min(map(len, listed)) > 1


# --- in the formats -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def annexes() -> Document:
    """Return a document with an annex for each title, and a table with narrow columns in the first."""
    heads = tuple(Column(words(head.replace("|", "")), 12, "right") for head in HEADS)
    block = table(heads, ["1.00"] * len(heads))
    first, *others = (Annex(words(f"附件{number}"), words(title)) for number, title in enumerate(TITLES))
    title = tuple(break_title([TITLES[0]]))
    return factory.document(factory.portrait(first, block), *map(factory.portrait, others), title=title)


@pytest.fixture(scope="module")
def wanted() -> list[list[str]]:
    """Return the lines of all titles of the document, its own first."""
    return [break_title([title]) for title in (TITLES[0], *TITLES)]


def head_lines(pieces: list[list[str]]) -> None:
    """Compare the lines of the heads with the words."""
    assert ["".join(lines) for lines in pieces] == [head.replace("|", "") for head in HEADS]
    for lines, marked in zip(pieces, HEADS, strict=True):
        assert ends(lines) - ends(marked.split("|")) == set()
    assert max(map(len, pieces)) > 1


def test_word_prints_these_lines(annexes: Document, wanted: list[list[str]]) -> None:
    read = docx.Document(io.BytesIO(word.render(annexes, CHONGQING)))
    titles = [p.text.split("\n") for p in read.paragraphs if p.style and p.style.name == "附件标题"]
    assert titles == wanted[1:]
    assert [p.text for p in read.paragraphs[: len(wanted[0])]] == wanted[0]
    head_lines([cell.text.split("\n") for cell in read.tables[0].rows[0].cells])


def test_a_pdf_prints_these_lines(annexes: Document, wanted: list[list[str]]) -> None:
    read = pages(pdf.render(annexes, CHONGQING))
    assert [text(line) for page in read for line in page.lines(22)] == [line for lines in wanted for line in lines]
    unbroken = {word for marked in HEADS for word in marked.split("|")}
    lines = lines_of_heads(read[:1])
    assert lines
    assert not [piece for piece in lines if not any(piece.startswith(word) for word in unbroken)]


def lines_of_heads(read: Iterable[Page]) -> list[str]:
    """Return the stretches of what is printed in the face of heads, in the size of tables."""
    found: list[str] = []
    for page in read:
        heads = [one for one in page.characters if "Hei" in one.font and one.size < 12]
        heads.sort(key=lambda one: (-round(one.baseline), one.x))
        for before, one in zip([None, *heads], heads, strict=False):
            if before and before.baseline == one.baseline and one.x - before.right < 1:
                found[-1] += one.text
            else:
                found.append(one.text)
    return found


def test_the_heads_of_the_published_tables_have_the_same_lines_in_word_and_pdf(built: tuple[Result, Path]) -> None:
    result, out = built
    (source,) = [one for one, _ in result.documents if one.has_tables]
    stem = out / source.department / str(source.year) / source.name
    read = docx.Document(str(stem.with_name(f"{stem.name}.docx")))
    heads = [p for table in read.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    columns = [column for block in source.blocks if isinstance(block, Table) for column in block.columns]
    said = {one.heading.plain for column in columns for one in (column, *column.children)}
    lines = {
        line
        for p in heads
        if p.style and p.style.name == HEAD and p.text.replace("\n", "") in said
        for line in p.text.split("\n")
    }
    assert {"国有资本", "经营预算"} <= lines
    assert lines - set(lines_of_heads(pages(stem.with_name(f"{stem.name}.pdf").read_bytes()))) == set()


def test_a_page_ends_lines_there_or_between_words(annexes: Document, wanted: list[list[str]]) -> None:
    tree: Any = lxml_html.fromstring(html.render(annexes, CHONGQING).decode())
    (own,) = tree.xpath("//h1")
    titles = [own, *tree.xpath("//h2[@class='annex']/span[@class='title']")]
    assert [[line.text_content() for line in title] for title in titles] == wanted
    for title, marked in zip(titles, [MARKED[0], *MARKED], strict=True):
        pieces = [piece for line in title for piece in line.itertext()]
        assert ends(pieces) - ends(marked.split("|")) == set()
        assert len(pieces) > len(title)
    head_lines([list(head.itertext()) for head in tree.xpath("//table/thead//th")])


def test_a_workbook_prints_lines_that_end_between_words(annexes: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(annexes, CHONGQING)))
    found = [sheet["A2"].value.split("\n") for sheet in book]
    assert ["".join(lines) for lines in found] == TITLES
    for lines, marked in zip(found, MARKED, strict=True):
        assert ends(lines) - ends(marked.split("|")) == set()
    assert max(map(len, found)) > 1
    head_lines([cell.value.split("\n") for cell in book.worksheets[0][4]])


@pytest.mark.parametrize("text", ["龘" * 2000, "关于下达医疗救助补助资金预算的通知" * 120, "，2024年" * 400], ids=len)
def test_a_text_of_any_length_is_cut_at_once(text: str) -> None:
    """Ways multiply with lines: a title that takes all night stops a build."""
    begun = time.process_time()
    lines = break_title([text])
    assert time.process_time() - begun < 20
    assert "".join(lines) == text
    assert max(map(width, lines)) <= TITLE
