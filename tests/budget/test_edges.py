"""Ledgers at the edge: without projects, without basic expenditure, without anything; and those that must not print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.model.document import Form, Table
from tests.budget import grids, places
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.document import Document
    from generator.pipeline import Result

NOTHING_BASIC = "基本支出: {}\n"
# An amount that is missing in a sentence: no digit before its unit.
GAP = re.compile(r"(?<![\d.])万元|[，：；]。|，，|增加0|减少0")


def gaps(document: Document) -> list[str]:
    return [text for name, text in places.places(document).items() if GAP.search(text) and not name.startswith("附件")]


def test_no_projects(checked: Callable[..., Result]) -> None:
    document = places.only(checked(publicity=None, training=None))
    said = places.places(document)
    assert "项目支出0万元，比2023年减少20万元" in said["三、部门预算情况说明 段1"]
    assert said["五、其他重要事项的情况说明 （三）绩效目标设置情况 段1"] == "本单位无项目支出预算。"
    assert said["附件十二 段1"] == "（备注：本单位无项目支出，故此表无数据。）"
    tables = grids.of_document(document)
    assert tables["项目支出明细表"][2:] == [["", "", "合计", *[""] * 9]]
    assert tables["部门支出总表"][1] == ["", "合计", "100.00", "100.00", ""]
    assert [block.name for block in document.blocks if isinstance(block, Form)] == ["部门整体绩效目标表"]
    assert gaps(document) == []


def test_no_basic_expenditure(checked: Callable[..., Result]) -> None:
    document = places.only(checked(budget=NOTHING_BASIC))
    said = places.places(document)
    assert "基本支出0万元，比2023年减少100万元" in said["三、部门预算情况说明 段1"]
    assert said["五、其他重要事项的情况说明 （一）机关运行经费 段1"].startswith(
        "2024年一般公共预算财政拨款运行经费0万元，比上年减少30万元"
    )
    assert grids.of_document(document)["一般公共预算财政拨款基本支出预算表"][2:] == [["", "合计", "", "", ""]]
    assert gaps(document) == []


def test_no_money_at_all(checked: Callable[..., Result]) -> None:
    document = places.only(checked(budget=NOTHING_BASIC, publicity=None, training=None))
    amounts = [
        cell.plain for table in document.blocks if isinstance(table, Table) for row in table.rows for cell in row
    ]
    assert not any("." in amount for amount in amounts if amount != "1.00")  # 三公经费 is a fact of its own.
    assert gaps(document) == []


def test_small_differences_read_as_none(checked: Callable[..., Result]) -> None:
    last = budget.FILES["budget.yaml"].partition("上年:\n")[2].partition("\n变动原因")[0].replace(" 70", " 70.004")
    document = places.only(checked(budget=f"上年:\n{last}\n"))
    assert "基本支出100万元，与2023年持平" in places.places(document)["三、部门预算情况说明 段1"]
    assert gaps(document) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("JE-205", {"publicity": "项目类别: 提前下达专项\n金额:\n"}),
        ("KM-003", {"publicity": "金额:\n  210159: 20\n"}),
        ("QS-002", {"publicity": "金额:\n  21015: 20\n"}),
        ("XM-001", {"training": "项目编码: 50015224T000000000001\n"}),
        ("JE-204", {"publicity": "金额:\n  2101599: -20\n"}),
        ("JE-203", {"publicity": "金额: 20\n"}),
        (
            "JE-202",
            {"budget": "基本支出:\n  功能分类:\n    2101501: 8\n  经济分类:\n    人员经费:\n      30101: 9\n"},
        ),
    ],
)
def test_money_that_would_be_lost_stops_the_document(
    checked: Callable[..., Result], code: str, changes: dict[str, str]
) -> None:
    result = checked(**changes)
    assert code in {finding.code for finding in result.findings if finding.is_error}
    assert result.documents == []


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            {"publicity": "金额:\n  2101599: 20\n"},
            "项目「医保宣传」知道得不够细，答不了「本级安排·医保宣传」：没有分级次",
            "把这笔钱按级次写细（如中央财政、省级财政）",
        ),
        (
            {"publicity": "金额:\n  21015:\n    本级安排: 20\n"},
            "项目「医保宣传」知道得不够细，答不了「一般公共预算」：功能只写到「医疗保障管理事务」",
            "把这笔钱按功能写细；",
        ),
        (
            {"budget": "上年:\n  支出: 120\n"},
            "上年支出知道得不够细，答不了「上年·一般公共预算」：没有分来源",
            "把这笔钱按来源写细（如一般公共预算、政府性基金预算）",
        ),
        (  # of several columns, the first
            {"budget": "结转下年: 2\n"},
            "结转下年知道得不够细，答不了「结转下年·财政拨款」：没有分来源",
            "把这笔钱按来源写细（如一般公共预算、政府性基金预算）",
        ),
    ],
)
def test_what_is_known_too_coarsely_is_told_by_its_name(
    checked: Callable[..., Result], changes: dict[str, str], message: str, hint: str
) -> None:
    told = [finding for finding in checked(**changes).findings if finding.code == "QS-002"]
    assert [(finding.message, finding.hint.startswith(hint)) for finding in told] == [(message, True)]
    assert [mark.role for mark in told[0].marks] == ["要这个数的地方"]
