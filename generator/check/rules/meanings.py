"""What an indicator means by its name: the direction of its sign, its level, and what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.aims import aims, name_mark
from generator.check.numbers import LOST, place
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.aims import Aim

BASIS = "财预〔2015〕88号：绩效指标应当细化、量化，指向明确、合理可行"
PERCENT = frozenset({"%", "％", "‰"})
# Rates of which less is better.
BAD = (
    "差错|错误|失误|投诉|流失|结余|结转|违[规约纪法]|事故|超支|逾期|退单|拒付|发病|死亡|伤亡|故障|中断|宕机|漏报|迟报|误差|缺陷"
    "|损坏|空置|闲置|浪费|[信上]访|感染|拖欠|欠费|超标|污染|返工|不合格|延误|失败|泄露|侵权"
)
BAD_RATE = re.compile(rf"(?:{BAD})(?:发生|事件|案件|事故)?(?:率|比例|占比)$")
BAD_COUNT = re.compile(rf"(?:{BAD})(?:发生|事件|案件|事故)?(?:次数|起数|件数|例数|数量|人数|数|量)$")
# Of what is done about bad things, more is better: 投诉办结率, 查处违规次数.
AGAINST = re.compile(
    "处[理置罚]|查处|办[理结]|受理|整改|调查|化解|检查|追回|解决|减少|降低|下降|排[查除]|预防|防控|控制|修复|维修|回访|应对|纠正"
    "|追缴|清理|消除|发现|打击|查[出办]|核查|压[降减]|盘活"
)
MOST = 50
# Other rates (成本控制率, 资产负债率, 预算执行率) can be meant either way.
GOOD_RATE = re.compile(
    r"(?:满意度|(?:满意|覆盖|知晓|准确|合格|及时|参保|到位|兑现|达标|正确|激活|完成|参与|参加|签约|办结|办理|处理|普及|通过|优良|优秀"
    r"|解决|上线|回访|培训|体检|受益|就业|入学|巩固|响应|完好|正常|开通|接入|整改|修复|处置|规范|结算|公开|识别|好转|治愈|存活|成活)率)$"
)
# 满意度调查次数 is no satisfaction.
SATISFACTION = re.compile(r"满意(?:度|率)(?!调查|测评|问卷|回访|评[价估议]|反馈|采集|统计)")
TIME = re.compile(r"(?:及时率|及时性|时效|时限|完成时间)$")
TIME_UNIT = re.compile(r"(?:小时|分钟|天|日|个?工作日|个?月)$")
COST_NAME = re.compile(r"(?:成本|单价|费用?标准|补[贴助]标准|经费)$")


@rule("ZB-125", Severity.WARNING, BASIS, Declaration, Statement)
def sign_in_the_right_direction(subject: Declaration | Statement) -> Iterator[Trouble]:
    """性质的方向要与指标的意义一致。

    满意度、覆盖率越高越好，用 ≥；差错率、投诉率、成本、用时越低越好，用 ≤。方向反了，做得越差得分越高。
    例：「救助对象满意度 ≤ 95%」；「网络故障修复时限 ≥ 24 小时」。
    改法：把性质反过来；原意如此的，改名称。
    """
    for aim in aims(subject):
        wrong, right, why = _direction(aim)
        if aim.operator and aim.operator in wrong:
            yield Trouble(
                f"指标「{aim.name}」的性质是「{aim.operator}」，{why}，应当是「{right}」",
                aim.operator.position or aim.position,
                cause="方向反了，做得越差得分越高。",
                hint=f"改成「{right}」；原意如此的，改名称。",
                marks=name_mark(aim),
            )


def _direction(aim: Aim) -> tuple[str, str, str]:
    """Return the signs that would be wrong, the right one and why."""
    if aim.value is None:
        return "", "", ""
    if (bad := _bad(aim)) is not None:
        # = 0 is fine, = 100% is not.
        return (
            "≥>=" if bad and aim.value >= MOST else "≥>",
            "≤",
            f"{'这个率' if bad else '这种事'}越{'低' if bad else '少'}越好",
        )
    if aim.unit in PERCENT and GOOD_RATE.search(aim.name):
        return "≤<", "≥", "这个率越高越好"
    if "成本" in aim.first + aim.second and "元" in aim.unit:
        return "≥>", "≤", "成本越低越好"
    if aim.second == "时效指标" and TIME_UNIT.match(aim.unit):
        return "≥>", "≤", "用时越短越好"
    return "", "", ""


def _bad(aim: Aim) -> bool | None:
    """Whether an indicator is a rate (or else a count) of something bad; None if it isn't."""
    if AGAINST.search(aim.name):
        return None
    if aim.unit in PERCENT and BAD_RATE.search(aim.name):
        return True
    return False if aim.unit not in PERCENT and BAD_COUNT.search(aim.name) else None


