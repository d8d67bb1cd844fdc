"""Performance targets and indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.paths import find
from generator.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator


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
