"""What every output of a document has to say: its texts, in its forms with the words of the Word template."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.marks import BEGIN
from generator.verify.leaves import groups
from generator.verify.matching import marked, match
from generator.verify.said import Said, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.verify.leaves import Leaf
    from generator.verify.reading import Cells, Spans
    from generator.verify.said import Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table, as far as its rows hold text; a PDF repeats the heads on every page."""

    heads: tuple[Cells, ...]
    rows: tuple[Cells, ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Table:
        """Make a table of rows that are heads or not."""
        parts: tuple[list[Cells], list[Cells]] = ([], [])
        for row in rows:
            parts[not row.is_head].append(row.plain)
        return cls(tuple(parts[0]), tuple(parts[1]))


@dataclass(frozen=True, slots=True)
class Reference:
    """All text without white space, the tables, and each text of the document with the place where it begins.

    `forms` are the lines and rows of each form. `rows` are those rows of the tables that hold texts of the document,
    and not only words of the template, `spans` over how many columns their cells reach.
    `missing` are texts that the Word template does not print, `extra` those that it prints once too often.
    """

    text: str
    tables: tuple[Table, ...]
    rows: tuple[Cells, ...]
    spans: tuple[Spans, ...]
    leaves: tuple[Leaf, ...]
    starts: tuple[int, ...]
    forms: tuple[tuple[Row, ...], ...] = ()
    missing: tuple[Leaf, ...] = ()
    extra: tuple[Leaf, ...] = ()

    def leaf(self, offset: int) -> Leaf:
        """Return the text of the document that a character belongs to, or the last one before it."""
        return self.leaves[max(bisect_right(self.starts, offset) - 1, 0)]

    def span(self, start: int, stop: int) -> tuple[Leaf, ...]:
        """Return the texts that a stretch touches."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return self.leaves[first : max(bisect_right(self.starts, max(stop - 1, start)), first + 1)]


def reference(document: Document, layout: Layout) -> Reference:
    """Return what the outputs of a document have to say."""
    said = Said(document, layout)
    text = "".join(said.pieces)
    seen = list(marked(text))
    matched, missing, extra = match(groups(document), [found for _, found in seen])
    leaves, starts = [], []
    for (start, _), leaf in zip(seen, matched, strict=True):
        if leaf is not None:
            leaves.append(leaf)
            starts.append(start)
    own = [row for rows in said.tables for row in rows if BEGIN in "".join(row.cells)]
    return Reference(
        plain(text),
        tuple(map(Table.of, said.tables)),
        tuple(row.plain for row in own),
        tuple(row.spans for row in own),
        tuple(leaves),
        tuple(starts),
        tuple(map(tuple, said.forms)),
        tuple(missing),
        tuple(extra),
    )
