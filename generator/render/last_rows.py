"""A regular table that leaves a few rows on its last page: it gives row padding, or shares its rows out more evenly.

Decided once for all formats, with the measures of the Word template; a page that a table leaves nearly empty looks as
if something had been forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Annex, Heading, Table
from generator.render.docx_heights import BORDER, height_of_line
from generator.render.docx_lines import count, measure
from generator.render.docx_styles import number, properties
from generator.render.docx_table import BODY, FIGURE, PITCH, TABLE_STYLE
from generator.render.docx_xml import element
from generator.render.fit import AS_DRAWN, PADDINGS, SHORT, SIZES, LastRows, head_lines, title_lines
from generator.render.fitting import fitted
from generator.render.look.template import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.model.document import Block, Document, Section
    from generator.model.layout import Layout
    from generator.render.docx_styles import Look
    from generator.render.fit import Fit
    from generator.render.look.template import Template

# Fewer rows than this are too few for a page of their own.
FEW: Final = 5
_TWIPS: Final = 20
_HEADINGS: Final = ("heading 1", "heading 2", "heading 3", "heading 4")


def settle(document: Document, section: Section, table: Table, layout: Layout) -> LastRows:
    """Return what a table does that begins a page, alone but for its heads; others stay as they are.

    Raises:
        FindingError: a number has no room in its column.
    """
    above = section.blocks[: section.blocks.index(table)]
    is_alone = sum(isinstance(block, Table) for block in section.blocks) == 1
    is_headed = all(isinstance(block, Annex | Heading) for block in above)
    if len(table.rows) < SHORT or not is_alone or not is_headed or section is document.sections[0]:
        return AS_DRAWN
    template = read(layout)
    names = {"paragraph": ("表格单位", "附件标签", "附件标题", BODY, FIGURE), "table": (TABLE_STYLE,)}
    known = all((kind, name) in template.styles.ids for kind, given in names.items() for name in given)
    if section.orientation not in template.pages or not known:
        return AS_DRAWN  # whoever draws it tells what is missing
    drawn = fitted(table, section.orientation, layout)
    return _Measured(section, table, drawn, template).settled(above)


def decide(pages: Callable[[float], list[int]]) -> LastRows:
    """Return what a table does.

    `pages` says how many rows stand on each page with a part of their padding; nothing where that can't be told.
    """
    drawn = pages(1)
    if len(drawn) <= 1 or drawn[-1] >= FEW:
        return AS_DRAWN
    for left in PADDINGS:
        if 0 < len(pages(left)) < len(drawn):
            return LastRows(padding=left, few=drawn[-1])
    return LastRows(together=sum(drawn[-2:]) // 2, few=drawn[-1])


class Paper:
    """The pages of a section, and the heights of what stands above a table, in twips."""

    def __init__(self, section: Section, template: Template) -> None:
        self.template, self.section = template, section
        page = properties(template.pages[section.orientation], "")
        sides = (number(page, name) for name in ("pgSz.h", "pgMar.top", "pgMar.bottom"))
        height, top, bottom = sides
        self.page = height - top - bottom
        self.pitch = number(page, "docGrid.linePitch")

    def height(self, block: Block) -> float:
        """Return the height of a heading, or of the head of an annex."""
        if isinstance(block, Heading):
            return self.line(_HEADINGS[block.level - 1])
        if not isinstance(block, Annex):
            return 0
        empty = self.template.empty.get("附件标签", 0) * self.pitch
        lines = len(title_lines(block.title, self.section.orientation))
        return self.line("附件标签") + empty + lines * self.line("附件标题")

    def line(self, name: str, drawn: Fit | None = None) -> float:
        """Return the height of a line of a style; of another size than the style's, where a table is drawn so."""
        look = self.look(name)
        if drawn is not None and number(look, "r:sz") / 2 != SIZES[drawn.size]:
            return round(SIZES[drawn.size] * PITCH * _TWIPS)
        room = number(look, "spacing.before") + number(look, "spacing.after")
        return height_of_line(look, 0 if drawn else self.pitch) + (0 if drawn else room)

    def look(self, name: str) -> Look:
        """Return the properties of a style."""
        return self.template.styles.of_style(self.template.styles.id(name))


class _Measured(Paper):
    """The heights of a table's rows."""

    def __init__(self, section: Section, table: Table, drawn: Fit, template: Template) -> None:
        super().__init__(section, template)
        style = element("tblStyle", val=template.styles.id(TABLE_STYLE, "table"))
        margins = template.styles.margins(element("tbl", element("tblPr", style)))
        self.padding = margins["top"] + margins["bottom"]
        self.body = self.line(BODY, drawn)
        rooms = [
            measure(
                self.look(FIGURE if column.align == "right" else BODY) | {"r:sz": f"{SIZES[drawn.size] * 2:g}"},
                width * _TWIPS - margins["left"] - margins["right"],
            )
            for column, width in zip(table.leaf_columns, drawn.widths, strict=True)
        ]
        self.rows = [
            max(count(cell.plain, room) for cell, room in zip(row, rooms, strict=True)) * self.body + BORDER
            for row in table.rows
        ]
        self.head, self.head_rows = sum(self._heads(table, drawn)), table.head_rows
        self.unit = self.line("表格单位") if table.unit else 0.0

    def settled(self, above: Sequence[Block]) -> LastRows:
        """Return what the table does."""
        first = self.page - sum(map(self.height, above)) - self.unit
        return decide(lambda left: self._pages(first, self.padding * left))

    def _pages(self, first: float, padding: float) -> list[int]:
        """Return how many rows stand on each page; `first` is the room on the first."""
        head = self.head + self.head_rows * padding
        left, counts = first - head, [0]
        for row in self.rows:
            height = row + padding
            if height > left and counts[-1]:
                left = self.page - head
                counts.append(0)
            left -= height
            counts[-1] += 1
        return counts

    def _heads(self, table: Table, drawn: Fit) -> Iterator[float]:
        """Yield the heights of the rows of headings, without padding; one over several rows asks for no more."""
        for row, level in enumerate(table.levels):
            lines = [
                len(
                    head_lines(column.heading, sum(drawn.widths[start : start + len(column.leaves)]), SIZES[drawn.size])
                )
                / (1 if column.children else table.head_rows - row)
                for column, start in level
            ]
            yield max(lines, default=1) * self.body + BORDER
