"""项目: who, why, how much from where, spent on what, to bring about what; whatever documents print it."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from generator.model import publication
from generator.model.entry import Entry, key
from generator.model.indicator import INDICATORS, LEVELS, Indicators
from generator.model.values import Amount, Amounts, Date, Line, Prose, Quantity, Term
from generator.model.waiver import Waiver

# What people write or leave out in the name of the same project: blanks, and the year before it.
LOOSE = re.compile(r"\s+|^20\d\d年度?")
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

    money_source: Line = key("经费来源", "经费从哪里来。", example="财政拨款")
    overview: Prose | None = key(
        "单位概况", "本项目要印的单位概况；不写时用部门文件里的。", None, example="负责全区医保经办工作。"
    )


class Item(Entry):
    """明细: one spending item."""

    entry_title: ClassVar[str] = "明细"
    own_kind: ClassVar[str] = "明细"

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


class Project(Entry):
    """项目: one file a project, whatever documents print it. What a document has to have, its pack says."""

    entry_title: ClassVar[str] = "项目（projects/*.yaml）"
    own_kind: ClassVar[str] = "项目"

    kind: Literal["项目"] = key("文种", "固定写「项目」。", example="项目")
    code: Term | None = key("项目编码", "项目编码，21 位。", None, example="50015221T000000052688")
    name: Line = key("项目名称", "项目的名称。", example="城乡居民医疗保险工作经费")
    title: Prose | None = key(
        "标题",
        "项目申报书的标题；不写时按「单位＋年度＋项目名称」生成。写几行就印几行。",
        None,
        example="昆明市呈贡区医疗保障局\n2024年预算重点领域财政项目",
    )
    issued: Date | None = publication.issued("项目申报书", "2024-01-05")
    published: Date | None = publication.published("项目申报书")
    index: Term | None = publication.index("项目申报书")
    unit: Term | None = key(
        "单位", "部门有几个单位时，写这是哪个单位的项目；只有一个单位时不写。", None, example="昆明市呈贡区医疗保障局"
    )
    money_unit: Literal["元", "万元"] = key("金额单位", "本文件中金额的单位：元或万元。", example="万元")
    data: dict[str, Quantity] = key(
        "数据", "数据的名字和值，正文里用 ${名字} 引用；值可以是公式。", {}, example=DATA_EXAMPLE
    )
    passages: dict[str, Prose] = key(
        "文段", "要印在几处的文字，正文里用 ${名字} 引用。", {}, example="使用进度: 根据区财政预算资金使用进度开展"
    )
    amount: Amounts | None = key(
        "金额",
        "这个项目当年的钱，只写在这里：哪个科目、哪一级安排、哪种资金。不写资金来源就是一般公共预算。编部门预算的才写。",
        None,
        example="2101301 城乡医疗救助:\n  本级安排: 25",
    )
    bases: list[Basis] = key("立项依据", "项目依据的文件，一份一条；原件没有的不写。", ())
    implementer: Implementer | None = key("项目实施单位", "实施单位在本项目里的情况；名称、地址等取自部门文件。", None)
    overview: Prose | None = key(
        "项目基本概况", "项目的基本情况。", None, example="确保全区居民人人参加城乡居民基本医疗保险。"
    )
    content: Prose | None = key("项目实施内容", "做什么。", None, example="开展医保政策宣传、经办人员培训和基金监管。")
    spending: Spending | None = key("资金安排情况", "钱怎么用。", None)
    plan: Prose | None = key("项目实施计划", "什么时候做。", None, example="年初预算，根据工作进展逐步申请财政资金。")
    outcome: Prose | None = key("项目实施成效", "做到什么样。", None, example="全区居民享受正常医疗保险待遇。")
    funding: FundingPlan | None = key("资金来源", "各级财政资金，2020 年的申报表用；总投入由程序计算。", None)
    targets: Targets | None = key("绩效目标", "总体目标、年度目标和绩效指标。", None)
    waivers: list[Waiver] = key("豁免", "本项目接受的检查结果。", ())

    def called(self, stem: str) -> set[str]:
        """Return what names it elsewhere: its name, its code, or the `stem` of its file; what can't be read doesn't."""
        name = self.name.plain if isinstance(self.name, Line) else ""
        code = self.code.text if isinstance(self.code, Term) else ""
        return {stem, name, code} - {""}

    @property
    def items(self) -> list[Item]:
        """What its money is spent on, item by item."""
        return self.spending.items if self.spending is not None else []

    @property
    def overall(self) -> Prose | None:
        """绩效目标.总体."""
        return self.targets.overall if self.targets is not None else None

    @property
    def annual(self) -> Prose | None:
        """绩效目标.年度."""
        return self.targets.annual if self.targets is not None else None

    @property
    def indicators(self) -> Indicators:
        """绩效目标.指标."""
        return self.targets.indicators if self.targets is not None else {}
