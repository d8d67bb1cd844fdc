"""项目申报书: what one project asks for, why, and what it promises."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.entry import Entry, key
from generator.model.indicator import INDICATORS, LEVELS, Indicators
from generator.model.values import Amount, Date, Line, Prose, Quantity, Term
from generator.model.waiver import Waiver

DATA_EXAMPLE = """\
参保人数: 108000 人
三年参保人数: 297600 人
人均标准: 5 元/人
工作经费: ${参保人数 * 人均标准}"""


class Basis(Entry):
    """立项依据: one document that the project rests on."""

    entry_title: ClassVar[str] = "立项依据"

    number: Line | None = key("文号", "发文字号，年份用六角括号〔〕。", None, example="呈政办发〔2007〕24号")
    title: Line | None = key("标题", "文件标题。", None, example="关于印发……实施意见的通知")
    note: Line | None = key("说明", "不按「文号 标题」印出时，写要印出的整句话。", None, example="根据区政府会议纪要")


class Implementer(Entry):
    """项目实施单位: what this project says of its unit; the rest comes from department.yaml."""

    entry_title: ClassVar[str] = "项目实施单位"

    unit: Term | None = key(
        "单位名称",
        "部门有几个单位时，写由哪个单位实施；只有一个单位时不写。",
        None,
        example="昆明市呈贡区医疗保障局",
    )
    money_source: Line = key("经费来源", "经费从哪里来。", example="财政拨款")
    overview: Prose | None = key(
        "单位概况", "本项目要印的单位概况；不写时用部门文件里的。", None, example="负责全区医保经办工作。"
    )


class Item(Entry):
    """明细: one spending item."""

    entry_title: ClassVar[str] = "明细"

    name: Line = key("名称", "做什么用。", example="2024年4月启动基金监管宣传月活动")
    amount: Amount = key("金额", "金额，单位是文件开头的金额单位；也可写公式。", example="3")
    group: Term | None = key("类别", "归入哪一类；正文可用 ${小计.类别} 引用这一类的合计。", None, example="宣传")
    note: Line | None = key("说明", "依据或说明，印在金额之后的括号里。", None, example="根据市医保文件安排")


class Funding(Entry):
    """资金来源: money by the level of government that gives it."""

    entry_title: ClassVar[str] = "资金来源"

    central: Amount | None = key("中央财政", "中央财政资金。", None, example="0")
    provincial: Amount | None = key("省级财政", "省级财政资金。", None, example="0")
    city: Amount | None = key("市本级财政", "市本级财政资金。", None, example="0")
    county: Amount | None = key("县区级财政", "县（市）区级财政资金。", None, example="1932")
    other: Amount | None = key("其他", "其他资金。", None, example="0")


class FundingPlan(Entry):
    """资金来源 of the budget year and of the medium term."""

    entry_title: ClassVar[str] = "资金来源"

    medium: Funding | None = key("中期", "三年合计的资金来源。", None)
    annual: Funding | None = key("年度", "预算年度的资金来源。", None)


class Spending(Entry):
    """资金安排情况: the explanation and the items that it lists."""

    entry_title: ClassVar[str] = "资金安排情况"

    text: Prose = key(
        "说明",
        "资金安排的说明；单独一行写 ${明细}，就在那里印出明细。",
        example="按合同和有关文件的规定安排。",
    )
    items: list[Item] = key("明细", "开支明细，一项一条；合计由程序计算。", ())


class Targets(Entry):
    """绩效目标: what the money is to bring about."""

    entry_title: ClassVar[str] = "绩效目标"

    overall: Prose | None = key(
        "总体", "三年的总体（中期）目标。", None, example="三年内全区居民持续参保，待遇按时足额支付。"
    )
    annual: Prose | None = key("年度", "预算年度的目标。", None, example="确保全区居民人人参保。")
    indicators: Indicators = key("指标", INDICATORS, example="满意度指标.服务对象满意度指标", levels=LEVELS)


class Declaration(Entry):
    """项目申报书: one file a project."""

    entry_title: ClassVar[str] = "项目申报书（projects/*.yaml）"
    own_kind: ClassVar[str] = "项目"

    kind: Literal["项目申报书"] = key("文种", "固定写「项目申报书」。", example="项目申报书")
    name: Line = key("项目名称", "项目的名称。", example="城乡居民医疗保险工作经费")
    title: Prose | None = key(
        "标题",
        "文档的标题；不写时按「单位＋年度＋项目名称」生成。写几行就印几行。",
        None,
        example="昆明市呈贡区医疗保障局\n2024年预算重点领域财政项目",
    )
    pack: Term | None = key("模板包", "不用部门的模板包时写。", None, example="yunnan-2020")
    issued: Date | None = key("成文日期", "文档的成文日期。", None, example="2024-01-05")
    money_unit: Literal["元", "万元"] = key("金额单位", "本文件中金额的单位：元或万元。", example="万元")
    data: dict[str, Quantity] = key(
        "数据", "数据的名字和值，正文里用 ${名字} 引用；值可以是公式。", {}, example=DATA_EXAMPLE
    )
    passages: dict[str, Prose] = key(
        "文段", "要印在几处的文字，正文里用 ${名字} 引用。", {}, example="使用进度: 根据区财政预算资金使用进度开展"
    )
    bases: list[Basis] = key("立项依据", "项目依据的文件，一份一条。")
    implementer: Implementer = key("项目实施单位", "实施单位在本项目里的情况；名称、地址等取自部门文件。")
    overview: Prose = key("项目基本概况", "项目的基本情况。", example="确保全区居民人人参加城乡居民基本医疗保险。")
    content: Prose = key("项目实施内容", "做什么。", example="开展医保政策宣传、经办人员培训和基金监管。")
    spending: Spending = key("资金安排情况", "钱怎么用。")
    plan: Prose = key("项目实施计划", "什么时候做。", example="年初预算，根据工作进展逐步申请财政资金。")
    outcome: Prose = key("项目实施成效", "做到什么样。", example="全区居民享受正常医疗保险待遇。")
    funding: FundingPlan | None = key("资金来源", "各级财政资金，2020 年的申报表用；总投入由程序计算。", None)
    targets: Targets = key("绩效目标", "总体目标、年度目标和绩效指标。")
    waivers: list[Waiver] = key("豁免", "本项目接受的检查结果。", ())
