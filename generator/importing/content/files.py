"""The files of a department's year, as mappings that are still to be written: of what was read and what is known."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, get_args

from generator.importing.content.amounts import in_unit, nested
from generator.importing.content.values import Shaper
from generator.importing.pieces import BUDGET, DEPARTMENT, UNIT, Thing
from generator.importing.tables.gather import BASIC
from generator.importing.tables.values import CODE, NAMED
from generator.load.survey import BUDGET_FILE, BUDGETS, DEPARTMENT_FILE, PROJECTS, SUFFIX
from generator.model.budget import GENERAL, PART, Budget, LastYear, Purchase, Residue, Without
from generator.model.entry import KIND, keys, kind
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.pack import USUAL
from generator.model.project import Project
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from generator.importing.scope import Scope
    from generator.importing.tables.finest import Known
    from generator.importing.tables.gather import Money, Of
    from generator.load.found import Content
    from generator.model.statement import Statement

# What can't be a part of a file's name.
_STRANGE: Final = re.compile(r"[^a-z0-9]+")
(WITHOUT,) = get_args(Without)
_PLANNED, _FINAL = "预算数", "决算数"
# The fields of a budget, by the book that their money is of.
_FIELDS: Final = {
    dim.SPENDING: "spending",
    dim.INCOME: "income",
    dim.CARRIED_FORWARD: "carried",
    dim.THREE_PUBLIC: "three_public",
}
# What stands where a name is missed; a rule finds it.
UNKNOWN: Final = "〔单位名称〕"
_MONEY_UNITS: Final = ("元", "万元")


@dataclass(slots=True)
class Drafts:
    """Files by their path, as mappings; `projects` are the paths of projects, and `budgets` those of units by theirs.

    A budget of "" is the department's.
    """

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    projects: dict[Thing, str] = field(default_factory=dict)
    budgets: dict[str, str] = field(default_factory=dict)


class Maker:
    """Makes the files of a department's year."""

    def __init__(  # noqa: PLR0913, PLR0917 - what files are made of
        self,
        ground: Ground,
        scope: Scope,
        reading: Reading,
        words: Mapping[tuple[str, str], Mapping[str, str]],
        known: Mapping[str, str],
    ) -> None:
        """Take what was read; `words` are those of values that only the files know.

        `known` are the paths of projects that are there already, by code and by name.
        """
        self.ground, self.scope, self.pieces, self.words, self.known = ground, scope, reading.pieces, words, known
        self.kinds = reading.kinds
        unit = ground.pack.money[USUAL].unit
        self.unit = unit if unit in _MONEY_UNITS else _MONEY_UNITS[1]
        self.shaper = Shaper(scope, self.unit, self.pieces.remarks)
        self.dimensions = ground.books.ledger.dimensions

    def make(self, money: Money) -> Drafts:
        """Return the files, the money in its places."""
        done = Drafts()
        folder = self.ground.folder
        done.files[f"{folder}/{DEPARTMENT_FILE}"] = self._department()
        for number, thing in enumerate(self._projects(money), 1):
            path = self.known.get(thing.id) or f"{folder}/{PROJECTS}/{number:02d}-{_stem(thing.id, 'project')}{SUFFIX}"
            done.projects[thing] = path
            done.files[path] = self._project(thing, money)
        for number, unit in enumerate(["", *money.units] if self.scope.has_budget else []):
            name = f"{BUDGETS}/{_stem(unit, f'unit-{number}')}{SUFFIX}" if unit else BUDGET_FILE
            path = done.budgets[unit] = (self.known.get(unit) if unit else None) or f"{folder}/{name}"
            done.files[path] = self._budget(money, unit)
        return done

    def _projects(self, money: Money) -> Iterator[Thing]:
        """Yield the projects, those of forms first: they stand in the order of the document."""
        given = list(self.pieces.things("项目"))
        given += [Thing("项目", of.project) for of in money.lists if of.book == dim.SPENDING and of.project]
        yield from dict.fromkeys(given)

    def _department(self) -> dict[str, Any]:
        units = [self.shaper.entry(thing, self.pieces) for thing in self.pieces.things("单位")]
        unit = units[0] if units else {}
        given = self.shaper.entry(DEPARTMENT, self.pieces)
        names = self.scope.keys(DEPARTMENT)
        name = given.get(names["name"]) or unit.get(self.scope.keys(UNIT)["name"]) or UNKNOWN
        own = self.scope.keys(UNIT)
        units = [{own["name"]: one.get(own["name"]) or name, **one} for one in units or [{}]]
        return {
            KIND: kind(self.scope.model(DEPARTMENT)),
            **given,
            names["name"]: name,
            names["year"]: str(self.ground.year),
            names["documents"]: dict.fromkeys(self.kinds, self.ground.pack_name),
            names["units"]: units,
        }

    def _project(self, thing: Thing, money: Money) -> dict[str, Any]:
        names = self.scope.keys(thing)
        given = self.shaper.entry(thing, self.pieces)
        found: dict[str, Any] = {KIND: kind(Project), names["money_unit"]: self.unit, **given}
        for of, coverages in money.lists.items():
            if of.project == thing.id and of.book == dim.SPENDING and "amount" in names:
                found |= {names["unit"]: self._unit_name(of.unit)} if of.unit else {}
                for facts in coverages.values():
                    found[names["amount"]] = nested(facts, self.dimensions, self.unit)
        return found

    def _unit_name(self, unit: str) -> str:
        """Return the name of a unit, which other files know it by."""
        return str(self.shaper.entry(Thing("单位", unit), self.pieces).get(self.scope.keys(UNIT)["name"], unit))

    def _budget(self, money: Money, unit: str) -> dict[str, Any]:
        """Return the budget of a unit, or what belongs to the department itself."""
        names = self.scope.keys(BUDGET)
        found: dict[str, Any] = {KIND: PART if unit else kind(Budget), names["money_unit"]: self.unit}
        found |= {names["unit"]: self._unit_name(unit)} if unit else self.shaper.entry(BUDGET, self.pieces)
        year = self.ground.year
        whose = unit if money.units else None
        found |= self._lists(_of_when(money, year, _PLANNED, whose), Budget)
        final = self._lists(_of_when(money, year, _FINAL, whose), LastYear)
        before = self._lists(_of_when(money, year - 1, _PLANNED, whose), LastYear)
        purchases = list(self._purchases(money, whose))
        rests = [self._rest(total, amount) for total, amount, own in money.rests if not money.units or own == unit]
        found |= {names["purchases"]: purchases} if purchases else {}
        found |= {names["final"]: final} if final else {}
        found |= {names["residues"]: rests} if rests else {}
        found |= {names["last_year"]: before} if before else {}
        return found | ({names["last_year"]: WITHOUT} if unit in money.without_last_year else {})

    def _rest(self, total: str, amount: Decimal) -> dict[str, Any]:
        names = keys(Residue)
        return {names["total"]: total, names["amount"]: in_unit(amount, self.unit)}

    def _lists(self, lists: Mapping[Of, Mapping[str, list[Known]]], model: type[Budget | LastYear]) -> dict[str, Any]:
        """Return the money of one year and stage, as a budget and what it says of last year write it."""
        names, found = keys(model), dict[str, Any]()
        for of, coverages in lists.items():
            name = _FIELDS.get(of.book, "")
            if of.nature == BASIC:
                own = {coverage: nested(facts, self.dimensions, self.unit) for coverage, facts in coverages.items()}
                found[names["basic"]] = {coverage: amounts for coverage, amounts in own.items() if amounts is not None}
            elif name in names and not of.nature:
                facts = next(iter(coverages.values()))
                is_full = of.book != dim.THREE_PUBLIC
                found[names[name]] = nested(facts, self.dimensions, self.unit, is_full=is_full)
        return found

    def _purchases(self, money: Money, unit: str | None) -> Iterator[dict[str, Any]]:
        """Yield the purchases, one for each source of their money."""
        names = keys(Purchase)
        for of, coverages in money.lists.items():
            if of.book == dim.PROCUREMENT and of.project and unit in {None, of.unit}:
                told = self.words.get((PURCHASE, of.project), {})
                for fact in next(iter(coverages.values())):
                    given = {"code": told.get(CODE), "name": told.get(NAMED) or of.project}
                    given |= {"kind": fact.values.get(dim.PURCHASE), "source": fact.values.get(dim.SOURCE)}
                    named = {names[field]: value for field, value in given.items() if value and value != GENERAL}
                    yield {**named, names["amount"]: in_unit(fact.amount, self.unit)}


