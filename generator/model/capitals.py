"""Amounts in Chinese capitals (正确填写票据和结算凭证的基本规定): 壹佰贰拾万元整."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
# A group of four digits below this begins with a zero that is read.
LEADING_GAP = 1000
GROUPS = ("", "万", "亿", "兆")


def capitals(yuan: Decimal) -> str:
    """Write an amount of 元 in capitals, to the 分."""
    cents = int((abs(yuan) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    sign = "负" if yuan < 0 and cents else ""
    whole, rest = divmod(cents, 100)
    if not cents:
        return "零元整"
    text = f"{_whole(whole)}元" if whole else ""
    return sign + text + _cents(rest, after_yuan=bool(whole))


def _cents(rest: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整"
    text = f"{DIGITS[jiao]}角" if jiao else ("零" if after_yuan else "")
    return text + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for index in reversed(range(len(groups))):
        group = groups[index]
        if group:
            # A gap inside the number is read as one 零.
            gap = text and (group < LEADING_GAP or groups[index + 1] % 10 == 0)
            text += ("零" if gap else "") + _group(group) + GROUPS[index]
    return text


def _group(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = bool(text) and not digit
    return text
