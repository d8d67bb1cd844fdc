"""Follows the indentation: which line belongs below which, and which one is moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.load.lines import Line, behind_dashes, next_speaking, widths
from generator.load.traps import doubt, trap
from generator.model.finding import Mark

if TYPE_CHECKING:
    from generator.model.finding import Finding

STEP = 2
# What a key ends with whose text stands below it.
HEADER = re.compile(r": +[|>][-+1-9]* *(?:#.*)?$")


class Kind(StrEnum):
    """What stands in a column."""

    KEY = "键"
    ITEM = "条目"


@dataclass(slots=True)
class Level:
    """The keys or items that stand in one column; `line` is the last of them."""

    kind: Kind
    column: int
    line: Line


class Depth:
    """The levels that are open, from the outermost in; `is_open` says that the last key or dash still lacks a value."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.levels: list[Level] = []
        self.findings: list[Finding] = []
        self.is_open = True
        # How far the line that was moved last has to be moved back: what stands below it was moved with it.
        self.moved = 0
        self.is_trial = False

    @property
    def column(self) -> int:
        """The column of the last key or dash."""
        return self.levels[-1].column if self.levels else -1

    def enter(self, line: Line, kind: Kind, column: int) -> int | None:
        """Take in a key or dash; return by how much it was moved to where it belongs, None if it belongs nowhere."""
        moved = self._moved(line, kind, column)
        if moved is None:
            return None
        column += moved
        while self.column > column or (self.levels and self.column == column and self._ends(kind)):
            self.levels.pop()
        if self.column == column and self.levels[-1].kind is kind:
            self.levels[-1].line = line
        else:
            self.levels.append(Level(kind, column, line))
        self.is_open = True
        return moved

    def _ends(self, kind: Kind) -> bool:
        """Whether a key ends a list whose dashes stand in the column of the keys around it."""
        return kind is Kind.KEY and self.levels[-1].kind is Kind.ITEM

    def fits(self, kind: Kind, column: int) -> bool:
        """Whether a key or dash may stand in a column."""
        around = [level for level in self.levels if level.column <= column]
        if not around:
            return not self.levels
        may_open = self.is_open and len(around) == len(self.levels)
        top = around[-1]
        if top.column < column:
            return may_open
        if top.kind is kind:
            return True
        if kind is Kind.ITEM:
            return may_open
        return len(around) > 1 and around[-2].column == column

    def likeliest(self, line: Line, kind: Kind, lead: str) -> int:
        """Return the column that a line with tabs or wide spaces before it was most likely meant for.

        Where the next line can stand counts most, then how wide the indentation may look, then the line before.
        """
        if not self.levels:
            return 0
        looks = widths(lead)
        usual = self.column + STEP if self.is_open else self.column
        columns = {level.column for level in self.levels} | {usual}
        text = line.text[len(lead) :]

        def unlikeliness(column: int) -> tuple[bool, int, bool, int]:
            away = min(abs(column - look) for look in looks)
            return not self._leads_on(line, kind, column, text), away, column != usual, column

        return min(
            (column for column in sorted(columns) if self.fits(kind, column)), key=unlikeliness, default=looks[0]
        )

    def _leads_on(self, line: Line, kind: Kind, column: int, text: str) -> bool:
        """Whether the next line is well placed if this one stands in a column."""
        index = next_speaking(self.lines, line.number - 1)
        if index is None or self.lines[index].text[:1] in "\t\u3000":
            return True
        following = self.lines[index]
        trial = Depth(self.lines)
        trial.is_trial = True
        trial.levels = [replace(level) for level in self.levels]
        trial.is_open = self.is_open
        trial.enter(line, kind, column)
        inner = behind_dashes(text) if kind is Kind.ITEM else 0
        if inner and ":" in text:
            trial.enter(line, Kind.KEY, column + inner)
        trial.is_open = text.partition(" #")[0].rstrip().endswith((":", "："))
        next_kind = Kind.ITEM if following.text.lstrip().startswith("-") else Kind.KEY
        if HEADER.search(text) or (trial.is_open and next_kind is Kind.KEY and following.lead == trial.column):
            return following.lead > trial.column
        before = len(trial.findings)
        trial.enter(following, next_kind, following.lead)
        return len(trial.findings) == before

    def _moved(self, line: Line, kind: Kind, column: int) -> int | None:
        if self.fits(kind, column):
            return self._opened(line, kind, column)
        if self.moved and self.fits(kind, column + self.moved):
            return self.moved
        columns = {level.column for level in self.levels} | ({self.column + STEP} if self.is_open else set[int]())
        fitting = [other for other in columns if self.fits(kind, other)]
        text = line.text[line.lead :]

        def unlikeliness(other: int) -> tuple[bool, int, int]:
            return not self.is_trial and not self._leads_on(line, kind, other, text), abs(other - column), -other

        target = min(fitting, key=unlikeliness, default=None)
        self.findings.append(self._misplaced(line, kind, column, target))
        if target is None:
            return None
        self.moved = target - column
        return self.moved

    def _opened(self, line: Line, kind: Kind, column: int) -> int:
        """Return by how much a key or dash is moved that may stand where it does: nothing, unless it opens a level."""
        if not self.levels or any(level.column == column for level in self.levels):
            self.moved = 0
            return 0
        step = column - self.column
        if step == STEP or (step == 0 and kind is Kind.ITEM):
            return 0
        if self.moved and step + self.moved == STEP:
            return self.moved
        return self._first(line, kind, column)

    def _first(self, line: Line, kind: Kind, column: int) -> int:
        """Return by how much the first key or dash of a level is moved: the next line that has to agree tells."""
        usual = self.column + STEP
        inner = behind_dashes(line.text) if kind is Kind.ITEM else column
        inner = inner if inner < len(line.text) else column
        bound = inner if kind is Kind.KEY else max(inner, usual + STEP)
        follower = next(
            (other for other in self.lines[line.number :] if not other.is_silent and other.lead <= bound), None
        )
        if follower is None or follower.lead <= self.column:
            if (column - usual) % STEP:
                self.findings.append(doubt(self._misplaced(line, kind, column, usual)))
            return 0
        is_item = follower.text.lstrip(" ").startswith("-")
        if follower.lead == (column if is_item else inner) and (kind is Kind.ITEM or not is_item):
            return 0
        if follower.lead not in ({usual, usual + STEP} if kind is Kind.ITEM else {usual}):
            return 0
        self.findings.append(self._misplaced(line, kind, column, usual))
        self.moved = usual - column
        return self.moved

    def _misplaced(self, line: Line, kind: Kind, column: int, target: int | None) -> Finding:
        code = "YM-018" if kind is Kind.KEY else "YM-025"
        place = line.place(column)
        if target is None:
            cause = "上面一行的值已经写完，下面不能再有列表。"
            return trap(code, place, cause=cause, hint="删去上一行冒号后面的值，或检查这一行的缩进。")
        near = next((level for level in reversed(self.levels) if level.column == target and level.kind is kind), None)
        above = next((level for level in reversed(self.levels) if level.column < target), None)
        known, role = (near, "和它同级的一行") if near else (above, "它的上一级")
        cause = f"前面有 {column} 个空格，应当有 {target} 个。"
        hint = f"删去 {column - target} 个空格。" if column > target else f"加上 {target - column} 个空格。"
        see = Mark(known.line.place(known.column), role) if known else None
        return trap(code, place, cause=cause, hint=hint, see=see)
