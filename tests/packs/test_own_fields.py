"""字段: what a pack declares is read, checked, asked for, found and told like the fields of the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.load.own_fields import FAULTY
from generator.model.document import Table
from generator.model.own import own
from generator.model.values import Amount, Date, Line, Prose, Quantity, Term, Word
from generator.report.reference import reference
from generator.report.schemas import all_schemas
from tests import samples
from tests.packs.children import BASIS, CHILD, CHILD_FILE, errors, repository
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

OTHER = f"{budget.FOLDER}/projects/02-training.yaml"
PROJECT = f"{budget.FOLDER}/projects/01-publicity.yaml"
NAMES = {
    "实施科室": Line,
    "经办人": Term,
    "实施方案": Prose,
    "惠及人数": Quantity,
    "往年结余": Amount,
    "批准日期": Date,
    "重要程度": Word,
}
FIELDS = """\
字段:
  项目:
    实施科室: {类型: 文字, 说明: 由哪个科室实施。, 例: 基金监管科}
    经办人: {类型: 短语, 说明: 经办人。, 例: 李四}
    实施方案: {类型: 多行文字, 说明: 怎样实施。, 例: 分两步。}
    惠及人数: {类型: 数, 说明: 惠及多少人。, 例: 100 人}
    往年结余: {类型: 金额, 说明: 往年结余多少。, 例: 3}
    批准日期: {类型: 日期, 说明: 批准的日期。, 例: 2024-01-05}
    重要程度:
      类型: 选项
      说明: 有多重要。
      例: 重点
      必填: 是
      选项: [重点, 次要, 一般]
      小计:
        非重点: [次要, 一般]
  预算:
    补充说明: {类型: 多行文字, 说明: 还要说明什么。, 例: 无其他说明。}
表格:
  部门支出总表:
    列:
      - 表头: 项目
        取: 项目.名称
        宽: 20
      - 表头: 科室
        取: 项目.实施科室
        宽: 20
      - 表头: 重点
        数: 重点
        宽: 20
      - 表头: 非重点
        数: 非重点
        宽: 20
      - 表头: 合计
        数: 项目支出
        宽: 20
    行:
      - 按: 项目
"""
WRITTEN = """\
实施科室: 基金监管科
经办人: '0012'
实施方案: |
  先宣传。
  再检查。
