"""Parts of the 部门预算情况说明 of 潼南 2024, made by hand for the tests of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.document import Annex, Column, Contents, Document, Form, Section, Table
from generator.model.layout import Layout
from generator.model.text import Text
from tests.render.factory import TEMPLATES, document, heading, paragraphs, words

if TYPE_CHECKING:
    from collections.abc import Sequence

LAYOUT = Layout(TEMPLATES / "chongqing-2024", TEMPLATES / "common", ("部门整体绩效目标表", "项目绩效目标表"))
DEPARTMENT = "重庆市潼南区医疗保障局"
MONEY = ("6,201.55", "762.89", "5,438.67")
TEXT_2 = "2024年年初预算数6201.55万元，其中：一般公共预算拨款6201.55万元。收入较去年减少3886.89万元。"
INCOMES = (
    "一般公共预算拨款收入 政府性基金收入 国有资本经营预算拨款收入 财政专户管理资金收入 事业收入 "
    "上级补助收入 附属单位上缴收入 事业单位经营收入 其他收入"
).split()
OVERALL = (
    "预算支出总额 基本支出合计 基本支出财政拨款 基本支出专户资金 基本支出单位资金 "
    "项目支出合计 项目支出财政拨款 项目支出专户资金 项目支出单位资金"
).split()
OVERALL_ROWS = "一级指标 二级指标 三级指标 指标性质 指标值 计量单位 权重".split()
SHEET = "表号 编制单位 项目编码 项目名称 业务主管部门 预算执行率权重 项目分类 当年预算 本级安排 上级补助".split()
SHEET_ROWS = "一级指标 二级指标 三级指标 权重 计量单位 指标性质 指标值 是否核心指标".split()
FIRST_SHEET = (
    "表-1",
    "236001-医保局（本级）",
    "50015221T000000052689",
    "单双解人员医保补贴",
    "医保局",
    "10",
    "一般性项目",
    "27.00",
    "27.00",
    "",
)
FIRST_ROWS = (
    ("效益指标", "社会效益指标", "补助覆盖率", "10", "%", "=", "100", "否"),
    ("产出指标", "数量指标", "“单双解”补贴人数", "20", "人", "≤", "3900", "是"),
    ("成本指标", "经济成本指标", "财政补贴标准", "20", "元/人年", "=", "90", "否"),
)


def annex(number: str, title: str) -> Annex:
    """Return the head of an annex, its title in two runs: the name of the department, and the words of the pack."""
    return Annex(words(f"附件{number}"), words(DEPARTMENT) + words(title))


def spending(rows: int = 3) -> Table:
    """附件二: five columns, two rows of headings."""
    code = Column(
        words("功能分类科目"),
        children=(Column(words("科目编码"), 14), Column(words("科目名称"), 44)),
    )
    money = tuple(Column(words(name), 14, "right") for name in ("总计", "基本支出", "项目支出"))
    lines = [("", "合计", *MONEY)] + [
        (f"2080{number:03}", f"机关事业单位职业年金缴费支出{number}", "26.73", "26.73", "") for number in range(1, rows)
    ]
    return Table(
        "一般公共预算财政拨款支出预算表",
        words("单位：万元"),
        (code, Column(words("2024年预算数"), children=money)),
        tuple(tuple(words(cell) for cell in line) for line in lines),
        Text(),
    )


def incomes(amount: str = "6,201.55", rows: int = 3) -> Table:
    """附件七: twelve columns, for a page laid sideways."""
    code = Column(words("科目"), children=(Column(words("科目编码"), 8), Column(words("科目名称"), 19)))
    widths = (9, 7, 7, 7, 6, 7, 7, 7, 7)
    money = [Column(words(name), width, "right") for name, width in zip(INCOMES, widths, strict=True)]
    line = ("2080505", "机关事业单位基本养老保险缴费支出", amount, amount, *[""] * 8)
    return Table(
        "部门收入总表",
        words("单位：万元"),
        (code, Column(words("总计"), 9, "right"), *money),
        (tuple(words(cell) for cell in line),) * rows,
        Text(),
    )


def funds() -> Table:
    """附件五: empty, with a note."""
    money = tuple(Column(words(name), 16, "right") for name in ("总计", "基本支出", "项目支出"))
    return Table(
        "政府性基金预算支出表",
        words("单位：万元"),
        (Column(words("科目编码"), 14), Column(words("科目名称"), 38), Column(words("本年支出"), children=money)),
        ((Text(), words("合计"), Text(), Text(), Text()),),
        words("（备注：本单位无政府性基金收支，故此表无数据。）"),
    )


def overall(rows: int = 2) -> Form:
    """附件十一."""
    amounts = ("6201.55", "762.89", "762.89", "", "", "5438.67", "5438.67", "", "")
    line = ("产出指标", "数量指标", "城乡居民医疗保险参保人数", "≥", "65", "万人", "20")
    return Form(
        "部门整体绩效目标表",
        {
            **_named(OVERALL, amounts),
            "整体绩效目标": (words("兑现单双解人员补贴。"), words("打击欺诈骗保。")),
            "指标行": (_named(OVERALL_ROWS, line),) * rows,
            "其他说明": (),
        },
    )


def sheet(number: int = 1, times: int = 1) -> Form:
    """附件十二, one table of it."""
    lines = (f"表-{number}", *FIRST_SHEET[1:])
    prose = {name: (words(f"{name}的文字"),) for name in ("项目概述", "立项依据", "当年绩效目标")}
    rows = tuple(_named(SHEET_ROWS, row) for row in FIRST_ROWS * times)
    return Form("项目绩效目标表", {**_named(SHEET, lines), **prose, "指标行": rows})


def _named(names: Sequence[str], texts: Sequence[str]) -> dict[str, Text]:
    return {name: words(text) for name, text in zip(names, texts, strict=True)}


def statement() -> Document:
    """The statement with one annex of each kind."""
    return document(
        Section(
            "portrait", (Contents(), heading(1, "一、单位基本情况"), heading(2, "（一）职能职责"), *paragraphs(TEXT_2))
        ),
        Section("portrait", (annex("二", "一般公共预算财政拨款支出预算表"), spending())),
        Section("portrait", (annex("五", "政府性基金预算支出表"), funds())),
        Section("landscape", (annex("七", "部门收入总表"), incomes())),
        Section("landscape", (annex("十一", "部门整体绩效目标表"), overall())),
        Section("portrait", (annex("十二", "项目绩效目标表"), sheet(1))),
        Section("portrait", (sheet(2),)),
        title=(DEPARTMENT, "2024年部门预算情况说明"),
    )
