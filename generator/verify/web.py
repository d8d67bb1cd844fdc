"""Reads HTML pages."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lxml import etree, html

from generator.verify.leaves import squeeze
from generator.verify.reading import Reading, beside_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verify.reading import Cells

_STRING: Final = etree.XPath("string()")
_CELLS: Final = ("td", "th")
_BOX: Final = re.compile(r"@((?:top|bottom|left|right)-[a-z-]+)\s*\{([^}]*)\}")
_CONTENT: Final = re.compile(r"content:([^;}]*)")
_STRING_OF_CSS: Final = re.compile(r"""["']([^"']*)["']""")
_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "caption")


def read(data: bytes) -> Reading:
    """Return what the body of a page says."""
    root = _parse(data)
    style = "".join(map(_text_of, root.getroottree().iter("style")))
    margins = [(f"页边的 @{place}", said) for place, said in _margins(style) if beside_number(said)]
    gaps = (f"第{number}张表第{row}行" for number, table in enumerate(root.iter("table"), 1) if (row := _gap(table)))
    rows = [(row, cells) for row in root.iter("tr") if any(cells := _row_of(row))]
    spans = [tuple(int(cell.get("colspan", "1")) for cell in row) for row, _ in rows]
    return Reading(
        squeeze(_text_of(root)),
        [cells for _, cells in rows],
        partial(_where, root),
        spans,
        uneven=next(gaps, ""),
        margins=margins,
    )


def _margins(style: str) -> Iterator[tuple[str, str]]:
    """Yield what a style sheet prints around pages, each with its box; counters are page numbers."""
    for place, rules in _BOX.findall(style):
        for content in _CONTENT.findall(rules):
            yield place, "".join(words.replace("\\", "") for words in _STRING_OF_CSS.findall(content))


def _parse(page: bytes) -> etree._Element:
    """Read an HTML page and return its body."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    body = root.find("body")
    return root if body is None else body


def _text_of(element: etree._Element) -> str:
    """Return all text in an element; comments are none."""
    return str(_STRING(element)) if len(element) else element.text or ""


def _row_of(row: etree._Element) -> Cells:
    """Return the texts of the cells of a row."""
    return tuple(squeeze(_text_of(cell)) for cell in row if cell.tag in {"td", "th"})


def _gap(table: etree._Element) -> int:
    """Return the first row, from 1, that its cells and those which reach into it from above do not fill; 0 for none."""
    width = sum(1 for _ in table.iter("col"))
    reaching: dict[int, int] = {}
    for number, row in enumerate(table.iter("tr"), 1):
        for cell in row:
            columns, rows = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            for below in range(number, number + rows):
                reaching[below] = reaching.get(below, 0) + columns
        if reaching.get(number) != width:
            return number
    return 0


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
