"""Performance targets: the levels of indicators and their weights."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.aims import aims, sheets, weights_beside
from generator.check.numbers import LOST, number, place
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.nearest import suggestion
from generator.model.own import plain as plain_of
from generator.model.statement import Statement
from generator.model.units import plain
from generator.model.values import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.aims import Aim, Sheet
    from generator.model.position import Position

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
# 二级指标 by 一级指标. Places word some of them differently; all of these are in use.
LEVELS = {
    OUTPUT: ("数量指标", "质量指标", "时效指标", "成本指标"),
    BENEFIT: (
        "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "可持续发展指标", "社会公众或服务对象满意度指标",
    ),
    SATISFACTION: ("服务对象满意度指标", "社会公众或服务对象满意度指标", "社会公众满意度指标", "满意度指标"),
    COST: ("经济成本指标", "社会成本指标", "生态环境成本指标"),
}  # fmt: skip
HUNDRED = Decimal(100)
# What a scoring text says of its own weight: 本项分值权重为20分, 本项评分权重10分, 分值10分.
STATED_WEIGHT = re.compile(r"(?:权重|分值)(?:为|是|：|:)?\s{0,2}(\d+(?:\.\d+)?)\s{0,2}分")
USUAL_EXECUTION = Decimal(10)
BASIS = "财预〔2015〕88号、财预〔2021〕101号：绩效指标分产出、效益、满意度和成本，逐级细化"


def missing(sheet: Sheet, wanted: tuple[str, ...]) -> list[str]:
    """Return which 一级指标 a sheet lacks; unless as many are unreadable, which may be these."""
    names = {aim.first for aim in sheet.aims} | {aim.second for aim in sheet.aims}
    lacking = [name for name in wanted if not any(name.removesuffix("指标") in given for given in names)]
    return lacking if len(lacking) > sheet.lost else []


@rule("ZB-102", Severity.WARNING, BASIS, Declaration, Statement)
def outputs_and_benefits(subject: Declaration | Statement) -> Iterator[Trouble]:
    """每张绩效目标表应当有产出指标和效益指标。

    产出说做了什么，效益说带来什么；少了一样，绩效无从评价。
    例：部门整体绩效只有产出指标和满意度指标，没有效益指标。
    改法：补上缺少的一级指标及其下级指标。
    """
    for sheet in sheets(subject):
        lacking = missing(sheet, (OUTPUT, BENEFIT))
        if lacking:
            yield Trouble(
                f"{sheet.owner}没有{'、'.join(lacking)}",
                sheet.position,
                cause="产出指标和效益指标是绩效目标的基本内容。",
                hint=f"补上{'、'.join(lacking)}。",
            )


@rule("ZB-103", Severity.NOTE, BASIS, Declaration, Statement)
def satisfaction_and_cost(subject: Declaration | Statement) -> Iterator[Trouble]:
    """绩效目标表一般还要有满意度指标和成本指标。

    有服务对象的项目要有满意度指标；2021 年起各地要求设成本指标（单列，或列在产出指标下）。
    例：全年经费 81.25 万元的项目没有一个成本指标。
    改法：补上缺少的指标；确实没有服务对象的，不必补满意度指标。
    """
    for sheet in sheets(subject):
        lacking = missing(sheet, (SATISFACTION, COST))
        if lacking:
            yield Trouble(
                f"{sheet.owner}没有{'、'.join(lacking)}",
                sheet.position,
                cause="有服务对象的应当测满意度，花钱的应当有成本控制目标。",
                hint=f"补上{'、'.join(lacking)}，或确认本项目不适用。",
            )


@rule("ZB-104", Severity.WARNING, BASIS, Declaration, Statement)
def known_levels(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一级、二级指标要用规定的名称，二级要放在对的一级下面。

    名称不对，财政的系统认不出，也无法汇总。
    例：二级指标写成「质量指示」；「数量指标」放在效益指标下面。
    改法：改成规定的名称，或移到它所属的一级指标下面。
    """
    seen: set[Position | None] = set()
    for sheet in sheets(subject):
        for aim in sheet.aims:
            for level in _wrong_levels(aim):
                if level.position not in seen:
                    seen.add(level.position)
                    yield level


def _wrong_levels(aim: Aim) -> Iterator[Trouble]:
    first, second = _full(aim.first), _full(aim.second)
    if first != LOST and first not in LEVELS:
        yield Trouble(
            f"没有叫「{aim.first}」的一级指标",
            first.position or aim.position,
            cause=f"一级指标有：{'、'.join(LEVELS)}。",
            hint=suggestion(first, LEVELS),
        )
        return
    if LOST in {first, second} or second in LEVELS[first]:
        return
    homes = [name for name, seconds in LEVELS.items() if second in seconds]
    known = LEVELS[first]
    message = f"「{second}」不属于{first}，属于{homes[0]}" if homes else f"{first}下面没有叫「{second}」的二级指标"
    yield Trouble(
        message,
        second.position or aim.position,
        cause=f"{first}下面的二级指标有：{'、'.join(known)}。",
        hint=f"移到{homes[0]}下面。" if homes else suggestion(second, known),
        marks=(Mark(first.position, "一级指标"),) if first.position else (),
    )


def _full(level: Word) -> Word:
    """Return the full name of a level: 数量 means 数量指标."""
    return level if level.endswith(("指标", LOST)) else Word(f"{level}指标", level.position)


