"""Punctuation, widths and spaces in Chinese texts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.check.hits import HAN, UNCLEAR, WIDE, Hit, by_line, each
from generator.check.registry import rule
from generator.check.rules.formal import numbers
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.registry import Trouble
    from generator.check.texts import Piece

STANDARD = "GB/T 15834—2011《标点符号用法》"
FULL = str.maketrans(",;:?!()", "，；：？！（）")
CHINESE = re.compile(f"[{HAN}]")
HALF = re.compile(rf"[,;:?!](?=\s*[{WIDE}])|(?<=[{WIDE}])[,;:?!]|(?<=[{WIDE}]\s)[,;:?!]|(?<=[{HAN}])\.(?=\s*$)")
# Innermost brackets of either width.
BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
SUM = re.compile(r"[*×÷=+]")
WIDE_SIGNS = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
SPACE = re.compile(rf"(?<=[{WIDE}])[ \u3000\u00a0]+(?=[{WIDE}])")
# Names of two characters are set apart: 张　三.
PERSONS = {"法人代表", "联系人", "项目负责人"}
DOUBLED = re.compile(r"(?!。{3,})(?:[，、；：。]{2,}|[，、；：。]+[,;:]|[,;:]+[，、；：。]+|[？！]{3,})")
STRAIGHT = re.compile(rf"(?<=[{WIDE}])[\"']|[\"'](?=[{WIDE}])")
# A row of points or a single 「…」; dashes of other kinds between Chinese characters.
ELLIPSIS = re.compile(r"\.{3,}|。{3,}|(?<!…)…(?!…)")
DASH = re.compile(rf"(?<=[{WIDE}])(?:--+|[-–―─]+)(?=[{WIDE}])")


@rule("GS-121", Severity.WARNING, STANDARD, Declaration, Statement)
def half_width(subject: Declaration | Statement) -> Iterator[Trouble]:
    """中文里的标点用全角。

    半角标点多半是输入法没有切换，或从表格里复制来的；和全角的混在一起，行宽也不齐。
    例：规定,建立全市统一救助政策；维修(护)费。
    改法：改成「，」「：」「；」「（）」。数字 1,200、时间 10:30 和算式里的不算。
    """
    yield from by_line(subject, half, "中文里用了半角标点", "中文里的标点用全角。")


@rule("GS-122", Severity.WARNING, "GB/T 15835—2011《出版物上数字用法》：阿拉伯数字用半角", Declaration, Statement)
def full_width(subject: Declaration | Statement) -> Iterator[Trouble]:
    """数字、字母和百分号用半角。

    全角的数字查找、复制、汇总时都认不出来。
    例：２０２４年、ＤＲＧ、80％。
    改法：改成 2024年、DRG、80%。
    """
    yield from by_line(subject, wide_signs, "用了全角的数字、字母或百分号", "数字、字母和百分号用半角。")


@rule("GS-123", Severity.WARNING, "通行做法：汉字之间不空格", Declaration, Statement)
def spaces(subject: Declaration | Statement) -> Iterator[Trouble]:
    """汉字和中文标点之间没有空格。

    多余的空格多半是排版时敲进去、或从扫描件带来的，印出来字距不匀，查找时也对不上。
    例：「重庆市 长期护理保险」「一站式 ”」。
    改法：删去空格。人名中间的不算。
    """
    yield from by_line(subject, blanks, "汉字之间有空格", "汉字和中文标点之间不空格。")


@rule("GS-124", Severity.WARNING, STANDARD, Declaration, Statement)
def doubled_marks(subject: Declaration | Statement) -> Iterator[Trouble]:
    """标点不重复、不相连。

    两个点号连在一起，多半是删改句子时留下的。
    例：5元/人*108000人=54万元，；医保网络。
    改法：只留一个。
    """
    yield from each(subject, doubled, "两个点号不能连用，多半是删改时留下的。")


@rule("GS-125", Severity.WARNING, STANDARD, Declaration, Statement)
def paired(subject: Declaration | Statement) -> Iterator[Trouble]:
    """括号、引号、书名号要配对。

    少了一半，读的人不知道括到哪里为止。
    例：《关于印发实施意见的通知；（按合同约定。
    改法：补上另一半，或删去多余的一半。
    """
    yield from each(subject, unpaired, "括号、引号、书名号都是成对的。")


@rule("GS-126", Severity.WARNING, STANDARD, Declaration, Statement)
def straight_quotes(subject: Declaration | Statement) -> Iterator[Trouble]:
    """中文里的引号用“”。

    直引号分不出前后，是西文键盘上的符号。
    例：医疗、医保、医药"三医联动"改革。
    改法：改成“三医联动”。
    """
    yield from by_line(subject, straight, "中文里用了直引号", "中文里的引号用“”和‘’。")


@rule("GS-127", Severity.WARNING, STANDARD, Declaration, Statement)
def long_marks(subject: Declaration | Statement) -> Iterator[Trouble]:
    """省略号写「……」，破折号写「——」。

    几个点、几条短横线是用键盘凑的，宽窄不一，换行时会拆开。
    例：差旅费...等；医保--民生之本。
    改法：改成「……」「——」；表示起止的用「—」或「至」。
    """
    yield from each(subject, patched, "省略号占两个字，写「……」；破折号占两个字，写「——」。")


def half(piece: Piece) -> Iterator[Hit]:
    """Find half-width punctuation in a Chinese text, brackets in pairs."""
    text = piece.plain
    for mark in HALF.finditer(text):
        right = "。" if mark[0] == "." else mark[0].translate(FULL)
        yield Hit(*mark.span(), mark[0], f"改成「{right}」。", right)
    taken = [number.span() for number in numbers(piece)]
    for pair in BRACKETS.finditer(text):
        inside = any(start <= pair.start() < end for start, end in taken)
        if ("(" in pair[0] or ")" in pair[0]) and not inside and _is_chinese(text, pair):
            yield Hit(*pair.span(), f"{pair[0][0]}{pair[0][-1]}", "改成「（）」。", f"（{pair[1]}）")


def _is_chinese(text: str, pair: re.Match[str]) -> bool:
    """Whether a pair of brackets is punctuation of a Chinese text and no part of a formula."""
    around = text[max(pair.start() - 1, 0) : pair.start()] + text[pair.end() : pair.end() + 1]
    return bool(CHINESE.search(pair[1] + around)) and not SUM.search(pair[1] + around)


def wide_signs(piece: Piece) -> Iterator[Hit]:
    """Find digits, letters and percent signs of full width."""
    for signs in WIDE_SIGNS.finditer(piece.plain):
        right = unicodedata.normalize("NFKC", signs[0])
        yield Hit(*signs.span(), signs[0], f"改成「{right}」。", right)


def blanks(piece: Piece) -> Iterator[Hit]:
    """Find spaces between Chinese characters."""
    if piece.key in PERSONS:
        return
    text = piece.plain
    after_numbers = {number.end() for number in numbers(piece)}  # 「〔2019〕57号 标题」 is how they are listed
    for blank in SPACE.finditer(text):
        start, end = blank.span()
        if start not in after_numbers:
            # Between characters a space may part two names.
            beside = text[start - 1] + text[end]
            right = None if CHINESE.match(beside[0]) and CHINESE.match(beside[1]) else ""
            yield Hit(start, end, text[max(start - 2, 0) : end + 2], "删去空格。", right)


def doubled(piece: Piece) -> Iterator[Hit]:
    """Find marks that follow one another."""
    for marks in DOUBLED.finditer(piece.plain):
        full = marks[0].translate(FULL)
        right = full[0] if full == full[0] * len(full) and full[0] not in "？！" else None
        yield Hit(*marks.span(), f"标点「{marks[0]}」连在一起", f"只留一个，如「{full[-1]}」。", right)


PAIRS = {
    "《": "》",
    "〈": "〉",
    "（": "）",
    "“": "”",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
    "[": "]",
    "{": "}",
}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
# Numbers of list items have half a bracket, half-open intervals have two kinds.
LIST_NUMBER = re.compile(r"(?:^|(?<=[；;。：:，,、\s]))(?:[0-9一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]")
INTERVAL = re.compile(r"[\[(（［]\s*[\d.]+[%％]?\s*[,，]\s*[\d.]+[%％]?\s*[\])）］]")


def unpaired(piece: Piece) -> Iterator[Hit]:
    """Find half pairs. Where a part of the original is lost, its brackets may be lost too."""
    if UNCLEAR in piece.plain:
        return
    text = list(piece.plain.replace("(", "（").replace(")", "）"))
    masked = [*numbers(piece), *LIST_NUMBER.finditer(piece.plain), *INTERVAL.finditer(piece.plain)]
    for span in masked:
        text[span.start() : span.end()] = " " * (span.end() - span.start())
    waiting: list[int] = []
    for index, sign in enumerate(text):
        if sign in PAIRS:
            waiting.append(index)
        elif sign in OPENING:
            yield from _close(piece.plain, text, waiting, index)
    yield from (_half_pair(piece.plain, index, PAIRS[text[index]]) for index in waiting)


def _close(written: str, text: list[str], waiting: list[int], index: int) -> Iterator[Hit]:
    """Close the nearest open pair of the kind; those inside it lack their other half, and so does one of no kind."""
    kinds = [text[other] for other in waiting]
    opening = OPENING[text[index]]
    if opening not in kinds:
        yield _half_pair(written, index, opening)
        return
    while text[last := waiting.pop()] != opening:
        yield _half_pair(written, last, PAIRS[text[last]])


def _half_pair(written: str, index: int, other: str) -> Hit:
    return Hit(index, index + 1, f"「{written[index]}」没有配对的「{other}」", f"补上「{other}」，或删去这一半。")


def straight(piece: Piece) -> Iterator[Hit]:
    """Find straight quotes beside Chinese characters."""
    for quote in STRAIGHT.finditer(piece.plain):
        yield Hit(*quote.span(), quote[0], "改成“”。" if quote[0] == '"' else "改成‘’。")


def patched(piece: Piece) -> Iterator[Hit]:
    """Find ellipses and dashes that are put together from other signs."""
    for dots in ELLIPSIS.finditer(piece.plain):
        yield Hit(*dots.span(), f"省略号写成了「{dots[0]}」", "改成「……」。", "……")
    for dash in DASH.finditer(piece.plain):
        yield Hit(*dash.span(), f"汉字之间用了短横线「{dash[0]}」", "破折号改成「——」；表示起止的改成「—」或「至」。")
