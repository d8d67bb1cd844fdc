"""What grew or fell, against the two amounts that it did so between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.hits import Hit, each
from generator.check.mentions import sentences
from generator.check.numbers import apart, short, shown
from generator.check.registry import rule
from generator.check.rises import Rise, rises, turned
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.registry import Trouble
    from generator.check.texts import Piece

SAYS_A_CHANGE = re.compile("[增减升降]|提高|上涨|持平")


@rule("JS-106", Severity.WARNING, "通行做法：增减的数、百分比和方向要与前后两个数相符", Declaration, Statement)
def stated_changes(subject: Declaration | Statement) -> Iterator[Trouble]:
    """正文里增减的数、百分比和方向，要与写在一起的前后两个数相符。

    只看前后两个数写得明明白白的句子：「从甲到乙，增长……」「今年甲，比上年乙增加……」「甲，比上年增加乙，增长……」，
    或一句里正好有上年、本年各一个数。四舍五入到写出的位数也算对；上年写的是执行数、比的是预算数的，不比较。
    例：「2024年预算950.12万元，比2023年预算949.66万元增加1.46万元」，应当是 0.46 万元。
    改法：改正增减的数、方向，或前后两个数里写错的一个。
    """
    yield from each(subject, wrong_changes, "前后两个数决定增减的数、百分比和方向。")


def wrong_changes(piece: Piece) -> Iterator[Hit]:
    """Find changes that contradict the two amounts in the same sentence."""
    if not SAYS_A_CHANGE.search(piece.plain):
        return
    hint = "改正增减的数、方向，或前后两个数里写错的一个。"
    for sentence in sentences(piece.plain):
        for rise in rises(sentence):
            if rise.is_wrong:
                change = rise.change
                yield Hit(change.start, change.end, _told(rise, piece.plain[change.start : change.end]), hint)
        for before, now, way, start, end in turned(sentence):
            ends = f"从 {shown(before.value, before.unit)} 到 {shown(now.value, now.unit)}"
            right = "减少" if now.value < before.value else "增加"
            yield Hit(start, end, f"{ends} 是{right}，写的却是「{way}」", hint)


def _told(rise: Rise, written: str) -> str:
    before, now, difference = rise.before, rise.now, rise.difference
    ends = f"由 {shown(before.value, before.unit)} 到 {shown(now.value, now.unit)}"
    if rise.is_percent and not before.value:
        return f"{ends}，基数是 0，算不出百分比，写的却是「{written}」"
    way = "增加" if difference > 0 else "减少" if difference < 0 else "持平"
    amount = f"{short(abs(rise.percent), 2)}%" if rise.is_percent else apart(abs(difference), before.unit)
    right = f"{way} {amount}" if difference else way
    return f"{ends}，应为「{right}」，写的却是「{written}」"