@rule("ZB-111", Severity.ERROR, "财预〔2020〕10号：一级指标权重统一按百分制设置", Statement)
def weights_make_a_hundred(statement: Statement) -> Iterator[Trouble]:
    """一张表的权重加上预算执行率权重应当等于 100。

    评分按百分制，权重合计不是 100 就无法计分。部门整体绩效没有预算执行率一栏，各指标合计 100。
    哪些字段是权重，由模板包写「计入权重: 是」。
    例：20 + 20 + 10 + 20 = 70，加预算执行率 10 等于 80，少 20。
    改法：补上漏掉的指标，或改正权重。
    """
    for sheet in sheets(statement):
        beside = dict(weights_beside(sheet, statement))
        written = [*(str(aim.weight) for aim in sheet.aims), *map(plain_of, beside.values())]
        weights = [number(text) for text in written]
        known = [weight for weight in weights if weight is not None]
        total = sum(known, Decimal(0))
        if len(known) < len(weights) or total == HUNDRED or not sheet.aims:
            continue
        added = " + ".join(plain(weight) for weight in known)
        yield Trouble(
            f"{sheet.owner}的权重合计 {added} = {plain(total)}，应当是 100，{_difference(total)}",
            sheet.aims[0].weight.position or sheet.position,
            cause=f"最后{'一' if len(beside) == 1 else len(beside)}个是{'、'.join(beside)}。"
            if beside
            else "评分按百分制。",
            marks=(
                *(Mark(aim.weight.position, aim.name) for aim in sheet.aims[1:] if aim.weight.position),
                *(Mark(value.position, name) for name, value in beside.items()),
            ),
        )


def _difference(total: Decimal) -> str:
    return f"少 {plain(HUNDRED - total)}" if total < HUNDRED else f"多 {plain(total - HUNDRED)}"


@rule("ZB-112", Severity.ERROR, "财预〔2020〕10号：一级指标权重统一按百分制设置", Statement)
def weight_is_a_number(statement: Statement) -> Iterator[Trouble]:
    """权重是大于 0、不超过 100 的数。

    权重是计分用的数。
    例：权重写成「20分」或「二十」。
    改法：只写数字，如 20。
    """
    for sheet in sheets(statement):
        words = [(aim.weight, aim.name) for aim in sheet.aims]
        for weight, name in words:
            value = number(weight)
            if weight and LOST not in weight and (value is None or not 0 < value <= HUNDRED):
                yield Trouble(
                    f"指标「{name}」的权重「{weight}」不是大于 0、不超过 100 的数",
                    weight.position or sheet.position,
                    cause="权重是计分用的数。",
                )


def stated_weights(subject: Declaration) -> list[tuple[Aim, Decimal, Position]] | None:
    """Return the weights that the scoring texts of a declaration state; None unless all of them do."""
    found = []
    for aim in aims(subject):
        said = STATED_WEIGHT.search(aim.scoring.plain) if aim.scoring else None
        if not said or not aim.scoring:
            return None
        found.append((aim, Decimal(said[1]), place(aim.scoring, said.start(1), len(said[1])) or aim.position))
    return found


@rule("ZB-113", Severity.WARNING, "财预〔2020〕10号：权重合计 100，其中预算执行率一般占 10", Declaration)
def stated_weights_make_a_hundred(subject: Declaration) -> Iterator[Trouble]:
    """评分标准里写明的分值，合计应当是 100（不含预算执行率时是 90）。

    评分按百分制，合计不对就无法计分。
    例：四个指标的分值 20 + 20 + 10 + 30 = 80。
    改法：补上漏掉的指标，或改正分值。
    """
    yield from _stated(subject, implied=False)


@rule("ZB-114", Severity.NOTE, "财预〔2020〕10号：权重合计 100，其中预算执行率一般占 10", Declaration)
def execution_is_only_implied(subject: Declaration) -> Iterator[Trouble]:
    """评分标准里的分值合计 90，却没有写另外 10 分是预算执行率。

    多半另外 10 分是预算执行率，但表里没有，看表的人只能猜。
    例：20 + 20 + 10 + 30 + 10 = 90，没有一处提到预算执行率。
    改法：加一个预算执行率的指标，或在评分标准里写明它占 10 分。
    """
    yield from _stated(subject, implied=True)


def _stated(subject: Declaration, *, implied: bool) -> Iterator[Trouble]:
    weights = stated_weights(subject)
    if not weights:
        return
    total = sum((weight for _, weight, _ in weights), Decimal(0))
    execution = any("执行率" in f"{aim.name}{aim.scoring.plain if aim.scoring else ''}" for aim, _, _ in weights)
    is_implied = total == HUNDRED - USUAL_EXECUTION and not execution
    if total == HUNDRED or implied != is_implied:
        return
    added = " + ".join(plain(weight) for _, weight, _ in weights)
    yield Trouble(
        f"评分标准里的分值合计 {added} = {plain(total)}，不是 100，{_difference(total)}",
        weights[0][2],
        cause="多半另外 10 分是预算执行率，但没有写。" if implied else "评分按百分制，合计应当是 100。",
        hint="写明预算执行率占 10 分。" if implied else "补上漏掉的指标，或改正分值。",
        marks=tuple(Mark(spot, str(aim.name)) for aim, _, spot in weights[1:]),
    )
