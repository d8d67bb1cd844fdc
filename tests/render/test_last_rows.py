"""A table whose last page would hold fewer than five rows: no row padding wins the page, or the rows are shared out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from generator.render import docx, last_of_form, pdf, smaller
from generator.render.docx_xml import w
from generator.render.fit import AS_DRAWN, LastRows
from generator.render.last_rows import settle
from generator.verify.check import check
from generator.verify.pages import pages
from generator.verify.reference import reference
from tests.render import factory
from tests.render.statement import BY_CODE, CHONGQING, annex, spending, table, whole_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.document import Document, Table

LONG = "其他巩固脱贫攻坚成果衔接乡村振兴支出，" * 4


def high(count: int) -> Table:
    """Return a table of rows of several lines, whose padding is little beside them."""
    return table(BY_CODE, *([f"{210 + row}", LONG, "6,201.55", "", "5,438.67"] for row in range(count)))


def made(body: Table) -> Document:
    text = factory.portrait(*factory.paragraphs("文字"))
    return factory.document(text, factory.portrait(annex("一", "支出表"), body), text)


def settled(body: Table) -> LastRows:
    document = made(body)
    return settle(document, document.sections[1], body, CHONGQING)


def counts(document: Document, body: Table) -> list[int]:
    """Return how many rows of a table each page of the PDF holds."""
    data = pdf.render(document, CHONGQING)
    assert check("pdf", data, reference(document, CHONGQING), document) == []
    codes = {row[0].plain for row in body.rows}
    return [sum(unit.is_row and unit.cells[0] in codes for unit in page.units) for page in pages(data)[0][1:-1]]


def found(make: Callable[[int], Table], wanted: Callable[[LastRows], bool]) -> Table:
    """Return the smallest table of a kind that does what is wanted."""
    return next(body for count in range(8, 70) if wanted(settled(body := make(count))))


def test_rows_give_padding_where_that_wins_the_page() -> None:
    body = found(spending, lambda last: last.padding < 1)
    last, document = settled(body), made(body)
    assert 0 < last.few < 5
    assert len(counts(document, body)) == 1
    word = python_docx.Document(io.BytesIO(docx.render(document, CHONGQING)))
    (margins,) = word.element.body.iter(w("tblCellMar"))
    sides = {side.tag.rpartition("}")[2]: side.get(w("w")) for side in margins}
    assert (sides["top"], sides["bottom"]) == (str(round(40 * last.padding)),) * 2
    (note,) = smaller.told(document, CHONGQING)
    assert (note.code, note.message) == (
        "MB-061",
        f"表「支出表」的最后一页只剩 {last.few} 行，各行收紧了一点，少用一页",
    )


def test_rows_are_shared_out_where_padding_wins_nothing() -> None:
    body = found(high, lambda last: last.together > 0)
    last, document = settled(body), made(body)
    on_pages = counts(document, body)
    assert on_pages[-1] == last.together >= 2
    assert on_pages[-2] - on_pages[-1] in {0, 1}
    word = python_docx.Document(io.BytesIO(docx.render(document, CHONGQING)))
    rows = word.tables[0].rows[body.head_rows :]
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]
    assert kept == [False] * (len(rows) - last.together) + [True] * (last.together - 1) + [False]
    (note,) = smaller.told(document, CHONGQING)
    assert note.message.endswith("末两页的行匀开了")


def test_what_is_reckoned_is_what_the_pdf_has() -> None:
    """The most rows that a page has room for as drawn, with less padding, and the fewest that go on to a second."""
    tables = [spending(count) for count in range(15, 40)]
    tight = [at for at, body in enumerate(tables) if settled(body).padding < 1]
    as_drawn, least, over = tables[tight[0] - 1], tables[tight[-1]], tables[tight[-1] + 1]
    assert counts(made(as_drawn), as_drawn) == [len(as_drawn.rows)]
    assert counts(made(least), least) == [len(least.rows)]
    assert counts(made(over), over)[1] >= 5


def test_a_table_that_others_stand_beside_stays_as_it_is() -> None:
    body = found(spending, lambda last: last.padding < 1)
    section = factory.portrait(annex("一", "支出表"), *factory.paragraphs("文字"), body)
    assert settle(made(body), section, body, CHONGQING) == AS_DRAWN


def with_form(rows: int) -> Document:
    """Return a document with a form of so many rows, which begins a page."""
    text = factory.portrait(*factory.paragraphs("文字"))
    return factory.document(text, factory.landscape(annex("二", "整体绩效目标表"), whole_form(rows)), text)


def test_rows_of_a_form_give_padding_where_that_wins_the_page() -> None:
    found = {rows: last_of_form.tables(with_form(rows), CHONGQING) for rows in range(9, 15)}
    assert {rows: (last.padding, last.few) for rows, (first, last) in found.items() if first == last} == {
        9: (1, 0),
        10: (0.5, 1),
        11: (0.25, 2),
        12: (0, 3),
        13: (0, 4),
        14: (1, 0),
    }
    document = with_form(13)
    data = pdf.render(document, CHONGQING)
    assert check("pdf", data, reference(document, CHONGQING), document) == []
    assert [len(pages(pdf.render(with_form(rows), CHONGQING))[0]) for rows in (9, 14)] == [3, 4]
    assert len(pages(data)[0]) == 3
    word = python_docx.Document(io.BytesIO(docx.render(document, CHONGQING)))
    for drawn in word.tables:
        (margins,) = drawn._tbl.iter(w("tblCellMar"))
        assert [side.get(w("w")) for side in margins] == ["0", "57", "0", "57"]
    (note,) = smaller.told(document, CHONGQING)
    assert note.message == "表单「部门整体绩效目标表」的最后一页只剩 4 行，各行收紧了一点，少用一页"


@pytest.mark.tools
def test_libreoffice_prints_as_many_pages(tmp_path: Path) -> None:
    from tests.tools.programs import office  # noqa: PLC0415 - only with the tools

    bodies = [found(spending, lambda last: last.padding < 1), found(high, lambda last: last.together > 0)]
    files = [tmp_path / f"{number}.docx" for number in range(len(bodies))]
    for file, body in zip(files, bodies, strict=True):
        file.write_bytes(docx.render(made(body), CHONGQING))
    printed = [len(pages(path.read_bytes())[0]) for path in office(tmp_path, files)]
    assert printed == [len(counts(made(body), body)) + 2 for body in bodies]
