"""The rows that regular tables choose from: by code, by project, by source of money. Amounts are unprinted Figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.accounts import LEVELS, level
from generator.model.amounts import project_amount, total
from generator.model.budget import (
    APPROPRIATIONS,
    CATEGORIES,
    INITIAL,
    SOURCES,
    SPECIAL,
    Category,
)
from generator.model.comparison import three_public
from generator.model.ledger import ALL, BASIC, OFFICE, PROJECT, STAFF, TOTAL, Ledger
from generator.model.text import Figure, Text, joined, of_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.assemble.view import View
    from generator.model.budget import Source
    from generator.model.statement import ProjectFile

Row = dict[str, "View"]


class Datasets:
    """Makes the rows of one statement's tables."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.statement = ledger, ledger.statement

    def rows(self, dataset: str, sources: Sequence[Source], levels: Sequence[str]) -> list[Row]:
        """Return the rows of a dataset, over some sources of money and some levels of codes; empty means all."""
        match dataset:
            case "功能分类":
                return list(self.functional(sources or SOURCES, levels or tuple(LEVELS.values())))
            case "经济分类":
                return [self._economic(code) for code in self.ledger.economic_codes()]
            case "项目":
                return [self.project(number, file) for number, file in enumerate(self.statement.projects, 1)]
            case "三公经费":
                return [dict(three_public(self.statement.budget.three_public))]
            case "政府采购":
                return list(self._purchases())
            case "资金来源":
                return [{"资金来源": of_words(s), "金额": self.ledger.figure(ALL, TOTAL, [s])} for s in SOURCES]
        raise KeyError(dataset)

    def totals(self, dataset: str, sources: Sequence[Source]) -> Row:
        """Return the row 合计 of a dataset."""
        match dataset:
            case "功能分类":
                return self._amounts(ALL, sources or SOURCES)
            case "经济分类":
                return {column: self.ledger.economic(ALL, column) for column in (TOTAL, STAFF, OFFICE)}
            case "项目":
                return self._categories(self.statement.projects)
        return _sums(self.rows(dataset, sources, ()))

    def functional(self, sources: Sequence[Source], levels: Sequence[str]) -> Iterable[Row]:
        """Yield a row for each code that money of some sources goes to."""
        for code in self.ledger.codes(sources):
            if level(code) in levels:
                parts = {"类": code[:3], "款": code[3:5], "项": code[5:7]}
                # A code without a name is printed instead: no cell of a table stays empty for want of a word.
                words = {"科目编码": code, "科目名称": self.statement.functional_name(code) or code} | parts
                yield _worded(words) | self._amounts(code, sources)

    def _amounts(self, code: str, sources: Sequence[Source]) -> Row:
        row: Row = {column: self.ledger.figure(code, column, sources) for column in (TOTAL, BASIC, PROJECT)}
        row["财政拨款"] = self.ledger.figure(code, TOTAL, [s for s in APPROPRIATIONS if s in sources])
        return row | {s: self.ledger.figure(code, TOTAL, [s]) if s in sources else None for s in SOURCES}

    def _economic(self, code: str) -> Row:
        name = self.statement.economic_name(code)
        words = {"科目编码": code, "科目名称": name or code, "类": code[:3], "款": code[3:]}
        row: Row = {column: self.ledger.economic(code, column) for column in (TOTAL, STAFF, OFFICE)}
        return _worded(words) | row

    def project(self, number: int, file: ProjectFile) -> Row:
        """Return the row of a project; it also serves the project's sheet."""
        words: Row = {
            "序号": of_words(str(number)),
            "预算单位": self.unit(),
            "项目编码": of_words(file.project.code.text, file.project.code.position),
            "项目名称": file.project.name.text,
        }
        return words | self._categories([file])

    def unit(self) -> Text:
        """Return the unit as the budget system names it: 236001-医保局（本级）."""
        budget = self.statement.budget
        code, name = (of_words(term.text, term.position) for term in (budget.unit_code, budget.unit_name))
        return joined((code, of_words("-"), name))

    def _categories(self, files: Sequence[ProjectFile]) -> Row:
        """Return the amount of some projects by 项目类别."""

        def amount(*wanted: Category) -> Figure | None:
            chosen = [file.project for file in files if file.project.category in wanted]
            return _only([project_amount(project) for project in chosen], "各项目之和")

        row: Row = {category: amount(category) for category in CATEGORIES}
        return row | {ALL: amount(*CATEGORIES), "年初小计": amount(*INITIAL), "上级小计": amount(*SPECIAL)}

    def _purchases(self) -> Iterable[Row]:
        for purchase in self.statement.budget.purchases:
            code = of_words(purchase.code.text, purchase.code.position) if purchase.code else Text()
            row: Row = {"项目编号": code, "项目": purchase.name.text, "类型": of_words(purchase.kind)}
            row[TOTAL] = purchase.amount.figure
            yield row | {s: purchase.amount.figure if s == purchase.source else None for s in SOURCES}


def _worded(words: dict[str, str]) -> Row:
    return {name: of_words(word) for name, word in words.items()}


def _only(figures: Sequence[Figure | None], formula: str) -> Figure | None:
    """Add up figures; one alone is itself, with its own origin."""
    given = [figure for figure in figures if figure is not None]
    return given[0] if len(given) == 1 else total(given, formula)


def _sums(rows: Sequence[Row]) -> Row:
    """Return the sum of every column that holds amounts."""
    names = {name for row in rows for name, value in row.items() if isinstance(value, Figure)}
    return {
        name: total([value for row in rows if isinstance(value := row.get(name), Figure)], "各行之和")
        for name in sorted(names)
    }


def purchases_of(kind: str, datasets: Datasets) -> Figure | None:
    """Return what is bought of a kind: 货物, 工程 or 服务."""
    chosen = [purchase for purchase in datasets.statement.budget.purchases if purchase.kind == kind]
    return total([purchase.amount.figure for purchase in chosen], f"{kind}采购之和")
