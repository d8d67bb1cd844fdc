"""A sheet that is filled from top to bottom: cells with their spans, heights of rows, and how it is printed."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from generator.model.finding import FindingError, error
from generator.model.text import cut, joined, of_words
from generator.phrase.lines import break_head, break_title
from generator.render.xlsx_sheets import utf16_length
from generator.render.xlsx_value import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.text import Text
    from generator.render.xlsx_style import Formats, Style

LONGEST_TEXT: Final = 32767
TALLEST_ROW: Final = 400.0  # points; Excel ends at 409
A4: Final = 9
MM: Final = 1 / 25.4  # in inches
# In millimetres, after the page of the official form: the width that can be printed on, the margins left, right,
# top and bottom, and how far the page number stands from the edge.
PAGES: Final = {"portrait": (156, (28, 26, 37, 35), 23), "landscape": (225, (35, 37, 28, 26), 14)}
PAGE_NUMBER: Final = '&C&"宋体,Regular"&14— &P —'
_PADDING: Final = 8  # pixels left and right of a cell's text, together
_LEADING: Final = 1.25  # what programs take for a line, of the size of the font
_AIR: Final = 5  # points above and below the text, together
# What people would be tempted to read, or programs to run, as a formula.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")


def page_width(orientation: str) -> float:
    """Return how wide a page of an orientation can be printed on, in pixels (96 an inch)."""
    return PAGES[orientation][0] * MM * 96


def pixels(text: str, size: float) -> float:
    """Return how wide a line of text is, in pixels, in a font of `size` points."""
    units = sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)
    return units * size * 96 / 72


class Grid:
    """A sheet with columns of `widths` (pixels); `row` is the next free row.

    `grouped` says that the large numbers of this sheet have commas.
    """

    def __init__(self, sheet: Any, formats: Formats, orientation: str, widths: Sequence[float]) -> None:
        self.sheet, self.widths, self.row = sheet, [round(width) for width in widths], 0
        self.grouped = False
        self._formats = formats
        self._heights: dict[int, float] = defaultdict(float)
        self._set_up_page(orientation)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.widths)

    def fits(self, text: Text, size: float) -> bool:
        """Whether a text stands on one line over the whole width."""
        return pixels(text.plain, size) <= sum(self.widths) - _PADDING

    def broken(self, text: Text, size: float, column: int = 0, columns: int = 0, *, is_title: bool = False) -> Text:
        """Return a title or heading over some columns (0: all) in lines that end between words."""
        room = sum(self.widths[column : column + (columns or self.columns)]) - _PADDING
        characters = room / pixels("字", size)
        said = [run.text for run in text.runs]
        lines = break_title(said, characters) if is_title else break_head(text.plain, characters)
        first, *others = cut(text, map(len, lines)) or [text]
        return joined((first, *(of_words("\n") + line for line in others)))

    def line(self, text: Text, style: Style) -> None:
        """Write a text over the whole width, in a row of its own; nothing where it is empty."""
        if text:
            self.cell(text, style, columns=self.columns)
            self.row += 1

    def cell(self, text: Text, style: Style, column: int = 0, columns: int = 1, rows: int = 1) -> None:
        """Write a cell that begins in the current row; its last row is `rows` - 1 further down."""
        last_row, last_column = self.row + rows - 1, column + columns - 1
        if rows * columns > 1:
            self.sheet.merge_range(self.row, column, last_row, last_column, "", self._formats[style])
        height = min(self.height(text, style, column, columns) / rows, TALLEST_ROW)
        for row in range(self.row, last_row + 1):
            self._heights[row] = max(self._heights[row], height)
        self._write(column, text, style)

    def height(self, text: Text, style: Style, column: int, columns: int) -> float:
        """Return the points that a text needs in a cell over some columns; rather too much than too little."""
        room = sum(self.widths[column : column + columns]) - _PADDING
        # No line is filled to its end where a sign may not begin the next.
        filled = max(room - pixels("字", style.size) * 0.75, 1)
        lengths = [pixels(line, style.size) for line in text.plain.split("\n")]
        lines = sum(math.ceil(length / filled) if length > room else 1 for length in lengths)
        return lines * style.size * _LEADING + _AIR

    def repeat(self, first: int, last: int) -> None:
        """Print some rows again on every further page."""
        self.sheet.repeat_rows(first, last)

    def finish(self) -> None:
        """Set what depends on all that was written."""
        # Not all programs find heights by themselves, and none does for merged cells.
        for row, height in self._heights.items():
            self.sheet.set_row(row, height)
        # Codes are texts of digits on purpose: no green corners.
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(self.row, 1)}"})

    def _write(self, column: int, text: Text, style: Style) -> None:
        value = number(text, grouped=self.grouped, written=style.written)
        words = text.plain
        if value:
            look = self._formats[replace(style, number=value.format)]
            self.sheet.write_number(self.row, column, value.value, look)
        elif words:
            _refuse_endless(text)
            look = self._formats[replace(style, literal=words.startswith(_FORMULA_SIGNS))]
            self.sheet.write_string(self.row, column, words, look)
        else:
            self.sheet.write_blank(self.row, column, None, self._formats[style])

    def _set_up_page(self, orientation: str) -> None:
        _, margins, edge = PAGES[orientation]
        if orientation == "landscape":
            self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(*(margin * MM for margin in margins))
        self.sheet.set_footer(PAGE_NUMBER, {"margin": edge * MM})
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.hide_gridlines(2)
        for column, width in enumerate(self.widths):
            self.sheet.set_column_pixels(column, column, width)


def _refuse_endless(text: Text) -> None:
    """Stop before a text is cut off without a word."""
    length = utf16_length(text.plain)
    if length > LONGEST_TEXT:
        message = f"这一格有 {length} 字，Excel 的一格最多放 {LONGEST_TEXT} 字"
        raise FindingError(error("WZ-002", message, text.position, hint="把这段文字缩短，或分成几段。"))
