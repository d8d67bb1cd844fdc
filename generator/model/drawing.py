"""A form as the Word template of its pack draws it: tables of cells on a grid, with words and tags. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


# What the names of styles begin with whose cells are one with equal ones below.
_MERGED: Final = "表格合并"


def merges(style: str) -> bool:
    """Whether cells in a style are one with those below that say the same (表格合并, 表格合并表头 …)."""
    return style.startswith(_MERGED)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words with their tags, the name of its style, and what is set on it by hand.

    `step` is a tag that stands for itself (`for 段 in 块.栏.概况`); such a line prints nothing. `own` are properties by
    Word's names (`jc`, `ind.left`) that differ from those of the style. `level` is its outline level, 0 for none.
    """

    text: str
    style: str
    own: Mapping[str, str] = field(default_factory=dict)
    step: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over columns from `column` on, and over `rows` rows and one more for each item of each of `lists`.

    `scope` is what a head heads (`col`, `row`, `colgroup`, `rowgroup`), empty for a cell that is no head. `sides` are
    the sides without a line.
    """

    lines: tuple[Line, ...]
    column: int
    columns: int = 1
    rows: int = 1
    lists: tuple[str, ...] = ()
    scope: str = ""
    align: str = "top"
    is_whole: bool = False
    sides: tuple[str, ...] = ()

    @property
    def merges(self) -> bool:
        """Whether it is one with equal cells below."""
        return merges(self.lines[0].style)

    @property
    def is_tall(self) -> bool:
        """Whether it may reach over several rows."""
        return self.rows > 1 or bool(self.lists) or self.merges

    @property
    def text(self) -> str:
        """Its words and tags."""
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, or a tag that stands for itself in `step`.

    `is_head`: it stands again on each page; `may_split`: a page may end in it; `keeps`: none ends behind it;
    `is_listed`: it stands there once for each item of a list.
    """

    cells: tuple[Cell, ...] = ()
    step: str = ""
    is_head: bool = False
    may_split: bool = False
    keeps: bool = False
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the widths of its columns in twips, its rows, and the lines above it.

    `name` is what Word calls its title (替代文字); `is_joined`: it hangs together with the table before; `margins` are
    those inside of its cells, in twips by side.
    """

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    name: str = ""
    above: tuple[Line, ...] = ()
    is_joined: bool = False
    margins: Mapping[str, int] = field(default_factory=dict)