def known_files(content: Content) -> dict[str, str]:
    """Return the paths of projects and units that are there, by code and by name; those that can't be read are none."""
    found: dict[str, str] = {}
    for unit in (unit for statement in content.statements for unit in statement.units):
        with suppress(InvalidValueError):
            found |= dict.fromkeys(names_of(unit), unit.path)
    for statement in content.statements:
        for file in statement.projects:
            with suppress(InvalidValueError):
                found[file.project.name.plain] = file.path
                if file.project.code is not None:
                    found[file.project.code.text] = file.path
    for declaration in content.declarations:
        with suppress(InvalidValueError):
            found[declaration.name] = declaration.path
    return found


def names_of(statement: Statement) -> list[str]:
    """Return what files call a unit: its code and its name."""
    unit = statement.unit
    return [term.text for term in (unit.budget_code, unit.name) if term is not None]


def _of_when(money: Money, year: int, stage: str, unit: str | None) -> dict[Of, dict[str, list[Known]]]:
    """Return the money of a year, a stage and a unit (any for None) that belongs to no project and no purchase."""
    return {
        of: own
        for of, own in money.lists.items()
        if (of.year, of.stage, of.project) == (str(year), stage, "") and unit in {None, of.unit}
    }


def _stem(called: str, usual: str) -> str:
    """Return a file's name for a project or unit: by its code, which is of letters and digits."""
    return _STRANGE.sub("-", called.lower()).strip("-") or usual
