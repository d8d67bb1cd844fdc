"""A project's declaration with all that belongs to it: its department, its unit and its pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.declaration import Declaration
    from generator.model.department import Department, Unit
    from generator.model.pack import DocumentSpec, Pack
    from generator.model.values import Term, Year


@dataclass(frozen=True, slots=True)
class Project:
    """One declaration, ready to be checked and assembled.

    `path` is its file and `department_path` the department's, relative to the repository; `folder` is the department's
    ASCII name; `id` the stem of the file; `pack` is None where the pack does not exist or can't be read; `used_paths`
    are the other files whose figures it names.
    """

    path: str
    department_path: str
    folder: str
    id: str
    declaration: Declaration
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
    def entry(self) -> Declaration:
        """What its own file says."""
        return self.declaration

    @property
    def name(self) -> str:
        """What its owner calls it."""
        return self.declaration.name.plain

    @property
    def owner(self) -> Term:
        """Whose documents they are."""
        return self.department.name

    @property
    def documents(self) -> Mapping[str, DocumentSpec]:
        """What its pack makes of it, by name."""
        return self.pack.documents_of("项目") if self.pack is not None else {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that this declaration is made from."""
        return (self.path, self.department_path, *self.used_paths)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The same: nothing else has a part in it."""
        return self.paths

    @property
    def entries(self) -> tuple[tuple[str, Declaration | Department], ...]:
        """The files that can hold waivers, with what they say."""
        return ((self.path, self.declaration), (self.department_path, self.department))
