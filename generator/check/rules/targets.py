"""Performance targets and indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.paths import find
from generator.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position


@rule("ZB-101", Severity.WARNING, "财预〔2013〕53号：绩效指标应当细化、量化", Project)
def rate_in_percent(project: Project) -> Iterator[Trouble]:
    """以「率」结尾的指标，度量单位应当是 %。

    率是比例；用天数、人数衡量的，名称就不该叫率。
    例：「医保宣传资料发放及时率 ≤ 30 天」。
    改法：名称改成「发放时间」，或指标值改成百分比。
    """
    for found in find(project.declaration, "绩效目标.指标.*.*.*"):
        name, (unit, position) = found.value.name, _unit(found.value)  # type: ignore[attr-defined]
        if name.plain.endswith("率") and unit not in {"", "%", "％", "‰"}:
            yield Trouble(
                f"指标「{name.plain}」的度量单位是「{unit}」",
                position,
                cause="率是比例，单位应当是 %。",
                hint="名称改成量的名称，或指标值改成百分比。",
                marks=(Mark(name.position, "指标名称"),),
            )


def _unit(indicator: Any) -> tuple[str, Position]:
    """Return the unit of an indicator's value, which is that of the figure where none is written, and its place."""
    if indicator.unit is not None:
        return indicator.unit.plain, indicator.unit.position
    runs = indicator.value.text.runs
    figure = runs[0].figure if len(runs) == 1 else None
    return figure.unit if figure else "", indicator.value.position
