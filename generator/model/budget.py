"""部门预算: the ledger of a department's budget, each fact once, and what its statement says beside the figures."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from generator.model.declaration import Operator
from generator.model.entry import Entry, key
from generator.model.values import Amount, Date, Line, Prose, Quantity, Term
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
# The first three are 财政拨款.
SOURCES: tuple[Source, ...] = get_args(Source)
APPROPRIATIONS = SOURCES[:3]
ACCOUNT: Source = "财政专户管理资金"

# What the sign on a published sheet can be: an operator, or lost.
Sign = Literal[Operator, "〔原件不清〕"]

Category = Literal["人员性项目", "一般性项目", "民生配套项目", "提前下达专项", "结转项目", "其他专项"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
# The first three are 年初特定目标, the others 上级专项.
INITIAL, SPECIAL = CATEGORIES[:3], CATEGORIES[3:]


class FunctionalLine(Entry):
    """基本支出 of one functional code (项)."""

    entry_title: ClassVar[str] = "功能分类支出"

    code: Term = key("科目编码", "功能分类的「项」，7 位。", example="2080505")
    name: Term | None = key(
        "科目名称", "可以不写；写了就与科目表核对。", None, example="机关事业单位基本养老保险缴费支出"
    )
    amount: Amount = key("金额", "基本支出的金额。", example="53.46")
    source: Source = key("资金来源", "哪种资金；不写就是一般公共预算。", GENERAL)


class EconomicLine(Entry):
    """基本支出 of one economic code (款)."""

    entry_title: ClassVar[str] = "经济分类支出"

    code: Term = key("科目编码", "经济分类的「款」，5 位。", example="30108")
    name: Term | None = key("科目名称", "可以不写；写了就与科目表核对。", None, example="机关事业单位基本养老保险缴费")
    staff: Amount | None = key("人员经费", "人员经费。", None, example="53.46", is_usual=True)
    office: Amount | None = key("日常公用经费", "日常公用经费。", None, example="25.99")


class Basic(Entry):
    """基本支出, by functional and by economic code."""

    entry_title: ClassVar[str] = "基本支出"

    functional: list[FunctionalLine] = key("功能分类", "按功能分类科目，一项一条。")
    economic: list[EconomicLine] = key("经济分类", "按经济分类科目，一款一条。")


class ThreePublic(Entry):
    """三公经费."""

    entry_title: ClassVar[str] = "三公经费"

    abroad: Amount | None = key("因公出国（境）费", "因公出国（境）费；没有就不写。", None, example="0")
    car_purchase: Amount | None = key("公务用车购置费", "公务用车购置费；没有就不写。", None, example="0")
    car_running: Amount | None = key("公务用车运行费", "公务用车运行维护费。", None, example="3.5")
    reception: Amount | None = key("公务接待费", "公务接待费。", None, example="1.8")


class LastYear(Entry):
    """上年: last year's figures, for the differences that the text names."""

    entry_title: ClassVar[str] = "上年"

    basic: Amount = key("基本支出", "上年一般公共预算的基本支出预算数。", example="741.75")
    project: Amount = key("项目支出", "上年一般公共预算的项目支出预算数。", example="9346.69")
    other: Amount | None = key(
        "其他资金", "上年一般公共预算以外各项资金的支出预算数；没有就不写。", None, example="120"
    )
    office: Amount = key("机关运行经费", "上年机关运行经费。", example="124.90")
    three_public: ThreePublic = key("三公经费", "上年三公经费各项。")


class Purchase(Entry):
    """政府采购: one line of the procurement budget."""

    entry_title: ClassVar[str] = "政府采购"

    code: Term | None = key("项目编号", "采购项目编号。", None, example="CG2024-01")
    name: Line = key("项目", "采购什么。", example="办公设备")
    kind: Literal["货物", "工程", "服务"] = key("类型", "货物、工程或服务。", example="货物")
    amount: Amount = key("金额", "预算金额。", example="12")
    source: Source = key("资金来源", "哪种资金；不写就是一般公共预算。", GENERAL)


