"""字段 of departments, units, purchases and items: one pack declares, and what it declares is printed and told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.editing import formatted
from generator.filling.description import described
from generator.load.own_fields import FAULTY
from generator.model.document import Table
from generator.report.reference import reference
from generator.report.schemas import all_schemas
from tests import samples
from tests.packs.children import BASIS, CHILD, CHILD_FILE, errors, repository
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

DEPARTMENT, BUDGET = f"{budget.FOLDER}/department.yaml", f"{budget.FOLDER}/budget.yaml"
PROJECT = f"{budget.FOLDER}/projects/01-publicity.yaml"
FIELDS = """\
字段:
  部门:
    公开网址: {类型: 文字, 说明: 在哪里公开。, 例: 区政府网站}
  单位:
    编制人数: {类型: 数, 说明: 核定的编制。, 例: 30 人, 必填: 是}
    经费形式: {类型: 选项, 说明: 怎样供给。, 例: 全额, 选项: [全额, 差额]}
  政府采购:
    采购目录: {类型: 短语, 说明: 采购目录里的编码。, 例: A05, 必填: 是}
  明细:
    批准日期: {类型: 日期, 说明: 何时批准。, 例: 2024-01-05}
表格:
  部门收入总表:
    列:
      - 表头: 单位
        取: 单位名称
        宽: 40
      - 表头: 编制
        取: 编制人数
        宽: 30
      - 表头: 形式
        取: 经费形式
        宽: 30
    行:
      - 取自: 部门.单位
  部门支出总表:
    列:
      - 表头: 编制
        取: 单位.编制人数
        宽: 20
      - 表头: 网址
        取: 部门.公开网址
        宽: 30
      - 表头: 单位
        取: 单位.名称
        宽: 30
      - 表头: 支出
        数: 支出
        宽: 20
    行:
      - 按: 单位
  政府采购预算明细表:
    列:
      - 表头: 采购
        取: 项目
        宽: 40
      - 表头: 目录
        取: 采购目录
        宽: 30
      - 表头: 金额
        取: 金额
        宽: 30
    行:
      - 取自: 政府采购
"""
LIST = """\
批准:
      类型: 列表
      说明: 何时批准。
      栏:
        日期: {类型: 日期, 说明: 何时。, 例: 2024-01-05}"""


def given(root: Path, pack: str = FIELDS, **written: str) -> Result:
    """Check the small budget with the fields of the child, written as `written` says in place of what is usual."""
    repository(root, {f"{CHILD}/pack.yaml": BASIS + pack})
    said = {
        "department": "公开网址: 区政府网站\n",
        "unit": "    编制人数: 30 人\n    经费形式: 差额\n",
        "purchase": "    采购目录: A05\n",
        "item": "    批准日期: 2024-01-05\n",
    } | written
    for path, old, new in (
        (DEPARTMENT, "年度: 2024\n", f"年度: 2024\n{said['department']}"),
        (DEPARTMENT, "    单位性质: 行政单位\n", f"    单位性质: 行政单位\n{said['unit']}"),
        (BUDGET, "上年:", f"政府采购:\n  - 项目: 桌椅\n    类型: 货物\n    金额: 2\n{said['purchase']}\n上年:"),
        (
            PROJECT,
            "立项依据:",
            f"资金安排情况:\n  说明: 印制。\n  明细:\n  - 名称: 资料\n    金额: 20\n{said['item']}立项依据:",
        ),
    ):
        file = root / path
        file.write_text(samples.changed(file.read_text("utf-8"), old, new), "utf-8")
    return pipeline.check(root)


def test_tables_print_fields_of_departments_units_and_records(tmp_path: Path) -> None:
    result = given(tmp_path)
    assert errors(result) == []
    ((document, _),) = result.documents
    tables = {block.name: block for block in document.blocks if isinstance(block, Table)}
    rows = {name: [[cell.plain for cell in row if cell] for row in table.rows] for name, table in tables.items()}
    assert rows["部门收入总表"] == [["某区医疗保障局", "30人", "差额"]]
    assert rows["部门支出总表"] == [["30人", "区政府网站", "医保局（本级）", "130.00"]]
    assert rows["政府采购预算明细表"] == [["桌椅", "A05", "2.00"]]


def test_what_is_written_wrong_is_told_as_of_any_key(tmp_path: Path) -> None:
    wrong = {
        "unit": "    经费形式: 半额\n",
        "purchase": "    采购目录: A05\n    数量: 3\n",
        "item": "    批准日期: 昨天\n",
        "department": "公开网站: 甲\n",
    }
    assert [(code, message, path) for code, message, path, _ in errors(given(tmp_path, **wrong))] == [
        ("ZD-001", "「政府采购」里没有「数量」这个键", BUDGET),
        ("ZD-001", "「部门文件」里没有「公开网站」这个键", DEPARTMENT),
        ("ZD-003", "缺少「编制人数」", DEPARTMENT),
        ("ZD-004", "「经费形式」不能是「半额」", DEPARTMENT),
        ("ZD-007", "日期「昨天」写法不对", PROJECT),
    ]


def test_what_can_not_be_declared_is_told_once(tmp_path: Path) -> None:
    pack = samples.changed(FIELDS, "编制人数: {类型", "单位名称: {类型")
    pack = samples.changed(pack, "选项: [全额, 差额]", "选项: [全额, 差额], 应同: 单位名称")
    pack = samples.changed(pack, "批准日期: {类型: 日期, 说明: 何时批准。, 例: 2024-01-05}", LIST)
    assert [(code, message, path) for code, message, path, _ in errors(given(tmp_path, pack=pack))] == [
        (FAULTY, "「单位名称」是程序已有的键，字段不能再叫这个名字", CHILD_FILE),
        (FAULTY, "单位的字段「经费形式」不能写「应同」", CHILD_FILE),
        (FAULTY, "明细的字段「批准」不能是列表", CHILD_FILE),
    ]


def test_docs_schemas_forms_and_the_order_of_keys_tell_of_them(tmp_path: Path) -> None:
    result = given(tmp_path)
    packs = pipeline.packs(tmp_path)
    page, schemas = reference(packs), all_schemas(packs)
    assert [kind in page for kind in (f"### `{CHILD}`：单位", f"### `{CHILD}`：明细")] == [True, True]
    assert "| `采购目录` | 是 | 文字，照原样 | 采购目录里的编码。 |" in page
    below = json.loads(schemas["department.schema.json"])
    assert below["$defs"]["Unit"]["properties"]["经费形式"]["enum"] == ["全额", "差额"]
    assert below["properties"]["公开网址"]["description"] == f"在哪里公开。（模板包 {CHILD} 的字段）"
    assert "采购目录" in json.loads(schemas["budget.schema.json"])["$defs"]["Purchase"]["properties"]
    (department,) = (one for one in result.content.departments.values() if one is not None)
    assert {"key": "编制人数", "needed": True, "example": "30 人"}.items() <= _columns(department)["编制人数"].items()
    written = (tmp_path / DEPARTMENT).read_text("utf-8")
    moved = written.replace("    编制人数: 30 人\n", "").replace("  - ", "  - 编制人数: 30 人\n    ")
    assert moved != written
    assert (
        formatted(DEPARTMENT, moved.encode(), list(packs.values()))[0]
        == formatted(DEPARTMENT, written.encode(), list(packs.values()))[0]
    )


def _columns(department: Any) -> dict[str, dict[str, Any]]:
    """Return the columns of the table of units in the form of a department's file."""
    (units,) = (told for told in described(type(department)) if told["key"] == "单位")
    return {told["key"]: told for told in units["columns"]}