惠及人数: 120 人
往年结余: 1.5
批准日期: 2024-01-05
重要程度: 次要
"""


def given(root: Path, pack: str = FIELDS, written: str = WRITTEN, other: str = "重要程度: 重点\n") -> Result:
    """Check the small budget with a child of its pack; `written` stands in its first project, `other` in its second."""
    repository(root, {f"{CHILD}/pack.yaml": BASIS + pack})
    for path, more in ((PROJECT, written), (OTHER, other)):
        file = root / path
        file.write_text(
            samples.changed(file.read_text(encoding="utf-8"), "金额单位: 万元\n", f"金额单位: 万元\n{more}"), "utf-8"
        )
    return pipeline.check(root)


def test_they_are_read_by_their_types(tmp_path: Path) -> None:
    result = given(tmp_path)
    assert errors(result) == []
    (statement,) = result.content.statements
    found = own(statement.projects[0].project)
    assert {name: type(value) for name, value in found.items() if name in NAMES} == NAMES
    assert found["惠及人数"].figure.value == 120
    assert found["往年结余"].figure.value == 15000  # in 元
    assert (found["实施科室"].plain, found["经办人"].text) == ("基金监管科", "0012")
    assert [part.plain for part in found["实施方案"].paragraphs] == ["先宣传。", "再检查。"]
    assert own(statement.projects[1].project)["实施科室"] is None
    assert own(statement.budget) == {"补充说明": None}


def test_a_choice_is_a_dimension_of_the_ledger_and_any_field_a_word_of_rows(tmp_path: Path) -> None:
    ((document, _),) = given(tmp_path).documents
    (table,) = (block for block in document.blocks if isinstance(block, Table) and block.name == "部门支出总表")
    rows = [[cell.plain for cell in row if cell] for row in table.rows]
    assert rows == [
        ["医保宣传", "基金监管科", "20.00", "20.00"],
        ["经办人员培训", "10.00", "10.00"],
    ]


def test_texts_of_them_are_checked_and_addressed_like_others(tmp_path: Path) -> None:
    waiver = "豁免:\n  - 规则: GS-181\n    位置: 实施方案\n    理由: 已同意\n    责任人: 王五\n    年度: 2024\n"
    written = samples.changed(WRITTEN, "先宣传", "先宣传，电话 13912345678")
    told = [f for f in given(tmp_path / "a", written=written).findings if f.code == "GS-181"]
    assert [(f.position.path, f.position.line) for f in told if f.position] == [(PROJECT, 8)]
    assert [f for f in given(tmp_path / "b", written=written + waiver).findings if f.code in {"GS-181", "HM-003"}] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("重要程度: 次要", "重要程度: 次之", "ZD-004", "「重要程度」不能是「次之」"),
        ("重要程度: 次要\n", "", "ZD-003", "缺少「重要程度」"),
        ("实施科室", "实施科是", "ZD-001", "「项目」里没有「实施科是」这个键"),
        ("2024-01-05", "2024年", "ZD-007", ""),
    ],
)
def test_what_is_written_wrong_is_told_as_of_any_key(
    old: str, new: str, code: str, message: str, tmp_path: Path
) -> None:
    found = errors(given(tmp_path, written=samples.changed(WRITTEN, old, new)))
    assert [(told, place) for told, _, place, _ in found] == [(code, PROJECT)]
    assert message in found[0][1]


FAULTS = {
    "a key of the program": ("实施科室: {", "项目名称: {", "「项目名称」是程序已有的键，字段不能再叫这个名字", 4),
    "no key": ("实施科室: {", "实施.科室: {", "字段不能叫「实施.科室」", 4),
    "a choice called like a dimension": ("重要程度", "来源", "「来源」是钱已有的一类，选项不能再叫这个名字", 10),
    "a word of other money": (
        "[重点, 次要, 一般]",
        "[重点, 次要, 一般, 其他收入]",
        "「其他收入」已经是一类钱的名字，选项不能再叫这个名字",
        15,
    ),
    "no word": ("[重点, 次要, 一般]", "[重点, 次要, 一般, 甲、乙]", "选项不能叫「甲、乙」", 15),
    "a sum of nothing": ("[次要, 一般]\n  预算", "[次要, 一半]\n  预算", "「小计」里的「一半」没有定义", 17),
    "an example that is no choice": ("例: 重点", "例: 很重要", "「例」里的「很重要」没有定义", 13),
    "money that is none": ("      小计:", "      钱应是: {重点: 本级按排}\n      小计:", "没有叫「本级按排」的值", 16),
    "money of an unknown word": (
        "      小计:",
        "      钱应是: {要点: 本级安排}\n      小计:",
        "「钱应是」里的「要点」没有定义",
        16,
    ),
    "alike to nothing": ("例: 基金监管科}", "例: 基金监管科, 应同: 科是}", "「应同」里的「科是」没有定义", 4),
    "columns without a list": (
        "例: 李四}",
        "例: 李四, 栏: {甲: {类型: 文字, 说明: 甲。, 例: 乙}}}",
        "「经办人」的类型是短语，不能写「栏」",
        5,
    ),
    "a list without columns": (
        "类型: 短语, 说明: 经办人。, 例: 李四",
        "类型: 列表, 说明: 经办人。",
        "「经办人」是列表，没有写每一条有哪几栏",
        5,
    ),
    "no example": (", 例: 李四}", "}", "「经办人」的类型是短语，缺少「例」", 5),
    "words without a choice": ("例: 李四}", "例: 李四, 选项: [甲]}", "「经办人」的类型是短语，不能写「选项」", 5),
}


@pytest.mark.parametrize(("old", "new", "message", "line"), FAULTS.values(), ids=list(FAULTS))
def test_what_can_not_be_declared_is_told_once_and_nothing_follows(
    old: str, new: str, message: str, line: int, tmp_path: Path
) -> None:
    found = errors(given(tmp_path, pack=samples.changed(FIELDS, old, new)))
    assert found == [(FAULTY, message, CHILD_FILE, line)]


def test_a_pack_that_can_not_be_read_leaves_its_fields_alone(tmp_path: Path) -> None:
    found = errors(given(tmp_path, pack=FIELDS + "表格式: 有\n"))
    assert [(code, path) for code, _, path, _ in found] == [("ZD-001", CHILD_FILE)]


def test_children_inherit_replace_and_take_out_single_fields(tmp_path: Path) -> None:
    found = own(given(tmp_path / "a").content.statements[0].projects[0].project)
    assert {*NAMES, "业务主管部门", "项目类别", "项目分类", "预算执行率权重"} == set(found)
    without = samples.changed(FIELDS, "  预算:\n", "    项目分类: 无\n  预算:\n")
    told = errors(given(tmp_path / "b", pack=without))
    assert [(code, message) for code, message, _, _ in told if code == "ZD-001"] == [
        ("ZD-001", "「项目」里没有「项目分类」这个键")
    ]


def test_docs_and_schemas_tell_of_them(tmp_path: Path) -> None:
    given(tmp_path)
    packs = pipeline.packs(tmp_path)
    page, schemas = reference(packs), all_schemas(packs)
    assert "### `mou-2025`：项目" in page
    assert "| `重要程度` | 是 | `重点`、`次要`、`一般` | 有多重要。 |" in page
    properties = json.loads(schemas["project.schema.json"])["properties"]
    assert properties["重要程度"]["enum"] == ["重点", "次要", "一般"]
    assert properties["重要程度"]["description"] == "有多重要。（模板包 mou-2025 的字段）"
    assert set(NAMES) <= set(properties)
    assert "补充说明" in json.loads(schemas["budget.schema.json"])["properties"]
