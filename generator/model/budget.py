"""部门预算: what belongs to no project, each fact once, and what its statement says beside the figures."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from generator.model import publication
from generator.model.entry import Entry, key
from generator.model.indicator import INDICATORS, LEVELS, Indicators
from generator.model.values import Amount, Amounts, Date, Line, Prose, Quantity, Term
from generator.model.waiver import Waiver

Source = Literal[
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政专户管理资金",
    "事业收入",
    "上级补助收入",
    "附属单位上缴收入",
    "事业单位经营收入",
    "其他收入",
]
GENERAL: Source = "一般公共预算"
SOURCES: tuple[Source, ...] = get_args(Source)
ACCOUNT: Source = "财政专户管理资金"

# What budget.yaml and the files in budget/ are.
BudgetKind = Literal["部门预算", "单位预算"]
KINDS: tuple[BudgetKind, ...] = get_args(BudgetKind)
WHOLE, PART = KINDS

# What stands in the place of last year's money where there was no unit to have any.
Without = Literal["无"]

BASIC_EXAMPLE = """\
功能分类:
  2080505 机关事业单位基本养老保险缴费支出: 53.46
经济分类:
  人员经费:
    30108 机关事业单位基本养老保险缴费: 53.46"""
PUBLIC_EXAMPLE = "公务用车运行费: 3.5\n公务接待费: 1.8"


class LastYear(Entry):
    """上年: last year's money, for the differences that the text names; 决算: what this year's came to.

    Both are written like this year's.
    """

    entry_title: ClassVar[str] = "上年、决算"

    basic: dict[str, Amounts] = key("基本支出", "写法同本年的基本支出。", {}, example=BASIC_EXAMPLE)
    spending: Amounts | None = key(
        "支出",
        "按资金来源、性质或科目分开，知道多细写多细。",
        None,
        example="一般公共预算:\n  人员经费: 616.85\n  公用经费: 124.90\n  项目支出: 9346.69",
        is_usual=True,
    )
    income: Amounts | None = key("收入", "与支出相同时不写。", None, example="一般公共预算: 10088.44")
    three_public: Amounts | None = key("三公经费", "三公经费各项。", None, example="公务接待费: 1.8", is_usual=True)


class Purchase(Entry):
    """政府采购: one line of the procurement budget."""

    entry_title: ClassVar[str] = "政府采购"
    own_kind: ClassVar[str] = "政府采购"

    code: Term | None = key("项目编号", "采购项目编号。", None, example="CG2024-01")
    name: Line = key("项目", "采购什么。", example="办公设备")
    kind: Literal["货物", "工程", "服务"] = key("类型", "货物、工程或服务。", example="货物")
    amount: Amount = key("金额", "预算金额。", example="12")
    source: Source = key("资金来源", "哪种资金；不写就是一般公共预算。", GENERAL)


class Residue(Entry):
    """尾差: what rounding left over at one total, where only rounded figures are known."""

    entry_title: ClassVar[str] = "尾差"

    total: Term = key("合计", "哪一个合计，写法同表格里的「数」；全部支出的合计写「合计」。", example="20805·基本支出")
    amount: Amount = key("尾差", "公布的合计减去各部分之和。", example="0.01")


class Definition(Entry):
    """专业性名词解释."""

    entry_title: ClassVar[str] = "名词解释"

    name: Line = key("名词", "要解释的词。", example="基本支出")
    text: Line = key("解释", "它的意思。", example="为保障机构正常运转、完成日常工作任务而发生的支出。")


class Overall(Entry):
    """部门整体绩效目标."""

    entry_title: ClassVar[str] = "整体绩效"

    target: Prose = key("整体绩效目标", "部门整体绩效目标。", example="健全多层次医疗保障体系，减轻群众医药费用负担。")
    indicators: Indicators = key(
        "指标", INDICATORS, example="产出指标.数量指标", within={"权重": "100", "性质": "≥"}, levels=LEVELS
    )
    remarks: Prose | None = key("其他说明", "其他说明。", None, example="无")


class Budget(Entry):
    """部门预算: budget.yaml, one a department and year; 单位预算: budget/*.yaml, one a unit, where there are several.

    What a document has to have besides money, its pack says.
    """

    entry_title: ClassVar[str] = "部门预算（budget.yaml）"
    own_kind: ClassVar[str] = "预算"

    kind: BudgetKind = key(
        "文种", "budget.yaml 写「部门预算」，budget/ 里各单位的文件写「单位预算」。", example="部门预算"
    )
    issued: Date | None = publication.issued()
    published: Date | None = publication.published()
    index: Term | None = publication.index()
    unit: Term | None = key(
        "单位", "部门有几个单位时，写这是哪个单位的预算；只有一个单位时不写。", None, example="昆明市呈贡区医疗保障局"
    )
    money_unit: Literal["元", "万元"] = key("金额单位", "本文件中金额的单位：元或万元。", example="万元")
    data: dict[str, Quantity] = key(
        "数据", "数据的名字和值，正文里用 ${名字} 引用；值可以是公式。", {}, example="新增人员: 2 名"
    )
    passages: dict[str, Prose] = key(
        "文段", "要印在几处的文字，正文里用 ${名字} 引用。", {}, example="增加原因: 新增人员${新增人员}"
    )
    duties: Prose | None = key(
        "职能职责",
        "职能职责；每一段写一行。",
        None,
        example="1.贯彻执行医疗保障制度。\n2.监督管理医疗保障基金。",
        is_usual=True,
    )
    composition: Prose | None = key("单位构成", "下设机构。", None, example="下设医疗保障事务中心。", is_usual=True)
    basic: dict[str, Amounts] = key(
        "基本支出",
        "每一种口径 → 各项金额。口径说的是同一笔钱，各写全部；金额按科目、资金来源、人员经费或公用经费一级一级分开。",
        {},
        example=BASIC_EXAMPLE,
        is_usual=True,
    )
    spending: Amounts | None = key(
        "支出", "只知道支出合计、不知道细数时写；写了细数的，用来核对。", None, example="2817.75"
    )
    income: Amounts | None = key(
        "收入", "与支出不同时才写（有上年结转、结转下年的），按资金来源分开。", None, example="一般公共预算: 1479.20"
    )
    carried: Amounts | None = key("结转下年", "结转到下年的资金；没有就不写。", None, example="一般公共预算: 12")
    residues: list[Residue] = key("尾差", "只有四舍五入后的数字时，合计与各部分之和的差。", ())
    three_public: Amounts | None = key(
        "三公经费", "本年三公经费各项；没有就不写。", None, example=PUBLIC_EXAMPLE, is_usual=True
    )
    purchases: list[Purchase] = key("政府采购", "政府采购预算；没有就不写。", ())
    last_year: LastYear | Without | None = key(
        "上年",
        "上年的数字，程序据此算出增减。上年的文件夹在旁边的不写，程序去那里取，写了的用来核对；上年没有这个单位的写「无」。",
        None,
        example="无",
        is_usual=True,
    )
    final: LastYear | None = key("决算", "本年的决算数，写法同上年；编决算时才写。", None)
    reasons: dict[str, Line] = key(
        "变动原因",
        "哪些钱（写法同表格里的「数」）→ 为什么增减；持平的，模板包写了「持平写原因: 是」才写。",
        {},
        example="一般公共预算·基本支出: 人员增加",
    )
    office_uses: Line | None = key(
        "机关运行经费用途", "机关运行经费主要用在哪里。", None, example="办公费、水电费、差旅费", is_usual=True
    )
    assets: Prose | None = key(
        "国有资产", "国有资产占有使用情况。", None, example="截至上年末，共有车辆1辆。", is_usual=True
    )
    definitions: list[Definition] | None = key("名词解释", "专业性名词解释，一个一条。", None, is_usual=True)
    contact: Term | None = key("联系人", "部门预算公开联系人。", None, example="王艳明", is_usual=True)
    phone: Term | None = key(
        "联系方式", "公开的联系电话；个人手机号要隐去中间四位。", None, example="0871-67470076", is_usual=True
    )
    overall: Overall | None = key("整体绩效", "部门整体绩效目标表的内容。", None, is_usual=True)
    waivers: list[Waiver] = key("豁免", "本文件接受的检查结果。", ())
