"""A finding that the unit accepts."""

from __future__ import annotations

from typing import ClassVar

from generator.model.entry import Entry, key
from generator.model.values import Line, Term, Year


class Waiver(Entry):
    """豁免: one finding, at one place, accepted by a named person for one budget year."""

    entry_title: ClassVar[str] = "豁免"

    rule: Term = key("规则", "被豁免的检查规则的编号。", example="ZB-101")
    place: Term = key(
        "位置",
        "豁免针对的那一项，写从文件顶层起的键名，用「.」连接；列表里的写名称或第几个。检查结果和 diff 印出的位置可以照抄。",
        example="绩效目标.指标.产出指标.质量指标.2",
    )
    reason: Line = key("理由", "为什么可以接受。", example="指标名称由上级统一下达")
    person: Term = key("责任人", "谁同意的。", example="王艳明")
    year: Year = key("年度", "豁免只在这一预算年度有效。", example="2024")
