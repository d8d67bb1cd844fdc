"""绩效指标: the one kind of indicator, of projects, declarations and whole departments."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from generator.model.entry import Entry, key
from generator.model.values import Line, Term, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands above indicators that are written by levels, and in each of those that are written one by one.
FIRST, SECOND = LEVELS = ("一级指标", "二级指标")
INDICATORS = (
    "一级指标 → 二级指标 → 三级指标，逐级写；各行的先后不是这样分的，一条一条写成列表，每条写明一级、二级指标。"
)
Operator = Literal["=", "≥", "≤", ">", "<", "定性"]
# What the sign on a published sheet can be: an operator, or lost.
Sign = Literal[Operator, "〔原件不清〕"]


class MediumIndicator(Entry):
    """中期: the medium-term side of an indicator, where it differs from the year's."""

    entry_title: ClassVar[str] = "中期"

    name: Line | None = key("名称", "中期三级指标的名称；与年度相同时不写。", None, example="参保人数")
    value: Line | None = key("指标值", "中期指标值；与年度相同时不写。", None, example="297600")
    unit: Line | None = key("度量单位", "中期指标值的单位；指标值是带单位的数据时不写。", None, example="人")


class Indicator(Entry):
    """三级指标: a performance indicator with its target."""

    entry_title: ClassVar[str] = "指标"

    first: Term | None = key(FIRST, "不分级、一条一条写时，写它属于哪个一级指标。", None, example="产出指标")
    second: Term | None = key(SECOND, "不分级、一条一条写时，写它属于哪个二级指标。", None, example="数量指标")
    name: Line = key("名称", "三级指标的名称。", example="全区居民对医保工作的满意度")
    weight: Term | None = key("权重", "权重，整数。", None, example="90")
    operator: Sign | None = key(
        "性质",
        "指标性质：=、≥、≤、>、<、定性；> 和 < 要加引号；原件看不清的写〔原件不清〕。",
        None,
        example="≥",
    )
    value: Line = key("指标值", "目标值；写 ${参保人数} 这样的数据，单位一并取来。", example="95")
    unit: Line | None = key("度量单位", "指标值的单位；指标值是带单位的数据时不写。", None, example="'%'")
    core: Literal["是", "否", "〔原件不清〕"] | None = key("核心指标", "是否核心指标。", None, example="否")
    attribute: Literal["定量指标", "定性指标"] | None = key(
        "指标属性", "定量指标或定性指标。", None, example="定量指标"
    )
    scoring: Line | None = key("评分标准", "评（扣）分标准。", None, example="达到 95% 得满分，每低 1% 扣 1 分")
    content: Line | None = key("指标内容", "这个指标说明什么。", None, example="反映参保人对医保工作的满意程度")
    basis: Line | None = key("设定依据", "绩效指标值设定依据及数据来源。", None, example="根据实际工作要求")
    medium: MediumIndicator | None = key("中期", "中期（三年）的指标，与年度不同的部分。", None)


# By 一级指标 and 二级指标, or one by one where the order of the rows is another.
Indicators: TypeAlias = dict[str, dict[str, list[Indicator]]]


def leveled(indicators: Indicators | list[Indicator]) -> Iterator[tuple[Word, Word, Indicator]]:
    """Yield indicators in their order, each with its 一级指标 and 二级指标 ("" where none is written)."""
    if isinstance(indicators, list):
        for one in indicators:
            yield _word(one.first, one), _word(one.second, one), one
        return
    for first, seconds in indicators.items():
        for second, thirds in seconds.items():
            yield from ((_key(first, one), _key(second, one), one) for one in thirds)


def _word(term: Term | None, around: Indicator) -> Word:
    return Word(term.text, term.position) if term is not None else Word("", around.position)


def _key(name: str, around: Indicator) -> Word:
    return name if isinstance(name, Word) else Word(name, around.position)
