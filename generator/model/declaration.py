"""申报: a project with all that its own documents are made of: its department, its unit and its pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.department import Department, Unit
    from generator.model.pack import DocumentSpec, Pack
    from generator.model.project import Project
    from generator.model.values import Term, Year


@dataclass(frozen=True, slots=True)
class Declaration:
    """A project as its own documents tell of it, ready to be checked and assembled.

    `path` is its file and `department_path` the department's, relative to the repository; `folder` is the department's
    ASCII name; `id` the stem of the file; `pack` is None where the pack does not exist or can't be read; `used_paths`
    are the other files whose figures it names.
    """

    path: str
    department_path: str
    folder: str
    id: str
    project: Project
    department: Department
    unit: Unit
    pack_name: str
    pack: Pack | None
    used_paths: tuple[str, ...] = ()

    @property
    def year(self) -> Year:
        """The year that it is of."""
        return self.department.year

    @property
    def entry(self) -> Project:
        """What its own file says."""
        return self.project

    @property
    def name(self) -> str:
        """What its owner calls it."""
        return self.project.name.plain

    @property
    def owner(self) -> Term:
        """Whose documents they are."""
        return self.department.name

    @property
    def documents(self) -> Mapping[str, DocumentSpec]:
        """What its pack makes of it, by name, if the department makes that and doesn't keep the project out."""
        made = self.pack.documents_of("项目") if self.pack is not None else {}
        return {kind: spec for kind, spec in made.items() if self.department.shows(kind, self.project.called(self.id))}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that this declaration is made from."""
        return (self.path, self.department_path, *self.used_paths)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The same: nothing else has a part in it."""
        return self.paths

    @property
    def reach(self) -> tuple[str, ...]:
        """The same again: its rules look at nothing else."""
        return self.paths

    @property
    def entries(self) -> tuple[tuple[str, Project | Department], ...]:
        """The files that can hold waivers, with what they say."""
        return ((self.path, self.project), (self.department_path, self.department))
