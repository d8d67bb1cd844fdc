"""Tables of a department budget against one another, as far as both sides are written by hand."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.figures import shown
from generator.check.registry import Trouble, rule
from generator.check.texts import pieces
from generator.model.budget import GENERAL
from generator.model.finding import Mark, Severity
from generator.model.ledger.dimension import ECONOMY, FUNCTION, SOURCE
from generator.model.ledger.words import code_of, dimension_of
from generator.model.statement import Statement
from generator.model.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.values import Part

BASIS = "政府收支分类科目：同一笔缴费，功能分类和经济分类各有一个科目"
# 经济分类 → 功能分类 of the same contributions.
SAME_MONEY = {"30108": "2080505", "30109": "2080506", "30111": "2101103", "30113": "2210201"}
# 三公经费 → 经济分类 of the same spending.
THREE_PUBLIC = {"因公出国（境）费": "30212", "公务接待费": "30217", "公务用车运行费": "30231"}
# What people call the codes of 公用经费 in a list of uses, where it isn't the name.
USES = {
    "水电费": ("30205", "30206"),
    "物管费": ("30209",),
    "物业费": ("30209",),
    "邮寄费": ("30207",),
    "公车运行费": ("30231",),
    "公务用车运行费": ("30231",),
    "接待费": ("30217",),
    "日常维修费": ("30213",),
    "维修费": ("30213",),
    "租金": ("30214",),
}
# 商品和服务支出.
GOODS = "302"
USE = re.compile(r"[^、，,及和与等。；;\s]+")
CENT = Decimal("0.01")


@rule("GJ-111", Severity.NOTE, BASIS, Statement)
def same_contributions(statement: Statement) -> Iterator[Trouble]:
    """养老保险、职业年金、公务员医疗补助、住房公积金，两种分类的金额一般相等。

    30108 与 2080505、30109 与 2080506、30111 与 2101103、30113 与 2210201 说的是同一笔缴费。
    差零点零一多半是各自四舍五入；差得多的，不是漏了一笔，就是有一处写错了。
    例：2101103 公务员医疗补助 3.68 万元，30111 公务员医疗补助缴费 3.69 万元。
    改法：核对后改正其中一个；各自四舍五入的，或人员不在同一个口径里的，不用动。
    """
    unit, functional, economic = statement.budget.money_unit, _parts(statement, FUNCTION), _parts(statement, ECONOMY)
    for code, parts in economic.items():
        others = functional.get(SAME_MONEY.get(code, ""), [])
        left, right = _sum(others), _sum(parts)
        if others and left != right:
            other, small = SAME_MONEY[code], abs(left - right) <= MONEY[unit] * CENT
            yield Trouble(
                f"{other} {statement.name_of(other)} {shown(unit, left)}，{code} {statement.name_of(code)} "
                f"{shown(unit, right)}，相差 {shown(unit, abs(left - right))}",
                parts[0].amount.position,
                cause="多半是各自四舍五入的尾差。" if small else "两处说的是同一笔缴费。",
                hint="各自四舍五入的不用动；写错了的，改正其中一个。" if small else "核对后改正其中一个。",
                marks=tuple(Mark(part.amount.position, "功能分类") for part in others),
                operands=tuple(part.amount.figure for part in (*others, *parts)),
            )


@rule("GJ-112", Severity.WARNING, "预算公开：三公经费表和基本支出经济分类表应当一致", Statement)
def three_public_against_codes(statement: Statement) -> Iterator[Trouble]:
    """三公经费各项，不少于基本支出里同名的经济分类科目。

    三公经费含基本支出和项目支出安排的；比基本支出里的还少，两张表里总有一个漏了。
    例：三公经费的公务接待费 1.5 万元，30217 公务接待费 1.8 万元。
    改法：核对后改正其中一个。
    """
    unit, given = statement.budget.money_unit, statement.budget.three_public
    economic = _parts(statement, ECONOMY)
    public = {str(part.words[-1]): part for part in (given.parts if given is not None else ()) if part.words}
    for name, code in THREE_PUBLIC.items():
        parts, part = economic.get(code, []), public.get(name)
        written = part.amount.figure.value if part is not None else Decimal(0)
        if parts and written < _sum(parts):
            place = part.amount.position if part is not None else given.position if given is not None else None
            yield Trouble(
                f"三公经费的{name} {shown(unit, written)}，基本支出的 {code} {statement.name_of(code)} "
                f"{shown(unit, _sum(parts))}，少 {shown(unit, _sum(parts) - written)}",
                place or statement.budget.position,
                cause="三公经费含基本支出和项目支出安排的，不会比基本支出里的少。",
                marks=(Mark(parts[0].amount.position, "经济分类"),),
                operands=tuple(one.amount.figure for one in (*([part] if part is not None else []), *parts)),
            )


@rule("GJ-113", Severity.NOTE, "预算公开：机关运行经费就是日常公用经费", Statement)
def uses_without_money(statement: Statement) -> Iterator[Trouble]:
    """机关运行经费的用途，在经济分类里要有金额。

    用途是照着往年的说明抄下来的，今年没有安排的也留在里面，表里就找不到。
    例：用途写「物管费」，经济分类里没有 30209 物业管理费。
    改法：从用途里删去，或补上漏掉的科目；合在别的科目里开支的，不用动。
    """
    economic = _parts(statement, ECONOMY)
    used = {code for code, parts in economic.items() if any("公用经费" in part.words for part in parts)}
    for name, codes, place in _uses(statement):
        if used and not used.intersection(codes):
            known = "、".join(f"{code} {statement.name_of(code)}".strip() for code in codes)
            yield Trouble(
                f"用途里有「{name}」，日常公用经费里没有 {known}（有金额的是 {'、'.join(sorted(used))}）",
                place,
                cause="机关运行经费就是日常公用经费，用途在表里应当找得到。",
            )


def _parts(statement: Statement, dimension: str) -> dict[str, list[Part]]:
    """Return the amounts of 基本支出 from 一般公共预算 that a classification tells apart, by their codes."""
    found: dict[str, list[Part]] = {}
    sources = set(statement.ledger_dimensions[SOURCE].above) - {GENERAL, "财政拨款"}
    for amounts in statement.budget.basic.values():
        for part in amounts.parts:
            codes = [code[0] for word in part.words if (code := code_of(word)) and dimension_of(code[0]) == dimension]
            if codes and sources.isdisjoint(part.words):
                found.setdefault(codes[-1], []).append(part)
    return found


def _sum(parts: list[Part]) -> Decimal:
    return sum((part.amount.figure.value for part in parts), Decimal(0))


def _uses(statement: Statement) -> Iterator[tuple[str, tuple[str, ...], Position]]:
    """Yield the uses that are names of codes, with their codes and places."""
    codes = {name: (code,) for code, name in statement.economic.items() if code.startswith(GOODS) and code != GOODS}
    for piece in pieces(statement):
        if piece.path == "机关运行经费用途":
            for use in USE.finditer(piece.plain):
                if found := USES.get(use[0]) or codes.get(use[0]):
                    yield use[0], found, piece.at(*use.span())
