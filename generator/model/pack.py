"""A template pack: the layout of one place and year, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.entry import Entry, key
from generator.model.table_spec import Orientation, TableSpec
from generator.model.values import Term


class MoneyFormat(Entry):
    """金额格式: how the forms of this pack print money."""

    entry_title: ClassVar[str] = "金额格式"

    unit: Literal["元", "万元"] = key("单位", "表中金额的单位。", example="万元")
    decimals: Literal["0", "2", "4", "6"] = key("小数", "小数位数，四舍五入。", example="2")
    grouped: Literal["是", "否"] = key("千分位", "是否每三位加逗号。", example="是")


class FormSpec(Entry):
    """表单: which values a form prints, by the name that its templates give them."""

    entry_title: ClassVar[str] = "表单"

    orientation: Orientation = key("方向", "表单所在页的方向：横或纵。", example="横")
    new_page: Literal["是", "否"] = key("另起页", "是否从新的一页开始；方向与上文不同时总是另起页。", "否")
    each: Term | None = key("每个", "逐个印出哪一组内容；文字模板里写「@表单 名字 序号」。", None, example="项目")
    money: MoneyFormat | None = key("金额格式", "这张表单的金额印法与模板包不同时写。", None)
    cells: dict[str, Term] = key(
        "栏目", "单元格的名字 → 取自哪里（用「.」连接的键名）。", example="总体目标: 绩效目标.总体"
    )
    rows: dict[str, RowSpec] = key("多行", "逐行重复的部分：名字 → 从哪里取、印哪几栏。", {}, example="指标行")


class RowSpec(Entry):
    """多行: repeated rows of a form."""

    entry_title: ClassVar[str] = "多行"

    source: Term = key("取自", "行的来源（用「.」连接的键名）。", example="指标行")
    columns: list[Term] = key("栏", "每行印出的栏目。", example="[三级指标, 指标值, 度量单位]")


class Pack(Entry):
    """模板包: pack.yaml."""

    entry_title: ClassVar[str] = "模板包（pack.yaml）"

    kind: Literal["模板包"] = key("文种", "固定写「模板包」。", example="模板包")
    name: Term = key("名称", "给人看的名字。", example="云南省项目申报书（2024年）")
    applies_to: Term = key("适用文种", "用来做哪种文件。", example="项目申报书")
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
    money: MoneyFormat = key("金额格式", "表中金额的印法。")
    level_reasons: Literal["是", "否"] = key(
        "持平写原因", "部门预算的正文里，与上年持平的是不是也印「变动原因」里的原因。", "否"
    )
    required: list[Term] = key(
        "必填",
        "这套表格必须有的内容（用「.」连接的键名，「*」代表每一个）。",
        [],
        example="[绩效目标.总体, 绩效目标.指标.*.*.*.性质]",
    )
    tables: dict[str, TableSpec] = key("表格", "规则表格的名字及其列和行。", {}, example="部门支出总表")
    forms: dict[str, FormSpec] = key("表单", "表单的名字及其内容。", {}, example="项目绩效目标表")


FormSpec.model_rebuild()
