"""What was found in the content of a repository."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.load.chart import Charts
    from generator.load.files import Files
    from generator.load.resolve import Resolution
    from generator.load.survey import Survey
    from generator.model.declaration import Declaration
    from generator.model.department import Department
    from generator.model.roll_up import RollUp
    from generator.model.statement import Statement
    from generator.model.subject import Subject


@dataclass(slots=True)
class Content:
    """What was read: declarations, department budgets, and the files they came from."""

    files: Files
    there: Survey
    charts: Charts
    declarations: list[Declaration] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    regions: list[RollUp] = field(default_factory=list)
    # What departments say of themselves, by the folder of their year; None where it can't be read.
    departments: dict[str, Department | None] = field(default_factory=dict)
    # The names that the files of a department's year know, by its folder.
    names: dict[str, Resolution] = field(default_factory=dict)
    # The files of projects and budgets, whether they could be read or not, and those that could not.
    sources: list[str] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    # The lines of files that were read for last year's money only.
    past: dict[str, list[str]] = field(default_factory=dict)

    @property
    def lines(self) -> dict[str, list[str]]:
        """The lines of all files that were read."""
        return {**self.past, **self.files.lines}

    @property
    def unchecked(self) -> list[str]:
        """The files that no rule can look at, since they or what they belong to could not be read."""
        covered = {path for subject in self.subjects for path in subject.paths}
        return [path for path in self.sources if path not in covered or path in self.unreadable]

    @property
    def subjects(self) -> list[Subject]:
        """Everything that rules look at and documents are made of."""
        return [*self.declarations, *self.statements, *self.regions]
