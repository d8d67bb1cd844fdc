"""What one declaration says twice, in two ways."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from generator.check.aims import aims
from generator.check.hits import Hit, found
from generator.check.numbers import NUMBER, base
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.texts import Piece
    from generator.model.values import Line

VALUE = re.compile(rf"\s*{NUMBER}\s*(?P<unit>[^\d\s].*?)\s*")
# Where the money is to come from: 在……中分摊列支.
SOURCE = re.compile(
    r"(?:在|由|从)(?P<source>[^，。；：（）()]{4,60}?)中?(?:分摊|统筹|予以|给予)*(?:列支|解决|承担|开支)"
)


@rule("GJ-121", Severity.NOTE, "通行做法：同一指标的两栏用同一个单位", Declaration)
def units_of_both_sides(project: Declaration) -> Iterator[Trouble]:
    """一个指标的年度值和中期值，单位应当相同。

    单位不同，两个数就比不出大小；多半是其中一栏少写了「每人」「每年」。万人和人这样能换算的不算。
    例：中期写 320元/人.年，年度写 280元/年。
    改法：照指标的意义改成一样的单位。
    """
    for aim in aims(project):
        indicator = aim.entry
        if indicator.medium is None or indicator.medium.value is None:
            continue
        year, medium = indicator.value, indicator.medium.value
        units = [_unit(year, indicator.unit), _unit(medium, indicator.medium.unit)]
        if all(units) and base(units[0])[1] != base(units[1])[1]:
            yield Trouble(
                f"指标「{indicator.name.plain}」：年度值的单位是「{units[0]}」，中期值的单位是「{units[1]}」",
                year.position,
                cause="单位不同，两个数比不出大小。",
                marks=(Mark(medium.position, "中期值"),),
            )


def _unit(value: Line, unit: Line | None) -> str:
    """Return the unit of a value, written beside it or behind its number; "" where the value is words."""
    if unit is not None:
        return unit.plain
    figure = VALUE.fullmatch(value.plain)
    return figure["unit"] if figure else ""


@rule("GJ-122", Severity.NOTE, "通行做法：同一笔钱的来源前后一致", Declaration)
def sources_said_alike(project: Declaration) -> Iterator[Trouble]:
    """经费在哪里列支，前后要说得一样。

    一处说由本单位的工作经费和中央资金分摊，一处又说由别的街道的工作经费分摊，差额由谁出就说不清。
    例：概况写「在大渔和马金铺城乡居民医疗保险工作经费及中央资金中分摊列支」，
    资金安排写「在城乡居民医疗保险工作经费及中央财政补助资金中分摊列支」。
    改法：核实后改成一样的说法；确实是两笔钱的，写明各是多少。
    """
    said = [(hit.message, place) for place, hit in found(project, sources)]
    told = set()
    for (first, at), (second, other) in combinations(said, 2):
        if first != second and at not in told:
            told.add(at)
            yield Trouble(
                f"一处说在「{first}」列支，一处说在「{second}」列支",
                at,
                cause="同一笔钱的来源说得不一样，差额由谁出就说不清。",
                marks=(Mark(other, "另一种说法"),),
            )


def sources(piece: Piece) -> Iterator[Hit]:
    """Find what money is to be taken from; the message is the source."""
    for source in SOURCE.finditer(piece.plain):
        yield Hit(*source.span("source"), source["source"])
