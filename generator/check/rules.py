"""The rules for 项目申报书. Docstrings are printed for users."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.entry import keys
from generator.model.finding import Mark, Severity
from generator.model.paths import find
from generator.model.project import Project
from generator.model.units import MONEY, plain
from generator.model.values import Amount, Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator


# Paths of the pack that begin so lie in the unit of department.yaml, the others in the declaration.
UNIT = "单位."


@rule("MB-002", Severity.ERROR, "模板包的必填项", Project)
def required_by_pack(project: Project) -> Iterator[Trouble]:
    """模板包要求的内容必须填写。

    每套表格要求的栏目不同，列在模板包 pack.yaml 的「必填」里。
    例：2020 年的申报表要有「申报表.项目属性」。
    改法：补上这一项，或换一套不要求它的模板包。
    """
    if project.pack is None:
        return
    for path in project.pack.required:
        of_unit = path.text.startswith(UNIT)
        entry = project.unit if of_unit else project.declaration
        for found in find(entry, path.text.removeprefix(UNIT)):
            if found.value is None:
                yield Trouble(
                    f"缺少「{found.path}」",
                    found.around,
                    cause=f"模板包「{project.pack_name}」的表格要印这一项。",
                    hint="补上这一项，或换一套不要求它的模板包。",
                )


@rule("JE-101", Severity.ERROR, "预算绩效管理：资金来源与开支明细应当一致", Project)
def items_against_funding(project: Project) -> Iterator[Trouble]:
    """开支明细的合计应当等于年度资金来源的合计。

    两处说的是同一笔钱，不相等说明其中一处漏了或多了。
    例：明细合计 81.25 万元，年度资金来源合计 54 万元。
    改法：补上漏掉的明细或资金来源。
    """
    declaration = project.declaration
    items, funding = declaration.spending.items, declaration.funding
    if not items or not funding or not funding.annual:
        return
    levels = [getattr(funding.annual, name) for name in keys(type(funding.annual))]
    money = [level.figure for level in levels if isinstance(level, Amount) or _raise(level)]
    asked = [item.amount.figure for item in items]
    left, right = (sum((figure.value for figure in side), Decimal(0)) for side in (asked, money))
    if left != right:
        unit = declaration.money_unit
        shown = [plain(value / MONEY[unit]) for value in (left, right, left - right)]
        yield Trouble(
            f"明细合计 {shown[0]} {unit}，年度资金来源合计 {shown[1]} {unit}，相差 {shown[2]} {unit}",
            declaration.spending.position,
            cause="两处说的是同一笔钱，应当相等。",
            hint="补上漏掉的明细或资金来源。",
            marks=(Mark(funding.annual.position, "年度资金来源"),),
            operands=(*asked, *money),
        )


def _raise(value: object) -> bool:
    """Look into an unreadable value, so that the rule is skipped; an absent one is simply not counted."""
    return bool(value) if isinstance(value, Invalid) else False


@rule("ZB-101", Severity.WARNING, "财预〔2013〕53号：绩效指标应当细化、量化", Project)
def rate_in_percent(project: Project) -> Iterator[Trouble]:
    """以「率」结尾的指标，度量单位应当是 %。

    率是比例；用天数、人数衡量的，名称就不该叫率。
    例：「医保宣传资料发放及时率 ≤ 30 天」。
    改法：名称改成「发放时间」，或指标值改成百分比。
    """
    for found in find(project.declaration, "绩效目标.指标.*.*.*"):
        name, unit = found.value.name, found.value.unit  # type: ignore[attr-defined]
        if name.plain.endswith("率") and unit is not None and unit.plain not in {"%", "％", "‰"}:
            yield Trouble(
                f"指标「{name.plain}」的度量单位是「{unit.plain}」",
                unit.position,
                cause="率是比例，单位应当是 %。",
                hint="名称改成量的名称，或指标值改成百分比。",
                marks=(Mark(name.position, "指标名称"),),
            )
