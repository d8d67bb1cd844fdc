"""Costs against the budget, and quantity × price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check import prices
from generator.check.aims import sheets
from generator.check.money import budget_of, funding
from generator.check.numbers import yearless, yuan
from generator.check.registry import Trouble, rule
from generator.model.amounts import project_amount
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.aims import Aim, Sheet
    from generator.check.money import Money
    from generator.check.prices import Product

BASIS = "财预〔2015〕88号：绩效目标要与预算确定的资金量相匹配"
# Words at the end of a cost indicator's name that say nothing about what is paid for.
MONEY_WORDS = re.compile(r"(?:总额|总金额|金额|总支出|支出|经费|费用|资金|总量)$")
FAR, NEAR = Decimal("0.2"), Decimal("0.02")


def costs(sheet: Sheet) -> list[tuple[Aim, Decimal]]:
    """Return the cost indicators that name an amount (not a price), in 元."""
    found = []
    for aim in sheet.aims:
        measure = aim.measure
        if measure and yearless(measure.unit) == "元" and "成本" in aim.first + aim.second and not prices.is_price(aim):
            found.append((aim, measure.value))
    return found


@rule("SL-101", Severity.WARNING, BASIS, Declaration, Statement)
def costs_within_the_budget(subject: Declaration | Statement) -> Iterator[Trouble]:
    """成本指标的金额要与预算一致：「=」的应当等于预算，「≤」的几项合计不能大于预算。

    成本控制目标大于预算，等于没有控制；小于预算，多出来的钱没有说法。部门整体绩效的成本与同名的各项目预算比较。
    例：网络租用费 = 1 万元，预算 9 万元；两项限额 40 + 20 = 60 万元，预算 54 万元。
    改法：改正指标值或预算；一个项目只是全部资金的一部分的，写本项目的部分。
    """
    for sheet in sheets(subject):
        found = costs(sheet)
        if sheet.overall:
            yield from _overall(subject, found)
            continue
        money = budget_of(sheet.project)
        total = sum((value for _, value in found), Decimal(0))
        if found and money and _breaks([aim for aim, _ in found], total, money.value):
            yield _trouble(sheet, found, total, money)


def _breaks(found: list[Aim], total: Decimal, budget: Decimal) -> bool:
    """Whether costs contradict the budget. Those with ≥ are floors of which only more is spent: left to ZB-125."""
    signs = {str(aim.operator) for aim in found}
    if signs <= {"=", ""}:
        return total != budget
    return signs <= {"=", "≤", "<", ""} and total > budget


def _trouble(sheet: Sheet, found: list[tuple[Aim, Decimal]], total: Decimal, money: Money) -> Trouble:
    names = "、".join(f"「{aim.name} {aim.operator} {aim.written}{aim.unit}」" for aim, _ in found)
    added = f"，合计 {' + '.join(plain(value / 10_000) for _, value in found)} = {yuan(total)}" if found[1:] else ""
    aim = found[0][0]
    return Trouble(
        f"{sheet.owner}的成本指标{names}{added}，{money.name} {yuan(money.value)}，相差 {yuan(abs(total - money.value))}",
        aim.written.position or aim.position,
        cause="成本指标要与预算一致。",
        hint="改正指标值或预算；只是一部分资金的，写本项目的部分。",
        marks=(
            *(Mark(other.written.position, other.name) for other, _ in found[1:] if other.written.position),
            *((Mark(money.position, money.name),) if money.position else ()),
        ),
    )


def _overall(subject: Declaration | Statement, found: list[tuple[Aim, Decimal]]) -> Iterator[Trouble]:
    """Compare the costs of the whole department with the projects that have the same name in theirs."""
    if not isinstance(subject, Statement):
        return
    for aim, value in found:
        stem = MONEY_WORDS.sub("", aim.name)
        files = [file for file in subject.projects if stem and stem in file.project.name.plain]
        parts = [(file.project.name.plain, figure) for file in files if (figure := project_amount(file.project))]
        total = sum((figure.value for _, figure in parts), Decimal(0))
        if not parts or not _breaks([aim], value, total):
            continue
        added = " + ".join(plain(figure.value / 10_000) for _, figure in parts)
        yield Trouble(
            f"部门整体绩效的「{aim.name} {aim.operator} {aim.written}{aim.unit}」，"
            f"名称里有「{stem}」的项目预算 {added} = {yuan(total)}，相差 {yuan(abs(value - total))}",
            aim.written.position or aim.position,
            cause="部门的成本目标应当与各项目的预算一致。",
            hint="改正指标值或项目的预算。",
            marks=tuple(Mark(file.project.position, f"项目「{file.project.name.plain}」") for file in files),
            operands=tuple(figure for _, figure in parts),
        )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """How a product stands to the budget."""

    broken: bool
    note: str


def _verdict(product: Product, budget: Decimal) -> _Verdict | None:
    """Return whether a product contradicts a budget, or is worth a look; None if all is well."""
    if product.value == budget:
        return None
    signs = product.signs
    apart = abs(product.value - budget) / budget
    up, down = bool(signs & set("≤<")), bool(signs & set("≥>"))
    if (up and not down and product.value > budget) or (down and not up and product.value < budget):
        bound = "上限" if up else "下限"
        if apart > FAR:
            return _Verdict(broken=False, note=f"「{'≤' if up else '≥'}」算出的是{bound}，离预算很远")
        near = f"「{'≤' if up else '≥'}」算出的是{bound}，只差一点，像是算错或取了整数"
        return _Verdict(broken=False, note=near) if apart <= NEAR else None
    return _Verdict(broken=True, note="") if not (up and down) else None


@rule("SL-102", Severity.WARNING, BASIS, Declaration, Statement)
def quantity_times_price(subject: Declaration | Statement) -> Iterator[Trouble]:
    """数量 × 单价应当等于预算。

    数量和单价都是这张表自己写的，乘出来不是预算，三个数里必有一个不对。「≤」的乘积是上限，不能小于预算。
    例：25 条 × 320 元/条.月 × 12 月 = 9.6 万元，预算 9 万元。
    改法：改正数量、单价或预算；还有别的开支的，写明。
    """
    yield from _products(subject, broken=True)


@rule("SL-103", Severity.NOTE, BASIS, Declaration, Statement)
def bound_far_from_the_budget(subject: Declaration | Statement) -> Iterator[Trouble]:
    """「≤」的数量 × 单价是上限，一般应当接近预算。

    上限比预算大 20% 以上，控制不住；只差 2% 以内，像是算错了或预算取了整数。
    例：3900 人（≤）× 90 元/人年 = 35.1 万元，预算 27 万元。
    改法：核对人数、标准和预算。
    """
    yield from _products(subject, broken=False)


def _products(subject: Declaration | Statement, *, broken: bool) -> Iterator[Trouble]:
    for sheet in sheets(subject):
        for product in prices.products(sheet):
            money = funding(sheet.project, medium=True) if product.medium else budget_of(sheet.project)
            verdict = _verdict(product, money.value) if money and money.value else None
            if money and verdict and verdict.broken == broken:
                note = f"：{verdict.note}" if verdict.note else ""
                yield Trouble(
                    f"{sheet.owner}：{product.formula} = {yuan(product.value)}，{money.name} {yuan(money.value)}，"
                    f"相差 {yuan(abs(product.value - money.value))}{note}",
                    product.count.position or sheet.position,
                    cause="数量 × 单价应当与预算一致。",
                    hint="核对数量、单价和预算；还有别的开支的，写明。",
                    marks=tuple(
                        Mark(position, role)
                        for position, role in ((product.price.position, "单价"), (money.position, money.name))
                        if position
                    ),
                )
