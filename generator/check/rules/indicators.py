"""Each performance indicator by itself: its sign, value, unit and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.aims import aims, name_mark
from generator.check.numbers import LOST
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

BASIS = "财预〔2015〕88号：绩效指标应当细化、量化，指向明确、合理可行"
COMPARISONS = frozenset("=≥≤><")
PERCENT = frozenset({"%", "％", "‰"})
OTHER_PERCENT = frozenset({"百分比", "百分数", "百分之", "百分率", "百分点", "％％", "%%", "percent"})
# A share of a whole, in percent, ends here.
WHOLE = 100
# Shares of a whole: they can't exceed 100 %.
SHARE = re.compile(r"(?:满意度|覆盖率|知晓率|准确率|合格率|及时率|参保率|到位率|兑现率|达标率|正确率|激活率|占比)$")
# What is counted one by one.
COUNT = re.compile(
    r"(?:场次|人次|频次|批次|班次|次数|人数|户数|家数|个数|件数|份数|台数|辆数|套数|场数|期数|篇数|条数|天数|数量|总数|面积|里程|人次数)$"
)
# A day or month: a value that is no number, but can be measured.
DATE = re.compile(
    r"(?:每年|次年|当年)?(?:20\d\d\s{0,2}[年.-])?\s{0,2}(?:\d{1,2}\s{0,2}(?:月|[.-]))?\s{0,2}(?:\d{1,2}\s{0,2}日?)?\s{0,2}[前后底止]?"
)
DATE_UNIT = re.compile(r"(?:年.?月.?日?|日期|月.?日|月份?|时间|)")


@rule("ZB-101", Severity.WARNING, BASIS, Declaration, Statement)
def rate_in_percent(subject: Declaration | Statement) -> Iterator[Trouble]:
    """以「率」结尾的指标，度量单位应当是 %。

    率是比例；用天数、人数衡量的，名称就不该叫率。百分比一律写成 %。
    例：「医保宣传资料发放及时率 ≤ 30 天」；单位写成「百分比」。
    改法：名称改成「发放时间」，或指标值改成百分比，单位写 %。
    """
    for aim in aims(subject):
        if aim.unit in OTHER_PERCENT and aim.unit.position:
            yield Trouble(
                f"指标「{aim.name}」的度量单位写成了「{aim.unit}」",
                aim.unit.position,
                cause="表里百分比的单位都印 %。",
                hint="写成「'%'」。",
                marks=name_mark(aim),
            )
            continue
        if re.search(r"率$|满意度$", aim.name) and aim.unit not in PERCENT | {"", LOST} and aim.unit.position:
            yield Trouble(
                f"指标「{aim.name}」的度量单位是「{aim.unit}」",
                aim.unit.position,
                cause="率是比例，单位应当是 %。",
                hint="名称改成量的名称，或指标值改成百分比。",
                marks=name_mark(aim),
            )


@rule("ZB-105", Severity.WARNING, BASIS, Declaration, Statement)
def count_in_pieces(subject: Declaration | Statement) -> Iterator[Trouble]:
    """场次、人次、人数、数量一类的指标，度量单位不能是 %。

    数量要数得出来；完成多少比例，名称要叫完成率。
    例：「培训场次 = 100%」。
    改法：写出计划的数和单位（如 4 场）；要考核比例的，名称改成「……完成率」。
    """
    for aim in aims(subject):
        percent = aim.unit in PERCENT or (not aim.unit and aim.written.endswith(tuple(PERCENT)))
        if percent and COUNT.search(aim.name):
            yield Trouble(
                f"指标「{aim.name}」的度量单位是「{aim.unit or aim.written[-1]}」，数量却要用个数衡量",
                aim.unit.position or aim.written.position or aim.position,
                cause="100% 说不出是多少。",
                hint="写出计划的数和单位；要考核比例的，名称改成「……完成率」。",
                marks=name_mark(aim),
            )


@rule("ZB-121", Severity.WARNING, BASIS, Declaration, Statement)
def comparable_value(subject: Declaration | Statement) -> Iterator[Trouble]:
    """性质是 =、≥、≤、>、< 的指标，指标值应当是数。

    不是数的值比不出大小，年底无法评分。日期可以，单位写「年月日」或不写。
    例：「= 实际发生数」；「= 按财政规定执行」；「= 2025年1月1日-12月31日」，单位是年。
    改法：写出计划的数和单位；写不出的，性质改成「定性」。
    """
    for aim in aims(subject):
        is_date = DATE.fullmatch(aim.written) and DATE_UNIT.fullmatch(aim.unit)
        if aim.operator in COMPARISONS and aim.value is None and LOST not in aim.written and not is_date:
            unit = f"，度量单位是「{aim.unit}」" if aim.unit else ""
            yield Trouble(
                f"指标「{aim.name}」的性质是「{aim.operator}」，值「{aim.written}」却不是数{unit}",
                aim.written.position or aim.position,
                cause="不是数的值比不出大小，年底无法评分。",
                marks=name_mark(aim),
            )


@rule("ZB-122", Severity.WARNING, BASIS, Declaration, Statement)
def quality_is_no_number(subject: Declaration | Statement) -> Iterator[Trouble]:
    """定性指标的值应当是文字，不能只是一个数。

    能用数衡量的就是定量指标；定性指标要写达到什么状态。
    例：「医保系统网络正常使用 = 100%」，属性却是定性指标。
    改法：属性改成定量指标；或把值改成「正常」「有效保障」等文字。
    """
    for aim in aims(subject):
        if aim.kind == "定性指标" and aim.value is not None:
            yield Trouble(
                f"指标「{aim.name}」是定性指标，值却是数「{aim.written.removesuffix(aim.unit)}{aim.unit}」",
                aim.written.position or aim.position,
                cause="能用数衡量的是定量指标。",
                hint="属性改成定量指标，或把值改成文字。",
                marks=(Mark(aim.kind.position, "属性"),) if aim.kind.position else (),
            )


@rule("ZB-123", Severity.WARNING, BASIS, Declaration, Statement)
def number_with_unit(subject: Declaration | Statement) -> Iterator[Trouble]:
    """定量指标要有性质、数和单位。

    少了单位，不知道 100 是 100 人还是 100%；少了性质，不知道是下限还是上限。
    例：「培训人次 ≥ 100」，没有单位。
    改法：补上单位（如「人次」）和性质。
    """
    for aim in aims(subject):
        counted = aim.operator in COMPARISONS or aim.kind == "定量指标"
        if not counted or aim.value is None:
            continue
        without = [name for name, word in (("性质", aim.operator), ("单位", aim.unit)) if not word]
        if without:
            yield Trouble(
                f"指标「{aim.name}」的值 {aim.written} 没有{'和'.join(without)}",
                aim.written.position or aim.position,
                cause="定量指标由性质、数和单位组成。",
                hint=f"补上{'和'.join(without)}。",
                marks=name_mark(aim),
            )


@rule("ZB-124", Severity.ERROR, "通行做法：部分不会大于整体", Declaration, Statement)
def share_within_hundred(subject: Declaration | Statement) -> Iterator[Trouble]:
    """覆盖率、满意度一类的值不能大于 100%。

    这些率是部分占整体的比例。增长率、完成率、使用率可以大于 100%，不在此列。
    例：「参保率 ≥ 950%」，多写了一个 0。
    改法：改正指标值。
    """
    for aim in aims(subject):
        value = aim.value
        if value is not None and value > WHOLE and aim.unit in {"%", "％"} and SHARE.search(aim.name):
            yield Trouble(
                f"指标「{aim.name}」的值是 {plain(value)}%，大于 100%",
                aim.written.position or aim.position,
                cause="这是部分占整体的比例。",
                hint="检查是不是多写了数字。",
                marks=name_mark(aim),
            )


@rule("ZB-131", Severity.NOTE, BASIS, Declaration, Statement)
def can_be_measured(subject: Declaration | Statement) -> Iterator[Trouble]:
    """名称、性质或指标值看不清的指标，无法评分。

    照看不清的原件录入时写〔原件不清〕，印出来也是这几个字；找到原件后要补上。
    例：「〔原件不清〕 ≥ 70%」。
    改法：查原件或问经办人，补上看不清的字。
    """
    for aim in aims(subject):
        parts = (("名称", aim.name), ("性质", aim.operator), ("指标值", aim.written))
        unread = [(name, word) for name, word in parts if LOST in word]
        if unread:
            names = "、".join(name for name, _ in unread)
            shown = f"「{aim.name}」" if LOST not in aim.name else ""
            yield Trouble(
                f"指标{shown}的{names}看不清，无法评分",
                unread[0][1].position or aim.position,
                cause="评分要有名称、性质和值。",
            )
