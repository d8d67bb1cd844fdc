"""The same quantity at several places."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.check import alike
from generator.check.aims import sheets
from generator.check.numbers import NUMBER, apart, measure, place, shown, yearless
from generator.check.prices import COMMON
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.check.aims import Aim, Sheet
    from generator.check.alike import Name

BASIS = "通行做法：同一单位、同一年度、同一口径的数只有一个"
# Parts of these may add up to the whole that another sheet names.
ADDS_UP = frozenset({"人数", "人次", "金额", "费"})


@dataclass(slots=True)
class Group:
    """The places of one quantity."""

    names: list[Name] = field(default_factory=list)
    places: list[tuple[Sheet, Aim, Decimal]] = field(default_factory=list)

    def takes(self, name: Name) -> bool:
        """Whether a name means the same as all names here."""
        return all(name.means(known) for known in self.names)


@rule("SL-104", Severity.WARNING, BASIS, Statement)
def same_quantity_same_value(statement: Statement) -> Iterator[Trouble]:
    """同一个数在各项目和部门整体绩效里应当相同。

    参保人数、救助人次这样的数，一个单位一年只有一个；各写各的，总有错的。单位不同的先换算（61 万人就是 610000 人）。
    各项目之和等于部门整体的，不算不同。
    例：参保人数在部门整体绩效是 65 万人，在两个项目里是 610000 人。
    改法：查实后改成一个数；口径不同的，在名称里写明。
    """
    for group, unit in _groups(statement):
        values = list(dict.fromkeys(value for _, _, value in group.places))
        if len(values) < 2 or _adds_up(group):  # noqa: PLR2004 - two values differ
            continue
        said = [
            f"{shown(value, unit)}（{'、'.join(sheet.owner for sheet, _, other in group.places if other == value)}）"
            for value in values
        ]
        first = group.places[0][1]
        names = list(dict.fromkeys(str(aim.name) for _, aim, _ in group.places))
        yield Trouble(
            f"同一个数有 {len(values)} 个值：「{'」「'.join(names)}」是 {'，'.join(said)}；最大与最小相差 "
            f"{apart(max(values) - min(values), unit)}",
            first.written.position or first.position,
            cause="同一单位、同一年度的同一个数应当相同。",
            marks=tuple(
                Mark(aim.written.position, f"{sheet.owner}：{aim.operator} {aim.written}{aim.unit}")
                for sheet, aim, _ in group.places[1:]
                if aim.written.position
            ),
        )


def _adds_up(group: Group) -> bool:
    """Whether the department's value is the sum of the projects' values."""
    whole = [value for sheet, _, value in group.places if sheet.overall]
    parts = [value for sheet, _, value in group.places if not sheet.overall]
    return group.names[0].head in ADDS_UP and len(whole) == 1 and len(parts) > 1 and sum(parts) == whole[0]


def _groups(statement: Statement) -> Iterator[tuple[Group, str]]:
    """Yield the quantities that several indicators name, with their base unit, in the order of the files."""
    by_end: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
    made: list[tuple[Group, str]] = []
    for sheet in sheets(statement):
        for aim in sheet.aims:
            found, name = aim.measure, alike.read(aim.name)
            if found is None or name.is_own:
                continue
            unit = "人次" if name.head == "人次" else yearless(found.unit)
            # Names that mean the same begin or end alike: only those are compared.
            ends = [(name.head, unit, name.of[:2]), (name.head, unit, name.of[-2:])]
            fitting = [group for end in ends for group in by_end[end] if group.takes(name)]
            if not fitting:
                fitting = [Group()]
                made.append((fitting[0], unit))
            group = fitting[0]
            if name not in group.names:
                group.names.append(name)
                for end in ends:
                    if not any(known is group for known in by_end[end]):
                        by_end[end].append(group)
            group.places.append((sheet, aim, found.value))
    yield from made


@rule("SL-105", Severity.WARNING, BASIS, Statement)
def count_in_the_text(statement: Statement) -> Iterator[Trouble]:
    """项目概述和目标里写的数量要与指标一致。

    同一张表里，正文写 28 条线路，指标写 25 条，不知道是哪个。
    例：项目概述「28条线路」，指标「网络租用条数 = 25 条」。
    改法：查实后改正其中一处。
    """
    for sheet in sheets(statement):
        if sheet.project is None:
            continue
        texts = [sheet.project.overview, sheet.project.annual]
        for aim in sheet.aims:
            found = aim.measure
            if found is None or aim.operator != "=" or not found.unit or found.unit in COMMON or "/" in found.unit:
                continue
            if sum(other.unit == aim.unit for other in sheet.aims) > 1:
                continue
            pattern = rf"(?<![\d.])({NUMBER})\s{{0,2}}({re.escape(aim.unit)})(?!/)"
            for text in paragraphs(texts):
                for said in re.finditer(pattern, text.plain):
                    other = measure(said[0], said[2], said[1])
                    if other.value != found.value:
                        yield Trouble(
                            f"{sheet.owner}的正文写「{said[0]}」，指标「{aim.name}」是 {aim.operator} "
                            f"{aim.written}{aim.unit}，相差 {apart(abs(other.value - found.value), found.unit)}",
                            place(text, said.start(), len(said[0])) or aim.position,
                            cause="同一张表里的同一个数应当相同。",
                            marks=(Mark(aim.written.position, "指标值"),) if aim.written.position else (),
                        )


RATE_IN_TEXT = re.compile(
    rf"(\w{{0,20}}(?:率|满意度))(?:达到|达|为|是|不低于|≥|=|大于等于|在)*\s{{0,2}}({NUMBER})\s{{0,2}}[%％]"
)


@rule("SL-106", Severity.WARNING, BASIS, Declaration, Statement)
def rate_in_the_text(subject: Declaration | Statement) -> Iterator[Trouble]:
    """正文里写的满意度、知晓率等要与指标一致。

    目标说「满意度达到95%」，指标却是 90%，不知道以哪个为准。
    例：年度目标「政策知晓率达到85%」，指标「政策知晓率 ≥ 80%」。
    改法：改正其中一处，或两处引用同一个数据。
    """
    for sheet in sheets(subject):
        rates = [(alike.read(aim.name), aim) for aim in sheet.aims if aim.unit in {"%", "％"} and aim.value is not None]
        for text in paragraphs(_prose(subject, sheet)) if rates else ():
            for said in RATE_IN_TEXT.finditer(text.plain):
                name, value = alike.read(said[1]), measure("", "%", said[2]).value
                aims = [aim for known, aim in rates if name.head == known.head and _named(name, known)]
                if len(aims) == 1 and aims[0].value != value:
                    aim = aims[0]
                    yield Trouble(
                        f"正文写「{said[0]}」，{sheet.owner}的指标「{aim.name}」是 {aim.operator} {aim.written}{aim.unit}",
                        place(text, said.start(2), len(said[2])) or aim.position,
                        cause="同一个数应当相同。",
                        marks=(Mark(aim.written.position, "指标值"),) if aim.written.position else (),
                    )


def _named(said: Name, known: Name) -> bool:
    """Whether a clause that ends in a rate means an indicator: the clause ends like the indicator's name."""
    return bool(known.of) and (said.of.endswith(known.of) or known.of == said.of)


def _prose(subject: Declaration | Statement, sheet: Sheet) -> list[object]:
    """Return the texts around a sheet: not its scoring texts, which name other values too."""
    if (project := sheet.project) is not None:
        return [project.overview, project.content, project.outcome, project.overall, project.annual]
    overall = subject.budget.overall if isinstance(subject, Statement) else None
    return [overall.target] if overall is not None else []
