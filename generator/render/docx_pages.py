"""On which page of a finished Word document each bookmark stands: no program has to lay the document out first.

What is counted is what the page set-ups and styles of the template fix: lines by their pitch, rows by their height.
A section always begins a page, so an error within one does not move the headings of the next, unless it adds a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.render import docx_heights
from generator.render.docx_heights import Lines, Row
from generator.render.docx_xml import PARAGRAPH, SECTION, TABLE, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

# The difference that rounding may make on a page.
_SLACK: Final = 2


def count(body: etree._Element, styles: Styles) -> dict[str, int]:
    """Return the page of each bookmark, and give each row that stays whole its height."""
    counter = _Counter(styles)
    for page, nodes in _sections(body):
        counter.section(page, nodes)
    return counter.pages


def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Yield the page set-ups with what stands on their pages."""
    nodes: list[etree._Element] = []
    for node in body:
        if node.tag == SECTION:
            yield node, nodes
            return
        nodes.append(node)
        page = node.find(f"{w('pPr')}/{SECTION}")
        if page is not None:
            yield page, nodes
            nodes = []


def extent(page: etree._Element, nodes: Sequence[etree._Element], styles: Styles) -> tuple[int, int]:
    """Return how many pages paragraphs fill that begin one, and how many lines of the grid stand on the last."""
    counter = _Counter(styles)
    counter.section(page, nodes)
    return counter.page, round(counter.used / (counter.pitch or counter.used or 1))


def text_width(page: etree._Element) -> int:
    """Return the width of the text of a page set-up, in twips."""
    return _value(page, "pgSz", "w") - _value(page, "pgMar", "left") - _value(page, "pgMar", "right")


def _value(page: etree._Element, name: str, key: str) -> int:
    found = page.find(w(name))
    return 0 if found is None else int(found.get(w(key), "0"))


class _Counter:
    """Places one thing after the other; `used` is how much of the page is taken, from above."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.pages: dict[str, int] = {}
        self.page = 0
        self.used = self.height = self.pitch = 0.0

    def section(self, page: etree._Element, nodes: Sequence[etree._Element]) -> None:
        """Place what stands in a section, from a new page on."""
        self.height = _value(page, "pgSz", "h") - _value(page, "pgMar", "top") - _value(page, "pgMar", "bottom")
        is_gridded = page.find(f"{w('docGrid')}[@{w('type')}]") is not None
        self.pitch = pitch = _value(page, "docGrid", "linePitch") if is_gridded else 0
        width = text_width(page)
        parts: list[Lines | list[Row]] = []
        for node in nodes:
            if node.tag == PARAGRAPH:
                parts.append(docx_heights.lines(node, width, pitch, self.styles))
            elif node.tag == TABLE:
                parts.append(docx_heights.rows(node, self.styles))
        self.turn()
        for at, (node, part) in enumerate(zip((n for n in nodes if n.tag in {PARAGRAPH, TABLE}), parts, strict=True)):
            if isinstance(part, Lines):
                self.paragraph(node, part, _least(parts[at:]))
            else:
                self.table(part)

    def turn(self, used: float = 0) -> None:
        """Begin a page."""
        self.page += 1
        self.used = used

    def fits(self, height: float) -> bool:
        """Whether there is room for something on this page."""
        return self.used + height <= self.height + _SLACK

    def paragraph(self, node: etree._Element, part: Lines, least: float) -> None:
        """Place a paragraph; its beginning needs `least`."""
        breaks = node.find(f"{w('r')}/{w('br')}[@{w('type')}='page']") is not None
        if self.used and (part.begins_page or not self.fits(least)):
            self.turn()
        for mark in node.iterfind(w("bookmarkStart")):
            self.pages[mark.get(w("name"), "")] = self.page
        self.used += part.before
        for _ in range(part.count):
            if not self.fits(part.height):
                self.turn()
            self.used += part.height
        self.used += part.after
        if breaks:
            self.turn()

    def table(self, rows: Sequence[Row]) -> None:
        """Place a table; its heads stand again on each page."""
        heads = 0.0
        in_heads = True
        for at, row in enumerate(rows):
            docx_heights.fix(row, self.height - heads)
            in_heads = in_heads and row.is_head
            if self.used > heads and not self.fits(_least([list(rows[at:])])):
                self.turn(0 if in_heads else heads)
            self.row(row, heads)
            heads += row.height if in_heads else 0

    def row(self, row: Row, heads: float) -> None:
        """Place a row; what of one that may be split has no room goes on on the next page."""
        rest = row.height
        while not row.is_whole and not self.fits(rest) and row.line:
            shown = (self.height - self.used - row.margins) // row.line
            if shown < 1:
                break
            rest -= shown * row.line
            self.turn(heads)
        self.used += rest


def _least(parts: Sequence[Lines | list[Row]]) -> float:
    """Return the room that the beginning of the first part needs: its first line, or all that is kept together."""
    needed = 0.0
    for part in parts:
        if isinstance(part, Lines):
            if not part.keeps_next:
                return needed + part.before + part.height
            needed += part.total
            continue
        for row in part:
            if not row.keeps_next and not row.is_head:
                return needed + (row.height if row.is_whole else row.margins + row.line)
            needed += row.height
    return needed
