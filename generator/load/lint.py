"""Reads a file line by line before YAML does: finds every trap on its own line, and mends it for what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load import depth, marks, value
from generator.load.depth import Depth
from generator.load.fixes import is_certain
from generator.load.key import WIDE_AFTER, Key
from generator.load.lines import INDENT, WIDE_SPACES, Line
from generator.load.stray import Stray
from generator.load.traps import trap
from generator.load.value import Value

if TYPE_CHECKING:
    from generator.model.finding import Finding

# Beyond this the reader refuses the file anyway.
MAX_LEVELS = 40


class Lint:
    """One pass over the lines. `findings` are errors, and some doubts; the lines are mended in place."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.findings: list[Finding] = []
        self.depth = Depth(lines)
        self.stray = Stray(lines, self.depth)
        self.value: Value | None = None

    def run(self) -> list[Finding]:
        """Look at all lines; return what is wrong with them."""
        index = 0
        while index < len(self.lines) and len(self.depth.levels) < MAX_LEVELS:
            index = self._line(index)
        self.findings += self.depth.findings + self.stray.findings
        return self.findings

    def _line(self, index: int) -> int:
        """Look at one line, and at what belongs to it; return the index of the next one."""
        line = self.lines[index]
        if line.is_silent or self._is_machinery(index):
            return index + 1
        self._indentation(line)
        self.findings += marks.list_mark(line)
        column = self._dashes(line)
        if column is None or column == len(line.text):
            return index + 1
        self.findings += marks.complex_key(line, column)
        if not line.text:
            return index + 1
        return self._content(index, column)

    def _is_machinery(self, index: int) -> bool:
        found = marks.machinery(self.lines, index, is_first=not self.depth.levels)
        self.findings += found or []
        return found is not None

    def _content(self, index: int, column: int) -> int:
        """Look at what stands behind indentation and dashes."""
        line = self.lines[index]
        key = Key(line, column)
        is_item = line.text[line.lead] == "-" and column > line.lead
        if key.colon < 0:
            self._guess(key, index, is_item=is_item)
        if key.colon < 0:
            return self._value(index, column) if is_item else self._loose(index, column)
        if not key.is_plausible and self.stray.is_wrapped(column, self.value):
            self.stray.line(index, column, self.value)
            return index + 1
        return self._key(index, key)

    def _indentation(self, line: Line) -> None:
        """Mend tabs and wide spaces at the front, as wide as they look."""
        blank = INDENT.match(line.text)
        lead = blank[0] if blank else ""
        if not lead.strip(" "):
            return
        at = len(lead) - len(lead.lstrip(" "))
        code = "YM-001" if lead[at] == "\t" else "YM-011"
        length = next(
            (n for n, character in enumerate(lead[at:]) if (character == "\t") != (lead[at] == "\t")), len(lead) - at
        )
        self.findings.append(trap(code, line.place(at, length), "行首"))
        rest = line.text[len(lead) :]
        width = 0
        if rest:
            kind = depth.Kind.ITEM if rest.startswith("-") else depth.Kind.KEY
            width = self.depth.likeliest(line, kind, lead)
            line.is_certain &= rest.startswith("#") or is_certain(self.depth, kind, lead, width)
        line.replace(0, len(lead), " " * width if rest else "")

    def _dashes(self, line: Line) -> int | None:
        """Take in the dashes of a line; return the column behind them, None if nothing is left to be looked at."""
        at = line.lead
        while line.text[at : at + 1] == "-" and (at + 1 == len(line.text) or line.text[at + 1] in f" \t{WIDE_SPACES}"):
            self.findings += value.gap(line, at + 1)
            moved = self.depth.enter(line, depth.Kind.ITEM, at)
            if moved is None:
                self._drop(line, at)
                return None
            if moved:
                line.indent(moved)
            at += moved + 1
            at += len(line.text[at:]) - len(line.text[at:].lstrip(" "))
            if len(self.depth.levels) > MAX_LEVELS:
                return None
        return at if line.text.strip(" ") else None

    def _drop(self, line: Line, column: int) -> None:
        """Leave out an item that belongs nowhere, with all that stands below it."""
        for other in self.lines[line.number :]:
            if (
                not other.is_silent
                and other.lead <= column
                and not (other.lead == column and other.text[column] == "-")
            ):
                break
            other.drop()
        line.drop()

    def _guess(self, key: Key, index: int, *, is_item: bool) -> None:
        """Find the colon that was meant, on a line that has none of YAML."""
        has_sibling = self.stray.has_sibling_key(index, key.start)
        if has_sibling if is_item else not self.stray.is_wrapped(key.start, self.value):
            may_lack = has_sibling or (not is_item and self.depth.fits(depth.Kind.KEY, key.start))
            key.guess(may_lack=may_lack, has_children=may_lack and self.stray.has_children(index, key.start))
        elif WIDE_AFTER.match(key.line.text, key.start):
            key.guess(may_lack=False, has_children=False)

    def _loose(self, index: int, column: int) -> int:
        """Look at a line with neither dash nor key."""
        end = self.stray.next_value(index, column)
        if end is None:
            self.stray.line(index, column, self.value)
            return index + 1
        return self._value(index, column) if end == index + 1 else end

    def _key(self, index: int, key: Key) -> int:
        line = key.line
        moved = self.depth.enter(line, depth.Kind.KEY, key.start)
        if moved:
            line.indent(moved)
            key.start, key.colon = key.start + moved, key.colon + moved
        key.check()
        self.findings += key.findings
        self.findings += value.gap(line, key.colon + 1)
        at = key.colon + 1
        return self._value(index, at + len(line.text[at:]) - len(line.text[at:].lstrip(" ")))

    def _value(self, index: int, column: int) -> int:
        """Look at a value, and at the lines that belong to it."""
        line = self.lines[index]
        self.value = found = Value(line, column, "文字")
        self.findings += found.findings
        self.depth.is_open = found.kind is value.Kind.NOTHING
        match found.kind:
            case value.Kind.NOTHING:
                self.findings += self.stray.comment(index, column)
            case value.Kind.BLOCK:
                return self.stray.block(index, found)
            case value.Kind.FOLDED:
                return self.stray.folded(index, found)
            case value.Kind.OPEN_QUOTE:
                return self.stray.open_quote(index, found)
            case _:
                pass
        return index + 1
