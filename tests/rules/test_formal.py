"""What the examples of the formal rules can't show as well: check digits, near names, half pairs."""

from __future__ import annotations

import pytest

from generator.check.rules import codes, punctuation, unit_names
from generator.check.texts import Piece, Value
from generator.model.position import Position
from generator.model.text import of_words
from generator.model.values import Line

REAL = ("12530121431280569L", "12530102431280534H", "MB1584220")


def piece(words: str, key: str = "文本") -> Piece:
    place = Position("a.yaml", 1)
    text = of_words(words, place)
    return Piece(Value(key, Line(text, place)), text, words)


@pytest.mark.parametrize("code", REAL)
def test_check_digits_of_real_codes(code: str) -> None:
    assert codes._problem(code) == ""


@pytest.mark.parametrize("code", REAL)
def test_one_wrong_or_exchanged_digit_is_noticed(code: str) -> None:
    wrong = [
        code[:at] + digit + code[at + 1 :]
        for at in range(2, len(code) - 1)
        for digit in "0123456789"
        if digit != code[at]
    ]
    assert [other for other in wrong if not codes._problem(other)] == []
    exchanged = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(2, len(code) - 1)]
    assert all(codes._problem(wrong) for wrong in exchanged if wrong != code)


def test_check_digit_x_and_0() -> None:
    digits = {codes.organisation_check_digit(f"{number:08d}") for number in range(200)}
    assert digits == set("0123456789X")


@pytest.mark.parametrize(
    ("full", "region", "tail"),
    [
        ("重庆市潼南区医疗保障局", "潼南区", "医疗保障局"),
        ("昆明市呈贡区医疗保险管理局", "呈贡区", "医疗保险管理局"),
        ("昆明市城市管理局", "昆明市", "城市管理局"),
        ("呈贡区市场监督管理局", "呈贡区", "市场监督管理局"),
        ("忠县民政局", "忠县", "民政局"),
        ("大理白族自治州财政局", "大理白族自治州", "财政局"),
    ],
)
def test_a_name_is_split_after_its_last_region(full: str, region: str, tail: str) -> None:
    assert unit_names.parse(full) == unit_names.Name(full, region, tail)


def test_a_name_without_a_region_is_compared_with_nothing() -> None:
    assert unit_names.parse("医保局（本级）") is None


@pytest.mark.parametrize(
    ("written", "right", "near"),
    [
        ("保障局", "医疗保障局", True),
        ("医疗保险局", "医疗保障局", True),
        ("医疗医疗保障局", "医疗保障局", True),
        ("医保局", "医疗保障局", False),
        ("财政局", "民政局", False),
        ("医疗保障事务中心", "医疗保障局", False),
        ("人力资源和社会保障局", "医疗保障局", False),
        ("市场监督管理局", "城市管理局", False),
    ],
)
def test_near_names(written: str, right: str, near: object) -> None:
    assert unit_names.is_near(written, right) == near


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("（甲）《乙》“丙”〔丁〕", []),
        ("（甲", [0]),
        ("甲）", [1]),
        ("《甲（乙》丙）", [2, 6]),
        ("“甲”“乙", [3]),
        ("1）甲；（2）乙", []),
        ("[60%,80%)", []),
        ("根据〔2024〕1号（甲", [10]),
        ("“双〔原件不清〕", []),
    ],
)
def test_half_pairs(text: str, places: list[int]) -> None:
    assert [hit.start for hit in punctuation.unpaired(piece(text))] == places
