"""How a regular table fits its page: the widths of its columns, the size of its characters, the lines of its heads.

No format breaks a number, so a column that is too narrow for one would print it over its neighbour. Decided once for
all formats: where all fits as the pack has drawn it, it stays so; otherwise columns that have room give it; then the
characters get smaller, by one point at most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from generator.model.document import Annex, Heading
from generator.model.text import Text, cut
from generator.phrase.lines import break_head, break_title
from generator.render import advances
from generator.render.columns import floor, shared, wanted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Column, Form, Section, Table

Orientation: TypeAlias = Literal["portrait", "landscape"]

# Widths of the text block in points; GB/T 9704-2012 turns its 156 × 225 mm for tables laid sideways.
WIDTH: Final = {"portrait": 156 * 72 / 25.4, "landscape": 225 * 72 / 25.4}
# Sizes by the names of their style: those that tables begin with, each with what it may be made smaller to.
SIZES: Final = {"五号": 10.5, "十磅": 10, "九磅半": 9.5, "小五": 9, "八磅半": 8.5, "八磅": 8}
_STEPS: Final = {"五号": ("五号", "十磅", "九磅半"), "小五": ("小五", "八磅半", "八磅")}
# Tables of fewer rows have room on any page, or rows so high that they fill it.
SHORT: Final = 8
# What may be left of the padding of rows, in parts, where that wins a page.
PADDINGS: Final = (0.75, 0.5, 0.25, 0.0)
# By how many twips a character a paragraph may be set tighter, where that wins a page.
TIGHTER: Final = (1, 2, 3, 4)
# What the margins at the sides of a cell take, in points, in the format where they take most (Word: 57 twips each).
SIDES: Final = 5.7
# The same of the headings, which have less padding in all formats.
HEAD_PADDING: Final = 0.3 * 72 / 25.4
HEAD_SIDES: Final = 2 * HEAD_PADDING + 0.5
# A table of so many columns begins with the smaller characters, so that its headings get more than two in a line.
MANY_COLUMNS: Final = 9
TITLE_SIZE: Final = 22
# Bounds of the width of a digit in the fonts of cells (tests/render/test_columns.py holds them to the fonts).
SONG_DIGIT, FANGSONG_DIGIT = 0.57, 0.51
# What is never broken: numbers and codes.
UNBROKEN: Final = re.compile(r"[0-9A-Za-z.,%]+")


@dataclass(frozen=True, slots=True)
class Fit:
    """The name of a size, and the widths of the columns in points."""

    size: str
    widths: tuple[float, ...]

    @property
    def less(self) -> float:
        """By how many points the characters are smaller than they would be with shorter numbers."""
        return next(SIZES[usual] - SIZES[self.size] for usual, steps in _STEPS.items() if self.size in steps)


def has_page(section: Section, form: Form) -> bool:
    """Whether a form of many rows has its page to itself, but for heads: it may leave a few of them on a last one."""
    *above, last = section.blocks
    if not above or last is not form or not all(isinstance(block, Annex | Heading) for block in above):
        return False
    rows = sum(isinstance(part, Mapping) for cell in form.cells.values() if isinstance(cell, tuple) for part in cell)
    return rows >= SHORT


@dataclass(frozen=True, slots=True)
class LastRows:
    """What a table does: how much of its row padding stays, and how many of its last rows stand on a page together.

    `few` are the rows that would have the last page for themselves; 0: there are enough, and nothing is done.
    """

    padding: float = 1
    together: int = 0
    few: int = 0

    @property
    def name(self) -> str:
        """The class of a table in style sheets; nothing where it is drawn as it is."""
        return f"padding-{self.padding * 100:.0f}" if self.padding < 1 else ""


AS_DRAWN: Final = LastRows()


def fit(table: Table, orientation: Orientation, fonts: Path) -> Fit | None:
    """Return how a table is drawn so that no number leaves its column; None if it can't be. `fonts` is their folder."""
    shares = sum(column.width for column in table.leaf_columns)
    drawn = [WIDTH[orientation] * column.width / shares for column in table.leaf_columns]
    sizes = _STEPS["小五" if len(drawn) >= MANY_COLUMNS else "五号"]
    if _surely_fits(table, drawn, SIZES[sizes[0]]):
        return Fit(sizes[0], tuple(drawn))
    for size in sizes:
        if widths := shared(drawn, _needs(table, drawn, SIZES[size], fonts)):
            return Fit(size, tuple(widths))
    return None


