"""Codes with check digits, and codes of a fixed length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.department import Unit

# GB 32100-2015 uses no I, O, S, V, Z; the first two signs stand for the registry and the kind of body.
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
CREDIT_LENGTH, ORGANISATION_LENGTH = 18, 9
ORGANISATION_CODE = re.compile(r"[0-9A-Z]{8}[0-9X]")
# GB 11714-1997.
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ELEVEN = 11
# 「无」 has no digits to count.
WRITTEN_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z\-]+")
PROJECT_CODE = re.compile(r"\d{8}[A-Z]\d{12}")


@rule(
    "GS-171",
    Severity.ERROR,
    "GB 32100—2015《法人和其他组织统一社会信用代码编码规则》、GB 11714—1997",
    Declaration,
    Statement,
)
def check_digits(subject: Declaration | Statement) -> Iterator[Trouble]:
    """统一社会信用代码（18 位）和组织机构代码（9 位）的校验码要对。

    最后一位是由前面各位算出来的；对不上，说明至少抄错了一位。
    例：12530121431280569L 写成 12530121431280596L。
    改法：照登记证书重新抄写。
    """
    for unit in _units(subject):
        if isinstance(unit.code, Term) and (problem := _problem(unit.code.text)):
            yield Trouble(
                f"代码「{unit.code}」{problem}",
                unit.code.position,
                "统一社会信用代码是 18 位，组织机构代码是 9 位，最后一位都是由前面各位算出的校验码。",
                "照登记证书重新抄写。",
            )


@rule("GS-172", Severity.NOTE, "国发〔2015〕33号：统一社会信用代码取代组织机构代码", Declaration, Statement)
def kind_of_code(subject: Declaration | Statement) -> Iterator[Trouble]:
    """「组织机构代码」一栏填的是统一社会信用代码。

    两种代码长度不同；18 位的是统一社会信用代码，它的第 9 至 17 位才是组织机构代码。
    例：组织机构代码：12530121431280569L。
    改法：收表的部门要哪一种就填哪一种；表格可改的，把栏目名改成「统一社会信用代码」。
    """
    for unit in _units(subject):
        if isinstance(unit.code, Term) and len(unit.code.text) == CREDIT_LENGTH and not _problem(unit.code.text):
            yield Trouble(
                f"「组织机构代码」填的是 18 位的统一社会信用代码，组织机构代码是「{unit.code.text[8:17]}」",
                unit.code.position,
                "两种代码长度不同，统一社会信用代码的第 9 至 17 位才是组织机构代码。",
                "收表的部门要哪一种就填哪一种。",
            )


@rule("GS-173", Severity.WARNING, "预算管理一体化系统：项目编码 21 位", Statement)
def project_codes(statement: Statement) -> Iterator[Trouble]:
    """项目编码是 21 位：8 位数字、1 个字母、12 位数字。

    编码由预算系统给出；长短不对是抄错了。
    例：50015221T00000052686 少了一位。
    改法：照预算系统里的编码改。
    """
    for file in statement.projects:
        code = file.project.code
        if code is not None and not PROJECT_CODE.fullmatch(code.text):
            digits = len(code.text)
            has = f"有 {digits} 位" if WRITTEN_CODE.fullmatch(code.text) else "不是编码"
            yield Trouble(
                f"项目编码「{code}」{has}，应当是 8 位数字、1 个字母加 12 位数字",
                code.position,
                "预算系统给出的项目编码是 21 位。",
                "照预算系统里的编码改；还没有编码的，先向预算系统申请。",
            )


def organisation_check_digit(body: str) -> str:
    """Compute the last sign of an 组织机构代码 from the eight before it."""
    total = sum(weight * int(sign, 36) for weight, sign in zip(WEIGHTS, body, strict=True))
    digit = ELEVEN - total % ELEVEN
    return {10: "X", 11: "0"}.get(digit, str(digit))


def _problem(code: str) -> str:
    """Tell what is wrong with a code; nothing if it is right."""
    plain = code.replace("-", "")
    if len(plain) == CREDIT_LENGTH:
        if not CREDIT_CODE.fullmatch(plain):
            return "里有统一社会信用代码不用的字符"
        right = uscc.calc_check_digit(plain[:-1])
    elif len(plain) == ORGANISATION_LENGTH:
        if not ORGANISATION_CODE.fullmatch(plain):
            return "里有组织机构代码不用的字符"
        right = organisation_check_digit(plain[:-1])
    else:
        return f"是 {len(plain)} 位，不是 18 位或 9 位"
    return "" if plain[-1] == right else f"的校验码不对：按前面各位算出的是「{right}」"


def _units(subject: Declaration | Statement) -> list[Unit]:
    return [subject.unit] if isinstance(subject, Declaration) else subject.department.units
