"""A regular table of a pack, declared once as data; every format draws it from this."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.budget import Source
from generator.model.entry import Entry, key
from generator.model.values import Term

Orientation = Literal["横", "纵"]


class ColumnSpec(Entry):
    """列: a column, or a group of columns under one heading."""

    entry_title: ClassVar[str] = "列"

    heading: Term = key("表头", "这一列的表头；可以写 ${年度} 这样的名字。", example="${年度}年预算数")
    take: Term | None = key("取", "印行里的哪一项；也可以写成 ${项目编码}-${项目名称}。", None, example="科目编码")
    width: Term | None = key("宽", "占表宽的百分之几，整数；各列合计 100。", None, example="12")
    format: Literal["文字", "金额", "简明金额"] = key(
        "格式", "金额按模板包的金额格式，简明金额不补零、不分节。", "文字"
    )
    align: Literal["左", "中", "右"] | None = key("对齐", "不写时，金额靠右，文字靠左。", None, example="中")
    total: Literal["是", "否"] = key("合计", "合计行里要不要印这一列。", "是")
    children: list[ColumnSpec] = key("列", "下一级的列。", ())


class RowsSpec(Entry):
    """行: where the rows come from."""

    entry_title: ClassVar[str] = "行"

    dataset: Literal["功能分类", "经济分类", "项目", "三公经费", "政府采购", "资金来源"] = key(
        "取自", "用哪一组数据。", example="功能分类"
    )
    sources: list[Source] = key("资金", "只算哪几种资金；不写就是全部。", (), example="[一般公共预算]")
    levels: list[Literal["类", "款", "项"]] = key("级次", "印哪几级科目；不写就是全部。", (), example="[类, 款]")
    total: Literal["首行", "末行", "无"] = key("合计", "合计印在首行、末行还是不印。", "无")
    label: Term | None = key("合计列", "「合计」两个字印在哪一项的列里。", None, example="科目名称")


class BandSpec(Entry):
    """段: rows that stand side by side; the shorter side is filled with empty cells."""

    entry_title: ClassVar[str] = "段"

    left: list[dict[str, Term]] = key("左", "左边的行：列的「取」→ 印什么。", example="- 收入项目: 一、本年收入")
    right: list[dict[str, Term]] = key(
        "右", "右边的行；写了「展开: 类」的行，每个有支出的类印一行。", (), example="- 支出项目: 一、本年支出"
    )


class TableSpec(Entry):
    """表格: one regular table."""

    entry_title: ClassVar[str] = "表格"

    orientation: Orientation = key("方向", "表所在页的方向：横或纵。", "纵", example="横")
    unit: Term | None = key("单位行", "表上方靠右的一行。", None, example="单位：万元")
    columns: list[ColumnSpec] = key("列", "各列，从左到右。")
    rows: RowsSpec | None = key("行", "行从哪里来；左右并列的表不写。", None)
    bands: list[BandSpec] = key("并列", "收入和支出左右并列的表，分段写。", ())
    note: Term | None = key("空表说明", "没有数据时印在表下的说明。", None, example="本表无数据。")


ColumnSpec.model_rebuild()
