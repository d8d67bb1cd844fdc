"""A template pack: the layout of one place and year, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.entry import Entry, key
from generator.model.values import Term


class FormSpec(Entry):
    """表单: which values a form prints, by the name that its templates give them."""

    entry_title: ClassVar[str] = "表单"

    orientation: Literal["横", "纵"] = key("方向", "表单所在页的方向：横或纵。", example="横")
    cells: dict[str, Term] = key(
        "栏目", "单元格的名字 → 取自哪里（用「.」连接的键名）。", example="总体目标: 绩效目标.总体"
    )
    rows: dict[str, RowSpec] = key("多行", "逐行重复的部分。", {})


class RowSpec(Entry):
    """多行: repeated rows of a form."""

    entry_title: ClassVar[str] = "多行"

    source: Term = key("取自", "行的来源（用「.」连接的键名）。", example="指标行")
    columns: list[Term] = key("栏", "每行印出的栏目。")


class Pack(Entry):
    """模板包: pack.yaml."""

    entry_title: ClassVar[str] = "模板包（pack.yaml）"

    kind: Literal["模板包"] = key("文种", "固定写「模板包」。", example="模板包")
    name: Term = key("名称", "给人看的名字。", example="云南省项目申报书（2024年）")
    applies_to: Term = key("适用文种", "用来做哪种文件。", example="项目申报书")
    numbering: list[Term] = key(
        "标题编号", "各级标题的编号样式，{一} 是中文数字、{1} 是阿拉伯数字；空字符串表示不编号。", example="'{一}、'"
    )
    indicator_levels: Literal["独立成行", "逐行重复"] = key("指标分级", "一、二级指标独立成行，还是在每行重复。")
    symbols: dict[str, Term] = key("符号", "指标性质在表中的印法；不写的照原样印。", {}, example="≥: '>='")
    required: list[Term] = key("必填", "这套表格必须有的内容（用「.」连接的键名，「*」代表每一个）。", [])
    forms: dict[str, FormSpec] = key("表单", "表单的名字及其内容。", {})


FormSpec.model_rebuild()
