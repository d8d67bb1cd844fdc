"""The formulas in `${…}`: what they mean, what they print, and what they remember."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.text import Computed
from tests import reading

DATA = """\
人数: 108000 人
标准: 5 元/人
工时: 3 小时
总额: 81.25 万元
比例: 0.355
甲-乙: 7 个
"""


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("（1＋2）×3", "9"),
        ("8 / 2 / 2", "2"),
        ("8 ÷ 2 * 3", "12"),
        ("7 - 2 - 1", "4"),
        ("7 − 2 － 1", "4"),
        ("-2 * -3", "6"),
        ("2 * (3 + (4 - 1)) ／ 3", "4"),
        ("-(2 + 3)", "-5"),
        ("0.1 + 0.2", "0.3"),
        ("  1  ", "1"),
    ],
)
def test_precedence_and_signs(formula: str, value: str) -> None:
    assert reading.figure(formula).value == Decimal(value)


@pytest.mark.parametrize(
    ("formula", "value", "unit", "shown"),
    [
        ("人数 * 标准", "540000", "元", "540000元"),
        ("标准 × 人数", "540000", "元", "540000元"),
        ("总额 / 人数", None, "元/人", "7.52元/人"),
        ("总额 ÷ 标准", "162500", "人", "162500人"),
        ("人数 / 人数", "1", "", "1"),
        ("标准 * 2", "10", "元/人", "10元/人"),
        ("1 / 工时", None, "/小时", "0.33/小时"),
        ("总额 + 1万元", "822500", "元", "822500元"),
        ("总额 - 0.25 * 1万元", "810000", "元", "810000元"),
        ("甲-乙 + 1个", "8", "个", "8个"),
        ("人数 * 5元/1人", "540000", "元", "540000元"),
        ("人数 * 2天 * 3元 / 人数 / 1天", "6", "元", "6元"),
        ("标准 * 工时 * 人数 / 工时", "540000", "元", "540000元"),
        ("工时 * 工时", "9", "小时·小时", "9小时·小时"),
    ],
)
def test_arithmetic_of_units(formula: str, value: str | None, unit: str, shown: str) -> None:
    figure = reading.figure(formula, DATA)
    assert value is None or figure.value == Decimal(value)
    assert (figure.unit, figure.text) == (unit, shown)


def test_money_is_shown_in_the_unit_of_the_file() -> None:
    assert reading.figure("人数 * 标准", DATA, "万元").text == "54万元"
    assert reading.figure("标准", DATA, "万元").text == "5元/人"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("元(总额)", "812500元"),
        ("万元(人数 * 标准)", "54万元"),
        ("万元(人数 * 标准 / 7)", "7.71万元"),
        ("百分比(比例)", "35.5%"),
        ("百分比(1 / 3)", "33.33%"),
        ("百分比（甲-乙 / 甲-乙）", "100%"),
        ("千分位(人数)", "108,000人"),
        ("千分位(总额)", "812,500元"),
        ("数(标准)", "5"),
        ("数(1 / 3)", "0.33"),
        ("中文大写(总额)", "捌拾壹万贰仟伍佰元整"),
        ("中文大写(-0.05元)", "负伍分"),
    ],
)
def test_formats(formula: str, shown: str) -> None:
    assert reading.figure(formula, DATA).text == shown


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("人数 + 标准", "YY-004"),
        ("人数 - 1", "YY-004"),
        ("百分比(人数)", "YY-004"),
        ("万元(人数)", "YY-004"),
        ("千分位(元(总额))", "YY-002"),
        ("1 / 0", "YY-005"),
        ("总人数", "YY-001"),
        ("结果", "YY-003"),
        ("1 +", "YY-002"),
        ("* 1", "YY-002"),
        ("1 2", "YY-002"),
        ("人数.上年", "YY-001"),
        ("人数 ** 2", "YY-002"),
        ("__import__('os')", "YY-002"),
    ],
)
def test_what_is_no_formula(formula: str, code: str) -> None:
    assert reading.problem(formula, DATA) == code


def test_a_computed_figure_knows_its_operands() -> None:
    figure = reading.figure("(人数 + 人数) * 标准 + 总额", DATA)
    assert isinstance(figure.origin, Computed)
    assert figure.origin.formula == "(人数 + 人数) * 标准 + 总额"
    assert [operand.text for operand in figure.origin.operands] == ["108000人", "108000人", "5元/人", "81.25万元"]
    lines = [operand.position.line for operand in figure.origin.operands if operand.position]
    assert lines == [2, 2, 3, 5]
    assert figure.position is not None
    assert (figure.position.line, figure.position.column) == (8, 9)


def test_a_bare_name_is_the_figure_itself() -> None:
    figure = reading.figure("人数", DATA)
    assert (figure.text, figure.position and figure.position.line) == ("108000人", 2)


SPENDING = """\
资金安排情况:
  说明: 甲${明细.合计}，乙${小计.宣传}，丙${明细.资料 印制}
  明细:
    - 名称: 资料 印制
      金额: 1.5
      类别: 宣传
    - 名称: 培训
      金额: ${人数 * 人均}
    - 名称: 海报
      金额: 0.25
      类别: 宣传
数据:
  人数: 50 人
  人均: 100 元/人
"""


def test_items_have_names_sums_and_groups() -> None:
    spending = reading.sound(SPENDING, "万元").spending
    assert spending is not None
    assert spending.text.plain == "甲2.25万元，乙1.75万元，丙1.5万元"
    assert [item.amount.figure.value for item in spending.items] == [Decimal(15000), Decimal(5000), Decimal(2500)]


def test_a_passage_is_printed_where_it_is_named() -> None:
    sample = reading.sound(
        "文段:\n  甲: 共${人}。\n  乙: |\n    一\n    ${甲}\n数据:\n  人: 5 人\n行: 按${甲}\n文: |\n  ${乙}\n  三\n"
    )
    assert sample.line is not None
    assert sample.prose is not None
    assert sample.line.plain == "按共5人。"
    assert sample.prose.plain == "一共5人。三"
    assert len(sample.prose.paragraphs) == 3
