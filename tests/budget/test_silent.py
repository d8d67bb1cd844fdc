"""What budgets used to get wrong without a word: units, rounding, sources, items and tables that vanish."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline, work
from generator.model.document import Table
from generator.model.finding import Severity
from generator.model.position import Position
from generator.write.plan import Job
from tests import samples
from tests.budget import grids, places
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.pipeline import Result

    Checked = Callable[..., Result]
    Change = Callable[..., int]

PACK, TEXT = "templates/chongqing-2024/pack.yaml", "templates/chongqing-2024/statement.jinja"
DEPARTMENT = budget.FILES["department.yaml"]
LAST = """\
上年:
  支出:
    一般公共预算:
      人员经费: 70
      公用经费: 30
      项目支出: 20
"""
GENERAL = "三、部门预算情况说明 段1"
PUBLIC, OFFICE = "四、“三公”经费情况说明 段1", "五、其他重要事项的情况说明 （一）机关运行经费 段1"
AIMS = "五、其他重要事项的情况说明 （三）绩效目标设置情况 段1"


def found(result: Result, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


def notes(document: Document) -> dict[str, str]:
    return {block.name: block.note.plain for block in document.blocks if isinstance(block, Table) and block.note}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('支出{{ 数("一般公共预算") }}', '支出{{ 数("一般公共预算") }}万元', "130万元万元"),
        ('支出{{ 数("一般公共预算") }}', '支出{{ 数("一般公共预算") }} 元', "130万元 元"),
        ('支出{{ 数("一般公共预算") }}', '支出{{ 数("一般公共预算") }}（亿元）', "130万元（亿元）"),
        ('支出{{ 数("一般公共预算") }}', '支出增长{{ 比("一般公共预算").百分比 }}%', "8.33%%"),
        ("{{ 项.名称 }}{{ 项.数 }}", "{{ 项.名称 }}{{ 项.数 }}万元", "10万元万元"),
    ],
)
def test_a_unit_behind_a_unit_names_the_line_of_the_template(
    checked: Checked, changed_pack: Change, old: str, new: str, said: str
) -> None:
    after = "## 支出预算" if "项" in old else "# 部门预算情况说明"
    line = changed_pack("statement.jinja", old, new, after)
    result = checked()
    (told,) = found(result, "QS-008")
    assert told.is_error
    assert said in told.message
    assert (told.position.path, told.position.line) == (TEXT, line) if told.position else False
    assert result.documents == []


def test_days_that_begin_with_the_sign_of_money_are_no_units(checked: Checked, changed_pack: Change) -> None:
    old = '支出{{ 数("一般公共预算") }}'
    changed_pack("statement.jinja", old, f"{old}元旦前下达", "# 部门预算情况说明")
    assert "130万元元旦前下达" in places.places(places.only(checked()))[GENERAL]


@pytest.mark.parametrize(
    ("after", "old", "words"),
    [
        ("  部门支出总表:", "单位：${金额单位}", "单位：元"),
        ("  部门支出总表:", "总计", "总计（元）"),
        ("  部门支出总表:", "标: 合计", "标: 合计（亿元）"),
        ("  财政拨款收支总表:", "预算数", "预算数（元）"),
        ("  部门整体绩效目标表:", "预算支出总额", "预算支出总额（元）"),
    ],
)
def test_words_that_contradict_the_money_format_are_named_with_it(
    checked: Checked, changed_pack: Change, after: str, old: str, words: str
) -> None:
    line = changed_pack("pack.yaml", old, words, after)
    result = checked()
    (told,) = found(result, "QS-009")
    assert told.is_error
    assert f"「{words.removeprefix('标: ')}」" in told.message
    assert "按万元印" in told.message
    assert told.position is not None
    assert (told.position.path, told.position.line) == (PACK, line)
    assert [mark.position.path for mark in told.marks] == [PACK]
    assert result.documents == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("单位：${金额单位}", "金额单位：万元"), ("表头: 总计", "表头: 总计（万元）"), ("表头: 总计", "表头: 单元总计")],
)
def test_words_that_agree_with_the_money_format_are_left_alone(
    checked: Checked, changed_pack: Change, old: str, new: str
) -> None:
    changed_pack("pack.yaml", old, new, "  部门支出总表:")
    assert new.removeprefix("表头: ") in "".join(text.plain for text in places.only(checked()).leaves())


def test_the_unit_line_follows_the_format(checked: Checked, changed_pack: Change) -> None:
    for name in ("默认", "不分节", "简明"):
        changed_pack("pack.yaml", "单位: 万元", "单位: 元", f"  {name}:")
    tables = [block for block in places.only(checked()).blocks if isinstance(block, Table)]
    assert {table.unit.plain for table in tables} == {"单位：元"}


def test_words_of_the_word_template_that_contradict_the_format_stop_the_document(
    checked: Checked, changed_pack: Change
) -> None:
    for name in ("默认", "不分节", "简明"):
        changed_pack("pack.yaml", "单位: 万元", "单位: 元", f"  {name}:")
    ((document, layout),) = checked().documents
    made = work.make(Job(document, layout, "docx", "甲.docx", "", ""))
    assert isinstance(made, list)
    (told,) = made
    assert (told.code, told.is_error) == ("QS-009", True)
    assert told.message == "Word 模板里「总体资金情况（万元）」写的是万元，这里的数却按元印（1300000.00）"
    assert told.position == Position("templates/chongqing-2024/document.docx", 1)


def test_one_column_in_another_unit_is_told_or_named_by_its_head(checked: Checked, changed_pack: Change) -> None:
    changed_pack("pack.yaml", "  简明:", "  大:\n    单位: 亿元\n    小数: 4\n    千分位: 否\n  简明:")
    changed_pack("pack.yaml", "      - 表头: 总计\n", "      - 表头: 总计\n        格式: 大\n", "  部门支出总表:")
    (told,) = found(checked(), "QS-009")
    assert "「单位：万元」写的是万元，这里的数却按亿元印（金额格式「大」）" in told.message
    changed_pack("pack.yaml", "表头: 总计", "表头: 总计（亿元）", "  部门支出总表:")
    assert grids.of_document(places.only(checked()))["部门支出总表"][1][2] == "0.0130"


def test_what_formats_round_is_told_once_a_document(checked: Checked) -> None:
    result = checked(
        budget="""\
