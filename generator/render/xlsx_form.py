"""Forms on a sheet, as the Word template draws them: one grid of merged cells that all their tables share."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from generator.model.text import cut
from generator.render.columns import shared
from generator.render.docx_styles import is_on, number
from generator.render.look.css import looked
from generator.render.look.dress import BODY
from generator.render.xlsx_grid import TALLEST_ROW, page_width, pixels
from generator.render.xlsx_style import LINE, Style
from generator.render.xlsx_table import longest_word
from generator.render.xlsx_value import number as number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.render.look.filled import Cell, Grid, Line, Row
    from generator.render.look.template import Template
    from generator.render.xlsx_grid import Grid as Sheet

# Edges of columns of two tables that are so near to each other, in pixels, are one.
_NEAR: Final = 4
# How many characters a column keeps room for that gives some to another.
_FEWEST: Final = 2
_AROUND: Final = 12  # pixels
_ALIGN: Final = {"center": "center", "right": "right", "end": "right"}
_VERTICAL: Final = {"center": "vcenter"}


class Drawing:
    """The tables of a form on a page of some orientation; `widths` are those of the columns that they share, in pixels.

    Edges are counted from 0 at the left.
    """

    def __init__(self, grids: Sequence[Grid], template: Template, orientation: str) -> None:
        self.grids, self._template = grids, template
        page = page_width(orientation)
        lines = [
            [page * at / sum(grid.drawn.widths) for at in accumulate(grid.drawn.widths, initial=0)] for grid in grids
        ]
        edges = _edges(lines)
        # For each table, where its edges are among those of all.
        self._places = [[min(range(len(edges)), key=lambda at: abs(edges[at] - line)) for line in own] for own in lines]
        self.widths = self._fitted([right - left for left, right in pairwise(edges)])

    def draw(self, sheet: Sheet) -> None:
        """Write the tables in their order, the lines above each over the whole width."""
        for grid, places in zip(self.grids, self._places, strict=True):
            for line in grid.above:
                self._line(line, sheet)
            starts = self._starts(grid, places, sheet)
            for at, row in enumerate(grid.rows):
                sheet.row = starts[at]
                for cell in row.cells:
                    first, columns = _span(cell, places)
                    sheet.cell(cell.text, self._style(cell, row), first, columns, starts[at + cell.rows] - starts[at])
            sheet.row = starts[-1]
            heads = sum(row.drawn.is_head for row in grid.rows)
            if heads and grid is self.grids[-1]:
                sheet.repeat(starts[0], starts[heads] - 1)

    def _starts(self, grid: Grid, places: Sequence[int], sheet: Sheet) -> list[int]:
        """Return where the rows of a table begin and end on the sheet: what is too tall for one takes several."""
        tall = (
            max(
                (
                    sheet.height(cell.text, self._style(cell, row), *_span(cell, places))
                    for cell in row.cells
                    if cell.rows == 1
                ),
                default=0,
            )
            for row in grid.rows
        )
        return list(accumulate((max(math.ceil(height / TALLEST_ROW), 1) for height in tall), initial=sheet.row))

    def _line(self, line: Line, sheet: Sheet) -> None:
        """Write a line; a tab in it parts what stands at its two ends."""
        style = self._dress(line, LINE)
        text = line.text
        left, tab, right = text.plain.partition("\t")
        if not tab or sheet.columns == 1:
            sheet.line(text, style)
            return
        middle = max(sheet.columns // 2, 1)
        start, _, end = cut(text, (len(left), len(tab), len(right)))
        sheet.cell(start, style, 0, middle)
        sheet.cell(end, style.aligned("right"), middle, sheet.columns - middle)
        sheet.row += 1

    def _fitted(self, widths: list[float]) -> list[float]:
        """Return widths with room for every number: other columns give it, or else the page gets wider."""
        needs: dict[tuple[int, int], float] = {}
        for cell, row, first, end in self._cells():
            size = self._style(cell, row).size
            kept = min(sum(widths[first:end]), pixels("字", size) * min(len(cell.text.plain), _FEWEST) + _AROUND)
            needs[first, end] = max(needs.get((first, end), 0), kept, longest_word([cell.text], size))
        alone = (max(width, needs.get((at, at + 1), 0)) for at, width in enumerate(widths))
        return shared(widths, needs) or list(alone)

    def _cells(self) -> Iterator[tuple[Cell, Row, int, int]]:
        """Yield all cells with their row and the edges that they lie between."""
        for grid, places in zip(self.grids, self._places, strict=True):
            for row in grid.rows:
                yield from ((cell, row, places[cell.column], places[cell.column + cell.columns]) for cell in row.cells)

    def _style(self, cell: Cell, row: Row) -> Style:
        """Return the look of a cell; numbers stand at the right, those of a list too that are no figures (weights)."""
        listed = row.drawn.is_listed
        own = Style(border=True, written=listed, vertical=_VERTICAL.get(cell.drawn.align, cell.drawn.align))
        style = self._dress(cell.lines[0], replace(own, open=cell.drawn.sides))
        return style.aligned("right") if number_of(cell.text, written=listed) else style

    def _dress(self, line: Line, own: Style) -> Style:
        """Return a style with the face, size and alignment of a line."""
        look = looked(line.drawn, self._template)
        face, size = look.get("r:rFonts.eastAsia", BODY), number(look, "r:sz", 20) / 2
        return replace(own, font=face, size=size, align=_ALIGN.get(look.get("jc", ""), "left"), bold=is_on(look, "r:b"))


def _edges(lines: Sequence[Sequence[float]]) -> list[float]:
    """Return the edges of columns of all tables from left to right, those that are near to each other once."""
    found: list[float] = []
    for edge in sorted({edge for own in lines for edge in own}):
        if not found or edge - found[-1] >= _NEAR:
            found.append(edge)
    return found


def _span(cell: Cell, places: Sequence[int]) -> tuple[int, int]:
    """Return the first column of a cell on the sheet, and over how many it reaches."""
    first = places[cell.column]
    return first, places[cell.column + cell.columns] - first
