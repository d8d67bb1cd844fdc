"""A form that leaves a few rows on its last page wins it by row padding, as regular tables do."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING, Final

from generator.model.document import Form
from generator.render.docx_heights import BORDER, height_of_line
from generator.render.docx_lines import count, measure
from generator.render.docx_styles import number
from generator.render.fit import AS_DRAWN, LastRows, has_page
from generator.render.last_rows import Paper, decide
from generator.render.look.css import looked
from generator.render.look.filled import filled
from generator.render.look.template import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Document, Section
    from generator.model.layout import Layout
    from generator.render.docx_lines import Measure
    from generator.render.look.filled import Cell, Grid, Line
    from generator.render.look.template import Template

_GAP: Final = "表格间隔"
# What a page that is won has to spare, in twips: programs differ in the lines where a page or a table ends.
_LINES: Final = 120


def tables(document: Document, layout: Layout) -> list[LastRows]:
    """Return what the tables of all forms do, in their order."""
    return [
        last
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Form)
        for last in repeat(settle(document, section, block, layout), len(read(layout).forms.get(block.name, ())))
    ]


def settled(document: Document, section: Section, form: Form, layout: Layout) -> tuple[Grid, ...]:
    """Return a form filled in, with what its tables do on their last page."""
    grids = filled(form, document, layout)
    if not _is_alone(form, section, layout):
        return grids
    last = _Measured(section, grids, read(layout)).settled()
    return tuple(replace(grid, last=last) for grid in grids) if last.few else grids


def settle(document: Document, section: Section, form: Form, layout: Layout) -> LastRows:
    """Return what the tables of a form do that begins a page, alone but for its heads; others stay as they are."""
    if not _is_alone(form, section, layout):
        return AS_DRAWN
    return _Measured(section, filled(form, document, layout), read(layout)).settled()


def _is_alone(form: Form, section: Section, layout: Layout) -> bool:
    if not has_page(section, form):
        return False
    template = read(layout)
    names = ("附件标签", "附件标题", _GAP)
    return section.orientation in template.pages and all(("paragraph", name) in template.styles.ids for name in names)


class _Measured(Paper):
    """The heights of the rows of a form, without padding."""

    def __init__(self, section: Section, grids: Sequence[Grid], template: Template) -> None:
        super().__init__(section, template)
        self.dresses: dict[tuple[int, float], tuple[Measure, float, float]] = {}
        self.grids = [(grid, self._rows(grid)) for grid in grids]

    def settled(self) -> LastRows:
        """Return what the tables do."""
        found = decide(self._pages)
        return found if found.padding < 1 else AS_DRAWN

    def _pages(self, padding: float) -> list[int]:
        """Return how many rows stand on each page; nothing where one of several lines may be torn."""
        page = self.page - (_LINES if padding < 1 else 0)
        left, counts = page - sum(map(self.height, self.section.blocks)), [0]
        for grid, heights in self.grids:
            margins = grid.drawn.margins
            more = (margins["top"] + margins["bottom"]) * padding + BORDER
            left -= sum(self._height(line) for line in grid.above)
            left -= self.line(_GAP) if grid.drawn.is_joined else 0
            heads = sum(height + more for row, height in zip(grid.rows, heights, strict=True) if row.drawn.is_head)
            for row, height in zip(grid.rows, heights, strict=True):
                if height + more > left and counts[-1]:
                    if row.drawn.may_split and height > min(heights):
                        return []
                    left = page - heads
                    counts.append(0)
                left -= height + more
                counts[-1] += not row.drawn.is_head
        return counts

    def _rows(self, grid: Grid) -> list[float]:
        """Return the heights of rows; what a cell over several needs besides, the last of them has."""
        heights = [0.0] * len(grid.rows)
        tall: list[tuple[int, int, float]] = []
        for at, row in enumerate(grid.rows):
            for cell in row.cells:
                if cell.rows == 1:
                    heights[at] = max(heights[at], self._wanted(cell, grid))
                else:
                    tall.append((at, at + cell.rows, self._wanted(cell, grid)))
        for start, end, wanted in tall:
            heights[end - 1] += max(wanted - sum(heights[start:end]), 0)
        return heights

    def _wanted(self, cell: Cell, grid: Grid) -> float:
        margins = grid.drawn.margins
        width = sum(grid.drawn.widths[cell.column : cell.column + cell.columns]) - margins["left"] - margins["right"]
        return sum(self._height(line, width) for line in cell.lines)

    def _height(self, line: Line, width: float = 0) -> float:
        key = id(line.drawn), width
        if key not in self.dresses:
            look = looked(line.drawn, self.template)
            around = number(look, "spacing.before") + number(look, "spacing.after")
            self.dresses[key] = measure(look, width), height_of_line(look, 0 if width else self.pitch), around
        room, high, around = self.dresses[key]
        lines = sum(count(part, room) for part in line.text.plain.split("\n")) if width else 1
        return lines * high + around
