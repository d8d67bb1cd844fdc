"""Document numbers (发文字号)."""

from __future__ import annotations

import re
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

STANDARD = "GB/T 9704—2012 第 7.2.5 条：年份标全称，用六角括号〔〕括入；序号不编虚位，不加「第」字，后面加「号」字"
NUMBER_KEY = "文号"
NUMBER = re.compile(
    r"(?P<open>[〔\[［【（(﹝{｛「])\s*(?P<year>\d{4}|\d{2})\s*(?P<close>[〕\]］】）)﹞}｝」])"
    r"\s*(?P<word>第)?\s*(?P<serial>\d+)\s*(?P<end>号)?"
)
# A number without brackets, in the field for numbers; orders and announcements are numbered in other ways.
BARE = re.compile(r"[^\d〔]+(?:19|20)\d\d[年\-—/ ]*第?\d+号?")
OTHER_WAYS = re.compile("令|公告|纪要")


@rule("GS-101", Severity.ERROR, STANDARD, Declaration, Statement)
def brackets_of_number(subject: Declaration | Statement) -> Iterator[Trouble]:
    """发文字号的年份要用六角括号〔〕。

    方括号、圆括号、方头括号都不是发文字号的写法，照着检索也查不到原文。
    例：昆医保通[2019]57号、渝财社【2009】28号、潼财社(2012)1367号。
    改法：改成〔2019〕。
    """
    yield from each(subject, wrong_brackets, "发文字号的年份用六角括号〔〕（GB/T 9704—2012）。")


@rule("GS-102", Severity.WARNING, STANDARD, Declaration, Statement)
def parts_of_number(subject: Declaration | Statement) -> Iterator[Trouble]:
    """发文字号的年份写四位，序号不加「第」、不在前面补 0。

    这是公文格式国家标准对发文字号的规定。
    例：〔24〕3号、〔2024〕第3号、〔2024〕03号。
    改法：都写成〔2024〕3号。
    """
    yield from each(subject, wrong_parts, "发文字号写作「机关代字〔2024〕3号」。")


@rule("GS-103", Severity.WARNING, STANDARD, Declaration, Statement)
def whole_number(subject: Declaration | Statement) -> Iterator[Trouble]:
    """发文字号要写全：年份有括号，末尾有「号」字。

    写不全的字号容易和别的编号相混，也查不到原文。
    例：呈政办发〔2007〕24、呈政办发2007年24号。
    改法：写成「呈政办发〔2007〕24号」。
    """
    yield from each(subject, incomplete, "发文字号写作「机关代字〔2024〕3号」。")


def numbers(piece: Piece) -> Iterator[re.Match[str]]:
    """Yield what can only be a document number, whatever its brackets."""
    for number in NUMBER.finditer(piece.plain):
        full_year = len(number["year"]) == 4 and number["year"] > "1900"  # noqa: PLR2004 - a year in full
        if (number["end"] or piece.key == NUMBER_KEY) and (full_year or number["open"] == "〔"):
            yield number


def wrong_brackets(piece: Piece) -> Iterator[Hit]:
    """Find document numbers with other brackets than 〔〕."""
    for number in numbers(piece):
        if (number["open"], number["close"]) != ("〔", "〕"):
            end = number.end("close")
            year = piece.plain[number.start() : end]
            right = f"〔{number['year']}〕"
            yield Hit(number.start(), end, f"发文字号的年份写成了「{year}」", f"改成「{right}」。", right)


def wrong_parts(piece: Piece) -> Iterator[Hit]:
    """Find what stands in a document number and should not."""
    for number in numbers(piece):
        if len(number["year"]) == 2:  # noqa: PLR2004 - a year cut short
            hint = f"补全年份，如「〔20{number['year']}〕」。"
            yield Hit(*number.span("year"), f"发文字号的年份「{number['year']}」不是四位", hint)
        if number["word"]:
            hint = f"写成「{number['serial'].lstrip('0')}号」。"
            yield Hit(*number.span("word"), "发文字号的序号前有「第」字", hint)
        if number["serial"].startswith("0"):
            hint = f"写成「{number['serial'].lstrip('0')}号」。"
            yield Hit(*number.span("serial"), f"发文字号的序号「{number['serial']}」前面补了 0", hint)


def incomplete(piece: Piece) -> Iterator[Hit]:
    """Find document numbers without 号, and numbers without brackets where a document number is asked for."""
    for number in NUMBER.finditer(piece.plain):
        if not number["end"] and number["open"] == "〔" and number["year"] > "1900":
            written = number[0].rstrip()
            yield Hit(number.start(), number.end(), f"发文字号「{written}」后面没有「号」字", f"写成「{written}号」。")
    if piece.key == NUMBER_KEY and BARE.fullmatch(piece.plain) and not OTHER_WAYS.search(piece.plain):
        message = f"发文字号「{piece.plain}」的年份没有括号"
        yield Hit(0, len(piece.plain), message, "写成「机关代字〔年份〕序号号」，如「呈政办发〔2007〕24号」。")
