"""Telephone numbers, and personal data that must not be published."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.cn import ric

from generator.check.hits import Hit, each
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.own import named
from generator.model.statement import Statement
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.texts import Piece

PRIVACY = "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条：涉及个人隐私的不得公开"
MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?![0-9A-Za-z])")
IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
CARD = re.compile(r"(?<![0-9A-Za-z])(?:[3-6]\d{15,18}|[3-6]\d{3}(?: \d{4}){3}(?: \d{1,3})?)(?![0-9A-Za-z])")
# 18 digits in this field are a code of the unit.
CODE_KEYS = {"组织机构代码", "项目编码"}
PHONE_KEYS = {"联系电话", "联系方式"}
AREA = r"(?:010|02\d|0[3-9]\d{2})"
PHONE = re.compile(
    rf"(?:{AREA}-|[(（]{AREA}[)）]-?)?[2-9]\d{{6,7}}(?:-\d{{1,6}}|转\d{{1,6}})?"
    r"|400-?\d{3}-?\d{4}|1[3-9]\d\*{4}\d{4}|1\d{4}"
)
SEPARATOR = re.compile(r"[、，,；;/／]\s*|\s{2,}|\s或\s?")
CORE = re.compile(r"[2-9]\d{6,7}")


@rule("GS-181", Severity.ERROR, PRIVACY, Declaration, Statement)
def mobile_numbers(subject: Declaration | Statement) -> Iterator[Trouble]:
    """不公开个人手机号。

    申报书和预算说明都要上网公开；手机号是个人信息，公开后收不回来。
    例：联系方式写 11 位的手机号。
    改法：写办公室的座机；一定要留手机号的，隐去中间四位，如 139****0237。
    """
    yield from each(subject, mobiles, "文件要公开，手机号是个人信息。")


@rule("GS-182", Severity.ERROR, PRIVACY, Declaration, Statement)
def identity_numbers(subject: Declaration | Statement) -> Iterator[Trouble]:
    """不公开身份证号。

    身份证号是敏感的个人信息，任何公开的文件里都不能有。
    例：在补助对象后面写上 18 位的身份证号。
    改法：删去。
    """
    yield from each(subject, identities, "18 位数字，出生日期和校验码都对，是身份证号。")


@rule("GS-183", Severity.WARNING, PRIVACY, Declaration, Statement)
def card_numbers(subject: Declaration | Statement) -> Iterator[Trouble]:
    """不公开银行卡号。

    16 至 19 位、校验码也对的数字，多半是银行卡号。
    例：在收款人后面写上卡号。
    改法：删去。
    """
    yield from each(subject, cards, "16 至 19 位数字，校验码也对，多半是银行卡号。")


@rule("GS-184", Severity.WARNING, "通行做法：公开的电话写「区号-号码」", Declaration, Statement)
def phone_forms(subject: Declaration | Statement) -> Iterator[Trouble]:
    """电话号码要打得通：区号 3 至 4 位，号码 7 至 8 位，中间用「-」。

    多一位、少一位，看的人就找不到这个单位。
    例：0871-6747007600、087167470076、6747-0076。
    改法：写成 0871-67470076；几个号码用「、」隔开。
    """
    yield from each(
        subject,
        strange_phones,
        "座机是 7 至 8 位，不以 0 和 1 开头；前面可以有 3 至 4 位、以 0 开头的区号，用「-」隔开。",
    )


@rule("GS-185", Severity.NOTE, "通行做法：一份文件里一个单位的电话前后一致", Declaration)
def two_phones(subject: Declaration) -> Iterator[Trouble]:
    """申报表里的联系电话和单位的联系电话不同。

    负责人可以有自己的办公电话；但只差几位的两个号码，也可能是其中一个抄错了。
    例：单位的联系电话 67470076，申报表里的 67477578。
    改法：核对后改成一致；确实是两部电话，不用动。
    """
    unit, own = subject.unit.phone, named(subject.project, "联系电话")
    if not isinstance(unit, Term) or not isinstance(own, Term):
        return
    first, second = set(CORE.findall(unit.text)), set(CORE.findall(own.text))
    if first and second and not first & second:
        yield Trouble(
            f"申报表的联系电话「{own}」和单位的联系电话「{unit}」不同",
            own.position,
            "同一份文件里同一个单位有两个电话。",
            "核对后改成一致；确实是两部电话，不用动。",
            (Mark(unit.position, "单位的联系电话"),),
        )


def mobiles(piece: Piece) -> Iterator[Hit]:
    """Find mobile numbers; masked ones are no numbers any more."""
    for number in MOBILE.finditer(piece.plain):
        digits = re.sub(r"\D", "", number[0])
        hint = f"写办公室的座机，或写成 {digits[:3]}****{digits[-4:]}。"
        yield Hit(*number.span(), "这里有个人手机号", hint)


def identities(piece: Piece) -> Iterator[Hit]:
    """Find identity numbers: 18 digits with a date of birth and the right check digit."""
    for number in IDENTITY.finditer(piece.plain) if piece.key not in CODE_KEYS else ():
        digits = number[0].upper()
        with suppress(ValueError):
            dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
            if ric.calc_check_digit(digits) == digits[-1]:
                yield Hit(*number.span(), "这里有身份证号", "删去。")


def cards(piece: Piece) -> Iterator[Hit]:
    """Find numbers of bank cards."""
    for number in CARD.finditer(piece.plain) if piece.key not in CODE_KEYS else ():
        if luhn.is_valid(number[0].replace(" ", "")):
            yield Hit(*number.span(), "这里有像银行卡号的数字", "删去；不是卡号的，不用动。")


def strange_phones(piece: Piece) -> Iterator[Hit]:
    """Find telephone numbers that nobody can dial. Mobile numbers have a rule of their own."""
    if piece.key not in PHONE_KEYS or MOBILE.search(piece.plain):
        return
    start = 0
    for end in [*(found.start() for found in SEPARATOR.finditer(piece.plain)), len(piece.plain)]:
        written = piece.plain[start:end]
        number = written.strip("、，,；;/／或 ")
        if number and not PHONE.fullmatch(number):
            at = start + written.index(number)
            yield Hit(at, at + len(number), f"电话「{number}」写法不对", "写成「0871-67470076」这样。")
        start = end
