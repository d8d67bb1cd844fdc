"""Lays the money of a department budget out as facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.model import budget as entries
from generator.model.ledger import dimension as dim
from generator.model.ledger import past
from generator.model.ledger.choices import PURCHASE, choices, dimensions_of
from generator.model.ledger.fact import NONE, Fact, FactList, Gap, Residue
from generator.model.ledger.ledger import Ledger
from generator.model.ledger.notation import Notation, NotationError
from generator.model.ledger.query import query_of
from generator.model.ledger.words import UnknownWordError, values, vocabulary
from generator.model.own import named
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.budget import Budget, LastYear
    from generator.model.position import Position
    from generator.model.statement import ProjectFile, Statement
    from generator.model.text import Figure
    from generator.model.values import Amounts, Part

CURRENT: Final = {dim.CARRY: "当年资金"}
BASIC, PROJECT = "基本支出", "项目支出"
# What is meant by an amount of spending that says nothing of it.
_USUAL: Final = {dim.SOURCE: "一般公共预算", **CURRENT}
# What belongs to no project.
_NO_PROJECT: Final = {dim.PROJECT: NONE, dim.TIER: NONE}


@dataclass(frozen=True, slots=True)
class _When:
    """Which money: what its lists begin with, its year as a step from the budget's, and its stage."""

    name: str
    year: int = 0
    stage: str = "预算数"


_NOW, _LAST_YEAR, _FINAL = _When(""), _When("上年", -1), _When("决算", stage="决算数")


def ledger_of(statement: Statement) -> Ledger:
    """Return the ledger of a budget: this year's money, and last year's from its folder or as written."""
    reader = _Reader(statement)
    ledger, budget, before = reader.ledger, statement.budget, statement.before
    year, written, place = str(ledger.year - 1), statement.written_last_year, statement.place_of_last_year
    if before is not None:
        try:
            given = past.with_money_only(before)
            past.join(ledger, given, past.projects_of(statement.projects, given), statement.unit_value)
        except InvalidValueError:
            ledger.gaps[year] = Gap(place, before.position)
    elif written is not None:
        reader.read_last_year(written)
    elif budget.last_year is None:
        ledger.gaps[year] = Gap(place)
    else:
        ledger.without.add(year)
    return ledger


def written_facts(statement: Statement) -> list[Fact]:
    """Return what the budget itself says of last year, fact by fact, whether or not last year's folder is there."""
    written = statement.written_last_year
    if written is None:
        return []
    reader = _Reader(statement, is_empty=True)
    reader.read_last_year(written)
    mirrored = written.income is None
    return [
        fact
        for held in reader.ledger.lists
        for facts in held.coverages.values()
        for fact in facts
        if not (mirrored and fact.values[dim.BOOK] == dim.INCOME)
    ]