基本支出:
  功能分类:
    2080505 机关事业单位基本养老保险缴费支出: 10.004
    2101501 行政运行: 1090.001
  经济分类:
    人员经费:
      30101 基本工资: 1060.001
      30108 机关事业单位基本养老保险缴费: 10.004
    公用经费:
      30201 办公费: 29
      30217 公务接待费: 1
"""
    )
    (told,) = found(result, "JE-005")
    document = places.only(result)
    texts = [run for text in document.leaves() for run in text.runs if run.figure and run.figure.shown is not None]
    rounded = [run for run in texts if run.figure and run.figure.value != run.figure.shown]
    assert told.severity is Severity.NOTE
    assert told.position is not None
    assert told.position.path == document.source
    assert told.message.startswith(f"{len(rounded)} 处金额印的时候四舍五入了，如 1130.005 万元印成 1130.01；")
    more = "（另有 1 处）"
    assert told.message.partition("；有 6 张表印出来的合计和各部分之和不相等：")[2].split("；") == [
        f"「财政拨款收支总表」合计 1,130.01，各部分相加 1,130，差 0.01 万元{more}",
        f"「一般公共预算财政拨款支出预算表」合计 1,130.01，各部分相加 1,130，差 0.01 万元{more}",
        f"「一般公共预算财政拨款基本支出预算表」合计 1,070.01，各部分相加 1,070，差 0.01 万元{more}",
        "「部门收支总表」合计 1,130.01，各部分相加 1,130，差 0.01 万元",
        f"「部门收入总表」合计 1,130.01，各部分相加 1,130，差 0.01 万元{more}",
        f"「部门支出总表」合计 1,130.01，各部分相加 1,130，差 0.01 万元{more}",
    ]


def test_exact_documents_have_nothing_to_tell(checked: Checked) -> None:
    assert found(checked(), "JE-005") == []


def test_a_tail_that_somebody_wrote_is_no_news(checked: Checked) -> None:
    tail = "尾差:\n  - 合计: 合计\n    尾差: 0.004\n"
    (told,) = found(checked(budget=tail), "JE-005")
    assert "张表" not in told.message


def test_office_money_is_that_of_offices(checked: Checked) -> None:
    said = places.places(places.only(checked()))
    assert said[OFFICE].startswith("2024年一般公共预算财政拨款运行经费30万元，与2023年持平，主要用于")
    for nature, words in {
        "参公事业单位": "2024年一般公共预算财政拨款运行经费30万元，与2023年持平，主要用于办公费和公务接待费。",
        "其他事业单位": "本单位不是行政单位，也不是参照公务员法管理的事业单位，不在机关运行经费统计范围之内。",
    }.items():
        said = places.places(places.only(checked(department=DEPARTMENT.replace("行政单位", nature))))
        assert said[OFFICE] == words


def test_an_office_without_money_is_still_one(checked: Checked) -> None:
    last = LAST.replace("      公用经费: 30\n", "")
    assert places.places(places.only(checked(budget=f"基本支出: {{}}\n{last}")))[OFFICE] == "本单位无机关运行经费预算。"


SOURCES = ("财政专户管理资金", "事业收入", "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入")


@pytest.mark.parametrize("source", SOURCES)
def test_only_appropriations_are_called_so(checked: Checked, source: str) -> None:
    said = places.places(places.only(checked(publicity=f"金额:\n  2101599:\n    {source}:\n      本级安排: 20\n")))
    assert said["二、部门收支总体情况 （一）收入预算 段1"].startswith(
        f"2024年年初预算数130万元，其中：一般公共预算拨款110万元，{source}20万元。"
    )
    assert said[AIMS] == (f"2024年项目支出均实行了绩效目标管理，涉及一般公共预算当年财政拨款10万元，{source}20万元。")
    assert not any(f"{source}拨款" in text for text in said.values())


def test_projects_of_one_source_name_that_one(checked: Checked) -> None:
    document = places.only(checked(publicity="金额:\n  2101599:\n    事业收入:\n      本级安排: 20\n", training=None))
    assert places.places(document)[AIMS] == "2024年项目支出均实行了绩效目标管理，涉及事业收入20万元。"


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        ("因公出国（境）费", "因公出国（境）费"),
        ("公务接待费", "公务接待费"),
        ("公务用车运行费", "公务用车运行维护费"),
        ("公务用车购置费", "公务用车购置费"),
    ],
)
def test_an_item_that_ended_is_said(checked: Checked, item: str, printed: str) -> None:
    kept = "公务用车运行费" if item == "公务接待费" else "公务接待费"
    change = f"三公经费:\n  {kept}: 1\n{LAST}  三公经费:\n    {kept}: 1\n    {item}: 5\n"
    said = places.places(places.only(checked(budget=change)))[PUBLIC]
    assert said.startswith("2024年“三公”经费预算1万元，比2023年减少5万元。其中：")
    assert f"{printed}0万元，比2023年减少5万元" in said


def test_no_public_money_in_either_year_is_said_in_one_sentence(checked: Checked) -> None:
    said = places.places(places.only(checked(budget=f"三公经费:\n{LAST}")))
    assert said[PUBLIC] == "2024年本单位未安排“三公”经费预算，与2023年一致。"


@pytest.mark.parametrize("fund", ["政府性基金预算", "国有资本经营预算"])
def test_a_fund_that_ended_is_said(checked: Checked, fund: str) -> None:
    said = places.places(places.only(checked(budget=LAST.replace("支出:\n", f"支出:\n    {fund}: 4\n", 1))))
    assert said["三、部门预算情况说明 段2"] == (
        f"2024年{fund}财政拨款收入0万元，{fund}财政拨款支出0万元，比2023年减少4万元。"
    )
    said = places.places(places.only(checked(publicity=f"金额:\n  2101599:\n    {fund}:\n      本级安排: 20\n")))
    assert said["三、部门预算情况说明 段2"] == f"2024年{fund}财政拨款收入20万元，{fund}财政拨款支出20万元。"


OWN_MONEY = """基本支出:
  功能分类:
    2101501 行政运行:
      事业收入: 100
  经济分类:
    事业收入:
      人员经费:
        30101 基本工资: 100