def widest(table: Table, orientation: Orientation, fonts: Path) -> tuple[Text, Column]:
    """Return the cell that lacks most room in its column as it is drawn, and the column."""
    shares = sum(column.width for column in table.leaf_columns)
    points = min(SIZES.values())
    lacking = [
        (_unbroken(cell, column, fonts) * points + SIDES - WIDTH[orientation] * column.width / shares, cell, column)
        for row in table.rows
        for cell, column in zip(row, table.leaf_columns, strict=True)
    ]
    return max(lacking, key=lambda one: one[0])[1:]


def _surely_fits(table: Table, drawn: list[float], points: float) -> bool:
    """Whether all fits as it is drawn, by bounds alone: reading the fonts takes longer than all the rest."""
    columns = list(zip(table.leaf_columns, drawn, strict=True))
    return all(
        _bound(cell, column) * points + SIDES <= wide
        for row in table.rows
        for cell, (column, wide) in zip(row, columns, strict=True)
    )


def _needs(table: Table, drawn: list[float], points: float, fonts: Path) -> dict[tuple[int, int], float]:
    """Return the least width of each column; what can't be its widest cell is not measured."""
    needs = {}
    for place, (column, wide) in enumerate(zip(table.leaf_columns, drawn, strict=True)):
        cells = [row[place] for row in table.rows]
        least = min(wide, floor(max([2, *(len(cell.plain) for cell in cells)]), points, SIDES))
        for cell in cells:
            if _bound(cell, column) * points + SIDES > least:
                least = max(least, wanted(_unbroken(cell, column, fonts) * points + SIDES, wide))
        needs[place, place + 1] = least
    return needs


def _parts(cell: Text, column: Column) -> list[str]:
    """Return the parts of a cell that stay on one line; the right column is for numbers."""
    return [cell.plain] if column.align == "right" else UNBROKEN.findall(cell.plain)


def _bound(cell: Text, column: Column) -> float:
    """Return a width that is at least that of the longest part, in characters."""
    digit = SONG_DIGIT if column.align == "left" else FANGSONG_DIGIT
    return max((bound(part, digit) for part in _parts(cell, column)), default=0)


def _unbroken(cell: Text, column: Column, fonts: Path) -> float:
    """Return the width of the longest part of a cell that stays on one line, in characters."""
    file = fonts / (advances.CELLS if column.align == "left" else advances.BODY)
    return max((advances.width(part, file) for part in _parts(cell, column)), default=0)


def bound(text: str, digit: float) -> float:
    """Return a width in characters that no font of the repository goes beyond; `digit` is that of a digit."""
    return sum(_bound_of(character, digit) for character in text)


def _bound_of(character: str, digit: float) -> float:
    if unicodedata.east_asian_width(character) in "AFW":
        return 1
    return digit if character.isdigit() else 0.35 if character in ",.-" else 1.1


def title_lines(title: Text, orientation: Orientation) -> list[Text]:
    """Break the title of an annex between words; a line rather ends where one of its runs does, as a name."""
    lines = break_title([run.text for run in title.runs], WIDTH[orientation] / TITLE_SIZE)
    return cut(title, map(len, lines))


def head_lines(heading: Text, wide: float, points: float) -> list[Text]:
    """Break a heading over columns of a width (in points) between words, in a size of so many points."""
    return cut(heading, map(len, break_head(heading.plain, (wide - HEAD_SIDES) / points)))