class _Reader:
    """Reads one statement: this year's money at once, what is written of last year's when asked to."""

    def __init__(self, statement: Statement, *, is_empty: bool = False) -> None:
        self.statement, self.budget = statement, statement.budget
        self.ledger = Ledger(dimensions_of(statement.pack), statement.department.year.value)
        self.chosen = choices(statement.pack)
        self.no_project = {**_NO_PROJECT, **dict.fromkeys(self.chosen, NONE)}
        self.known = vocabulary(self.ledger.dimensions)
        self.unit = statement.unit
        self._name_values()
        if not is_empty:
            self._read()

    def read_last_year(self, written: LastYear) -> None:
        """Add what is written of last year."""
        self._spending(_LAST_YEAR, written)
        self._income(_LAST_YEAR, written)

    def _read(self) -> None:
        self._spending(_NOW, self.budget)
        for file in self.statement.projects:
            self._project(file)
        self._income(_NOW, self.budget)
        if self.budget.final is not None:
            self._spending(_FINAL, self.budget.final)
            self._income(_FINAL, self.budget.final)
        for value, purchase in self.statement.purchases.items():
            more = {PURCHASE: value, dim.PURCHASE: purchase.kind, dim.SOURCE: purchase.source}
            held = self._list("政府采购", purchase.amount.position)
            held.add("政府采购", self._fact(purchase.amount.figure, {dim.BOOK: dim.PROCUREMENT, **more}, _NOW))
        notation = Notation(self.ledger.dimensions)
        for one in self.budget.residues:
            self.ledger.residues += residues_of(one, notation, has_own_income=self.budget.income is not None)

    def _name_values(self) -> None:
        """Give values of dimensions the names that people know them by."""
        known, statement = self.ledger.dimensions, self.statement
        for name, names in ((dim.FUNCTION, statement.functional), (dim.ECONOMY, statement.economic)):
            known[name].names |= {**statement.written_names(name), **names}
        department = self.statement.department
        for name, value, called in (
            (dim.UNIT, statement.unit_value, self.unit.name),
            (dim.DEPARTMENT, statement.home, department.name),
        ):
            known[name].add({value: None})
            known[name].names[value] = called.text
        for file in statement.projects:
            known[dim.PROJECT].add({file.path: None})
            known[dim.PROJECT].names[file.path] = file.project.name.plain
        for value, purchase in statement.purchases.items():
            known[PURCHASE].add({value: None})
            known[PURCHASE].names[value] = purchase.name.plain

    def _list(self, name: str, position: Position) -> FactList:
        """Return the list of a name, a new one if there is none."""
        found = next((held for held in self.ledger.lists if held.name == name), None)
        if found is None:
            found = FactList(name, position)
            self.ledger.lists.append(found)
        return found

    def _fact(self, figure: Figure, values: Mapping[str, str], when: _When) -> Fact:
        """Return a fact of the unit."""
        given = {dim.YEAR: str(self.ledger.year + when.year), dim.STAGE: when.stage}
        given |= {dim.UNIT: self.statement.unit_value, dim.DEPARTMENT: self.statement.home}
        if self.unit.nature is not None:
            given[dim.UNIT_NATURE] = str(self.unit.nature)
        return Fact(figure, {**given, **values})

    def _add(  # noqa: PLR0913, PLR0917 - what a list, a coverage and all its facts are
        self,
        name: str,
        coverage: str,
        amounts: Amounts,
        common: Mapping[str, str],
        when: _When,
        usual: Mapping[str, str],
    ) -> None:
        """Add the facts of nested amounts; `usual` is what is meant where the words say nothing of it."""
        held = self._list(f"{when.name}{name}", amounts.position)
        held.coverages.setdefault(coverage, [])
        for part in amounts.parts:
            said = self._said(part)
            held.add(coverage, self._fact(part.amount.figure, {**usual, **common, **said}, when))

    def _said(self, part: Part) -> dict[str, str]:
        try:
            return values(part, self.known, self.ledger.dimensions)
        except UnknownWordError as problem:  # A rule tells of it.
            raise InvalidValueError(problem.message) from problem

    def _spending(self, when: _When, given: Budget | LastYear) -> None:
        """Add what belongs to no project, and 三公; a total beside its parts is not added: a rule compares it."""
        for coverage, amounts in given.basic.items():
            common = {dim.BOOK: dim.SPENDING, **self.no_project, dim.NATURE: BASIC}
            self._add(BASIC, coverage, amounts, common, when, _USUAL)
        has_parts = given.basic or (self.statement.projects and when is _NOW)
        if given.spending is not None and not has_parts:
            self._add("支出", "支出", given.spending, {dim.BOOK: dim.SPENDING}, when, {})
        if given.three_public is not None:
            self._add("三公经费", "三公经费", given.three_public, {dim.BOOK: dim.THREE_PUBLIC}, when, _USUAL)

    def _income(self, when: _When, given: Budget | LastYear) -> None:
        """Add income and what is carried forward; where no income is written, it is what is spent."""
        if given.income is None:
            self._mirror(when)
        else:
            common = {dim.BOOK: dim.INCOME, **self.no_project, dim.NATURE: NONE}
            self._add("收入", "收入", given.income, common, when, {})
        if isinstance(given, entries.Budget) and given.carried is not None:
            common = {dim.BOOK: dim.CARRIED_FORWARD, **self.no_project, dim.NATURE: NONE}
            self._add("结转下年", "结转下年", given.carried, common, when, {})

    def _project(self, file: ProjectFile) -> None:
        project = file.project
        if project.amount is None:
            return
        chosen = {name: NONE if (value := named(project, name)) is None else value for name in self.chosen}
        common = {dim.BOOK: dim.SPENDING, dim.NATURE: PROJECT, dim.PROJECT: file.path, **chosen}
        self._add(f"项目「{project.name.plain}」", "金额", project.amount, common, _NOW, _USUAL)

    def _mirror(self, when: _When) -> None:
        """Add the facts of spending once more as income."""
        wanted = (dim.SPENDING, str(self.ledger.year + when.year), when.stage)
        for held in list(self.ledger.lists):
            mirror = FactList(f"收入：{held.name}", held.position)
            for coverage, facts in held.coverages.items():
                for fact in facts:
                    if tuple(fact.values[name] for name in (dim.BOOK, dim.YEAR, dim.STAGE)) == wanted:
                        mirror.add(coverage, replace(fact, values={**fact.values, dim.BOOK: dim.INCOME}))
            if mirror.coverages:
                self.ledger.lists.append(mirror)


def residues_of(one: entries.Residue, notation: Notation, *, has_own_income: bool) -> Iterator[Residue]:
    """Yield a 尾差, and its like for income where that is what is spent."""
    try:
        total = notation.read(one.total.text)
    except NotationError as problem:  # A rule tells of it.
        raise InvalidValueError(problem.message) from problem
    yield Residue(total, one.amount.figure, one.amount.position)
    if not has_own_income and dim.BOOK not in total.values:
        income = query_of({**total.values, dim.BOOK: (dim.INCOME,)})
        yield Residue(income, one.amount.figure, one.amount.position)
