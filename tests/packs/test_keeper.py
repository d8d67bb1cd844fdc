"""What a keeper who has read docs/templates.md gets wrong: each slip is told once, at its line, with what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.packs.library import FOLDER, PACK, repository

if TYPE_CHECKING:
    from pathlib import Path

RULES, TEXT, CONTENT = f"{PACK}/pack.yaml", f"{PACK}/statement.jinja", f"{FOLDER}/budget.yaml"
# In which file, what stands there, what a keeper writes: the code, what the line says that is told, part of the hint.
SLIPS = {
    "widths": (RULES, "宽: 35", "宽: 30", "MB-017", "单位行: 单位：${金额单位}", "加宽几列，一共 5"),
    "column left out": (
        RULES,
        "          - 数: 公用经费\n            宽: 14\n      - 数: 项目支出\n        宽: 14\n",
        "          - 数: 公用经费\n            宽: 28\n",
        "QS-005",
        "2070104 图书馆: 450000",
        "加一列",
    ),
    "row left out": (
        RULES,
        "          - 标: 三、单位资金收入\n            数: 当年资金·单位资金\n",
        "",
        "QS-005",
        "公用经费: 36000.50",
        "加一行",
    ),
    "row below left out": (
        RULES,
        "          - 标: （2）公务用车运行费\n            数: 公务用车运行费\n",
        "",
        "QS-005",
        "公务用车运行费: 60000",
        "加一行",
    ),
    "group that excludes": (
        RULES,
        "      - 表头: 财政拨款收入\n        数: 当年资金\n",
        "      - 表头: 财政拨款收入\n        数: 上年结转\n",
        "QS-005",
        "人员经费: 1234567.80",
        "加一列",
    ),
    "label without a column": (
        RULES,
        "      - 表头: 项目\n        取: 名称\n",
        "      - 表头: 项目\n        取: 三公.编码\n",
        "QS-006",
        "- 标: 合计",
        "取: 名称",
    ),
    "value without a column": (
        RULES,
        "取: 名称\n                宽: 28\n",
        "取: 功能.名称\n                宽: 28\n",
        "QS-006",
        "- 按: 来源",
        "取: 来源.名称",
    ),
    "level": (RULES, "按: 经济.类.款", "按: 经济.类.款.项", "QS-004", "按: 经济", "类、款。"),
    "dimension": (RULES, "按: 经济.类.款", "按: 科目.类.款", "QS-004", "按: 科目", "功能、经济"),
    "plus": (RULES, "财政专户管理资金、单位资金", "财政专户管理资金+单位资金", "QS-001", "+", "写「、」"),
    "comma": (RULES, "财政专户管理资金、单位资金", "财政专户管理资金，单位资金", "QS-001", "，", "写「、」"),
    "dot": (RULES, "数: 一般公共预算·基本", "数: 一般公共预算•基本", "QS-001", "•", "写「·」"),
    "calculation": (RULES, "增: [本年, 上年]", "增: (本年-上年)/上年", "ZD-005", "增:", "增: [甲, 乙]"),
    "both kinds of rows": (
        RULES,
        "  部门收支总体情况表:\n",
        "  部门收支总体情况表:\n    行:\n      - 标: 合计\n",
        "MB-052",
        "行:",
        "并列",
    ),
    "numbers of headings": (RULES, "'{一}、'", "'一、'", "MB-052", "标题编号", "{一}"),
    "indentation": (
        RULES,
        "  政府性基金预算支出情况表:\n",
        "   政府性基金预算支出情况表:\n",
        "YM-018",
        "政府性基金预算支出情况表:",
        "删去 1 个空格",
    ),
    "a choice left out": (RULES, "指标分级: 独立成行\n", "", "ZD-003", "文种", "独立成行、逐行重复"),
    "table": (
        TEXT,
        "@表格 部门支出总体情况表",
        "@表格 部门支出情况表",
        "MB-016",
        "@表格 部门支出情况表",
        "部门支出总体情况表",
    ),
    "mark": (TEXT, "@表格 部门支出总体情况表", "@附表 部门支出总体情况表", "MB-053", "@附表", "@附件"),
    "half a mark": (TEXT, "@附件 表1 部门", "@附件 部门", "MB-053", "@附件 部门收支", "标签和题目"),
    "one brace": (TEXT, "{{ 联系人 }}", "{ 联系人 }", "MB-053", "{ 联系人 }", "{{ 联系人 }}"),
    "name as in a pack": (TEXT, "# 联系方式", "# ${年度}年联系方式", "MB-053", "${年度}", "{{ 年度 }}"),
    "name": (TEXT, "{{ 联系方式 }}", "{{ 联系方试 }}", "MB-013", "联系方试", "联系方式"),
    "field": (TEXT, "{{ 项.名称 }}", "{{ 项.科目名称 }}", "MB-013", "科目名称", "名称"),
    "wide quotes": (TEXT, '数("三公经费")', "数(“三公经费”)", "MB-010", "“三公经费”", "半角"),
    "no quotes": (TEXT, '数("三公经费")', "数(三公经费)", "MB-010", "数(三公经费)", '数("支出")'),
    "two words": (TEXT, '数("三公经费")', '数("三公经费", "上年")', "MB-010", '"上年"', "1 段"),
    "a loop that doesn't end": (
        TEXT,
        "{% for 段 in 职能职责 %}\n{{ 段 }}\n{% endfor %}",
        "{% for 段 in 职能职责 %}\n{{ 段 }}",
        "MB-010",
        "{% for 段 in 职能职责 %}",
        "{% endfor %}",
    ),
    "an end of nothing": (TEXT, "# 联系方式", "{% endif %}\n# 联系方式", "MB-010", "{% endif %}", "删去它"),
    "what and by what": (
        TEXT,
        '逐("功能.项", "一般公共预算")',
        '逐("一般公共预算", "功能.项")',
        "QS-001",
        '"功能.项")',
        "按什么分",
    ),
    "several levels": (TEXT, '逐("功能.项",', '逐("功能.款.项",', "QS-004", "功能.款.项", "只写一级"),
    "a file of texts": (RULES, "文字: statement.jinja", "文字: statment.jinja", "MB-011", "", "statement.jinja"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_at_its_line_with_what_to_write(tmp_path: Path, slip: str) -> None:
    path, old, new, code, line, hint = SLIPS[slip]
    root = repository(tmp_path)
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(samples.changed(text, old, new), encoding="utf-8")
    (found,) = [finding for finding in pipeline.check(root).findings if finding.is_error]
    assert found.code == code, (found.message, found.hint)
    assert hint in found.hint
    assert found.position is not None
    if line:
        assert line in (root / found.position.path).read_text(encoding="utf-8").split("\n")[found.position.line - 1]


def test_words_of_content_are_no_marks_of_a_template(tmp_path: Path) -> None:
    root = repository(tmp_path)
    text = (root / CONTENT).read_text(encoding="utf-8")
    strange = "单位构成: '@附表 内设办公室'\n"
    (root / CONTENT).write_text(
        samples.changed(text, "单位构成: 内设办公室、借阅部、采编部。\n", strange), encoding="utf-8"
    )
    result = pipeline.check(root)
    assert not result.has_errors, [finding.message for finding in result.findings]