class Residue(Entry):
    """尾差: what rounding left over at one total, where only rounded figures are known."""

    entry_title: ClassVar[str] = "尾差"

    code: Term = key("科目编码", "哪个科目的合计；全部支出的合计写「合计」。", example="20805")
    column: Literal["总计", "基本支出", "项目支出"] = key("栏", "哪一栏的合计。", example="基本支出")
    amount: Amount = key("尾差", "公布的合计减去各部分之和。", example="0.01")
    source: Source = key("资金来源", "哪种资金；不写就是一般公共预算。", GENERAL)


class Definition(Entry):
    """专业性名词解释."""

    entry_title: ClassVar[str] = "名词解释"

    name: Line = key("名词", "要解释的词。", example="基本支出")
    text: Line = key("解释", "它的意思。", example="为保障机构正常运转、完成日常工作任务而发生的支出。")


class BudgetIndicator(Entry):
    """绩效指标 of a project sheet or of the whole department."""

    entry_title: ClassVar[str] = "绩效指标"

    first: Term = key("一级指标", "产出指标、效益指标、满意度指标、成本指标。", example="产出指标")
    second: Term = key("二级指标", "数量指标、质量指标、时效指标等。", example="数量指标")
    name: Line = key("三级指标", "指标的名称。", example="救助覆盖率")
    weight: Term = key("权重", "权重，整数。", example="20")
    unit: Line | None = key("计量单位", "指标值的单位。", None, example="'%'", is_usual=True)
    operator: Sign = key(
        "性质", "指标性质：=、≥、≤、>、<、定性；> 和 < 要加引号；原件看不清的写〔原件不清〕。", example="≥"
    )
    value: Line = key("指标值", "目标值。", example="99")
    core: Literal["是", "否", "〔原件不清〕"] | None = key(
        "核心指标", "是否核心指标；部门整体绩效没有这一栏，不写。", None, example="否"
    )


class Overall(Entry):
    """部门整体绩效目标."""

    entry_title: ClassVar[str] = "整体绩效"

    target: Prose = key("整体绩效目标", "部门整体绩效目标。", example="健全多层次医疗保障体系，减轻群众医药费用负担。")
    indicators: list[BudgetIndicator] = key("指标", "年度绩效指标，一个一条。", within={"权重": "100"})
    remarks: Prose | None = key("其他说明", "其他说明。", None, example="无")


class Budget(Entry):
    """部门预算: budget.yaml, one a department and year."""

    entry_title: ClassVar[str] = "部门预算（budget.yaml）"

    kind: Literal["部门预算"] = key("文种", "固定写「部门预算」。", example="部门预算")
    pack: Term | None = key("模板包", "不用部门的模板包时写。", None, example="chongqing-2024", is_usual=True)
    issued: Date | None = key("成文日期", "文档的成文日期。", None, example="2024-02-20")
    money_unit: Literal["元", "万元"] = key("金额单位", "本文件中金额的单位：元或万元。", example="万元")
    unit_code: Term = key("预算单位编码", "预算单位的编码。", example="236001")
    unit_name: Term = key("预算单位名称", "预算单位在预算系统里的名称。", example="医保局（本级）")
    data: dict[str, Quantity] = key(
        "数据", "数据的名字和值，正文里用 ${名字} 引用；值可以是公式。", {}, example="新增人员: 2 名"
    )
    passages: dict[str, Prose] = key(
        "文段", "要印在几处的文字，正文里用 ${名字} 引用。", {}, example="增加原因: 新增人员${新增人员}"
    )
    duties: Prose = key(
        "职能职责", "职能职责；每一段写一行。", example="1.贯彻执行医疗保障制度。\n2.监督管理医疗保障基金。"
    )
    composition: Prose = key("单位构成", "下设机构。", example="下设医疗保障事务中心。")
    basic: Basic = key("基本支出", "基本支出，功能分类和经济分类两种口径。")
    residues: list[Residue] = key("尾差", "只有四舍五入后的数字时，合计与各部分之和的差。", ())
    three_public: ThreePublic = key("三公经费", "本年三公经费各项。")
    purchases: list[Purchase] = key("政府采购", "政府采购预算；没有就不写。", ())
    last_year: LastYear = key("上年", "上年的数字，程序据此算出增减。")
    reasons: dict[str, Line] = key(
        "变动原因", "哪一项 → 为什么增减；持平的，模板包写了「持平写原因: 是」才写。", {}, example="基本支出: 人员增加"
    )
    office_uses: Line = key("机关运行经费用途", "机关运行经费主要用在哪里。", example="办公费、水电费、差旅费")
    assets: Prose = key("国有资产", "国有资产占有使用情况。", example="截至上年末，共有车辆1辆。")
    definitions: list[Definition] = key("名词解释", "专业性名词解释，一个一条。")
    contact: Term = key("联系人", "部门预算公开联系人。", example="王艳明")
    phone: Term = key("联系方式", "公开的联系电话；个人手机号要隐去中间四位。", example="0871-67470076")
    overall: Overall = key("整体绩效", "部门整体绩效目标表的内容。")
    waivers: list[Waiver] = key("豁免", "本文件接受的检查结果。", ())


