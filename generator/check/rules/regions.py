"""A region's roll-up: money of its departments is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.finding import Mark, Severity
from generator.model.roll_up import RollUp
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.position import Position
    from generator.model.statement import ProjectFile, Statement

BASIS = "项目编码全区唯一，一个项目只列在一个部门"


@rule("DQ-101", Severity.WARNING, BASIS, RollUp)
def codes_of_projects(region: RollUp) -> Iterator[Trouble]:
    """一个地区里，同一个项目编码只能出现一次。

    出现两次的，要么编码抄错了，要么一笔钱在两个部门各算了一次，汇总就多了。
    例：甲局和乙局的项目都是 50015225T000000000001。
    改法：编码错了的改正；同一个项目写了两次的，删去一处；确实是分在两个部门的，写明豁免。
    """
    first: dict[str, tuple[Statement, ProjectFile, Position]] = {}
    for department in region.departments:
        for file in department.projects:
            code = file.project.code
            if code is None or isinstance(code, Invalid):
                continue
            known, before, place = first.setdefault(code.text, (department, file, code.position))
            if before is not file:
                yield Trouble(
                    f"「{region.region.name}」里项目编码 {code} 出现了两次：{known.department.name}和"
                    f"{department.department.name}",
                    code.position,
                    cause="编码抄错了，或者一笔钱算了两次。",
                    hint="改正编码，或删去写重的一处。",
                    marks=(Mark(place, "先出现的"),),
                )
