"""汇总: a region's money in one year, with all its departments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.ledger.notation import Notation
from generator.model.ledger.wholes import ledger_of_departments
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.ledger.ledger import Ledger
    from generator.model.pack import DocumentSpec, Pack
    from generator.model.region import Region
    from generator.model.statement import ProjectFile, Statement
    from generator.model.values import Invalid, Term, Year


@dataclass(frozen=True)
class RollUp:
    """The budgets of all departments of a region in a year, wherever their folders are.

    `path` is the region's file, `code` its 行政区划代码; `ended` are the budgets of those that only last year had.
    `missing` are the files of departments which are the region's, or may be, and whose budget could not be read:
    without them it would be another sum.
    """

    path: str
    code: str
    year: Year
    region: Region
    departments: tuple[Statement, ...]
    pack_name: str
    pack: Pack | None
    ended: tuple[Statement | Invalid, ...] = ()
    ended_paths: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def position(self) -> Position:
        """Where its own file begins."""
        return Position(self.path, 1)

    @property
    def folder(self) -> str:
        """What its outputs stand under."""
        return self.code

    @property
    def entry(self) -> Region:
        """What its own file says."""
        return self.region

    @property
    def name(self) -> str:
        """What its owner calls it."""
        return "汇总"

    @property
    def owner(self) -> Term:
        """Whose documents they are."""
        return self.region.name

    @property
    def projects(self) -> tuple[ProjectFile, ...]:
        """The projects of all departments."""
        return tuple(file for one in self.departments for file in one.projects)

    @cached_property
    def ledger(self) -> Ledger:
        """All money of the departments as facts; InvalidValueError where some of it could not be read."""
        return ledger_of_departments(self)

    @cached_property
    def notation(self) -> Notation:
        """How queries of the ledger are written here: with the named figures of the pack."""
        named = self.pack.named if self.pack is not None else {}
        return Notation(self.ledger.dimensions, {name: term.text for name, term in named.items()})

    @property
    def documents(self) -> Mapping[str, DocumentSpec]:
        """What its pack makes of it, by name: all, or those that its file names."""
        made = self.pack.documents_of("地区") if self.pack is not None else {}
        wanted = {name.text for name in self.region.documents}
        return {name: spec for name, spec in made.items() if name in wanted or not wanted}

    @property
    def paths(self) -> tuple[str, ...]:
        """Its own file and those of its departments, whose errors stop it."""
        own = (path for one in self.departments for path in one.paths)
        return tuple(dict.fromkeys((self.path, *own, *self.missing)))

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every file that it is made from, last year's too."""
        own = (path for one in self.departments for path in one.inputs)
        return tuple(dict.fromkeys((self.path, *own, *self.ended_paths)))

    @property
    def reach(self) -> tuple[str, ...]:
        """The same: its rules look at nothing else."""
        return self.inputs

    @property
    def entries(self) -> tuple[tuple[str, Region], ...]:
        """The file of its own that can hold waivers, with what it says."""
        return ((self.path, self.region),)
