"""Takes out of a PDF's pages what pagination has put in: repeated heads, rows torn over pages, numbers of pages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from generator.verify.pages import Page, Unit, pages
from generator.verify.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.verify.reading import Cells
    from generator.verify.reference import Reference

# What leads from an entry of the contents to its page number.
_LEADER: Final = r"[…·.]+(\d+)"


def read(data: bytes, reference: Reference) -> Reading:
    """Return what a PDF says, page furniture aside."""
    given, uneven = pages(data)
    folder = _Folder(reference)
    for page in given:
        folder.page(page)
    text = "".join(unit.text for unit in folder.units)
    sizes = list(accumulate((len(unit.text) for unit in folder.units), initial=0))
    starts = [sizes[number] for number in folder.starts]
    entries = [leaf.text for leaf in reference.leaves if leaf.target >= 0]
    text, starts, numbers = _without_numbers(text, sizes, starts, entries)
    return Reading(
        text,
        [unit.row for unit in folder.units if unit.is_row],
        lambda offset: f"第{max(bisect_right(starts, offset), 1)}页",
        [tuple(unit.spans) for unit in folder.units if unit.is_row],
        starts,
        [page.folio for page in given],
        numbers,
        uneven,
    )


class _Folder:
    """Goes through the pages with the tables of the reference beside; `next` is the row that has to come."""

    def __init__(self, reference: Reference) -> None:
        self.tables = reference.tables
        self.rows = [
            (row, number, row_number < len(table.heads))
            for number, table in enumerate(reference.tables)
            for row_number, row in enumerate((*table.heads, *table.rows))
        ]
        self.next = 0
        self.units: list[Unit] = []
        self.starts: list[int] = []
        self.is_open = False

    def page(self, page: Page) -> None:
        """Take what stands on a page."""
        self.starts.append(len(self.units))
        for number, unit in enumerate(page.units[self._repeated(page.units) :]):
            if not (number == 0 and self._goes_on(unit)):
                self.units.append(unit)
                self._meet(unit)

    def _repeated(self, units: Sequence[Unit]) -> int:
        """Return how many pieces at the top of a page repeat the heads of the table that goes on there.

        They stand in no row: what is printed again is no part of the table.
        """
        if self.next == len(self.rows):
            return 0
        _, table, is_head = self.rows[self.next]
        goes_on = self.is_open or (self.next and not is_head and self.rows[self.next - 1][1] == table)
        heads = "".join(map("".join, self.tables[table].heads)) if goes_on else ""
        said = ""
        for number, unit in enumerate(units, 1):
            said += unit.text
            if unit.is_row or not heads.startswith(said) or not heads:
                return 0
            if said == heads:
                return number
        return 0

    def _goes_on(self, unit: Unit) -> bool:
        """Add the rest of a row to what stands of it on the page before, if that makes it whole, or may yet."""
        if not (self.is_open and unit.is_row):
            return False
        wanted = self.rows[self.next][0]
        if len(unit.cells) != len(wanted):
            return False
        joined = [above + below for above, below in zip(self.units[-1].cells, unit.cells, strict=True)]
        if not _begins(wanted, tuple(joined)):
            return False
        self.units[-1].cells = joined
        self._meet(self.units[-1])
        return True

    def _meet(self, unit: Unit) -> None:
        """Compare a row with the one that has to come, or with those after it."""
        self.is_open = False
        if not unit.is_row or self.next == len(self.rows):
            return
        wanted = self.rows[self.next][0]
        if unit.row != wanted and _begins(wanted, unit.row):
            self.is_open = True
            return
        here = next((at for at in range(self.next, len(self.rows)) if self.rows[at][0] == unit.row), None)
        if here is not None:
            self.next = here + 1


def _begins(whole: Cells, part: Cells) -> bool:
    return len(whole) == len(part) and all(one.startswith(other) for one, other in zip(whole, part, strict=True))


def _without_numbers(
    text: str, ends: Sequence[int], starts: Sequence[int], entries: Sequence[str]
) -> tuple[str, list[int], list[int | None]]:
    """Take leaders and page numbers out of the contents; return them beside the text and the starts of its pages.

    `ends` are where the pieces end that a PDF draws at once. A number ends with its piece: the digits behind it are
    those of the next line, which may begin with some (2024年…).
    """
    pieces: list[str] = []
    cuts: list[int] = []
    gone = [0]
    numbers: list[int | None] = []
    at = 0
    for entry in entries:
        found = re.compile(re.escape(entry) + _LEADER).search(text, at)
        if not found:
            numbers.append(None)
            continue
        stop = found.start() + len(entry)
        end = min(ends[bisect_right(ends, found.start(1))], found.end())
        numbers.append(int(text[found.start(1) : end]))
        pieces.append(text[at:stop])
        cuts.append(stop)
        gone.append(gone[-1] + end - stop)
        at = end
    moved = [start - gone[bisect_left(cuts, start)] for start in starts]
    return "".join((*pieces, text[at:])), moved, numbers
