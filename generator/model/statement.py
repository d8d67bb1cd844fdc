"""A department's budget with all that belongs to it: its projects, its department, its pack and the codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.ledger.choices import dimensions_of
from generator.model.ledger.dimension import ECONOMY
from generator.model.ledger.notation import Notation
from generator.model.ledger.statement import ledger_of
from generator.model.ledger.wholes import ledger_of_units
from generator.model.ledger.words import code_of, dimension_of
from generator.model.position import Position
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.budget import Budget, LastYear, Purchase
    from generator.model.department import Department, Unit
    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.ledger import Ledger
    from generator.model.pack import DocumentSpec, Object, Pack
    from generator.model.project import Project
    from generator.model.values import Amounts, Invalid, Term, Word, Year


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """One project of a budget, with its file relative to the repository."""

    path: str
    id: str
    project: Project


@dataclass(frozen=True, slots=True)
class CodeWord:
    """A key that names a code of 科目, with the name written behind it ("" if there is none)."""

    word: Word
    code: str
    name: str

    @property
    def dimension(self) -> str:
        """What the code classifies by."""
        return dimension_of(self.code)


@dataclass(frozen=True)
class Statement:
    """One department budget, ready to be checked and assembled.

    `functional` and `economic` are the names of the codes of the year, the department's own included; `pack` is None
    where the pack does not exist or can't be read. `before` is last year's, where its folder is there: only its money
    counts here; `before_paths` are the files that it was read from. `used_paths` are the other files whose figures it
    names. `units` are the budgets of its units, where each has a file of its own, and `ended` those that only last year
    had; `object` is what the budget is about.
    """

    path: str
    department_path: str
    folder: str
    budget: Budget
    projects: tuple[ProjectFile, ...]
    department: Department
    accounts_paths: tuple[str, ...]
    functional: Mapping[str, str]
    economic: Mapping[str, str]
    # Codes that charts which all departments share name differently.
    disputed: frozenset[str]
    pack_name: str
    pack: Pack | None
    before: Statement | Invalid | None = None
    before_paths: tuple[str, ...] = ()
    used_paths: tuple[str, ...] = ()
    units: tuple[Statement, ...] = ()
    ended: tuple[Statement | Invalid, ...] = ()
    object: Object = "部门"
    # Of what its texts can print why it differs from last year, in words of the notation; None if nobody knows.
    reasons_of: frozenset[str] | None = None
    # The projects of the department that it does not show.
    kept_out: tuple[ProjectFile, ...] = ()

    @property
    def position(self) -> Position:
        """Where its own file begins."""
        return Position(self.path, 1)

    @property
    def written_last_year(self) -> LastYear | None:
        """What the budget itself says of last year; None where it says nothing, or that there was none."""
        last = self.budget.last_year
        return None if last is None or isinstance(last, str) else last

    @property
    def place_of_last_year(self) -> Position:
        """Where the budget says something of last year, or else where it begins."""
        place: Position | None = getattr(self.budget.last_year, "position", None)
        return place or self.position

    @property
    def unit(self) -> Unit:
        """The unit whose money its file holds; where that names none, it is the only one."""
        wanted, units = self.budget.unit, self.department.units
        named = [unit for unit in units if wanted is None or unit.name.text == wanted.text]
        if not named or (wanted is None and len(named) > 1):
            raise InvalidValueError  # Reading has told of it.
        return named[0]

    @property
    def home(self) -> str:
        """The department's folder, the same in all years: what stands for it in ledgers."""
        return str(PurePosixPath(self.department_path).parent.parent)

    @property
    def unit_value(self) -> str:
        """What stands for its unit in ledgers: its code, or else its name, in its department."""
        unit = self.unit
        return f"{self.home}/{unit.budget_code if unit.budget_code is not None else unit.name}"

    @property
    def purchases(self) -> dict[str, Purchase]:
        """Its purchases, by what stands for them in ledgers."""
        return {f"{self.path}/{number}": one for number, one in enumerate(self.budget.purchases)}

    def amounts(self) -> Iterator[tuple[Amounts, str]]:
        """Yield all amounts that nest, this year's and last year's, with the unit of money of their files."""
        written: list[Budget | LastYear | None] = [self.budget, self.written_last_year, self.budget.final]
        for given in (one for one in written if one is not None):
            found = [*given.basic.values(), given.spending, given.income, given.three_public]
            yield from ((one, self.budget.money_unit) for one in found if one is not None)
        if self.budget.carried is not None:
            yield self.budget.carried, self.budget.money_unit
        yield from (
            (file.project.amount, file.project.money_unit) for file in self.projects if file.project.amount is not None
        )

    def codes(self) -> Iterator[CodeWord]:
        """Yield the codes that keys of amounts name, each time that one stands there."""
        for amounts, _ in self.amounts():
            for part in amounts.parts:
                for word in part.words:
                    if found := code_of(word):
                        yield CodeWord(word, *found)

    def written_names(self, dimension: str) -> dict[str, str]:
        """Return the names that the content itself gives codes of a classification; the first of each counts."""
        found: dict[str, str] = {}
        for one in self.codes():
            if one.name and one.dimension == dimension:
                found.setdefault(one.code, one.name)
        return found

    def name_of(self, code: str) -> str:
        """Return the name of a code: the chart's, or else one that the content gives; "" without either."""
        names = self.economic if dimension_of(code) == ECONOMY else self.functional
        return names.get(code) or self.written_names(dimension_of(code)).get(code, "")

    @cached_property
    def ledger(self) -> Ledger:
        """All its money as facts; InvalidValueError where some of it could not be read."""
        return ledger_of_units(self) if self.units else ledger_of(self)

    @cached_property
    def ledger_dimensions(self) -> dict[str, Dimension]:
        """The dimensions that amounts are told apart by, before any amount is read."""
        return dimensions_of(self.pack)

    @property
    def plain_notation(self) -> Notation:
        """How queries are written, before any amount is read."""
        return Notation(self.ledger_dimensions)

    @cached_property
    def notation(self) -> Notation:
        """How queries of the ledger are written here: with the named figures of the pack."""
        named = self.pack.named if self.pack is not None else {}
        return Notation(self.ledger.dimensions, {name: term.text for name, term in named.items()})

    @property
    def year(self) -> Year:
        """The year that it is of."""
        return self.department.year

    @property
    def entry(self) -> Budget:
        """What its own file says."""
        return self.budget

    @property
    def name(self) -> str:
        """What its owner calls it."""
        return "部门预算" if self.object == "部门" else f"{self.unit.name}的预算"

    @property
    def owner(self) -> Term:
        """Whose documents they are."""
        return self.department.name

    @property
    def documents(self) -> Mapping[str, DocumentSpec]:
        """What its pack makes of it, by name."""
        made = self.pack.documents_of(self.object) if self.pack is not None else {}
        return {kind: spec for kind, spec in made.items() if self.department.makes(kind)}

    @property
    def paths(self) -> tuple[str, ...]:
        """Its own files, whose errors stop it."""
        files = (*self.accounts_paths, *(file.path for file in self.projects), *(unit.path for unit in self.units))
        return (self.path, self.department_path, *files, *self.used_paths)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every file that this budget is made from: its own, and those of last year's folder."""
        past = (path for one in (self, *self.units) for path in one.before_paths)
        return tuple(dict.fromkeys((*self.paths, *past)))

    @property
    def reach(self) -> tuple[str, ...]:
        """Every file that rules look at for it: projects that its documents keep out, too."""
        return (*self.inputs, *(file.path for file in self.kept_out))

    @property
    def entries(self) -> tuple[tuple[str, Budget | Project | Department], ...]:
        """The files that can hold waivers, with what they say."""
        files = ((file.path, file.project) for file in self.projects)
        return ((self.path, self.budget), (self.department_path, self.department), *files)
