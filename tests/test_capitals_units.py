"""Amounts in capitals, grouping, rounding, and the arithmetic of units, as tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.capitals import capitals
from generator.model.units import grouped, multiply, plain, scale


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("0", "零元整"),
        ("0.004", "零元整"),
        ("-0.004", "零元整"),
        ("0.005", "壹分"),
        ("0.01", "壹分"),
        ("0.10", "壹角整"),
        ("0.56", "伍角陆分"),
        ("1", "壹元整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("10.50", "壹拾元伍角整"),
        ("105", "壹佰零伍元整"),
        ("1005", "壹仟零伍元整"),
        ("1050", "壹仟零伍拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("10000", "壹万元整"),
        ("10005", "壹万零伍元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1200000", "壹佰贰拾万元整"),
        ("10050000", "壹仟零伍万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000100000", "壹拾亿零壹拾万元整"),
        ("1000000000000", "壹兆元整"),
        ("-54.30", "负伍拾肆元叁角整"),
    ],
)
def test_capitals(yuan: str, written: str) -> None:
    assert capitals(Decimal(yuan)) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("21.850", None, "21.85"),
        ("100", None, "100"),
        ("100.00", None, "100"),
        ("1E+3", None, "1000"),
        ("1E-6", None, "0.000001"),
        ("-0.50", None, "-0.5"),
        ("0", 2, "0.00"),
        ("0.005", 2, "0.01"),
        ("0.0049", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("2.675", 2, "2.68"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("999.995", 2, "1000.00"),
        ("19320000", 2, "19320000.00"),
    ],
)
def test_plain_digits_are_rounded_half_up(value: str, decimals: int | None, written: str) -> None:
    assert plain(Decimal(value), decimals) == written


@pytest.mark.parametrize(
    ("digits", "written"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("19320000.00", "19,320,000.00"),
        ("-1234567.5", "-1,234,567.5"),
        ("-0.50", "-0.50"),
        ("123456789012345678901234567890", "123,456,789,012,345,678,901,234,567,890"),
    ],
)
def test_grouping(digits: str, written: str) -> None:
    assert grouped(digits) == written


@pytest.mark.parametrize(
    ("left", "right", "sign", "unit"),
    [
        ("人", "元/人", 1, "元"),
        ("元/人", "人", 1, "元"),
        ("元", "人", -1, "元/人"),
        ("元", "元", -1, ""),
        ("", "人", 1, "人"),
        ("", "人", -1, "/人"),
        ("元/人.年", "人", 1, "元/年"),
        ("元/年", "年", 1, "元"),
        ("元/人·年", "年", 1, "元/人"),
        ("元/人", "月", -1, "元/人.月"),
        ("人", "天", 1, "人·天"),
        ("人·天", "元/人.天", 1, "元"),
        ("人·天", "元/天·人", 1, "元"),
        ("米", "米", 1, "米·米"),
        ("元/米", "米", -1, "元/米.米"),
    ],
)
def test_products_of_units(left: str, right: str, sign: int, unit: str) -> None:
    assert multiply(left, right, sign) == unit


@pytest.mark.parametrize(
    ("unit", "factor", "base"),
    [
        ("元", 1, "元"),
        ("万元", 10_000, "元"),
        ("亿元", 100_000_000, "元"),
        ("万元/人", 10_000, "元/人"),
        ("人", 1, "人"),
        ("", 1, ""),
    ],
)
def test_money_is_scaled_to_yuan(unit: str, factor: int, base: str) -> None:
    assert scale(unit) == (Decimal(factor), base)
