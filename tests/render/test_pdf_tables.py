"""Regular tables, annexes, contents and the forms of the department budget, measured in the PDF."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.render import fit, pdf
from tests.render import budget, paper
from tests.render.factory import YUNNAN_2020, document, heading, landscape, paragraphs, portrait
from tests.render.pages import MM, Page, pages, text

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT, RIGHT, TOP = 28 * MM, (28 + 156) * MM, (297 - 37) * MM
LINE = 225 * MM / 22


@pytest.fixture(scope="module")
def whole() -> bytes:
    return pdf.render(budget.statement(), budget.LAYOUT)


@pytest.fixture(scope="module")
def read(whole: bytes) -> list[Page]:
    return pages(whole)


def test_each_section_starts_a_page_even_in_the_same_direction() -> None:
    parts = [
        portrait(*paragraphs("甲")),
        portrait(heading(1, "乙")),
        landscape(budget.incomes()),
        landscape(budget.incomes()),
    ]
    made = pages(pdf.render(document(*parts), budget.LAYOUT))
    assert [page.width > page.height for page in made] == [False, False, True, True]
    assert [page.text[0] for page in made[1:]] == ["乙", "单", "单"]


def test_the_contents_give_the_page_of_each_entry(read: list[Page]) -> None:
    lines = [text(line) for line in read[0].lines(12)]
    assert len(lines) == 7
    for line, page in zip(lines, (2, 2, 3, 4, 5, 6, 7), strict=True):
        assert re.search(rf"…{page}$", line)
    ends = [line[-1].right for line in read[0].lines(12)]
    assert max(abs(end - RIGHT) for end in ends) < 1


def test_the_text_starts_on_the_page_after_the_contents(read: list[Page]) -> None:
    assert read[1].text.startswith("一、单位基本情况")


def test_an_annex_has_its_number_at_the_left_and_its_title_on_the_third_line(read: list[Page]) -> None:
    page = read[2]
    (label,) = page.lines(16)
    assert text(label) == "附件二"
    assert label[0].font.endswith("Gongwen-Hei")
    assert abs(label[0].x - LEFT) < 0.5
    first, second = page.lines(22)
    assert (text(first), text(second)) == (budget.DEPARTMENT, "一般公共预算财政拨款支出预算表")
    assert abs((first[0].x + first[-1].right) / 2 - (LEFT + RIGHT) / 2) < 1
    assert TOP - 3 * LINE < first[0].baseline < TOP - 2 * LINE


def test_bookmarks_name_annexes_and_sheets(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as file, file.open_outline() as outline:
        children = outline.root[0].children
        titles = [item.title for item in children]
        sheets = [item.title for item in children[-1].children]
    assert titles[:3] == ["目录", "一、单位基本情况", f"附件二 {budget.DEPARTMENT}一般公共预算财政拨款支出预算表"]
    assert sheets == ["表-1", "表-2"]


def test_the_unit_stands_at_the_right_above_the_table_and_the_note_below(read: list[Page]) -> None:
    lines = read[3].lines(12)
    assert text(lines[0]) == "单位：万元"
    assert abs(lines[0][-1].right - RIGHT) < 6  # the colon's and the last character's own room
    assert text(lines[-1]) == "（备注：本单位无政府性基金收支，故此表无数据。）"
    assert lines[-1][0].x < LEFT + 1


def test_amounts_end_at_one_edge(read: list[Page]) -> None:
    lines = [line for line in read[2].lines(10.5) if "26.73" in text(line)]
    edges = {round(line[-1].right, 1) for line in lines}
    assert len(lines) == 2
    assert len(edges) == 1


def _long(count: int) -> list[Page]:
    return pages(pdf.render(document(portrait(budget.spending(count))), budget.LAYOUT))


def test_heads_stand_on_each_page_of_a_long_table() -> None:
    made = _long(90)
    assert len(made) == 4
    for page in made:
        assert page.text.count("科目编码科目名称总计基本支出项目支出") == 1
        assert page.text.index("2024年预算数") < page.text.index("机关事业单位")
    assert "".join(page.text for page in made).count("职业年金缴费支出") == 89


def _inside(page: Page, left: float, right: float) -> Iterator[Any]:
    """Yield the characters of table size whose ink lies outside of a text block."""
    for character in page.characters:
        if abs(character.size - 14) > 0.1 and not left - 0.5 < character.ink[0] <= character.ink[2] < right + 0.5:
            yield character


def test_nothing_stands_outside_the_text_block(read: list[Page]) -> None:
    for page in read:
        left, right = (35 * MM, 260 * MM) if page.width > page.height else (LEFT, RIGHT)
        assert list(_inside(page, left, right)) == []


@pytest.mark.parametrize("amount", ["6,201.55", "1,234,567.89", "123,456,789.00"])
def test_large_numbers_stay_whole_and_in_their_columns(amount: str) -> None:
    drawn = paper.sheets(pdf.render(document(portrait(), landscape(budget.incomes(amount, 1))), budget.LAYOUT))
    (_, sheet) = drawn
    body = [line for size in fit.SIZES.values() for line in sheet.page.lines(size) if amount in text(line)]
    assert text(body[0]).count(amount) == 2
    end = text(body[0]).rindex(amount) + len(amount) - 1
    first, last = body[0][end - len(amount) + 1], body[0][end]
    lines = [(box[0] + box[2]) / 2 for box in sheet.upright if box[1] < last.baseline < box[3]]
    left, edge = max(at for at in lines if at < last.x), min(at for at in lines if at > last.x)
    assert edge - 3 < last.right + 0.8 * MM < edge
    assert first.x > left
    assert paper.faults(drawn) == []
    if len(amount) < len("123,456,789.00"):  # for this one columns that have room give it
        assert edge == pytest.approx((35 + 225 * (8 + 19 + 9 + 9) / 100) * MM, abs=1)
        assert left == pytest.approx(edge - 225 * MM * 9 / 100, abs=1)


def test_each_sheet_has_a_page_of_its_own(read: list[Page]) -> None:
    assert read[6].text.startswith("附件十二")
    assert "表-1编制单位：236001-医保局（本级）单位：万元" in read[6].text
    assert read[7].text.startswith("表-2编制单位：236001-医保局（本级）单位：万元")
    assert len(read) == 8


def test_a_long_sheet_repeats_the_heads_of_its_indicators() -> None:
    data = pdf.render(document(portrait(budget.sheet(times=20))), budget.LAYOUT)
    made = pages(data)
    assert len(made) == 3
    assert all(page.text.count("一级指标二级指标三级指标") == 1 for page in made)
    assert "".join(page.text for page in made).count("是否核心") == 3
    for table in _tables(data):
        assert len(set(table)) == 1


def _tables(data: bytes) -> Iterator[list[int]]:
    """Yield the widths of the rows of each table, counting cells that reach into a row from above in its own part."""
    with pikepdf.open(BytesIO(data)) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table":
                yield [width for part in item.K for width in _part(part)]


def _part(part: Any) -> list[int]:
    rows = [row for row in part.K if row.S == "/TR"]
    grid = [0] * len(rows)
    for number, row in enumerate(rows):
        for cell in row.K:
            for below in range(int(cell.A.get("/RowSpan", 1))):
                grid[number + below] += int(cell.A.get("/ColSpan", 1))
    return grid


def test_every_part_of_every_table_is_whole(whole: bytes) -> None:
    assert all(len(set(table)) == 1 for table in _tables(whole))


def test_the_contents_are_links(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as file:
        links = [note for note in file.pages[0].Annots if note.Subtype == "/Link"]
        assert len(links) == 7
        assert all("/A" not in link for link in links)  # no address, only places in the file
        assert str(links[2].Contents) == f"附件二 {budget.DEPARTMENT}一般公共预算财政拨款支出预算表"
        assert all("/Annots" not in page for page in list(file.pages)[1:])


def test_another_pack_draws_regular_tables_too() -> None:
    assert (
        "机关事业单位职业年金缴费支出1" in pages(pdf.render(document(portrait(budget.spending())), YUNNAN_2020))[0].text
    )
