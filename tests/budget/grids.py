"""Tables as grids of cells, from wherever they stand; a cell that is merged away is empty, white space is dropped."""

from __future__ import annotations

import zipfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree, html

from generator.model.document import Table
from tests.extract import WORD, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.document import Column, Document

Grid: TypeAlias = list[list[str]]
# Text, and how many columns and rows it takes.
Spanned: TypeAlias = tuple[str, int, int]

PUBLISHED = Path(__file__).parent / "published"


def published(number: int) -> Grid:
    """Return the published table of an annex, cleaned of what scanning did to it: the first line of its file says how.

    Parentheses are full-width, as everywhere in the text (tests/fidelity/differences.yaml).
    """
    lines = (PUBLISHED / f"{number:02d}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def of_table(table: Table) -> Grid:
    """Return heads and rows of a table of the Document."""
    heads: list[list[Spanned]] = [[] for _ in range(table.head_rows)]
    for column in table.columns:
        _add_head(heads, column, 0)
    rows = [[(cell.plain, 1, 1) for cell in row] for row in table.rows]
    return spread([*heads, *rows])


def _add_head(heads: list[list[Spanned]], column: Column, row: int) -> None:
    down = 1 if column.children else len(heads) - row
    heads[row].append((column.heading.plain, len(column.leaves), down))
    for child in column.children:
        _add_head(heads, child, row + 1)


def of_document(document: Document) -> dict[str, Grid]:
    """Return the regular tables of a Document by name, in order."""
    return {block.name: of_table(block) for block in document.blocks if isinstance(block, Table)}


def of_html(path: Path) -> list[Grid]:
    """Return all tables of an HTML file."""
    root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return [
        spread([_html_cell(cell) for cell in row.xpath("./th|./td")] for row in _rows(table))
        for table in root.iter("table")
    ]


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _html_cell(cell: Any) -> Spanned:
    return cell.text_content(), int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))


def of_docx(path: Path) -> list[Grid]:
    """Return all tables of a Word file; a cell that continues the one above takes its place with nothing in it."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [
        spread([_word_cell(cell) for cell in row.iterchildren(f"{WORD}tc")] for row in table.iterchildren(f"{WORD}tr"))
        for table in root.iter(f"{WORD}tbl")
    ]


def _word_cell(cell: Any) -> Spanned:
    text = "".join(node.text or "" for node in cell.iter(f"{WORD}t"))
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    return text, int(span.get(f"{WORD}val")) if span is not None else 1, 1


def spread(rows: Iterable[Sequence[Spanned]]) -> Grid:
    """Lay out rows of cells that reach over columns and rows; what they cover is empty."""
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        free: Iterator[int] = (x for x in count() if (y, x) not in taken)
        for text, across, down in row:
            x = next(free)
            taken |= {(y + i, x + j): "" for i in range(down) for j in range(across)}
            taken[y, x] = squeeze(text)
    height, width = (max((place[axis] for place in taken), default=-1) + 1 for axis in (0, 1))
    return [[taken[y, x] for x in range(width)] for y in range(height)]
