"""Values of indicators that say nothing, hide a number, or carry their unit twice; and indicators written twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.check.aims import aims, name_mark, sheets
from generator.check.numbers import LOST, NUMBER, SAME_UNIT
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Fix, Mark, Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.aims import Aim, Sheet

BASIS = "财预〔2015〕88号：绩效指标应当细化、量化，指向明确、合理可行"
PERCENT = "%％‰"
COUNTED = r"[%％‰]|个百分点|万?(?:元|人次|人|次|场次?|份|件|户|家|台|套|辆|期|篇|条|公里|平方米|亩|吨)"
DIGITS = rf"(?:{NUMBER}|[一二两三四五六七八九十百]+)"
# 不低于50%, 80%以上, 每年4次, 3个工作日内; but not 达到国家5A级标准.
HIDDEN = re.compile(
    rf"(?:不(?:低于|少于|超过?|高于|大于|小于|多于)|至少|大于|小于|高于|低于|超过|[≥≤><＞＜])\s?{NUMBER}"
    rf"|{NUMBER}\s?(?:{COUNTED})(?:[/每][年月季天])?(?:及?以[上下内]|左右)?(?=$|[，。；、）)])"
    rf"|每(?:年度?|季度?|月|周|天|日|半年)\S{{0,4}}?{DIGITS}\s?(?:次|场|期|篇|份|人次)"
    rf"|{NUMBER}\s?(?:个?工作日|个?月|天|日|小时|分钟)(?:以?内|之内)"
)
# Words for what is measured, and not for how much of it is wanted.
MEASURES = re.compile(
    r"(?:[率度性量]|次数|人数|情况|效[果益率]|程度|水平|能力|成效|影响|评价|时间|进度|质量|指标|标准|作用)$"
)
ONLY_MEASURES = re.compile(
    r"\w{0,4}(?:及时|完成|合格|覆盖|知晓|达标|到位|参与|使用|准确|执行|支付|兑现|满意)率|\w{0,4}满意度|\w{0,4}知晓度|程度"
)
NOTHING = re.compile(r"(?:无|暂无|没有|不涉及|未涉及|不适用|略|同上|待定|另定|[/／\-—–－]+|N/?A)[。.]?", re.IGNORECASE)
# Of these, none is what is wanted.
UNWANTED = re.compile(
    "事故|投诉|违[规纪法约]|差错|错误|失误|问题|隐患|损失|风险|舆情|[信上]访|案件|污染|拖欠|缺陷|逾期|纠纷|伤亡|故障|浪费|事件|遗漏"
)
WITH_UNIT = re.compile(
    rf"(?P<sign>[≥≤=＝><＞＜]?)\s*(?P<number>{NUMBER})\s*(?P<unit>[%％‰]|[\u4e00-\u9fff]{{1,4}}(?:[/.][\u4e00-\u9fff]{{1,2}})*)?"
)


@rule("ZB-128", Severity.WARNING, BASIS, Declaration, Statement)
def hidden_number(subject: Declaration | Statement) -> Iterator[Trouble]:
    """定性指标的值里不要藏着数。

    能写出数的就是定量指标；数藏在文字里，年底无法照数评分。日期不算。
    例：性质「定性」，指标值「不低于50%」「每年4次」。
    改法：性质改成 ≥、≤ 或 =，指标值只写数，单位写进度量单位。
    """
    for aim in aims(subject):
        found = HIDDEN.search(aim.written) if _is_quality(aim) and aim.value is None else None
        if found:
            yield Trouble(
                f"指标「{aim.name}」是定性指标，值「{aim.written}」里有数「{found[0]}」",
                aim.written.position or aim.position,
                cause="能用数衡量的是定量指标；藏在文字里的数比不出大小。",
                marks=name_mark(aim),
            )


@rule("ZB-129", Severity.WARNING, BASIS, Declaration, Statement)
def value_says_something(subject: Declaration | Statement) -> Iterator[Trouble]:
    """指标值要写出达到什么程度，不能只把名称再写一遍，也不能写「不涉及」。

    「居民满意度」的值写「满意度」，没有说要到多少；不涉及的指标占着分值，年底无从评分。安全事故、投诉这类写「无」的不算。
    例：指标「完工及时率」，值「及时率」；指标「设备购置」，值「不涉及」。
    改法：写出目标，如「≥ 95%」「及时」；不涉及的，删去这个指标，分值分给别的指标。
    """
    for aim in aims(subject):
        if not aim.written or LOST in aim.name + aim.written:
            continue
        if NOTHING.fullmatch(aim.written) and not UNWANTED.search(aim.name):
            what, hint = f"的值是「{aim.written}」", "写出目标；不涉及的，删去这个指标，分值分给别的指标。"
            why = "没有目标的指标，年底无从评分。"
        elif _is_quality(aim) and _only_names(aim):
            what, hint = (
                f"的值「{aim.written}」只是名称，没有说要到什么程度",
                "写出目标，如「≥ 95%」「及时」「明显提高」。",
            )
            why = "只有名称，年底无从评分。"
        else:
            continue
        place = aim.written.position or aim.position
        yield Trouble(f"指标「{aim.name}」{what}", place, cause=why, hint=hint, marks=name_mark(aim))


def _is_quality(aim: Aim) -> bool:
    return aim.kind == "定性指标" or aim.operator == "定性"


def _only_names(aim: Aim) -> bool:
    """Whether a value is a word for what is measured."""
    repeats = aim.name.endswith(str(aim.written)) and MEASURES.search(aim.written)
    return bool(repeats or ONLY_MEASURES.fullmatch(aim.written))


@rule("ZB-130", Severity.WARNING, "通行做法：指标值和度量单位分两栏填", Declaration, Statement)
def unit_once(subject: Declaration | Statement) -> Iterator[Trouble]:
    """写了度量单位，指标值里就不再写单位；性质写了 ≥，指标值里就不再写 ≥。

    两处都写，印出来是「95% %」「≥ ≥95」。
    例：指标值: 95%，度量单位: '%'。
    改法：指标值只写 95。
    """
    for aim in aims(subject):
        found = WITH_UNIT.fullmatch(aim.written)
        if not found or (aim.entry.unit is None and not found["sign"]):
            continue
        extra = (found["sign"] if aim.operator else "") or (found["unit"] if _is_extra(found["unit"], aim) else "")
        if extra:
            what = "性质" if extra == found["sign"] else "度量单位"
            other = aim.operator if extra == found["sign"] else aim.unit
            yield Trouble(
                f"指标「{aim.name}」的值「{aim.written}」里写了「{extra}」，{what}又写了「{other}」",
                aim.written.position or aim.position,
                cause="表里分两栏印，两处都写就印两遍。",
                hint=f"指标值只写「{found['number']}」。"
                if _is_typed(aim)
                else "删去「度量单位」这一行，单位随数据印出。",
                marks=name_mark(aim),
                fixes=_without(aim, found, extra),
            )


def _is_extra(unit: str | None, aim: Aim) -> bool:
    """Whether the unit in a value is the unit beside it once more, or a percentage beside another unit."""
    if not unit or not aim.unit:
        return False
    same = SAME_UNIT.get(unit, unit) == SAME_UNIT.get(str(aim.unit), str(aim.unit))
    return same or unit in PERCENT


def _is_typed(aim: Aim) -> bool:
    return all(run.figure is None for run in aim.entry.value.text.runs)


def _without(aim: Aim, found: re.Match[str], extra: str) -> tuple[Fix, ...]:
    """Return the fix that takes a doubled sign or the same unit out of a value that a person typed."""
    runs = aim.entry.value.text.runs
    source = runs[0].source if len(runs) == 1 and _is_typed(aim) else None
    is_same = extra == found["sign"] == aim.operator or extra == aim.unit
    if source is None or not is_same or runs[0].text != found[0]:
        return ()
    start = found.start("sign" if extra == found["sign"] else "unit")
    return (Fix(replace(source, column=source.column + start, length=len(extra)), extra, ""),)


@rule("ZB-106", Severity.ERROR, BASIS, Declaration, Statement)
def signs_of_all(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一张绩效目标表里，指标的性质要写就都写。

    有的写了、有的没写，没写的那一格印出来是空的，看不出是「至少」还是「至多」。
    例：三个指标写了 ≥，第四个没有写性质。
    改法：补上「性质」；说不出大小的写「定性」。
    """
    for sheet in sheets(subject):
        without = [aim for aim in sheet.aims if not aim.operator]
        for aim in without if len(without) < len(sheet.aims) else ():
            yield Trouble(
                f"指标「{aim.name}」没有写性质",
                aim.name.position or aim.position,
                cause="同一张表里别的指标写了；这一格印出来是空的。",
            )


@rule("ZB-132", Severity.WARNING, BASIS, Declaration, Statement)
def named_once(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一张绩效目标表里，同一个三级指标只写一次。

    值相同是重复计分，值不同是自相矛盾。
    例：两行都叫「培训人次」，一行 ≥ 100，一行 ≥ 120。
    改法：删去一个；说的不是一件事的，改名称。
    """
    for sheet in sheets(subject):
        yield from _named_twice(sheet)


def _named_twice(sheet: Sheet) -> Iterator[Trouble]:
    first: dict[str, Aim] = {}
    for aim in sheet.aims:
        if not aim.name or LOST in aim.name:
            continue
        other = first.setdefault(re.sub(r"\s", "", aim.name), aim)
        if other is not aim:
            values = [f"{one.operator}{one.written}{one.unit}" for one in (other, aim)]
            told = (
                f"值都是「{values[0]}」"
                if values[0] == values[1]
                else f"值一处是「{values[0]}」，一处是「{values[1]}」"
            )
            yield Trouble(
                f"{sheet.owner}的指标「{aim.name}」写了两次，{told}",
                aim.name.position or aim.position,
                cause="值相同是重复计分，值不同是自相矛盾。",
                marks=(Mark(other.name.position or other.position, "第一次"),),
            )
