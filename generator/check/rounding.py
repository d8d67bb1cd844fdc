"""What rounding did to a finished document: how many figures, and which printed totals no longer add up.

Whether to round is what a money format declares; here it is told. A 尾差 that somebody wrote is known, and not told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model import units
from generator.model.document import Table
from generator.model.finding import Finding, Severity
from generator.model.position import Position
from generator.model.text import Computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.document import Document
    from generator.model.text import Figure, Text

CODE: Final = "JE-005"


@dataclass(slots=True)
class Cell:
    """A sum as it is printed: the figures that it adds up (尾差 are none of them), and the sums right below it."""

    facts: frozenset[int]
    figure: Figure
    shown: Decimal
    residue: Decimal
    below: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gap:
    """A total and the sum of its parts, both as printed, in 元, where they differ and no 尾差 accounts for it."""

    total: Cell
    parts: Decimal

    @property
    def size(self) -> Decimal:
        """By how much they differ."""
        return abs(self.total.shown - self.parts)


def told(document: Document, residues: Iterable[Figure] = ()) -> list[Finding]:
    """Return the one 提示 of what rounding did to a document; none where every figure is printed as it is."""
    rounded = [figure for figure in _figures(document.leaves()) if figure.shown not in {None, figure.value}]
    if not rounded:
        return []
    known = {id(figure): figure.value for figure in residues}
    gaps = [
        said for block in document.blocks if isinstance(block, Table) and (said := _table(block, known)) is not None
    ]
    first = rounded[0]
    unit = unit_of(first)
    message = f"{len(rounded)} 处金额印的时候四舍五入了，如 {units.plain(first.value / units.MONEY[unit])} {unit}印成 {first.text}"
    if gaps:
        message += f"；有 {len(gaps)} 张表印出来的合计和各部分之和不相等：{'；'.join(gaps)}"
    return [
        Finding(
            CODE,
            Severity.NOTE,
            message,
            Position(document.source, 1),
            cause="金额格式只印几位小数；细数各自四舍五入以后，加起来会和合计差一点。",
            hint="差额只来自四舍五入，不用改数；要一分不差，请维护模板的人在「金额格式」里多印几位小数。",
        )
    ]


def unit_of(figure: Figure) -> str:
    """Return the unit that a figure was printed in, by its digits."""
    digits = Decimal(figure.text.replace(",", ""))
    return next((unit for unit, scale in units.MONEY.items() if digits * scale == figure.shown), "元")


def _figures(texts: Iterable[Text]) -> Iterator[Figure]:
    return (run.figure for text in texts for run in text.runs if run.figure is not None)


def _table(table: Table, residues: dict[int, Decimal]) -> str | None:
    """Return what to tell of a table: its largest gap, and how many there are; None if all adds up."""
    lines: list[Sequence[Text]] = []
    for side in table.sides:
        held = [row[side] for row in table.rows]
        lines += [*zip(*held, strict=True), *held]
    gaps = [gap for line in lines for gap in _gaps(_cells(line, residues))]
    if not gaps:
        return None
    worst = max(gaps, key=lambda gap: gap.size)
    figure = worst.total.figure
    unit = unit_of(figure)
    parts, size = (units.grouped(units.plain(value / units.MONEY[unit])) for value in (worst.parts, worst.size))
    more = f"（另有 {len(gaps) - 1} 处）" if len(gaps) > 1 else ""
    return f"「{table.name}」合计 {figure.text}，各部分相加 {parts}，差 {size} {unit}{more}"


def _cells(line: Sequence[Text], residues: dict[int, Decimal]) -> list[Cell]:
    """Return the sums of a row or column; of several over the same figures the first."""
    found: dict[frozenset[int], Cell] = {}
    for figure in _figures(line):
        if figure.shown is not None and isinstance(figure.origin, Computed):
            parts = frozenset(map(id, figure.origin.operands))
            facts = parts.difference(residues)
            residue = sum((residues[number] for number in parts.intersection(residues)), Decimal(0))
            found.setdefault(facts, Cell(facts, figure, figure.shown, residue))
    return list(found.values())


def _gaps(cells: list[Cell]) -> Iterator[Gap]:
    """Yield the sums that differ from those that they are made up of."""
    holding: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: len(cell.facts)):
        for number in cell.facts:
            holding.setdefault(number, []).append(cell)
    for cell in cells:
        if cell.facts:
            around = holding[next(iter(cell.facts))]
            larger = (one for one in around if len(one.facts) > len(cell.facts) and one.facts > cell.facts)
            if (above := next(larger, None)) is not None:
                above.below.append(cell)
    for cell in cells:
        yield from _gaps_of(cell)


def _gaps_of(cell: Cell) -> Iterator[Gap]:
    """Compare a sum with each run of sums below it that makes it up; sums that share figures make up nothing."""
    seen: set[int] = set()
    parts, residue = Decimal(0), Decimal(0)
    for part in cell.below:
        if not seen.isdisjoint(part.facts):
            return
        seen |= part.facts
        parts, residue = parts + part.shown, residue + part.residue
        if len(seen) == len(cell.facts):
            if cell.shown - parts not in {Decimal(0), cell.residue - residue}:
                yield Gap(cell, parts)
            seen, parts, residue = set(), Decimal(0), Decimal(0)
