"""A table of a pack: rows and columns are queries of the ledger, or values of a dimension; declared as data.

Every format draws what `assemble` makes of it.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.entry import Entry, key
from generator.model.values import Term

Orientation = Literal["横", "纵"]
YesNo = Literal["是", "否"]
QUERY = "要哪些钱，用值的名字写，几个条件之间写「·」，同一类的几个值之间写「、」；「合计」是全部。"


class ColumnSpec(Entry):
    """列: a column, or a group of columns under one heading."""

    entry_title: ClassVar[str] = "列"

    heading: Term | None = key(
        "表头",
        "这一列的表头；可以写 ${年度} 这样的名字。写了「数」的列可以不写，就用「数」的字。",
        None,
        example="${年度}年预算数",
    )
    also: list[Term] = key(
        "也叫",
        "别的系统的表里，这一栏还叫什么；只在导入（shenbao import）时用来认出这一栏，不印出来。",
        (),
        example="[基本支出小计]",
    )
    take: Term | None = key(
        "取",
        "印这一行的哪个词，如 功能.编码、项目.名称、序号；也可以写成 ${项目.编码}-${项目.名称}。",
        None,
        example="功能.编码",
    )
    query: Term | None = key("数", QUERY, None, example="一般公共预算·基本支出")
    difference: list[Term] = key("差", "两个数，印前一个减后一个。", (), example="[支出·本年, 支出·上年]")
    ratio: list[Term] = key("比", "两个数，印前一个是后一个的百分之几。", (), example="[决算数, 预算数]")
    growth: list[Term] = key(
        "增", "两个数，印前一个比后一个增加百分之几；减少的印负数。", (), example="[支出·本年, 支出·上年]"
    )
    share: Term | None = key("占", "印「数」占全表这个数的百分之几。", None, example="支出")
    by: Term | None = key("按", "一个值一列；写维度的名字，可以带级次。", None, example="单位")
    width: Term | None = key("宽", "占表宽的百分之几，整数；各列合计 100。", None, example="12")
    format: Term | None = key("格式", "金额格式的名字；不写时用表的。", None, example="默认")
    align: Literal["左", "中", "右"] | None = key("对齐", "不写时，金额靠右，文字靠左。", None, example="中")
    among: YesNo = key("其中", "各列不必凑齐总数时写「是」。", "否", example="是")
    children: list[ColumnSpec] = key("列", "下一级的列。", ())

    @property
    def pair(self) -> list[Term]:
        """The two figures that a cell is worked out from; none where it is a sum or a word."""
        return self.difference or self.ratio or self.growth


class RowSpec(Entry):
    """行: a row, or a row for each value of a dimension."""

    entry_title: ClassVar[str] = "行"

    label: Term | None = key("标", "这一行的名字；可以写 ${功能.名称} 这样的词。", None, example="合计")
    query: Term | None = key("数", QUERY, None, example="收入·当年资金")
    by: Term | None = key(
        "按",
        "一个值一行：维度的名字，可以带级次；几级逐级往下印，写成 功能.类.款.项；几个维度的每一种搭配一行，用「、」连接。",
        None,
        example="功能.类.款.项",
    )
    source: Term | None = key(
        "取自",
        "一条一行：哪一组内容，如 项目、项目里的 指标行；各列的「取」写这一条的键。这样的行不印「数」。",
        None,
        example="指标行",
    )
    rows: list[RowSpec] = key("内", "每一行下面的行。", ())
    aligned: YesNo = key("齐", "左右并列的表里，这一行与另一边写了「齐」的行排在同一行。", "否", example="是")
    columns: list[Term] = key("只", "只印这几列的数；写列的表头。", (), example="[合计]")
    at: Term | None = key("于", "「标」印在哪一列；写列的表头。", None, example="项目编号")
    format: Term | None = key("格式", "这一行用的金额格式。", None, example="百分比")
    among: YesNo = key("其中", "各行不必凑齐总数时写「是」。", "否", example="是")


class HalfSpec(Entry):
    """并列: one of the halves of a table that stand side by side; the shorter one is filled with empty cells."""

    entry_title: ClassVar[str] = "并列"

    query: Term | None = key("数", QUERY, None, example="收入")
    columns: list[ColumnSpec] = key("列", "各列，从左到右。")
    rows: list[RowSpec] = key("行", "各行，从上到下。")


class TableSpec(Entry):
    """表格: one regular table."""

    entry_title: ClassVar[str] = "表格"

    orientation: Orientation = key("方向", "表所在页的方向：横或纵。", "纵", example="横")
    unit: Term | None = key(
        "单位行", "表上方靠右的一行；${金额单位} 是表的金额格式的单位。", None, example="单位：${金额单位}"
    )
    query: Term | None = key("数", "全表都是哪些钱；" + QUERY, None, example="一般公共预算")
    format: Term | None = key("格式", "金额格式的名字；不写就用「默认」。", None, example="默认")
    columns: list[ColumnSpec] = key("列", "各列，从左到右。", ())
    rows: list[RowSpec] = key("行", "各行，从上到下；左右并列的表不写。", ())
    halves: list[HalfSpec] = key("并列", "左右并列的几半，各有自己的列和行。", ())
    note: Term | None = key("空表说明", "没有数据时印在表下的说明。", None, example="本表无数据。")

    @property
    def parts(self) -> tuple[HalfSpec | TableSpec, ...]:
        """The halves, or the table itself where it has none."""
        return tuple(self.halves) or (self,)
