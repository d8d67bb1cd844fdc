"""GB/T 9704-2012 measured in the PDF itself: where each character stands, in what font, how large."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.render import pdf
from tests.render import factory
from tests.render.factory import YUNNAN_2024, document, form_2024, heading, landscape, paragraphs, portrait
from tests.render.pages import MM, Page, pages, text

LEFT, RIGHT = 28 * MM, (28 + 156) * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM
LINE = 225 * MM / 22
# 避头尾: what may not begin a line, and what may not end one.
NO_START = "，。、；：？！）》」』】〕〉”’％…·"
NO_END = "（《「『【〔〈“‘"

MIXED = (
    "根据《昆明市人民政府办公室关于贯彻落实云南省健全重特大疾病医疗保险和救助制度若干措施的通知》（昆政办〔2022〕44号），"
    "预计2024年呈贡区共有108000人参加，参保率达100%，按人均5元/人×108000人＝54万元；其中：“一类人员”（特困人员）、"
    "“二类人员”【低保对象】、「三类人员」……合计81.25万元！是否足额？是。"
)


def _varied(count: int) -> list[str]:
    """Paragraphs that put every mark at every place of a line."""
    return ["医" * shift + MIXED for shift in range(count)]


@pytest.fixture(scope="module")
def full() -> list[Page]:
    return pages(pdf.render(document(portrait(*paragraphs("医" * 2000))), YUNNAN_2024))


@pytest.fixture(scope="module")
def mixed() -> list[Page]:
    return pages(pdf.render(document(portrait(*paragraphs(*_varied(28)))), YUNNAN_2024))


@pytest.fixture(scope="module")
def long_table() -> list[Page]:
    rows: list[tuple[str, ...]] = [("产出指标",), ("", "数量指标")]
    rows += [("", "", f"第{number}项指标", "=", str(number), "家", "定量指标", "标准" * 20) for number in range(1, 41)]
    form = form_2024(rows, ["总体目标的文字"], ["年度目标的文字"])
    return pages(pdf.render(document(landscape(heading(1, "项目绩效目标表"), form)), YUNNAN_2024))


def test_a_full_page_has_22_lines_of_28_characters(full: list[Page]) -> None:
    assert [len(line) for line in full[1].lines()] == [28] * 22


def test_a_full_page_fills_the_text_block(full: list[Page]) -> None:
    page = full[1]
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    lines = page.lines()
    assert {round(line[0].x - LEFT, 1) for line in lines} == {0}
    assert max(abs(line[-1].right - RIGHT) for line in lines) < 1
    pitches = [upper[0].baseline - lower[0].baseline for upper, lower in pairwise(lines)]
    assert max(abs(pitch - LINE) for pitch in pitches) < 0.1
    middle = lines[0][0].baseline + 0.38 * 16  # of the characters, between ascender and descender
    assert abs(middle - (TOP - LINE / 2)) < 1
    assert lines[-1][0].ink[1] > BOTTOM


def test_the_first_page_keeps_the_grid_below_the_title(full: list[Page]) -> None:
    first, second = full[0].lines(), full[1].lines()
    assert len(first) == 20  # a line of title and an empty one
    assert abs(first[-1][0].baseline - second[-1][0].baseline) < 0.1


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(full: list[Page]) -> None:
    first = full[0].lines()[0]
    assert len(first) == 26
    assert abs(first[0].x - LEFT - 2 * 156 * MM / 28) < 0.2  # Word counts indents in whole twentieths of a point


def test_fonts_and_sizes_follow_the_levels() -> None:
    levels = [heading(level, name) for level, name in enumerate(("一、甲级", "（一）乙级", "1.丙级", "（1）丁级"), 1)]
    page = pages(pdf.render(document(portrait(*levels, *paragraphs("正文"))), YUNNAN_2024))[0]
    dressed = {
        character.text: (character.font.partition("+")[2], round(character.size, 1)) for character in page.characters
    }
    assert dressed["某"] == ("Gongwen-XiaoBiaoSong-Bold", 22)
    assert dressed["甲"] == ("Gongwen-Hei", 16)
    assert dressed["乙"] == ("Gongwen-Kai", 16)
    assert dressed["丙"] == dressed["丁"] == dressed["正"] == ("Gongwen-FangSong", 16)
    assert dressed["—"] == ("Gongwen-Song", 14)


def test_each_title_line_stands_alone_in_the_middle() -> None:
    title = ("昆明市呈贡区医疗保障局2024年", "城乡居民医疗保险工作经费")
    lines = pages(pdf.render(document(portrait(*paragraphs("正文")), title=title), YUNNAN_2024))[0].lines(22)
    assert [text(line) for line in lines] == list(title)
    for line in lines:
        assert abs((line[0].x + line[-1].right) / 2 - (LEFT + RIGHT) / 2) < 1


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(full: list[Page]) -> None:
    for number, page in enumerate(full, 1):
        folio = page.lines(14)[-1]
        assert text(folio) == f"—{number}—"
        assert abs(folio[0].ink[3] - (BOTTOM - 7 * MM)) < 0.5
        if number % 2:
            assert abs(folio[-1].right - (RIGHT - 14)) < 0.5
        else:
            assert abs(folio[0].x - (LEFT + 14)) < 0.5


def test_a_landscape_page_has_its_number_at_the_portrait_foot(long_table: list[Page]) -> None:
    for number, page in enumerate(long_table[1:], 2):
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        folio = [character for character in page.characters if abs(character.size - 14) < 0.1]
        assert text(folio) == f"—{number}—"
        # Turned by 90 degrees: the dash stands upright, 7 mm left of the text block.
        left, bottom, right, top = folio[0].ink
        assert top - bottom > 10 * (right - left)
        assert abs(right - (35 - 7) * MM) < 0.5
        if number % 2:
            assert abs(folio[-1].ink[1] - (26 * MM + 14)) < 1.5
        else:
            assert abs(top - ((210 - 28) * MM - 14)) < 1.5


def test_no_line_begins_or_ends_with_a_forbidden_mark(mixed: list[Page]) -> None:
    lines = [line for page in mixed for line in page.lines()]
    assert len(lines) > 150
    assert [text(line) for line in lines if line[0].text in NO_START] == []
    assert [text(line) for line in lines if line[-1].text in NO_END] == []


def test_full_lines_end_at_the_right_edge(mixed: list[Page]) -> None:
    lines = [line for page in mixed for line in page.lines()]
    full_lines = [line for line, following in pairwise(lines) if following[0].x < LEFT + 10]
    assert len(full_lines) > 100
    assert [text(line) for line in full_lines if abs(line[-1].right - RIGHT) > 1] == []
    assert [text(line) for line in full_lines if len(line) > 1 and line[0].x < LEFT - 0.5] == []


def test_numbers_are_never_broken(mixed: list[Page]) -> None:
    lines = [text(line) for page in mixed for line in page.lines()]
    numbers = re.findall(r"[\d.]+", "".join(lines))
    assert [number for line in lines for number in re.findall(r"[\d.]+", line)] == numbers
    assert numbers.count("108000") == 2 * 28


def test_justifying_leaves_the_text_as_it_was(mixed: list[Page]) -> None:
    read = "".join(text(line) for page in mixed for line in page.lines())
    assert read == "".join(_varied(28))


def test_head_rows_are_repeated_on_each_page_of_a_table(long_table: list[Page]) -> None:
    with_rows = [page.text for page in long_table if "项指标" in page.text]
    assert len(with_rows) > 2
    for content in with_rows:
        assert content.count("绩效指标评（扣）分标准") == 1
        assert content.index("指标性质") < content.index("项指标")


def test_rows_are_not_split(long_table: list[Page]) -> None:
    scoring = "标准" * 20
    for page in long_table:
        rows = len(re.findall(r"第\d+项指标", page.text))
        assert page.text.count("标准" * 20) >= rows
        assert page.text.replace(scoring, "").count("标准") == page.text.count("评（扣）分标准")


def test_a_row_taller_than_a_page_neither_vanishes_nor_overflows() -> None:
    items = [f"{number}.第{number}项开支" for number in range(1, 81)]
    form = form_2024([("产出指标",)], ["总体"], items)
    read = pages(pdf.render(document(landscape(form)), YUNNAN_2024))
    assert "".join(items) in "".join(page.text.replace(f"—{number}—", "") for number, page in enumerate(read, 1))
    for page in read[1:]:
        upright = [character for character in page.characters if abs(character.size - 10.5) < 0.1]
        assert min(character.ink[1] for character in upright) > 26 * MM
        assert max(character.ink[3] for character in upright) < (210 - 28) * MM


def test_a_row_of_one_level_stays_with_the_row_below() -> None:
    for filler in range(8, 14):
        rows = [("", "", "指标")] * filler + [("效益指标",), ("", "社会效益"), ("", "", "子女")] + [("", "", "末")] * 9
        read = pages(pdf.render(document(landscape(form_2024(rows, ["总体"], ["年度"]))), YUNNAN_2024))
        holders = [
            number
            for number, page in enumerate(read)
            if {"效益指标", "子女"} & set(re.findall("效益指标|子女", page.text))
        ]
        assert len(holders) == 1


def test_the_form_of_2020_begins_on_a_page_of_its_own_with_its_heading() -> None:
    cells = {"年度": "2020", "年度总投入": "165,980,000.00", "年度县区级财政": "165,980,000.00"}
    form = factory.form_2020([("产出指标", "数量指标", "参保人数", "69000人", "", "212500人")], cells, {})
    parts = portrait(*paragraphs("正文")), portrait(heading(1, "9、项目绩效目标表"), form)
    first, second = pages(pdf.render(document(*parts), factory.YUNNAN_2020))
    assert "绩效目标" not in first.text
    assert second.text.startswith("9、项目绩效目标表项目支出绩效目标申报表（生成表）（2020年度）")
    assert second.text.count("165,980,000.00") == 2
    money = [
        character
        for character in second.characters
        if abs(character.size - 9) < 0.1 and character.text in "0123456789,."
    ]
    for begin, end in ((52.4, 74.3), (140.1, 162.1)):  # the two columns, in mm
        inside = [character for character in money if begin * MM < character.x and character.right < end * MM]
        assert text(inside) == "165,980,000.00"


def test_a_very_long_word_is_broken_rather_than_printed_over_the_edge() -> None:
    word = "x" * 300
    page = pages(pdf.render(document(portrait(*paragraphs(word))), YUNNAN_2024))[0]
    assert max(character.right for line in page.lines() for character in line) < RIGHT + 1
    assert word in page.text
