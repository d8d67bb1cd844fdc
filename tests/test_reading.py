"""What a clerk writes is what the program reads: every character, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.load.source import is_invisible
from generator.model.text import Text, Written
from tests import reading

if TYPE_CHECKING:
    from generator.model.position import Position
    from generator.model.values import Prose

# Plain YAML would take these for numbers, booleans, dates or nothing; here they are what was written.
EXACT = (
    "0871 012 1.10 00 1e3 0x1F 0b1 1_000 +5 -0 .5 5. NO no Yes true ~ null .inf .nan 2024-01-05 12:30:45 "
    "530121210000000012345 98765432109876543210987654321 = ≥ <= a:b a#b 50% 1/2 C:\\ «» 【】 ……"
).split()


@pytest.mark.parametrize("written", EXACT)
def test_scalars_are_the_text_that_was_written(written: str) -> None:
    sample = reading.sound(f"词: {written}\n行: {written}\n")
    assert sample.term is not None
    assert (sample.term.text, reading.line(written)) == (written, written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'NO'", "NO"),
        ("'它''s 甲: 乙 # 丙'", "它's 甲: 乙 # 丙"),
        ('"甲: \\"乙\\" # 丙"', '甲: "乙" # 丙'),
        ('"a　b\u00a0c"', "a　b\u00a0c"),
        ("'  两边有空格  '", "  两边有空格  "),
        ("a  b   c", "a  b   c"),
        ("甲  # 注释", "甲"),
        ("'“引号”'", "“引号”"),
        ("'$${甲}'", "${甲}"),
        ("$${甲}$${", "${甲}${"),
        ("$$$ {甲} $", "$$$ {甲} $"),
        ("'{{ a }} {% b %} {# c #}'", "{{ a }} {% b %} {# c #}"),
        ("|\n  甲: # 乙", "甲: # 乙"),
    ],
)
def test_quotes_and_signs(written: str, read: str) -> None:
    assert reading.line(written) == read


def prose(text: str | bytes) -> Prose:
    found = reading.sound(text).prose
    assert found is not None
    return found


def test_each_line_of_a_block_is_a_paragraph() -> None:
    found = prose("文: |\n  甲\n\n    乙 丙\n  　　丁: '#'\n\n金额: 1\n")
    assert [part.plain for part in found.paragraphs if isinstance(part, Text)] == ["甲", "乙 丙", "丁: '#'"]
    places = [part.position for part in found.paragraphs if isinstance(part, Text)]
    assert [(place.line, place.column, place.length) for place in places if place] == [(2, 3, 1), (4, 5, 3), (5, 5, 6)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("style", ["|", "|-", "|+"])
def test_line_ends_and_byte_order_marks_are_nothing_to_worry_about(end: str, mark: str, style: str) -> None:
    text = f"{mark}# 注释{end}文: {style}{end}  甲{end}  乙{end}{end}词: 丙{end}"
    found = prose(text.encode())
    assert [part.plain for part in found.paragraphs if isinstance(part, Text)] == ["甲", "乙"]
    assert [part.position.line for part in found.paragraphs if isinstance(part, Text) and part.position] == [3, 4]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("甲乙", (2, 4, 2)),
        ("   甲乙  # 注释", (2, 7, 2)),
        ("'甲乙'", (2, 5, 2)),
        ('"甲乙"', (2, 5, 2)),
        ("|\n  甲乙", (3, 3, 2)),
        ("𬭎𬭎甲", (2, 4, 3)),
    ],
)
def test_places_of_scalars(written: str, place: tuple[int, int, int]) -> None:
    found = reading.sound(f"# 注释\n词: {written}\n行: 丙\n").term
    assert found is not None
    assert place_of(found.position) == place
    assert found.position.path == reading.PATH


def place_of(position: Position) -> tuple[int, int, int]:
    return position.line, position.column, position.length


def test_places_within_a_line() -> None:
    found = reading.sound("数据:\n  人数: 5 人\n行: 共${人数}，甲\n").line
    assert found is not None
    first, number, last = found.text.runs
    assert [run.text for run in found.text.runs] == ["共", "5人", "，甲"]
    assert [place_of(run.source) for run in (first, last) if run.source] == [(3, 4, 1), (3, 10, 2)]
    assert number.figure is not None
    assert isinstance(number.figure.origin, Written)
    assert place_of(number.figure.origin.position) == (2, 7, 3)


@pytest.mark.parametrize(
    ("written", "unit", "value", "shown"),
    [
        ("21.85", "万元", "218500", "21.85万元"),
        ("0.000001", "万元", "0.01", "0.000001万元"),
        ("1.10", "元", "1.10", "1.1元"),
        ("-5", "元", "-5", "-5元"),
        ("0", "元", "0", "0元"),
        ("999999999999.99", "元", "999999999999.99", "999999999999.99元"),
        ("'54'", "万元", "540000", "54万元"),
    ],
)
def test_amounts_are_exact_yuan(written: str, unit: str, value: str, shown: str) -> None:
    found = reading.sound(f"金额: {written}\n", unit).amount
    assert found is not None
    figure = found.figure
    assert isinstance(figure.value, Decimal)
    assert (figure.value, figure.unit, figure.text) == (Decimal(value), "元", shown)
    assert figure.position == found.position


def test_a_year_and_a_day() -> None:
    sample = reading.sound("年: 2024\n日: 2024-02-29\n")
    assert sample.year is not None
    assert sample.date is not None
    assert (sample.year.value, sample.date.text) == (2024, "2024-02-29")


def test_a_mistake_hides_nothing_else() -> None:
    sample, findings = reading.entry("金额: 1,5\n年: 24\n词: 甲\n数据:\n  乙: ？\n  丙: 3 人\n")
    assert sample is not None
    assert sample.term is not None
    assert sample.term.text == "甲"
    assert sample.data["丙"].figure.text == "3人"
    assert [finding.code for finding in findings] == ["JE-001", "ZD-006", "SJ-001"]


PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"], exclude_characters="\u2028\u2029"), min_size=1
)


@given(PRINTABLE)
@settings(max_examples=400, deadline=None)
@example("${甲}")
@example("$${ $$${ '' ' \" \\ # : - {{ }}")
@example("　全角空格　")
def test_any_text_comes_back_from_single_quotes(text: str) -> None:
    if not text.strip() or any(map(is_invisible, text)):
        return  # nothing to print, or refused
    written = text.replace("'", "''").replace("${", "$${")
    assert reading.line(f"'{written}'") == text
