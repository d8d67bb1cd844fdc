"""How high paragraphs and rows of a finished Word document are, in twips; rows that stay whole are given that height.

Programs differ by a fraction of a point in what they add for borders. A height that a row has at least, a little more
than its lines need, makes Word, WPS and LibreOffice agree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.render.docx_lines import count, measure
from generator.render.docx_styles import is_on, number
from generator.render.docx_xml import PARAGRAPH, element, lines_of, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from generator.render.docx_styles import Look, Styles

# What a row is given above its lines and margins: room for the lines of its borders.
BORDER: Final = 20
# The height of a line that no style fixes, in parts of the size of its characters.
_NATURAL: Final = 1.3
_TWIPS_OF_SIZE: Final = 10  # sizes are given in half points


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph: its number of lines, their height, the space before and after it, and how it stands on its page."""

    count: int
    height: float
    before: float
    after: float
    keeps_next: bool
    begins_page: bool

    @property
    def total(self) -> float:
        """The height of the whole paragraph."""
        return self.before + self.count * self.height + self.after


@dataclass(slots=True)
class Row:
    """A row of a table; `line` is the height of its lines, `margins` what stands above and below them."""

    node: etree._Element
    height: float
    line: float
    margins: float
    is_head: bool
    is_whole: bool
    keeps_next: bool


@dataclass(slots=True)
class _Merge:
    """A cell that goes on over rows: how high it has to be, and how high its rows are so far."""

    wanted: float
    reached: float


def lines(paragraph: etree._Element, width: float, pitch: float, styles: Styles) -> Lines:
    """Measure a paragraph in a column of a width; `pitch` is that of the grid of the page, 0 where there is none."""
    look = styles.look(paragraph)
    snaps = pitch and is_on(look, "snapToGrid", otherwise=True)
    if is_on(look, "contextualSpacing"):
        before, after = (
            _is_alike(paragraph, other, styles) for other in (paragraph.getprevious(), paragraph.getnext())
        )
        look = look | ({"spacing.before": "0"} if before else {}) | ({"spacing.after": "0"} if after else {})
    return Lines(
        sum(count(line, measure(look, width)) for line in lines_of(paragraph)),
        height_of_line(look, pitch if snaps else 0),
        number(look, "spacing.before"),
        number(look, "spacing.after"),
        is_on(look, "keepNext"),
        is_on(look, "pageBreakBefore"),
    )


def _is_alike(paragraph: etree._Element, other: etree._Element | None, styles: Styles) -> bool:
    """Whether what stands beside a paragraph has its style."""
    return other is not None and other.tag == PARAGRAPH and styles.style(other) == styles.style(paragraph)


def rows(table: etree._Element, styles: Styles) -> list[Row]:
    """Measure the rows of a table."""
    margins = styles.margins(table)
    measured: list[Row] = []
    merges: dict[int, _Merge] = {}
    for node in table.iterfind(w("tr")):
        measured.append(_row(node, margins, merges, measured, styles))
    _close(merges, set(), measured)
    return measured


def fix(row: Row, most: float) -> None:
    """Give a row that stays whole its height, unless the template did; `most` is what a page has room for.

    A row that may be split is given none: programs lose what a row has to be too high for. So it is with a row that
    no page has room for, which is split whatever the template says.
    """
    settings = row.node.find(w("trPr"))
    if row.is_whole and row.height > most and settings is not None:
        row.is_whole = False
        for whole in settings.findall(w("cantSplit")):
            settings.remove(whole)
    if not row.is_whole:
        return
    if settings is not None and settings.find(w("trHeight")) is None:
        settings.append(element("trHeight", val=str(math.ceil(row.height))))


def _row(
    node: etree._Element, margins: dict[str, int], merges: dict[int, _Merge], above: list[Row], styles: Styles
) -> Row:
    upright = margins["top"] + margins["bottom"]
    height, line, going, started = 0.0, 0.0, set(), {}
    for column, cell in _cells(node):
        width = number(_settings(cell, "tcW"), "w") - sum(_padding(cell, side, margins) for side in ("left", "right"))
        parts = [lines(paragraph, width, 0, styles) for paragraph in cell.iterfind(PARAGRAPH)]
        wanted = sum(part.total for part in parts)
        line = max([line, *(part.height for part in parts)])
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merge is None:
            height = max(height, wanted)
        elif merge.get(w("val")) == "restart":
            started[column] = _Merge(wanted + upright + BORDER, 0)
        else:
            going.add(column)
    _close(merges, going, above)
    merges |= started
    settings = node.find(w("trPr"))
    own = number(_settings(node, "trHeight", "trPr"), "val")
    made = Row(
        node,
        max(height + upright + BORDER, own),
        line,
        upright + BORDER,
        settings is not None and settings.find(w("tblHeader")) is not None,
        settings is not None and settings.find(w("cantSplit")) is not None,
        all(is_on(styles.look(paragraph), "keepNext") for paragraph in node.iter(PARAGRAPH)),
    )
    for open_merge in merges.values():
        open_merge.reached += made.height
    return made


def _padding(cell: etree._Element, side: str, margins: dict[str, int]) -> float:
    """Return the margin of a cell at a side: its own, or that of its table."""
    return number(_settings(cell, side, "tcPr/tcMar"), "w", margins[side])


def _close(merges: dict[int, _Merge], going: set[int], above: list[Row]) -> None:
    """End the merged cells that don't go on: the last row takes what the text of the highest still needs."""
    ended = [merges.pop(column) for column in list(merges) if column not in going]
    more = max((merge.wanted - merge.reached for merge in ended), default=0)
    if more > 0:
        above[-1].height += more
        for merge in merges.values():
            merge.reached += more


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with their columns on the grid."""
    column = 0
    for cell in row.iterfind(w("tc")):
        yield column, cell
        column += int(number(_settings(cell, "gridSpan"), "val", 1))


def _settings(node: etree._Element, name: str, group: str = "tcPr") -> Look:
    found = node.find(_path(group, name))
    return {} if found is None else {str(key).rpartition("}")[2]: str(value) for key, value in found.attrib.items()}


@cache
def _path(group: str, name: str) -> str:
    return "/".join(map(w, (*group.split("/"), name)))


def height_of_line(look: Look, pitch: float) -> float:
    """Return the height of a line; the grid rounds up what is not fixed."""
    rule, line = look.get("spacing.lineRule", "auto"), number(look, "spacing.line", 240)
    if rule == "exact":
        return line
    natural = number(look, "r:sz", 20) * _TWIPS_OF_SIZE * _NATURAL
    height = max(natural, line) if rule == "atLeast" else natural * line / 240
    return math.ceil(height / pitch) * pitch if pitch else height
