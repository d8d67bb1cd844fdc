"""Ledgers written down fact by fact."""

from __future__ import annotations

from decimal import Decimal

from generator.model.ledger import dimension as dim
from generator.model.ledger.fact import Fact, FactList, Residue
from generator.model.ledger.ledger import Ledger
from generator.model.ledger.notation import Notation
from generator.model.position import Position
from generator.model.text import Figure, Written

YEAR = 2025
Rows = list[tuple[str, dict[str, str]]]


def figure(amount: str, line: int = 1) -> Figure:
    return Figure(Decimal(amount), "元", "", Written(Position("budget.yaml", line)))


def held(name: str, **coverages: Rows) -> FactList:
    """Return a list of spending of the year; a row is an amount and what is known of it."""
    common = {dim.BOOK: dim.SPENDING, dim.YEAR: str(YEAR), dim.STAGE: "预算数"}
    made = FactList(name, Position("budget.yaml", 1))
    for coverage, rows in coverages.items():
        made.coverages[coverage] = []
        for line, (amount, values) in enumerate(rows, 2):
            made.add(coverage, Fact(figure(amount, line), {**common, **values}))
    return made


class Asked:
    """A ledger that is asked in words; sums are in 元, as text."""

    def __init__(self, *lists: FactList, **residues: str) -> None:
        self.ledger = Ledger(dim.dimensions(), YEAR, list(lists))
        self.notation = Notation(self.ledger.dimensions, {"机关运行经费": "公用经费·行政单位、参公事业单位"})
        self.ledger.residues += [
            Residue(self.notation.read(total), figure(amount), Position("budget.yaml", 9))
            for total, amount in residues.items()
        ]

    def __call__(self, query: str) -> str | None:
        found = self.ledger.sum(self.notation.read(query))
        return None if found is None else f"{found.value:f}"

    def leaves(self, query: str) -> list[int]:
        """Return the lines that a sum was made from."""
        found = self.ledger.sum(self.notation.read(query))
        operands = getattr(found.origin, "operands", ()) if found else ()
        return [operand.position.line for operand in operands if operand.position]
