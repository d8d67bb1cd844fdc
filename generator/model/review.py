"""What changed between two states of the content, and what that does to the documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.address import address

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.finding import Finding
    from generator.model.picture import PagePair
    from generator.model.position import Position


class Kind(StrEnum):
    """How something changed."""

    ADDED = "新增"
    REMOVED = "删除"
    RENAMED = "改名"
    CHANGED = "修改"


class Aspect(StrEnum):
    """What a file decides, in the order in which a reviewer wants to know."""

    OUTPUT = "生成的文件"
    PROGRAM = "程序"
    FONT = "字体"
    LOOKS = "样子"
    HEADS = "页眉页脚"
    WORDS = "文字"
    FORM = "写法"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file whose bytes differ, and what it may change; `old_path` where it was moved.

    `parts` are the parts of a Word file that differ.
    """

    kind: Kind
    path: str
    aspects: tuple[Aspect, ...]
    old_path: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the content. `path` is what changed inside its subject, by Chinese keys and names.

    `difference` is in 元 for money, in the figure's own unit otherwise; `weaker` marks a target that was lowered.
    """

    kind: Kind
    subject: str
    path: tuple[str, ...]
    old: str = ""
    new: str = ""
    before: Position | None = None
    after: Position | None = None
    old_value: Decimal | None = None
    new_value: Decimal | None = None
    unit: str = ""
    weaker: bool = False

    @property
    def difference(self) -> Decimal | None:
        """New minus old, where both are numbers of one unit."""
        if self.old_value is None or self.new_value is None:
            return None
        return self.new_value - self.old_value


@dataclass(frozen=True, slots=True)
class Effect:
    """One place of a document that prints something else now; "" where it prints nothing."""

    document: str
    part: str
    place: str
    old: str
    new: str


class Fate(StrEnum):
    """What became of a row of a table. Where only its number in the table changed, it says nothing else."""

    ADDED = "新增"
    REMOVED = "删除"
    CHANGED = "修改"
    MOVED = "移位"
    RENUMBERED = "序号"
    SAME = "不变"


@dataclass(frozen=True, slots=True)
class RowEffect:
    """One row of a table, its cells before and after by the columns of the table; () where there is no such row.

    `place` is its address.
    """

    fate: Fate
    old: tuple[str, ...]
    new: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class TableEffect:
    """A table of a document that prints something else now: all its rows, and which of its columns are words.

    A form is one, too: its columns are the names of its cells and what stands in them.
    """

    document: str
    part: str
    name: str
    columns: tuple[str, ...]
    words: tuple[bool, ...]
    rows: tuple[RowEffect, ...]

    @property
    def place(self) -> str:
        """The address as people write it."""
        return address(self.part, self.name)

    def of(self, *fates: Fate) -> tuple[RowEffect, ...]:
        """Return the rows of some fates."""
        return tuple(row for row in self.rows if row.fate in fates)

    @property
    def changes(self) -> tuple[RowEffect, ...]:
        """The rows that say something else than before."""
        return self.of(Fate.ADDED, Fate.REMOVED, Fate.CHANGED, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a declaration or budget before and after, in 元; None where it did not or does not exist.

    `unit` is the unit of money that its pages use.
    """

    subject: str
    old: Decimal | None
    new: Decimal | None
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Review:
    """All that a reviewer wants to know of a change.

    `between` names the two years that are compared; two states of one year have none.
    `files` names every file that differs; `problem` says why a side can't be read, so that all else stays unknown.
    """

    totals: tuple[Total, ...] = ()
    changes: tuple[Change, ...] = ()
    effects: tuple[Effect, ...] = ()
    tables: tuple[TableEffect, ...] = ()
    failing: tuple[Finding, ...] = ()
    passing: tuple[Finding, ...] = ()
    # Said before and after, with other figures.
    lasting: tuple[Finding, ...] = ()
    files: tuple[FileChange, ...] = ()
    problem: Finding | None = None
    between: str = ""
    # How states were read that are of an older form.
    notes: tuple[str, ...] = ()
    # Pages that look different, and why some were not drawn; empty where pictures were not asked for.
    pages: tuple[PagePair, ...] = ()
    undrawn: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a reader or a rule could notice, as far as content and templates tell."""
        return not (self.changes or self.effects or self.tables or self._speaks or self.problem)

    @property
    def _speaks(self) -> bool:
        return bool(self.failing or self.passing or self.lasting)

    def touches(self, *aspects: Aspect) -> bool:
        """Whether any file that differs may change one of these."""
        return any(set(aspects) & set(change.aspects) for change in self.files)
