"""Reads HTML pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from generator.verify.leaves import squeeze
from generator.verify.reading import Reading
from generator.verify.reference import parse, row_of, text_of

if TYPE_CHECKING:
    from lxml import etree

_CELLS: Final = ("td", "th")
_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "caption")


def read(data: bytes) -> Reading:
    """Return what the body of a page says."""
    root = parse(data)
    rows = [cells for row in root.iter("tr") if any(cells := row_of(row))]
    return Reading(squeeze(text_of(root)), rows, partial(_where, root))


def _where(root: etree._Element, offset: int) -> str:
    """Return the place of a character for people: 第3张表第4行第2格, or 第12段 counted over headings and paragraphs."""
    at = 0
    texts: Any = root.xpath("descendant::text()")
    for text in texts:
        at += len(squeeze(text))
        if at > offset:
            return _name(root, text.getparent().getparent() if text.is_tail else text.getparent())
    return "末尾"


def _name(root: etree._Element, element: etree._Element) -> str:
    around = [element, *element.iterancestors()]
    cell = next((node for node in around if node.tag in _CELLS), None)
    if cell is None:
        block = next((node for node in around if node.tag in _BLOCKS), None)
        outside = [node for node in root.iter(*_BLOCKS) if next(node.iterancestors(*_CELLS), None) is None]
        return f"第{outside.index(block) + 1}段" if block in outside else "正文"
    row = next(cell.iterancestors("tr"))
    table = next(row.iterancestors("table"))
    numbers = (list(root.iter("table")).index(table), list(table.iter("tr")).index(row), list(row).index(cell))
    return "第{}张表第{}行第{}格".format(*(number + 1 for number in numbers))
