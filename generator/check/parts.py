"""Wholes and their parts: what is found in both is told once, and a sum without one of its parts is not made."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position
from generator.model.roll_up import RollUp
from generator.model.statement import Statement
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.model.subject import Subject

CODE = "DQ-002"


def news(subject: Subject, found: Sequence[Finding], told: set[tuple[str, Position | None]]) -> Iterator[Finding]:
    """Yield what rules found in a subject, without what they told of the same project alone, or of its whole.

    `told` are the code and the place of each finding so far, to which these are added.
    """
    is_told = isinstance(subject, Statement)
    yield from (finding for finding in found if not (is_told and (finding.code, finding.position) in told))
    told |= {(finding.code, finding.position) for finding in found}


def without(region: Subject, blamed: Collection[str]) -> Iterator[Finding]:
    """Yield which departments of a region have errors, where the subject is one; `blamed` are the files with errors."""
    wrong = dict(_wrong(region, blamed)) if isinstance(region, RollUp) else {}
    if wrong:
        names = "、".join(wrong)
        yield Finding(
            CODE,
            Severity.ERROR,
            f"没有汇总：缺 {len(wrong)} 个有错误的部门：{names}",
            Position(region.path, 1),
            cause="少了一个部门，合计就不是这个地区的；上一次生成的汇总还在原处。",
            hint="先改正这些部门的错误。",
            marks=tuple(Mark(place, f"{name}的文件有错误") for name, place in wrong.items()),
        )


def _wrong(region: RollUp, blamed: Collection[str]) -> Iterator[tuple[str, Position]]:
    """Yield the name of each department with errors, and where the first file with some begins."""
    for one in region.departments:
        found = next((path for path in one.paths if path in blamed), None)
        name = one.department.name
        if found is not None:
            yield one.home if isinstance(name, Invalid) else f"「{name}」", Position(found, 1)
    yield from ((str(PurePosixPath(path).parent), Position(path, 1)) for path in region.missing)
