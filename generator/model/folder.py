"""A department's folder of one year: its budget, and the declarations (项目申报书) beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.project import Project
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Folder:
    """A budget and declarations of one folder: what they say of the same project has to agree."""

    statement: Statement
    declarations: tuple[Project, ...]

    @property
    def path(self) -> str:
        """The file that stands for the folder: the budget's."""
        return self.statement.path

    @property
    def inputs(self) -> tuple[str, ...]:
        """The same: no document is made of it."""
        return self.paths

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that its budget is made from."""
        return self.statement.paths


def folders(subjects: Iterable[Subject]) -> Iterator[Folder]:
    """Yield the folders that hold both a budget and declarations."""
    given = list(subjects)
    for subject in given:
        if isinstance(subject, Statement) and subject.object == "部门":
            beside = (one for one in given if isinstance(one, Project))
            own = tuple(one for one in beside if one.department_path == subject.department_path)
            if own:
                yield Folder(subject, own)
