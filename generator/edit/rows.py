"""The lines of a file, by the keys and items that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.edit.parse import DASH
from generator.edit.scalars import key_of
from generator.edit.tree import Node, UnknownFormError
from generator.edit.want import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edit.text import Lines
    from generator.model.outline import Way


class Row(NamedTuple):
    """A line and what ends it."""

    text: str
    end: str


class Rows:
    """The rows of a file that was taken apart: each belongs to a key or an item, or stands between two of them."""

    def __init__(self, lines: Lines, root: Node) -> None:
        self._rows = [Row(text, end) for text, end in zip(lines.texts, lines.ends, strict=True)]
        self.ways = dict(ways(root))
        self._way = {id(node): way for way, node in self.ways.items()}
        # Where the rows between the one before and this one begin, its own begin, and its own end.
        self._spans: dict[int, tuple[int, int, int]] = {}
        self._tails: dict[int, list[Row]] = {}
        # The rows of dashes with a key behind them, as if they had none.
        self._bare: dict[int, Row] = {}
        self._measure(root, 0, len(self._rows))

    def children(self, node: Node) -> Iterator[tuple[Way, Node]]:
        """Yield what stands right below a node."""
        yield from ((self._way[id(child)], child) for child in node.children)

    def all_below(self, node: Node) -> Iterator[Node]:
        """Yield all that stands below a node."""
        for child in node.children:
            yield child
            yield from self.all_below(child)

    def lead(self, node: Node) -> list[Row]:
        """Return the rows between a node and the one before it: blank ones, and comments that stand apart."""
        lead, start, _ = self._spans[id(node)]
        return self._rows[lead:start]

    def own(self, node: Node) -> list[Row]:
        """Return all rows of a node, with the comments right above it."""
        _, start, stop = self._spans[id(node)]
        return [self._row(node, at) for at in range(start, stop)]

    def above(self, node: Node) -> list[Row]:
        """Return the comments right above a node."""
        return self._rows[self._spans[id(node)][1] : node.line]

    def head(self, node: Node) -> Row:
        """Return the row of the key or dash."""
        return self._row(node, node.line)

    def tail(self, node: Node) -> list[Row]:
        """Return the rows behind the last child of a node that are its own."""
        return self._tails[id(node)]

    def is_inline(self, node: Node) -> bool:
        """Whether the first key of an item stands behind its dash."""
        return node.is_item and bool(node.children) and node.children[0].line == node.line

    def block_column(self, node: Node) -> int:
        """Return how far the lines of a `|` text stand in."""
        for line, row in zip(node.block, self._rows[node.line + 1 :], strict=False):
            if line.strip(" "):
                return len(row.text) - len(line)
        return node.column + 2

    def comments(self, node: Node) -> list[str]:
        """Return the comments of a node alone: those right above it, behind it, and at its end."""
        above = [row.text.strip() for row in self.above(node)]
        behind = [node.behind.strip()] if node.behind else []
        return above + behind + [comment.text for comment in node.below]

    def _row(self, node: Node, at: int) -> Row:
        return self._bare.get(at, self._rows[at]) if at == node.line and not node.is_item else self._rows[at]

    def _measure(self, node: Node, begin: int, stop: int) -> None:
        at = begin
        for child in node.children:
            if child.is_item and node.is_item:
                raise UnknownFormError  # Lists in lists say nothing in any file.
            known = {comment.line for comment in child.above}
            start = max(child.line, at)
            while start > at and start - 1 in known:
                start -= 1
            end = _last(child) + 1
            self._spans[id(child)] = at, start, end
            inside = child.line if self.is_inline(child) else child.line + 1 + len(child.block)
            if self.is_inline(child):
                row = self._rows[child.line]
                self._bare[child.line] = Row(row.text[: child.column] + " " + row.text[child.column + 1 :], row.end)
            self._measure(child, inside, end)
            at = end
        self._tails[id(node)] = self._rows[at:stop] if node.children or node.line < 0 else []


def _last(node: Node) -> int:
    """Return the last line of a node."""
    own = [node.line + len(node.block), *(comment.line for comment in node.below)]
    return max([*own, *map(_last, node.children)])


def value_at(line: str, node: Node) -> int:
    """Return where the value of a node begins on its line, or would."""
    text = line[node.column :]
    if node.is_item:
        dash = DASH.match(text)
        return node.column + dash.end() if dash else len(line)
    found = key_of(text)
    return len(line) - len(found[1]) if found else len(line)


def behind_of(node: Node) -> str:
    """Return the comment behind a node with the blanks before it."""
    return node.behind if node.behind[:1] != "#" else f"  {node.behind}"


def dashed(rows: list[Row], column: int) -> list[Row]:
    """Put a dash before the first key of an item."""
    at = next(place for place, row in enumerate(rows) if row.text.strip() and row.text.lstrip()[0] != "#")
    text = rows[at].text
    return [*rows[:at], Row(f"{text[:column]}-{text[column + 1 :]}", rows[at].end), *rows[at + 1 :]]


def shifted(rows: list[Row], by: int) -> list[Row]:
    """Move rows to the right, or to the left."""
    if not by:
        return rows
    return [Row(" " * by + row.text if by > 0 else row.text[-by:], row.end) if row.text else row for row in rows]
