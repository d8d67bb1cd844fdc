"""An invented unit with 政府性基金 money and purchases: tables fill, their notes go, and the text says so.

The real unit has neither: its tables 五 and 九 are empty and say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.document import Table
from tests import samples
from tests.budget import grids, places
from tests.rules import budget, harness

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document

CHANGES = {
    "accounts.yaml": """\
功能分类:
  '208': 社会保障和就业支出
  '20805': 行政事业单位养老支出
  '2080505': 机关事业单位基本养老保险缴费支出
  '210': 卫生健康支出
  '21015': 医疗保障管理事务
  '2101501': 行政运行
  '2101599': 其他医疗保障管理事务支出
  '229': 其他支出
  '22960': 彩票公益金安排的支出
  '2296013': 用于城乡医疗救助的彩票公益金支出
""",
    "budget.yaml": """\
政府采购:
  - 项目编号: CG-01
    项目: 办公设备
    类型: 货物
    金额: 12
  - 项目: 系统维护
    类型: 服务
    金额: 3.456
    资金来源: 事业收入
上年:
  支出:
    一般公共预算:
      人员经费: 70
      公用经费: 30
      项目支出: 20
    事业收入: 8
  三公经费:
    公务接待费: 1
变动原因:
  收入: 增加了项目
  支出: 增加了项目
  一般公共预算·项目支出: 增加了项目
""",
    "projects/03-lottery.yaml": budget.FILES["projects/01-publicity.yaml"],
}
LOTTERY = """\
项目编码: 50015224T000000000003
项目名称: 彩票公益金医疗救助
金额:
  2296013 用于城乡医疗救助的彩票公益金支出:
    政府性基金预算:
      本级安排: 6.5
"""
FUND, PURCHASES = "政府性基金预算支出表", "政府采购预算明细表"


@pytest.fixture
def second(tmp_path: Path, templates: Path) -> Document:
    files = dict(budget.FILES) | {
        "projects/03-lottery.yaml": harness.overlay(CHANGES["projects/03-lottery.yaml"], LOTTERY)
    }
    for name in ("accounts.yaml", "budget.yaml"):
        files[name] = harness.overlay(files[name], CHANGES[name])
    samples.write(tmp_path, {f"{budget.FOLDER}/{name}": text for name, text in files.items()})
    (tmp_path / "templates").symlink_to(templates)
    return places.assembled(tmp_path)


def table(document: Document, name: str) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.name == name]
    return found


def body(document: Document, name: str) -> list[list[str]]:
    found = table(document, name)
    return grids.of_table(found)[found.head_rows :]


def test_the_real_unit_has_empty_tables_with_their_own_notes(document: Document) -> None:
    fund, purchases = table(document, FUND), table(document, PURCHASES)
    assert body(document, FUND) == [["", "合计", "", "", ""]]
    assert fund.note.plain == "（备注：本单位无政府性基金收支，故此表无数据。）"
    assert body(document, PURCHASES) == [["合计", *[""] * 9]]
    assert purchases.note.plain == "备注：本部门本年度无政府采购"
    notes = [block.note.plain for block in document.blocks if isinstance(block, Table) and block.note]
    assert notes == [fund.note.plain, purchases.note.plain]
    said = places.places(document)
    assert said["五、其他重要事项的情况说明 （二）政府采购情况 段1"] == "本单位无政府采购预算。"
    assert not any("政府性基金预算财政拨款" in text for name, text in said.items() if name.startswith("三"))


def test_its_tables_are_filled(second: Document) -> None:
    assert body(second, FUND) == [
        ["", "合计", "6.50", "", "6.50"],
        ["229", "其他支出", "6.50", "", "6.50"],
        ["22960", "彩票公益金安排的支出", "6.50", "", "6.50"],
        ["2296013", "用于城乡医疗救助的彩票公益金支出", "6.50", "", "6.50"],
    ]
    assert body(second, PURCHASES) == [
        ["合计", "", "15.46", "12.00", "", "3.46", "", "", "", ""],
        ["CG-01", "办公设备", "12.00", "12.00", "", "", "", "", "", ""],
        ["", "系统维护", "3.46", "", "", "3.46", "", "", "", ""],
    ]
    assert body(second, "财政拨款收支总表") == [
        ["一、本年收入", "136.50", "一、本年支出", "136.50", "130.00", "6.50", ""],
        ["一般公共预算资金", "130.00", "社会保障和就业支出", "10.00", "10.00", "", ""],
        ["政府性基金预算资金", "6.50", "卫生健康支出", "120.00", "120.00", "", ""],
        ["国有资本经营预算资金", "", "其他支出", "6.50", "", "6.50", ""],
        ["二、上年结转", "", "二、结转下年", "", "", "", ""],
        ["一般公共预算拨款", *[""] * 6],
        ["政府性基金预算拨款", *[""] * 6],
        ["国有资本经营收入", *[""] * 6],
        ["收入合计", "136.50", "支出合计", "136.50", "130.00", "6.50", ""],
    ]
    assert "2296013" not in [row[0] for row in body(second, "一般公共预算财政拨款支出预算表")]
    income = {row[0]: row[2:5] for row in body(second, "部门收入总表")}
    assert income[""] == ["136.50", "130.00", "6.50"]
    assert income["2296013"] == ["6.50", "", "6.50"]


def test_its_notes_are_gone(second: Document) -> None:
    assert [block.name for block in second.blocks if isinstance(block, Table) and block.note] == []


def test_its_text_says_so(second: Document) -> None:
    said = places.places(second)
    assert said["二、部门收支总体情况 （一）收入预算 段1"] == (
        "2024年年初预算数136.5万元，其中：一般公共预算拨款130万元，政府性基金预算拨款6.5万元。"
        "收入较去年增加8.5万元，主要是增加了项目。"
    )
    assert said["三、部门预算情况说明 段1"] == (
        "2024年一般公共预算财政拨款收入130万元，一般公共预算财政拨款支出130万元，比2023年增加10万元。"
        "其中：基本支出100万元，与2023年持平；项目支出30万元，比2023年增加10万元，主要原因是增加了项目。"
    )
    assert said["三、部门预算情况说明 段2"] == (
        "2024年政府性基金预算财政拨款收入6.5万元，政府性基金预算财政拨款支出6.5万元。"
    )
    assert said["五、其他重要事项的情况说明 （二）政府采购情况 段1"] == (
        "2024年政府采购预算15.46万元，其中：货物12万元，工程0万元，服务3.46万元。"
    )
    assert said["五、其他重要事项的情况说明 （三）绩效目标设置情况 段1"] == (
        "2024年项目支出均实行了绩效目标管理，涉及一般公共预算当年财政拨款30万元，政府性基金预算当年财政拨款6.5万元。"
    )
