"""What every output of a document has to say: the page template's words with the document's texts in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from generator.model.marks import BEGIN, END
from generator.verify.leaves import Leaf, groups, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.document import Document
    from generator.verify.leaves import Group
    from generator.verify.reading import Cells

_STRING: Final = etree.XPath("string()")
_PLAIN: Final = str.maketrans("", "", BEGIN + END)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page, as far as its rows hold text; a PDF repeats the heads on every page."""

    heads: tuple[Cells, ...]
    rows: tuple[Cells, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[bool, Cells]]) -> Table:
        """Make a table of rows that are heads or not."""
        parts: tuple[list[Cells], list[Cells]] = ([], [])
        for is_head, cells in rows:
            parts[not is_head].append(tuple(map(plain, cells)))
        return cls(tuple(parts[0]), tuple(parts[1]))


@dataclass(frozen=True, slots=True)
class Reference:
    """All text without white space, the tables, and each text of the document with the place where it begins.

    `rows` are those rows of the tables that hold texts of the document, and not only words of the template.
    `missing` are texts that the page template has not printed, `extra` those that it has printed once too often.
    """

    text: str
    tables: tuple[Table, ...]
    rows: tuple[Cells, ...]
    leaves: tuple[Leaf, ...]
    starts: tuple[int, ...]
    missing: tuple[Leaf, ...] = ()
    extra: tuple[Leaf, ...] = ()

    def leaf(self, offset: int) -> Leaf:
        """Return the text of the document that a character belongs to, or the last one before it."""
        return self.leaves[max(bisect_right(self.starts, offset) - 1, 0)]

    def span(self, start: int, stop: int) -> tuple[Leaf, ...]:
        """Return the texts that a stretch touches."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return self.leaves[first : max(bisect_right(self.starts, max(stop - 1, start)), first + 1)]


def reference(page: str, document: Document) -> Reference:
    """Read the marked page of a document."""
    root = parse(page.encode())
    text = squeeze(text_of(root))
    seen = list(_seen(text))
    matched, missing, extra = _match(groups(document), [found for _, found in seen])
    leaves, starts = [], []
    for (start, _), leaf in zip(seen, matched, strict=True):
        if leaf is not None:
            leaves.append(leaf)
            starts.append(start)
    tables = [list(_rows(table)) for table in root.iter("table")]
    return Reference(
        plain(text),
        tuple(Table.of(rows) for rows in tables),
        tuple(tuple(map(plain, cells)) for rows in tables for _, cells in rows if BEGIN in "".join(cells)),
        tuple(leaves),
        tuple(starts),
        tuple(missing),
        tuple(extra),
    )


def plain(text: str) -> str:
    """Return a text without marks."""
    return text.translate(_PLAIN) if BEGIN in text else text


def parse(page: bytes) -> etree._Element:
    """Read an HTML page and return its body."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    body = root.find("body")
    return root if body is None else body


def text_of(element: etree._Element) -> str:
    """Return all text in an element; comments are none."""
    return str(_STRING(element)) if len(element) else element.text or ""


def row_of(row: etree._Element) -> Cells:
    """Return the texts of the cells of a row."""
    return tuple(squeeze(text_of(cell)) for cell in row if cell.tag in {"td", "th"})


def _rows(table: etree._Element) -> Iterator[tuple[bool, Cells]]:
    """Yield the rows that hold any text, and whether each is one of the heads."""
    for row in table.iter("tr"):
        parent = row.getparent()
        cells = row_of(row)
        if any(cells):
            yield parent is not None and parent.tag == "thead", cells


def _seen(text: str) -> Iterator[tuple[int, str]]:
    """Yield the marked texts of a page, each with its place in the text without marks."""
    before, *pieces = text.split(BEGIN)
    at = len(before)
    for piece in pieces:
        leaf, _, rest = piece.partition(END)
        yield at, leaf
        at += len(leaf) + len(rest)


def _match(wanted: list[Group], seen: Sequence[str]) -> tuple[list[Leaf | None], list[Leaf], list[Leaf]]:
    """Say which text each marked one is; return what is missing, and what is printed again, too."""
    matching = _Matching(seen)
    for index, group in enumerate(wanted):
        following = next((leaf.text for later in wanted[index + 1 :] for leaf in later.leaves), "")
        if group.is_form:
            matching.form(group.leaves, following)
        else:
            for leaf in group.leaves:
                matching.one(leaf)
    matching.rest()
    return matching.matched, matching.missing, matching.extra


class _Matching:
    """Goes through the marked texts of a page once."""

    def __init__(self, seen: Sequence[str]) -> None:
        self.seen = seen
        self.matched: list[Leaf | None] = []
        self.missing: list[Leaf] = []
        self.extra: list[Leaf] = []

    def one(self, leaf: Leaf) -> None:
        """Match a text that has to come next; a title may be printed as several lines."""
        at = len(self.matched)
        text = ""
        while at < len(self.seen) and len(text) < len(leaf.text) and leaf.text.startswith(text + self.seen[at]):
            text += self.seen[at]
            at += 1
        if text == leaf.text:
            self.matched += [leaf] * (at - len(self.matched))
        elif leaf.text in self.seen[len(self.matched) :][:_NEAR]:
            self.surplus()
            self.one(leaf)
        else:
            self.missing.append(leaf)

    def form(self, leaves: Sequence[Leaf], following: str) -> None:
        """Match the texts of a form, which stand in any order, up to what follows the form."""
        left = Counter(leaf.text for leaf in leaves)
        by_text: dict[str, list[Leaf]] = {}
        for leaf in leaves:
            by_text.setdefault(leaf.text, []).append(leaf)
        while len(self.matched) < len(self.seen):
            text = self.seen[len(self.matched)]
            if left[text]:
                same = by_text[text]
                self.matched.append(same[len(same) - left[text]])
                left[text] -= 1
            elif text in by_text and not (following == text and not left.total()):
                self.extra.append(by_text[text][-1])
                self.matched.append(by_text[text][-1])
            else:
                break
        self.missing += [leaf for text, number in left.items() for leaf in by_text[text][len(by_text[text]) - number :]]

    def surplus(self) -> None:
        """Pass over a text that should not stand here."""
        last = next((leaf for leaf in reversed(self.matched) if leaf), None)
        text = self.seen[len(self.matched)]
        self.extra.append(replace(last, text=text) if last else Leaf("开头", text, None, -1))
        self.matched.append(None)

    def rest(self) -> None:
        """Pass over all that is left."""
        while len(self.matched) < len(self.seen):
            self.surplus()


# How far ahead a text is looked for when others stand before it that should not.
_NEAR: Final = 40
