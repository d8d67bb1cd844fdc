"""What a file of an office holds: lines of text and grids of cells, each with its place for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.imports import Remark

_LETTERS: Final = 26
# How much of what stands somewhere is told.
_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its paragraphs, and how many rows and columns it takes; `is_number` if it is stored as one."""

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    is_number: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(self.lines)


_EMPTY: Final = Cell(("",))


@dataclass(slots=True)
class Grid:
    """A sheet of a workbook or a table of a document: cells by row and column, from 0; `above` are lines right above.

    `name` is the sheet's, or for people the number of the table: 第3张表.
    """

    file: str
    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    is_sheet: bool = False
    is_hidden: bool = False
    # Names of cells in one column, their values in the next.
    is_pairs: bool = False
    # Cells that others reach over, with where those begin.
    _covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict, repr=False)
    _rows: dict[int, dict[int, Cell]] = field(default_factory=dict, repr=False)
    # How many rows and columns there are.
    height: int = 0
    width: int = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put a cell at its place."""
        self.cells[row, column] = cell
        self._rows.setdefault(row, {})[column] = cell
        self.height, self.width = max(self.height, row + cell.rows), max(self.width, column + cell.columns)
        for below in range(row, row + cell.rows):
            for right in range(column, column + cell.columns):
                if (below, right) != (row, column):
                    self._covered[below, right] = row, column

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell itself."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    def filled(self, row: int, column: int) -> str:
        """Return what stands in a cell, or in the one that reaches over it."""
        return self.text(*self._covered.get((row, column), (row, column)))

    def row(self, row: int) -> list[tuple[int, Cell]]:
        """Return the cells that begin in a row, from left to right."""
        return sorted(self._rows.get(row, {}).items(), key=lambda one: one[0])

    def across(self, row: int) -> list[tuple[Cell, int, int]]:
        """Return the cells that a reader sees in a row, those from above too, each with where it begins.

        A sheet has cells everywhere; files leave out empty ones.
        """
        seen: dict[tuple[int, int], Cell] = {}
        for column in range(self.width):
            at = self._covered.get((row, column), (row, column))
            if at in self.cells or self.is_sheet:
                seen.setdefault(at, self.cells.get(at, _EMPTY))
        return [(cell, *at) for at, cell in seen.items()]

    def place(self, row: int, column: int | None = None) -> str:
        """Return where a cell is, for people: 表.xlsx 附件二!D8."""
        if self.is_sheet:
            at = f"{self.name}!{letters(column) if column is not None else ''}{row + 1}"
        else:
            at = f"{self.name}第{row + 1}行" + (f"第{column + 1}格" if column is not None else "")
        return f"{self.file} {at}"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside of tables: `level` is that of a heading, 0 for running text, -1 for a line of the title."""

    text: str
    level: int
    place: str


Part: TypeAlias = Line | Grid


@dataclass(slots=True)
class Paper:
    """A file as it was read."""

    file: str
    parts: list[Part] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def grids(self) -> Iterator[Grid]:
        """Its sheets or tables."""
        return (part for part in self.parts if isinstance(part, Grid))

    @property
    def lines(self) -> list[Line]:
        """Its lines of text."""
        return [part for part in self.parts if isinstance(part, Line)]


def letters(column: int) -> str:
    """Return how spreadsheets call a column, counted from 0."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
