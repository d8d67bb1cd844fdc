"""The ledger of a department budget: every figure of its tables, computed from facts that stand once in the content.

All values are in 元. Totals are sums of the level below (合计 = Σ类, 类 = Σ款, 款 = Σ项), plus the 尾差 where one is
declared because only rounded figures are known; 总计 = 基本支出 + 项目支出. What nothing enters is None: an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.model.accounts import LEVELS
from generator.model.amounts import project_amount, total
from generator.model.budget import SOURCES, BudgetProject, Source
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model.statement import Statement

Column: TypeAlias = Literal["总计", "基本支出", "项目支出"]
BASIC: Column = "基本支出"
PROJECT: Column = "项目支出"
TOTAL: Column = "总计"
ALL = "合计"
STAFF, OFFICE = "人员经费", "日常公用经费"


def share_amounts(project: BudgetProject) -> list[tuple[str, Figure]]:
    """Return what each functional code bears of a project; the last one without amount bears the rest."""
    whole = project_amount(project)
    if whole is None:
        return []
    open_codes = [share.code.text for share in project.shares if share.amount is None]
    shares = [(share.code.text, share.amount.figure) for share in project.shares if share.amount is not None]
    if open_codes:
        given = tuple(figure for _, figure in shares)
        rest = whole.value - sum((figure.value for figure in given), Decimal(0))
        formula = "当年预算 − 其他科目负担" if given else "当年预算"
        shares.append((open_codes[0], Figure(rest, "元", "", Computed(formula, (whole, *given)))))
    return shares


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the ledger."""

    code: str
    column: Column
    source: Source
    figure: Figure


class Ledger:
    """Computes and remembers the figures of one statement."""

    def __init__(self, statement: Statement) -> None:
        budget = statement.budget
        self.statement = statement
        self.lines = [Line(line.code.text, BASIC, line.source, line.amount.figure) for line in budget.basic.functional]
        for file in statement.projects:
            shares = share_amounts(file.project)
            self.lines += (Line(code, PROJECT, file.project.source, figure) for code, figure in shares)
        self.residues = {(r.code.text, r.column, r.source): r.amount.figure for r in budget.residues}
        self._known: dict[tuple[str, Column, Source], Figure | None] = {}

    def codes(self, sources: Sequence[Source] = SOURCES) -> list[str]:
        """Return every code that money of some sources goes to, with its parents, in order of digits."""
        used = {line.code for line in self.lines if line.source in sources}
        return sorted({code[:digits] for code in used for digits in LEVELS if digits <= len(code)})

    def totals(self) -> list[str]:
        """Return the codes that others lie below, 合计 included: whose figures are sums."""
        known = self.codes()
        return [ALL, *(code for code in known if any(other != code and other.startswith(code) for other in known))]

    def sources(self) -> list[Source]:
        """Return the sources that bear any money, in the order of the tables."""
        used = {line.source for line in self.lines}
        return [source for source in SOURCES if source in used]

    def figure(self, code: str, column: Column, sources: Sequence[Source] = SOURCES) -> Figure | None:
        """Return the figure of a code (or 合计) in a column, over some sources of money."""
        parts = [self._of_source(code, column, source) for source in sources]
        given = [part for part in parts if part is not None]
        return given[0] if len(given) == 1 else total(given, "各项资金之和")

    def _of_source(self, code: str, column: Column, source: Source) -> Figure | None:
        key = (code, column, source)
        if key not in self._known:
            self._known[key] = self._compute(code, column, source)
        return self._known[key]

    def _compute(self, code: str, column: Column, source: Source) -> Figure | None:
        residue = self.residues.get((code, column, source))
        parts = self.parts(code, column, source)
        if column == TOTAL:
            return total([*parts, residue], "基本支出 + 项目支出" + (" + 尾差" if residue else ""))
        if self._below(code):
            return total([*parts, residue], "下级科目之和" + (" + 尾差" if residue else ""))
        return total(parts, "各项之和")

    def parts(self, code: str, column: Column, source: Source) -> list[Figure]:
        """Return what a figure is the sum of: two columns, the codes below, or the facts of the lowest code."""
        below = self._below(code)
        parts: Iterable[Figure | None]
        if column == TOTAL:
            parts = [self._of_source(code, part, source) for part in (BASIC, PROJECT)]
        elif below:
            parts = [self._of_source(child, column, source) for child in below]
        else:
            parts = [ln.figure for ln in self.lines if (ln.code, ln.column, ln.source) == (code, column, source)]
        return [part for part in parts if part is not None]

    def _below(self, code: str) -> list[str]:
        """Return the codes one level below, of all sources."""
        digits = sorted(LEVELS)
        if code == ALL:
            return [known for known in self.codes() if len(known) == digits[0]]
        deeper = [size for size in digits if size > len(code)]
        return [known for known in self.codes() if deeper and len(known) == deeper[0] and known.startswith(code)]

    def economic(self, code: str, column: str) -> Figure | None:
        """Return the figure of an economic code (类, 款 or 合计) in 人员经费, 日常公用经费 or 总计."""
        if column == TOTAL:
            return total([self.economic(code, part) for part in (STAFF, OFFICE)], f"{STAFF} + {OFFICE}")
        lines = self.statement.budget.basic.economic
        amounts = [
            (line.staff if column == STAFF else line.office)
            for line in lines
            if code == ALL or line.code.text.startswith(code)
        ]
        return total([amount.figure for amount in amounts if amount is not None], "各款之和")

    def economic_codes(self) -> list[str]:
        """Return the economic codes with their 类, in order of digits."""
        used = {line.code.text for line in self.statement.budget.basic.economic}
        return sorted(used | {code[:3] for code in used})

    def projects(self, wanted: Callable[[BudgetProject], bool] = lambda _: True) -> Figure | None:
        """Return the sum of the projects of a kind."""
        chosen = [file.project for file in self.statement.projects if wanted(file.project)]
        return total([project_amount(project) for project in chosen], "各项目之和")