三公经费:
上年:
  支出:
    事业收入: 100
变动原因: {}
"""


def test_a_unit_of_its_own_income_only(checked: Checked) -> None:
    document = places.only(checked(budget=OWN_MONEY, publicity=None, training=None))
    said = places.places(document)
    assert said["二、部门收支总体情况 （一）收入预算 段1"] == (
        "2024年年初预算数100万元，其中：事业收入100万元。收入与2023年持平。"
    )
    assert said[GENERAL] == "2024年本单位无一般公共预算财政拨款收支预算，与2023年一致。"
    assert "三、部门预算情况说明 段2" not in said
    assert notes(document) == {
        "财政拨款收支总表": "（备注：本单位无财政拨款收支，故此表无数据。）",
        "一般公共预算财政拨款支出预算表": "（备注：本单位无一般公共预算财政拨款支出，故此表无数据。）",
        "一般公共预算财政拨款基本支出预算表": "（备注：本单位无一般公共预算财政拨款基本支出，故此表无数据。）",
        "一般公共预算“三公”经费支出表": "（备注：本单位无“三公”经费支出，故此表无数据。）",
        "政府性基金预算支出表": "（备注：本单位无政府性基金收支，故此表无数据。）",
        "政府采购预算明细表": "备注：本部门本年度无政府采购",
        "项目支出明细表": "（备注：本单位无项目支出，故此表无数据。）",
    }


def test_every_table_without_figures_says_why(checked: Checked) -> None:
    nothing = "基本支出: {}\n三公经费:\n上年: {}\n变动原因: {}\n"
    document = places.only(checked(budget=nothing, publicity=None, training=None))
    assert set(notes(document)) == {block.name for block in document.blocks if isinstance(block, Table)}


def test_no_basic_spending_in_either_year_is_no_nought(checked: Checked) -> None:
    last = LAST.replace("      人员经费: 70\n      公用经费: 30\n", "")
    said = places.places(places.only(checked(budget=f"基本支出: {{}}\n{last}")))
    assert said[GENERAL] == (
        "2024年一般公共预算财政拨款收入30万元，一般公共预算财政拨款支出30万元，比2023年增加10万元。"
        "其中：无基本支出；项目支出30万元，比2023年增加10万元，主要原因是增加了项目。"
    )


def test_a_project_that_is_declared_is_in_the_budget(tmp_path: Path, templates: Path) -> None:
    """A 项目申报书 of 81.25万元 beside 「本单位无项目支出」 can't be: without its 金额 there is no document at all."""
    files = {name: text for name, text in budget.TOGETHER.items() if name != "projects/02-training.yaml"}
    files["department.yaml"] = re.sub(r"不列:\n.*\n.*\n", "", files["department.yaml"])
    project = "projects/01-publicity.yaml"
    for number, (amount, codes) in enumerate(
        (("", {"JE-205"}), ("金额:\n  2101599:\n    本级安排: 20\n", set()), ("金额:\n  2101599: 81.25\n", {"XM-002"}))
    ):
        root = tmp_path / str(number)
        text = re.sub(r"金额:\n  2101599.*\n    本级安排: 20\n", amount, files[project])
        samples.write(root, {f"{budget.FOLDER}/{path}": said for path, said in (files | {project: text}).items()})
        (root / "templates").symlink_to(templates)
        result = pipeline.check(root)
        assert {one.code for one in result.findings if one.is_error} == codes
        made = {document.source.rpartition("/")[2]: document for document, _ in result.documents}
        assert set(made) == (set() if codes else {"budget.yaml", "01-publicity.yaml"})
        if made:
            assert "20万元" in places.places(made["budget.yaml"])[AIMS]
