"""Lays the money of a department budget out as facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model import budget as entries
from generator.model.entry import keys
from generator.model.facts import dimension as dim
from generator.model.facts.fact import NONE, Fact, FactList, Residue
from generator.model.facts.ledger import Ledger
from generator.model.facts.query import query_of
from generator.model.text import Computed, Figure
from generator.model.values import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.budget import Budget, BudgetProject, LastYear, ThreePublic
    from generator.model.statement import ProjectFile, Statement

PURCHASE, CATEGORY = "采购项目", "项目类别"
CURRENT: Final = {dim.CARRY: "当年资金"}
# What belongs to no project, and is no part of 三公 or 采购.
_NO_PROJECT: Final = {dim.PROJECT: NONE, dim.TIER: NONE, CATEGORY: NONE}
_CATEGORIES: Final[Mapping[str, dim.Tree]] = {
    "年初特定目标": dict.fromkeys(entries.INITIAL),
    "上级专项": dict.fromkeys(entries.SPECIAL),
}


def ledger_of(statement: Statement) -> Ledger:
    """Return the ledger of a department budget: this year's money, and last year's as far as it was written."""
    return _Reader(statement).ledger


class _Reader:
    """Reads one statement."""

    def __init__(self, statement: Statement) -> None:
        self.statement, self.budget = statement, statement.budget
        dimensions = dim.dimensions()
        for name, tree in ((CATEGORY, _CATEGORIES), (PURCHASE, {})):
            dimensions[name] = dim.Dimension(name)
            dimensions[name].add(tree)
        self.ledger = Ledger(dimensions, statement.department.year.value)
        self.unit = self.budget.unit_code.text
        self._name_values()
        self._basic(self.budget)
        for file in statement.projects:
            self._project(file)
        self._last_year(self.budget.last_year)
        self._mirror_income()
        for number, purchase in enumerate(self.budget.purchases):
            more = {PURCHASE: str(number), dim.PURCHASE: purchase.kind, dim.SOURCE: purchase.source}
            self._add("政府采购", "政府采购", purchase.amount.figure, {dim.BOOK: dim.PROCUREMENT, **more})
        self._three_public(self.budget.three_public, 0)
        self.ledger.residues += self._residues()

    def _name_values(self) -> None:
        """Give values of dimensions the names that people know them by."""
        known, statement = self.ledger.dimensions, self.statement
        basic = self.budget.basic
        known[dim.FUNCTION].names |= statement.functional
        known[dim.ECONOMY].names |= statement.economic
        shares = (share.code.text for file in statement.projects for share in file.project.shares)
        for code in (*(line.code.text for line in basic.functional), *shares):
            known[dim.FUNCTION].names[code] = statement.functional_name(code) or code
        for code in (line.code.text for line in basic.economic):
            known[dim.ECONOMY].names[code] = statement.economic_name(code) or code
        known[dim.UNIT].add({self.unit: None})
        known[dim.UNIT].names[self.unit] = self.budget.unit_name.text
        for file in statement.projects:
            known[dim.PROJECT].add({file.path: None})
            known[dim.PROJECT].names[file.path] = file.project.name.plain
        for number, purchase in enumerate(self.budget.purchases):
            known[PURCHASE].add({str(number): None})
            known[PURCHASE].names[str(number)] = purchase.name.plain

    def _add(self, name: str, coverage: str, figure: Figure, values: Mapping[str, str], year: int = 0) -> None:
        """Add a fact of the unit to a list."""
        lists = {held.name: held for held in self.ledger.lists}
        if name not in lists:
            self.ledger.lists.append(FactList(name, self.budget.position))
            lists[name] = self.ledger.lists[-1]
        given = {dim.YEAR: str(self.ledger.year + year), dim.STAGE: "预算数", dim.UNIT: self.unit}
        lists[name].add(coverage, Fact(figure, {**given, **values}))

    def _basic(self, budget: Budget) -> None:
        common = {dim.BOOK: dim.SPENDING, **CURRENT, **_NO_PROJECT}
        both: dict[str, list[Fact]] = {"功能分类": [], "经济分类": []}
        self.ledger.lists.append(FactList("基本支出", budget.basic.position, both))
        for line in budget.basic.functional:
            # 经济分类 is written for 一般公共预算 only: money of other sources is a list of its own.
            name = "基本支出" if line.source == entries.GENERAL else f"基本支出（{line.source}）"
            more = {dim.NATURE: "基本支出", dim.FUNCTION: line.code.text, dim.SOURCE: line.source}
            self._add(name, "功能分类", line.amount.figure, {**common, **more})
        for economic in budget.basic.economic:
            for nature, amount in (("人员经费", economic.staff), ("公用经费", economic.office)):
                if amount is not None:
                    more = {dim.NATURE: nature, dim.ECONOMY: economic.code.text, dim.SOURCE: entries.GENERAL}
                    self._add("基本支出", "经济分类", amount.figure, {**common, **more})

    def _project(self, file: ProjectFile) -> None:
        project = file.project
        common = {
            dim.BOOK: dim.SPENDING,
            dim.NATURE: "项目支出",
            dim.SOURCE: project.source,
            dim.PROJECT: file.path,
            CATEGORY: project.category,
            **CURRENT,
        }
        shares = share_amounts(project)
        tiers = [("本级安排", project.local), ("上级补助", project.upper)]
        given = [(tier, amount.figure) for tier, amount in tiers if amount is not None]
        name = f"项目 {file.path}"
        if len(given) == 1:
            for code, figure in shares:
                self._add(name, "功能科目", figure, {**common, dim.FUNCTION: code, dim.TIER: given[0][0]})
        elif len(shares) == 1:
            for tier, figure in given:
                self._add(name, "级次", figure, {**common, dim.FUNCTION: shares[0][0], dim.TIER: tier})
        else:
            for code, figure in shares:
                self._add(name, "功能科目", figure, {**common, dim.FUNCTION: code})
        if not shares or (len(given) > 1 and len(shares) > 1):
            for tier, figure in given:
                self._add(name, "级次", figure, {**common, dim.TIER: tier})

    def _last_year(self, last: LastYear) -> None:
        common = {dim.BOOK: dim.SPENDING, **CURRENT, **_NO_PROJECT}
        general = {**common, dim.SOURCE: entries.GENERAL}
        basic, office = last.basic.figure, last.office.figure
        self._add("上年基本支出", "合计", basic, {**general, dim.NATURE: "基本支出"}, -1)
        staff = Figure(basic.value - office.value, "元", "", Computed("基本支出 − 公用经费", (basic, office)))
        for nature, figure in (("公用经费", office), ("人员经费", staff)):
            self._add("上年基本支出", "公用经费", figure, {**general, dim.NATURE: nature}, -1)
        self._add("上年项目支出", "合计", last.project.figure, {**general, dim.NATURE: "项目支出"}, -1)
        if last.other is not None:
            more = {dim.SOURCE: "其他收入", dim.NATURE: NONE}
            self._add("上年其他资金", "合计", last.other.figure, {**common, **more}, -1)
        self._three_public(last.three_public, -1)

    def _three_public(self, given: ThreePublic, year: int) -> None:
        for name, key in keys(entries.ThreePublic).items():
            amount = getattr(given, name)
            if isinstance(amount, Amount):
                values = {dim.BOOK: dim.THREE_PUBLIC, dim.PUBLIC: key, dim.SOURCE: entries.GENERAL}
                self._add(f"三公经费{year}", "三公经费", amount.figure, values, year)

    def _mirror_income(self) -> None:
        """Add income: where nothing else is written, it is what is spent."""
        for held in list(self.ledger.lists):
            mirror = FactList(f"收入：{held.name}", held.position)
            for coverage, facts in held.coverages.items():
                for fact in facts:
                    if fact.values[dim.BOOK] == dim.SPENDING:
                        mirror.add(coverage, replace(fact, values={**fact.values, dim.BOOK: dim.INCOME}))
            self.ledger.lists.append(mirror)

    def _residues(self) -> Iterator[Residue]:
        for one in self.budget.residues:
            values = {dim.SOURCE: (str(one.source),)}
            if one.column != "总计":
                values[dim.NATURE] = (str(one.column),)
            if one.code.text != "合计":
                values[dim.FUNCTION] = (one.code.text,)
            for book in (dim.SPENDING, dim.INCOME):
                yield Residue(query_of({**values, dim.BOOK: (book,)}), one.amount.figure, one.amount.position)


def share_amounts(project: BudgetProject) -> list[tuple[str, Figure]]:
    """Return what each functional code bears of a project; the last one without amount bears the rest."""
    amounts = [amount.figure for amount in (project.local, project.upper) if amount is not None]
    if not amounts:
        return []
    shares = [(share.code.text, share.amount.figure) for share in project.shares if share.amount is not None]
    open_codes = [share.code.text for share in project.shares if share.amount is None]
    if open_codes and not shares and len(amounts) == 1:
        return [(open_codes[0], amounts[0])]
    if open_codes:
        given = tuple(figure for _, figure in shares)
        rest = sum((f.value for f in amounts), Decimal(0)) - sum((f.value for f in given), Decimal(0))
        formula = "当年预算 − 其他科目负担" if given else "当年预算"
        shares.append((open_codes[0], Figure(rest, "元", "", Computed(formula, (*amounts, *given)))))
    return shares