@rule("ZB-126", Severity.WARNING, BASIS, Declaration, Statement)
def under_the_right_level(subject: Declaration | Statement) -> Iterator[Trouble]:
    """指标要放在它所属的二级指标下面。

    及时率、时限属于时效指标；单价、补贴标准属于成本指标；满意度属于满意度指标。
    例：「宣传资料发放及时率」放在质量指标下面。
    改法：移到对的二级指标下面，或改名称。
    """
    for aim in aims(subject):
        home = _home(aim)
        if home:
            yield Trouble(
                f"指标「{aim.name}」放在{aim.second}下面，应当放在{home}下面",
                aim.name.position or aim.position,
                cause=f"从名称看，它是{home}。",
                hint=f"移到{home}下面，或改名称。",
                marks=(Mark(aim.second.position, "二级指标"),) if aim.second.position else (),
            )


def _home(aim: Aim) -> str:
    """Return the 二级指标 that an indicator belongs to by its name, if it stands elsewhere; "" if in doubt."""
    if LOST in aim.first + aim.second:
        return ""
    if SATISFACTION.search(aim.name) and "满意度" not in aim.first + aim.second:
        return "满意度指标"
    if TIME.search(aim.name) and aim.second in {"数量指标", "质量指标", "成本指标"}:
        return "时效指标"
    if COST_NAME.search(aim.name) and "元" in aim.unit and aim.second in {"数量指标", "质量指标", "时效指标"}:
        return "成本指标"
    return ""


@rule("ZB-127", Severity.WARNING, BASIS, Declaration, Statement)
def people_or_visits(subject: Declaration | Statement) -> Iterator[Trouble]:
    """人数用「人」，人次用「人次」，不要混用。

    一个人全年救助三次是 1 人、3 人次；混用了，数就对不上。
    例：指标「门诊和住院医疗救助人次」的单位是人；单位是人次，评分标准却按人数算。
    改法：按统计的口径统一名称、单位和评分标准。
    """
    for aim in aims(subject):
        unit = re.sub(r"^万|[/每]年$", "", aim.unit)
        named = "人次" if aim.name.endswith("人次") else "人" if re.search(r"人数|数$", aim.name) else ""
        if {named, unit} == {"人", "人次"}:
            message = f"指标「{aim.name}」的单位是「{aim.unit}」，名称说的却是{'人次' if named == '人次' else '人数'}"
            marks = name_mark(aim)
        elif unit == "人次" and (marks := _people(aim, subject)):
            message = f"指标「{aim.name}」的单位是人次，{'、'.join(mark.role for mark in marks)}"
        else:
            continue
        yield Trouble(
            message,
            aim.unit.position or aim.position,
            cause="一个人可以有几个人次，混用了数就对不上。",
            marks=marks,
        )


def _people(aim: Aim, subject: Declaration | Statement) -> tuple[Mark, ...]:
    """Return where a declaration counts people although the indicator counts visits."""
    found = []
    scoring = aim.scoring
    if scoring and "人次" not in scoring.plain and (said := re.search("人数", scoring.plain)):
        spot = place(scoring, said.start(), 2)
        found += [Mark(spot, "评分标准说的是人数")] if spot else []
    stem = re.sub("人[次数]$", "", aim.name)
    annual = subject.project.annual if isinstance(subject, Declaration) else None
    for text in annual.paragraphs if annual is not None and found else ():
        if not isinstance(text, Text):
            continue
        said = re.search(rf"{re.escape(stem)}人数\D{{0,4}}(\d[\d,.]*)\s*人(?!次)", text.plain)
        if said and (spot := place(text, said.start(1), len(said[1]))):
            found.append(Mark(spot, f"年度目标写的是 {said[1]} 人"))
    return tuple(found)
