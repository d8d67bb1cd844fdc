"""Scoring texts of indicators against their sign, value and weight."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check import ladder
from generator.check.aims import aims
from generator.check.ladder import FULL_MARKS
from generator.check.numbers import place
from generator.check.registry import Trouble, rule
from generator.check.rules.targets import STATED_WEIGHT
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.aims import Aim
    from generator.check.ladder import Step
    from generator.model.position import Position
    from generator.model.text import Text

BASIS = "财预〔2020〕10号：评价标准应当与绩效目标一致，能够衡量实现程度"
PERCENT = frozenset({"%", "％"})
HUNDRED = Decimal(100)
# Each error costs points: full marks only without any.
EACH_ERROR = re.compile(r"(?:发现|出现|每有|每发生|发生)\s{0,2}(?:一|1|每)?\s{0,2}[例次起处项人笔个][^，。；]{0,20}?扣")


def scored(subject: Declaration) -> Iterator[tuple[Aim, Text]]:
    """Yield the indicators that have a scoring text."""
    for aim in aims(subject):
        if aim.scoring:
            yield aim, aim.scoring


@rule("ZB-141", Severity.WARNING, BASIS, Declaration)
def equals_against_at_least(subject: Declaration) -> Iterator[Trouble]:
    """性质是「=」，评分标准却说达到或超过就得满分。

    「=」的意思是不多不少；评分标准说 ≥，那么性质也应当是 ≥。
    例：「困难群众基本医疗权益得到保障 = 80%」，评分标准是「知晓率≥80%，得满分」。
    改法：性质改成「≥」（评分标准说 ≤ 的改成「≤」）。
    """
    for aim, scoring in scored(subject):
        top = _full_marks(scoring)
        if aim.operator != "=" or aim.value is None or not top or (top.low and top.high):
            continue
        bound, sign = (top.low, "≥") if top.low else (top.high, "≤")
        # = 100% and ≥100% are the same.
        if bound and bound.closed is not False and not (aim.unit in PERCENT and aim.value == HUNDRED and sign == "≥"):
            yield Trouble(
                f"指标「{aim.name}」的性质是「= {aim.written}{aim.unit}」，评分标准却是「{top.words}」得满分",
                aim.operator.position or aim.position,
                cause="「=」的意思是不多不少，与评分标准不一致。",
                hint=f"性质改成「{sign}」。",
                marks=_marks(scoring, top.start, len(top.words), "评分标准"),
            )


@rule("ZB-142", Severity.WARNING, BASIS, Declaration)
def value_against_deductions(subject: Declaration) -> Iterator[Trouble]:
    """指标值不到 100%，评分标准却从第一个差错起就扣分。

    目标是 95%，就容许 5% 的差错；评分标准一例就扣，等于要求 100%。两处说法不同。
    例：「救助人员界定准确率 = 95%」，评分标准是「发现一例不符合补助标准的扣0.5分」。
    改法：指标值改成 100%，或评分标准改成低于 95% 才扣分。
    """
    for aim, scoring in scored(subject):
        found = EACH_ERROR.search(scoring.plain)
        if found and aim.value is not None and aim.value < HUNDRED and aim.unit in PERCENT and aim.operator in "=≥>":
            yield Trouble(
                f"指标「{aim.name}」是「{aim.operator} {aim.written}{aim.unit}」，评分标准却从第一个差错起就扣分",
                aim.written.position or aim.position,
                cause=f"容许 {plain(HUNDRED - aim.value)}% 的差错，和「{found[0]}」说法不同。",
                hint=f"指标值改成 100%，或评分标准改成低于 {aim.written}{aim.unit} 才扣分。",
                marks=_marks(scoring, found.start(), len(found[0]), "评分标准"),
            )


@rule("ZB-143", Severity.WARNING, BASIS, Declaration)
def ladder_without_gaps(subject: Declaration) -> Iterator[Trouble]:
    """分档的评分标准不能漏一段，也不能有两档重叠。

    漏了一段，落在里面的无法评分；重叠了，落在里面的有两个分数。
    例：「①≥90%得10分；②80%≤x<85%得8分；③<80%不得分」，85% 至 90% 没有写。
    改法：让每一档接着上一档，写明含不含两端的数。
    """
    for aim, scoring in scored(subject):
        steps = ladder.read(scoring.plain)
        for step, problem in steps.troubles(HUNDRED if steps.steps[0].unit in PERCENT else None) if steps else ():
            yield Trouble(
                f"指标「{aim.name}」的评分标准：{problem}",
                _at(aim, scoring, step),
                cause="落在那里的没有分数，或有两个分数。",
            )


@rule("ZB-144", Severity.WARNING, BASIS, Declaration)
def ladder_from_the_weight_down(subject: Declaration) -> Iterator[Trouble]:
    """分档的最高分应当等于指标的分值，并且逐档降低。

    最高一档得不到满分，或做得差反而分高，评分就不成立。
    例：权重为10分，最高一档得 8 分；80%≤x<90% 得 6 分，70%≤x<80% 却得 8 分。
    改法：改正各档的分数。
    """
    for aim, scoring in scored(subject):
        weight = STATED_WEIGHT.search(scoring.plain)
        steps = ladder.read(scoring.plain)
        points = [(step, step.points) for step in steps.steps if step.points is not None] if steps else []
        if not points or any(value == FULL_MARKS for _, value in points):
            continue
        top, most = max(points, key=lambda pair: pair[1])
        if weight and most != Decimal(weight[1]):
            yield Trouble(
                f"指标「{aim.name}」最高一档得 {plain(most)} 分，分值却是 {weight[1]} 分",
                _at(aim, scoring, top),
                cause="最高一档应当得满分。",
                hint="改正最高一档的分数，或改正分值。",
                marks=_marks(scoring, weight.start(1), len(weight[1]), "分值"),
            )
        yield from _not_falling(aim, scoring, points)


def _not_falling(aim: Aim, scoring: Text, points: Sequence[tuple[Step, Decimal]]) -> Iterator[Trouble]:
    """Find a step that gives less than a worse one, where more is better."""
    ranked = sorted(points, key=lambda pair: (pair[0].low is not None, pair[0].low.value if pair[0].low else 0))
    scores = [value for _, value in ranked]
    if not scores or scores[-1] != max(scores):
        return  # Less is better, or the top is wrong anyway.
    for (step, _), lower, higher in zip(ranked, scores, scores[1:], strict=False):
        if lower > higher:
            yield Trouble(
                f"指标「{aim.name}」的「{step.words}」得 {plain(lower)} 分，比更好的一档（{plain(higher)} 分）还高",
                _at(aim, scoring, step),
                cause="做得差反而分高。",
            )


@rule("ZB-145", Severity.WARNING, BASIS, Declaration)
def full_marks_at_the_value(subject: Declaration) -> Iterator[Trouble]:
    """得满分的线应当就是指标值。

    指标值是目标，达到目标得满分；两处的数不同，不知道以哪个为准。
    例：「满意度 ≥ 95%」，评分标准是「满意度≥90%得10分」。
    改法：改正其中一处。
    """
    for aim, scoring in scored(subject):
        top = _full_marks(scoring)
        if not top or aim.value is None or (top.unit in PERCENT) != (aim.unit in PERCENT):
            continue
        bound = top.low if aim.operator in {"≥", ">", "="} else top.high if aim.operator in {"≤", "<"} else None
        if bound and bound.value != aim.value:
            yield Trouble(
                f"指标「{aim.name}」是「{aim.operator} {aim.written}{aim.unit}」，评分标准却是「{top.words}」得满分",
                _at(aim, scoring, top),
                cause="达到指标值就应当得满分。",
                marks=(Mark(aim.written.position, "指标值"),) if aim.written.position else (),
            )


def _full_marks(scoring: Text) -> Step | None:
    """Return the step that gives full marks: the one that says so, or the highest score of a ladder."""
    found = ladder.steps(scoring.plain)
    full = [step for step in found if step.points == FULL_MARKS]
    if full:
        return full[0]
    ranked = [step for step in found if step.points]
    return max(ranked, key=lambda step: step.points or Decimal(0)) if len(found) > 1 and ranked else None


def _at(aim: Aim, scoring: Text, step: Step) -> Position:
    return place(scoring, step.start, len(step.words)) or aim.position


def _marks(text: Text, start: int, length: int, role: str) -> tuple[Mark, ...]:
    spot = place(text, start, length)
    return (Mark(spot, role),) if spot else ()
