"""Word files as people change them: read as they are, or what is not understood is told."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.importing.reading import Reader
from generator.model.imports import Grade
from tests.importing.test_law import TONGNAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from tests.importing.test_law import Files, Imports

    Grounds = Callable[[str], Ground]
    Edit = Callable[[Document], None]

WUHUA = "wuhua-medical-insurance-center"


def read(data: bytes, ground: Ground) -> Reading:
    return Reader(ground).read({"说明.docx": data})


def values(reading: Reading) -> dict[str, Any]:
    """Return what was read, by the keys that it belongs to."""
    return {
        f"{thing.kind}.{'.'.join(path)}": value
        for thing in reading.pieces.found
        for path, (value, _) in reading.pieces.of(thing).items()
    }


@pytest.fixture(scope="module")
def ground(new_ground: Grounds) -> Ground:
    return new_ground(WUHUA)


@pytest.fixture(scope="module")
def original(office_files: Files) -> bytes:
    return office_files(WUHUA)["说明.docx"]


@pytest.fixture(scope="module")
def whole(original: bytes, ground: Ground) -> dict[str, Any]:
    reading = read(original, ground)
    assert reading.remarks == []
    return values(reading)


def edited(original: bytes, edit: Edit) -> bytes:
    document = docx.Document(io.BytesIO(original))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def heading(document: Document, words: str) -> Paragraph:
    return next(one for one in document.paragraphs if one.text == words)


def rows(document: Document) -> list[Any]:
    """Return the rows of indicators, the levels among them."""
    return [row for table in document.tables for row in table.rows if len(row.cells) >= 10][1:]


def saved_again(document: Document) -> None:
    """Nothing but saved."""


def fonts_changed(document: Document) -> None:
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.bold, run.font.name = True, "楷体"


def runs_torn(document: Document) -> None:
    """Each run in two, as Word leaves them after corrections."""
    for paragraph in document.paragraphs:
        for run in list(paragraph.runs):
            half = len(run.text) // 2
            if half:
                other: Any = copy.deepcopy(run._r)
                run._r.addnext(other)
                text = run.text
                run.text = text[:half]
                other.find(qn("w:t")).text = text[half:]


def blank_lines(document: Document) -> None:
    for paragraph in list(document.paragraphs):
        paragraph.insert_paragraph_before("")


def headings_numbered(document: Document) -> None:
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.style is not None and str(paragraph.style.name).lower().startswith(("heading", "标题")):
            paragraph.runs[0].text = f"{number % 9 + 1}、{paragraph.runs[0].text}"


def headings_without_style(document: Document) -> None:
    for paragraph in document.paragraphs:
        paragraph.style = document.styles["Normal"]


def half_width_colons(document: Document) -> None:
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if paragraph.text.startswith(("单位名称", "地址", "联系电话")):
                run.text = run.text.replace("：", ": ")


def label_with_spaces(document: Document) -> None:
    for table in document.tables:
        for paragraph in table.rows[0].cells[0].paragraphs:
            for run in paragraph.runs:
                run.text = " ".join(run.text)


def inserted_and_accepted_later(document: Document) -> None:
    """A tracked insertion, which is read as if it had been accepted."""
    paragraph: Any = heading(document, "项目实施成效")._p.getnext()
    run = paragraph.find(qn("w:r"))
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="900" w:author="某某"/>')
    run.addprevious(inserted)
    inserted.append(run)


SAME = (
    saved_again,
    fonts_changed,
    runs_torn,
    blank_lines,
    headings_numbered,
    headings_without_style,
    half_width_colons,
    label_with_spaces,
)


@pytest.mark.parametrize("edit", SAME, ids=lambda one: one.__name__)
def test_reads_the_same(original: bytes, ground: Ground, whole: dict[str, Any], edit: Edit) -> None:
    reading = read(edited(original, edit), ground)
    assert values(reading) == whole
    assert reading.remarks == []


def test_a_tracked_change_counts_as_accepted_and_is_told(
    original: bytes, ground: Ground, whole: dict[str, Any]
) -> None:
    reading = read(edited(original, inserted_and_accepted_later), ground)
    assert values(reading) == whole
    assert [(remark.grade, remark.said) for remark in reading.remarks] == [(Grade.DECIDE, "修订")]
    assert "某某" not in str(reading)


def test_an_added_row_is_one_more_indicator(original: bytes, ground: Ground, whole: dict[str, Any]) -> None:
    def add(document: Document) -> None:
        last = rows(document)[-1]
        last._tr.addnext(copy.deepcopy(last._tr))

    reading = read(edited(original, add), ground)
    key = next(name for name in whole if name.endswith("指标"))
    assert values(reading)[key] == [*whole[key], whole[key][-1]]
    assert {name: value for name, value in values(reading).items() if name != key} == {
        name: value for name, value in whole.items() if name != key
    }


def test_a_deleted_row_is_one_less(original: bytes, ground: Ground, whole: dict[str, Any]) -> None:
    def delete(document: Document) -> None:
        last = rows(document)[-1]
        last._tr.getparent().remove(last._tr)

    key = next(name for name in whole if name.endswith("指标"))
    assert values(read(edited(original, delete), ground))[key] == whole[key][:-1]


def test_an_added_paragraph_belongs_to_its_section(original: bytes, ground: Ground, whole: dict[str, Any]) -> None:
    def add(document: Document) -> None:
        heading(document, "项目实施成效").insert_paragraph_before("另外补一段。")

    reading = read(edited(original, add), ground)
    key = next(name for name in whole if name.endswith("项目实施计划"))
    assert values(reading)[key] == f"{whole[key]}\n另外补一段。"


def test_a_renamed_section_is_told_and_swallowed_by_none(
    original: bytes, ground: Ground, whole: dict[str, Any]
) -> None:
    def rename(document: Document) -> None:
        heading(document, "项目实施成效").runs[0].text = "实施效果"

    reading = read(edited(original, rename), ground)
    key = next(name for name in whole if name.endswith("项目实施成效"))
    assert values(reading) == {name: value for name, value in whole.items() if name != key}
    told = [remark.why for remark in reading.remarks]
    assert any("模板里没有这个标题" in why for why in told)
    assert any("没有找到「项目实施成效」" in why for why in told)


def test_a_reworded_label_is_told(original: bytes, ground: Ground, whole: dict[str, Any]) -> None:
    """单位名称：… becomes a sentence: what it says is not taken for the overview below it without a word."""

    def reword(document: Document) -> None:
        paragraph = next(one for one in document.paragraphs if one.text.startswith("法人代表"))
        paragraph.runs[0].text = "法定代表人是李洪武"
        for run in paragraph.runs[1:]:
            run.text = ""

    reading = read(edited(original, reword), ground)
    key = "单位.法人代表"
    assert key in whole
    assert key not in values(reading)
    assert reading.remarks


def test_columns_that_changed_places_with_their_heads_are_followed(
    original: bytes, ground: Ground, whole: dict[str, Any]
) -> None:
    def swap(document: Document) -> None:
        for table in document.tables:
            for row in table.rows:
                cells = row._tr.findall(qn("w:tc"))
                if len(cells) >= 10:
                    cells[5].addnext(cells[4])

    reading = read(edited(original, swap), ground)
    assert values(reading) == whole


def test_a_table_in_two_pieces_is_one(original: bytes, ground: Ground, whole: dict[str, Any]) -> None:
    def part(document: Document) -> None:
        last = rows(document)[-2]
        table = last._tr.getparent()
        other = copy.deepcopy(table)
        count = len(table.findall(qn("w:tr")))
        kept = table.findall(qn("w:tr")).index(last._tr)
        for row in table.findall(qn("w:tr"))[kept:]:
            table.remove(row)
        for row in other.findall(qn("w:tr"))[:kept]:
            other.remove(row)
        assert count == len(table.findall(qn("w:tr"))) + len(other.findall(qn("w:tr")))
        table.addnext(other)

    assert values(read(edited(original, part), ground)) == whole


PLANTED = {
    "in a sentence": ("一般公共预算财政拨款运行经费128.97万元", "128.97", "128.79"),
    "in a change": ("2024年一般公共预算财政拨款收入", "21.14", "21.41"),
    "in a table": ("", "458.45", "458.54"),
    "in a form": ("", "1,442.00", "1,424.00"),
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_wrong_figure_is_told(office_files: Files, imported: Imports, where: str) -> None:
    begins, right, wrong = PLANTED[where]
    changed = 0

    def plant(document: Document) -> None:
        nonlocal changed
        cells = [
            one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs
        ]
        for paragraph in document.paragraphs if begins else cells:
            if begins in paragraph.text and right in paragraph.text and not changed:
                text = paragraph.text.replace(right, wrong, 1)
                for run in paragraph.runs[1:]:
                    run.text = ""
                paragraph.runs[0].text = text
                changed += 1

    files = office_files(TONGNAN)
    done = imported(TONGNAN, {**files, "说明.docx": edited(files["说明.docx"], plant)})
    assert changed == 1
    assert any(remark.grade == Grade.MONEY and remark.place.startswith("说明.docx") for remark in done.remarks)
