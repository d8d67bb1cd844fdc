"""A template pack: the layout of one place and year, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal

from generator.model.entry import FORM, FORM_KEY, FORM_TOLD, Entry, key
from generator.model.own import OwnFields, of_kind
from generator.model.table_spec import Orientation, TableSpec, YesNo
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.own import OwnField

# The key that names the pack that one builds on, and the word that takes an entry of that one out.
BASIS: Final = "基于"
REMOVED: Final = "无"
# The format of money where none is named.
USUAL: Final = "默认"
# Required paths of a budget's documents that begin so lie in each of its projects.
EACH_PROJECT: Final = "项目.*."
# What documents can be about.
Object = Literal["项目", "单位", "部门", "地区"]


class MoneyFormat(Entry):
    """金额格式: how money is printed."""

    entry_title: ClassVar[str] = "金额格式"

    unit: Literal["元", "万元", "亿元", "%"] = key("单位", "金额的单位；比例写 %。", example="万元")
    decimals: Literal["0", "1", "2", "4", "6"] = key("小数", "小数位数，四舍五入。", example="2")
    grouped: YesNo = key("千分位", "是否每三位加逗号。", example="是")
    filled: YesNo = key("补零", "小数末尾的 0 印不印。", "是", example="否")


class DocumentSpec(Entry):
    """文书: a kind of document that this pack makes."""

    entry_title: ClassVar[str] = "文书"

    object: Object = key("对象", "关于什么，一个做一份：项目、单位、部门或地区。", example="项目")
    text: Term = key("文字", "文字模板的文件名，在这个文件夹里或 common/ 里。", example="statement.jinja")
    money: Term | None = key("格式", "正文里的金额格式；不写就用「默认」。", None, example="简明")
    required: list[Term] = key(
        "必填",
        "这种文书必须有的内容（用「.」连接的键名，「*」代表每一个）；部门的文书要每个项目有的，写「项目.*.」再写项目的键。",
        (),
        example="[绩效目标.总体, 绩效目标.指标.*.*.*.性质]",
    )


class FormSpec(Entry):
    """表单: which values a form prints, by the name that its templates give them."""

    entry_title: ClassVar[str] = "表单"

    orientation: Orientation = key("方向", "表单所在页的方向：横或纵。", example="横")
    new_page: Literal["是", "否"] = key("另起页", "是否从新的一页开始；方向与上文不同时总是另起页。", "否")
    each: Term | None = key("每个", "逐个印出哪一组内容；文字模板里写「@表单 名字 序号」。", None, example="项目")
    money: Term | None = key("格式", "金额格式的名字；不写就用「默认」。", None, example="表单")
    cells: dict[str, Term] = key(
        "栏目", "单元格的名字 → 取自哪里（用「.」连接的键名）。", example="总体目标: 绩效目标.总体"
    )
    sums: dict[str, Term] = key("数", "单元格的名字 → 要哪些钱。", {}, example="预算支出总额: 合计")
    rows: dict[str, FormRowSpec] = key("多行", "逐行重复的部分：名字 → 从哪里取、印哪几栏。", {}, example="指标行")


class FormRowSpec(Entry):
    """多行: repeated rows of a form."""

    entry_title: ClassVar[str] = "多行"

    source: Term = key("取自", "行的来源（用「.」连接的键名）。", example="指标行")
    columns: list[Term] = key("栏", "每行印出的栏目。", example="[三级指标, 指标值, 度量单位]")


class Pack(Entry):
    """模板包: pack.yaml."""

    entry_title: ClassVar[str] = "模板包（pack.yaml）"
    basis_key: ClassVar[str] = BASIS

    kind: Literal["模板包"] = key("文种", "固定写「模板包」。", example="模板包")
    form: Literal["2", "3", "4"] | None = key(FORM_KEY, FORM_TOLD, None, example=FORM)
    name: Term = key("名称", "给人看的名字。", example="云南省项目申报书（2024年）")
    basis: Term | None = key(
        BASIS,
        "在哪个模板包上改：templates/ 下的文件夹名。写了它，只写不同的键：表格、表单、文书、字段、命名数、金额格式、符号里，"
        "同名的整个换掉，写「无」的去掉；没有写的和没有放的文件都照它的。",
        None,
        example="chongqing-2024",
    )
    documents: dict[str, DocumentSpec] = key("文书", "做哪几种文书。", example="项目申报书")
    own: OwnFields | None = key("字段", "只有这套表格才有的字段：哪一类内容 → 名字 → 是什么。", None)
    numbering: list[Term] = key(
        "标题编号",
        "各级标题的编号样式，{一} 是中文数字、{1} 是阿拉伯数字；没有写到的级别不编号。",
        [],
        example="['{一}、', '（{一}）']",
    )
    indicator_levels: Literal["独立成行", "逐行重复"] = key(
        "指标分级", "一、二级指标独立成行，还是在每行重复。", example="独立成行"
    )
    indicator_value: Literal["与单位分列", "连同单位"] = key(
        "指标值", "指标值一栏只印数值，还是连同单位。", example="与单位分列"
    )
    symbols: dict[str, Term] = key("符号", "指标性质在表中的印法；不写的照原样印。", {}, example="≥: '>='")
    money: dict[str, MoneyFormat] = key(
        "金额格式", "金额的几种印法，各起一个名字；「默认」用在没有写格式的地方。", example="默认"
    )
    named: dict[str, Term] = key(
        "命名数", "给一些钱起的名字，可以用在要数的地方。", {}, example="机关运行经费: 公用经费·行政单位、参公事业单位"
    )
    level_reasons: YesNo = key("持平写原因", "部门预算的正文里，与上年持平的是不是也印「变动原因」里的原因。", "否")
    carries_facts: YesNo = key(
        "附数据",
        "Excel 里要不要带一张隐藏的工作表「数据」，一行一笔钱，导入时什么都不用补；带了就公开了没有印出的内容，如每个项目的科目。",
        "否",
    )
    tables: dict[str, TableSpec] = key("表格", "规则表格的名字及其列和行。", {}, example="部门支出总表")
    forms: dict[str, FormSpec] = key("表单", "表单的名字及其内容。", {}, example="项目绩效目标表")

    # The packs that it builds on, the nearest first: what it doesn't say, they said.
    parents: tuple[str, ...] = ()

    @property
    def required(self) -> list[Term]:
        """The paths that any of its documents requires."""
        return [path for spec in self.documents.values() for path in spec.required]

    def documents_of(self, wanted: Object) -> dict[str, DocumentSpec]:
        """Return the documents that it makes of every such object, by name."""
        return {name: spec for name, spec in self.documents.items() if spec.object == wanted}

    def text_money(self, spec: DocumentSpec) -> MoneyFormat:
        """Return how the text of a document prints money; KeyError if the pack has no such format."""
        return self.money[spec.money.text if spec.money is not None else USUAL]

    def own_fields(self, kind: str) -> Mapping[str, OwnField]:
        """Return the fields that it declares for a kind of content: 项目, 预算 …"""
        return of_kind(self.own, kind)
