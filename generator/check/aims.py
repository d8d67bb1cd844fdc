"""One view of performance indicators, of whichever kind of file they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.check import numbers
from generator.check.numbers import LOST, Measure
from generator.model.declaration import Declaration
from generator.model.finding import Mark
from generator.model.ledger.choices import OF_PROJECTS
from generator.model.own import named
from generator.model.paths import walk
from generator.model.values import Invalid, InvalidValueError, Line, Term, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.indicator import Indicator, Indicators
    from generator.model.pack import Pack
    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.statement import Statement
    from generator.model.text import Text

OVERALL, INDICATORS = "部门整体绩效", "指标"
FIGURE = re.compile(rf"({numbers.NUMBER})(.*)")


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator. Each property looks at its own field only, so that a field that can't be read hides no other.

    Levels and words are Words with their places; an absent one is empty, at the place of the indicator.
    """

    entry: Indicator
    levels: tuple[Word, Word] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.entry, Invalid):
            raise InvalidValueError

    @property
    def position(self) -> Position:
        """Where the indicator begins."""
        return self.entry.position

    @property
    def first(self) -> Word:
        """一级指标: the key of a table, or a field of its own."""
        return self.levels[0] if self.levels else self._word(self.entry.first)

    @property
    def second(self) -> Word:
        """二级指标."""
        return self.levels[1] if self.levels else self._word(self.entry.second)

    @property
    def name(self) -> Word:
        """三级指标."""
        return self._word(self.entry.name)

    @property
    def operator(self) -> Word:
        """性质."""
        return self._word(self.entry.operator)

    @property
    def written(self) -> Word:
        """指标值 as written, without the unit."""
        figure = self._figure()
        text = self.entry.value.plain
        return Word(figure[1].strip() if figure else text, self.entry.value.position)

    @property
    def unit(self) -> Word:
        """度量单位; where none is written, that of the figure that is the value."""
        if self.entry.unit is not None:
            return self._word(self.entry.unit)
        figure = self._figure()
        return Word(figure[2].strip() if figure else "", self.entry.value.position)

    @property
    def value(self) -> Decimal | None:
        """The number that the value is, in the unit as written; None if it is words."""
        return numbers.number(self.written.rstrip("%％"))

    @property
    def measure(self) -> Measure | None:
        """The value in its base unit (万人 becomes 人)."""
        if self.value is None:
            return None
        return numbers.measure(f"{self.written}{self.unit}", self.unit, str(self.value), 0, self.written.position)

    @property
    def medium(self) -> Measure | None:
        """The medium-term value of a declaration's indicator, where it differs from the year's."""
        side = self.entry.medium
        if side is None or side.value is None:
            return None
        text = side.value.plain + (side.unit.plain if side.unit is not None else "")
        found = FIGURE.fullmatch(text.strip())
        return numbers.measure(text, found[2].strip(), found[1], 0, side.value.position) if found else None

    @property
    def weight(self) -> Word:
        """权重; declarations have none but in words."""
        return self._word(self.entry.weight)

    @property
    def kind(self) -> Word:
        """指标属性, or 定性指标 where none is written and the sign says so."""
        if self.entry.attribute is None and self.operator == "定性":
            return Word("定性指标", self.operator.position)
        return self._word(self.entry.attribute)

    @property
    def scoring(self) -> Text | None:
        """评分标准 of a declaration's indicator."""
        return self.entry.scoring.text if self.entry.scoring is not None else None

    @property
    def lost(self) -> bool:
        """Whether something of it can't be read in the original."""
        return LOST in f"{self.first}{self.second}{self.name}{self.operator}{self.written}"

    def _figure(self) -> re.Match[str] | None:
        """Split a value that is one figure with its unit, where no unit is written beside it."""
        runs = self.entry.value.text.runs
        if self.entry.unit is not None or len(runs) != 1 or runs[0].figure is None:
            return None
        return FIGURE.fullmatch(runs[0].figure.text)

    def _word(self, value: object) -> Word:
        if isinstance(value, Line):
            return Word(value.plain, value.position)
        if isinstance(value, Term):
            return Word(value.text, value.position)
        if isinstance(value, Word):
            return value
        return Word(str(value) if value else "", self.position)  # Looking at what could not be read skips the rule.


@dataclass(frozen=True, slots=True)
class Sheet:
    """The indicators of a project, which may be all that a document is about (`is_alone`), or of a department."""

    aims: tuple[Aim, ...]
    position: Position
    project: Project | None = None
    is_alone: bool = False

    @property
    def overall(self) -> bool:
        """Whether they are those of the whole department."""
        return self.project is None

    @property
    def owner(self) -> str:
        """Whose indicators these are, for messages."""
        if self.project is None:
            return OVERALL
        return "本项目" if self.is_alone else f"项目「{self.project.name.plain}」"

    @property
    def lost(self) -> int:
        """How many of its indicators have an unreadable level: any of them may be what seems to be missing."""
        return sum(LOST in aim.first + aim.second for aim in self.aims)


def sheets(subject: Declaration | Statement) -> Iterator[Sheet]:
    """Yield the sheets of a subject: the whole department first, then its projects.

    One without any indicators is none where nothing that is printed asks for some.
    """
    for sheet in _sheets(subject):
        if sheet.aims or sheet.lost or _is_asked(subject.pack):
            yield sheet


def _sheets(subject: Declaration | Statement) -> Iterator[Sheet]:
    if isinstance(subject, Declaration):
        yield replace(_of_project(subject.project), is_alone=True)
        return
    overall = subject.budget.overall
    if overall is not None:
        yield _sheet(overall.indicators, overall.position)
    for file in subject.projects:
        yield _of_project(file.project)


def _is_asked(pack: Pack | None) -> bool:
    """Whether forms and tables of a pack print indicators, or it requires some; one that can't be read may."""
    if pack is None:
        return True
    named = (part for given in (pack.forms, pack.tables, pack.required) for _, part in walk(given))
    return any(isinstance(part, Term) and INDICATORS in part.text for part in named)


def _of_project(project: Project) -> Sheet:
    around = project.targets.position if project.targets is not None else project.position
    return _sheet(project.indicators, around, project)


def weights_beside(sheet: Sheet, statement: Statement) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a project that are weights beside those of its indicators; nobody knows them without pack."""
    if sheet.project is None:
        return
    if statement.pack is None:
        raise InvalidValueError
    for name, one in statement.pack.own_fields(OF_PROJECTS).items():
        value = named(sheet.project, name)
        if one.is_weight == "是" and value is not None:
            yield name, value


def aims(subject: Declaration | Statement) -> Iterator[Aim]:
    """Yield the indicators of a subject."""
    for sheet in sheets(subject):
        yield from sheet.aims


def name_mark(aim: Aim) -> tuple[Mark, ...]:
    """Return the mark of an indicator's name, for findings about something else of it."""
    return (Mark(aim.name.position, "指标名称"),) if aim.name.position else ()


def _sheet(indicators: Indicators | list[Indicator], around: Position, project: Project | None = None) -> Sheet:
    found = tuple(_aims(indicators))
    first = None if not found else found[0].position if isinstance(indicators, list) else found[0].first.position
    return Sheet(found, first or around, project)


def _aims(indicators: Indicators | list[Indicator]) -> Iterator[Aim]:
    if isinstance(indicators, list):
        yield from map(Aim, indicators)
        return
    for first, seconds in indicators.items():
        for second, thirds in seconds.items():
            yield from (Aim(entry, (_key(first, entry), _key(second, entry))) for entry in thirds)


def _key(name: str, entry: Indicator) -> Word:
    return name if isinstance(name, Word) else Word(name, entry.position)
