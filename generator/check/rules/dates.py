"""Dates and spans of time inside texts."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from generator.check.hits import Hit, each
from generator.check.registry import rule
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.registry import Trouble
    from generator.check.texts import Piece

STANDARD = "GB/T 9704—2012 第 7.3.5 条：日期用阿拉伯数字将年、月、日标全，年份标全称，月、日不编虚位"
MONTHS = 12
LEAP_YEAR = 2024
PADDED = re.compile(r"(?:(?<=\d{4}年)0\d(?=月)|(?<=月)0\d(?=日))")
DAY = re.compile(r"(?<![\d.])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?")
# A version or a section can look like this too, so the parts have to fit a date.
POINTED = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sign>[./-])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>0?[1-9]|[12]\d|3[01])"
    r"(?![\d/-]|\.\d)"
)
CHINESE = re.compile(r"(?:二[〇○零0Oo]|一九)[〇○零0Oo一二三四五六七八九]{2}年")
TO = r"\s*(?:[-—－–~～至到]+)\s*"
YEARS = re.compile(rf"(?<!\d)(?P<first>(?:19|20)\d\d)年?度?{TO}(?P<second>(?:19|20)\d\d)年")
DAYS = re.compile(
    rf"(?<!\d)(?P<y1>\d{{4}})年(?P<m1>\d{{1,2}})月(?:(?P<d1>\d{{1,2}})日)?{TO}"
    r"(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)


@rule("GS-111", Severity.WARNING, STANDARD, Declaration, Statement)
def padded_dates(subject: Declaration | Statement) -> Iterator[Trouble]:
    """日期里的月、日前面不补 0。

    这是公文格式国家标准的规定（「月、日不编虚位」）。
    例：2024年01月05日。
    改法：写成 2024年1月5日。
    """
    yield from each(subject, padded, "公文里的月、日不编虚位（GB/T 9704—2012）。")


@rule("GS-112", Severity.ERROR, "历法", Declaration, Statement)
def impossible_dates(subject: Declaration | Statement) -> Iterator[Trouble]:
    """日期要是日历上有的。

    没有的日期一定是笔误，照着办事的人不知道指哪一天。
    例：2024年2月30日、2023年2月29日、2024年13月。
    改法：改成正确的日期。
    """
    yield from each(subject, impossible, "日历上没有这一天。")


@rule("GS-113", Severity.WARNING, STANDARD, Declaration, Statement)
def other_forms(subject: Declaration | Statement) -> Iterator[Trouble]:
    """日期用阿拉伯数字加「年月日」书写。

    点号、斜线、短横线的写法分不清月和日，也和编号相混；汉字数字的写法是旧标准的。
    例：2024.1.5、2024/1/5、2024-01-05、二〇二四年。
    改法：写成 2024年1月5日。
    """
    yield from each(subject, strange, "公文里的日期写作「2024年1月5日」（GB/T 9704—2012）。")


@rule("GS-114", Severity.WARNING, "通行做法", Declaration, Statement)
def reversed_spans(subject: Declaration | Statement) -> Iterator[Trouble]:
    """起止时间要先早后晚。

    颠倒的起止时间多半是其中一个写错了年份。
    例：2026年-2024年、2025年12月31日至1月1日。
    改法：改正其中一个；跨年的写上第二个年份。
    """
    yield from each(subject, turned_round, "结束不会早于开始。")


def padded(piece: Piece) -> Iterator[Hit]:
    """Find zeros before months and days."""
    for number in PADDED.finditer(piece.plain):
        yield Hit(*number.span(), f"日期里的「{number[0]}」前面补了 0", f"写成「{int(number[0])}」。")


def impossible(piece: Piece) -> Iterator[Hit]:
    """Find days that no calendar has; without a year, the 29th of February is one."""
    for date in DAY.finditer(piece.plain):
        month, day = int(date["month"]), int(date["day"] or 1)
        if not date["year"] and not date["day"]:
            continue  # A number of months: 「24月」
        known = 1 <= month <= MONTHS and 1 <= day <= monthrange(int(date["year"] or LEAP_YEAR), month)[1]
        if not known:
            yield Hit(*date.span(), f"没有「{date[0]}」这个日期", "改成正确的日期。")


def strange(piece: Piece) -> Iterator[Hit]:
    """Find dates in other forms."""
    for date in POINTED.finditer(piece.plain):
        right = f"{date['year']}年{int(date['month'])}月{int(date['day'])}日"
        yield Hit(*date.span(), f"日期写成了「{date[0]}」", f"写成「{right}」。")
    for year in CHINESE.finditer(piece.plain):
        yield Hit(*year.span(), f"年份写成了「{year[0]}」", "用阿拉伯数字，如「2024年」。")


def turned_round(piece: Piece) -> Iterator[Hit]:
    """Find spans that end before they begin."""
    for span in YEARS.finditer(piece.plain):
        if span["second"] < span["first"]:
            yield Hit(*span.span(), f"起止年份「{span[0]}」先后颠倒", "改正其中一个年份。")
    for span in DAYS.finditer(piece.plain):
        first = (span["y1"], int(span["m1"]), int(span["d1"] or 1))
        last = (span["y2"] or span["y1"], int(span["m2"]), int(span["d2"] or 31))
        if last < first:
            yield Hit(*span.span(), f"起止时间「{span[0]}」先后颠倒", "改正其中一个；跨年的写上第二个年份。")