class Share(Entry):
    """功能科目: which functional code bears how much of a project."""

    entry_title: ClassVar[str] = "功能科目"

    code: Term = key("科目编码", "功能分类的「项」，7 位。", example="2101301")
    name: Term | None = key("科目名称", "可以不写；写了就与科目表核对。", None, example="城乡医疗救助")
    amount: Amount | None = key(
        "金额", "这个科目负担多少；只有一个科目、或是最后一个科目时不写，由程序算出余数。", None, example="25"
    )


class BudgetProject(Entry):
    """预算项目: one project of the department budget, one file each; its money enters the ledger from here."""

    entry_title: ClassVar[str] = "预算项目（projects/*.yaml）"

    kind: Literal["预算项目"] = key("文种", "固定写「预算项目」。", example="预算项目")
    code: Term = key("项目编码", "项目编码，21 位。", example="50015221T000000052688")
    name: Line = key("项目名称", "项目名称。", example="医疗救助")
    money_unit: Literal["元", "万元"] = key("金额单位", "本文件中金额的单位：元或万元。", example="万元")
    data: dict[str, Quantity] = key(
        "数据", "数据的名字和值，正文里用 ${名字} 引用；值可以是公式。", {}, example="新增人员: 2 名"
    )
    passages: dict[str, Prose] = key(
        "文段", "要印在几处的文字，正文里用 ${名字} 引用。", {}, example="增加原因: 新增人员${新增人员}"
    )
    supervisor: Line = key("业务主管部门", "业务主管部门。", example="医保局")
    category: Category = key("项目类别", "项目支出明细表里记在哪一栏。", example="一般性项目")
    type: Line | None = key(
        "项目分类", "项目绩效目标表里的「项目分类」一栏，与项目类别是两回事。", None, example="一般性项目"
    )
    local: Amount | None = key("本级安排", "本级安排的资金。", None, example="25", is_usual=True)
    upper: Amount | None = key("上级补助", "上级补助的资金。", None, example="0")
    source: Source = key("资金来源", "哪种资金；不写就是一般公共预算。", GENERAL)
    shares: list[Share] = key("功能科目", "由哪些功能分类科目负担。")
    execution_weight: Term = key("预算执行率权重", "预算执行率的权重。", example="10")
    overview: Prose = key("项目概述", "项目概述。", example="对困难群众参保和住院给予补助。")
    basis: Prose | None = key("立项依据", "立项依据；原件没有的不写。", None, example="国办发〔2021〕42号")
    target: Prose = key("当年绩效目标", "当年绩效目标。", example="符合条件的困难群众应救尽救。")
    indicators: list[BudgetIndicator] = key("绩效指标", "绩效指标，一个一条。", within={"权重": "90"})
    waivers: list[Waiver] = key("豁免", "本项目接受的检查结果。", ())
