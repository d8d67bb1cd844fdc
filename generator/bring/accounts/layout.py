"""Where codes and names stand in a row, as far as the heads of a table say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS: Final = "类款项"
_HEAD: Final = re.compile(r"编码|代码|名称|科目|[类款项]")
_LEVEL: Final = re.compile(r"(?:科目)?([类款项])(?:级|别)?(?:科目)?(?:编码|代码)?")
_CODE: Final = re.compile(r"(?!.*(?:单位|项目)).*(?:编码|代码).*")
_LONGEST_HEAD: Final = 16
# How many digits a part of a code has: 类 three, 款 and 项 two each, of which Excel drops a zero.
_FIRST, _NEXT = 3, 2


def is_head(row: Sequence[str]) -> bool:
    """Whether a row says what stands below it."""
    cells = [cell for cell in row if cell]
    is_short = all(len(cell) <= _LONGEST_HEAD and not any(map(str.isdigit, cell)) for cell in cells)
    return len(cells) > 1 and is_short and any(map(_HEAD.search, cells))


@dataclass(slots=True)
class Layout:
    """What heads say, and the parts of the last code: where 款 and 项 stand alone, what is above isn't repeated."""

    names: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)
    # The first column and the number of columns of each code that is written in parts.
    parted: list[tuple[int, int]] = field(default_factory=list)
    above: dict[int, list[str]] = field(default_factory=dict)

    def read(self, row: Sequence[str], *, goes_on: bool) -> None:
        """Take in a row of heads, which begins anew or goes on with the row before it."""
        if not goes_on:
            self.names, self.codes, self.parted, self.above = set(), set(), [], {}
        head = ""
        for at, cell in enumerate(row):
            head = cell or head  # One head may stand over several columns.
            if "名称" in head:
                self.names.add(at)
        self.codes |= {at for at, cell in enumerate(row) if _CODE.fullmatch(cell)}
        levels = "".join(found[1] if (found := _LEVEL.fullmatch(cell)) else " " for cell in row)
        self.parted += [(found.start(), len(found[0])) for found in re.finditer("类款项?", levels)]

    def can_be_code(self, at: int) -> bool:
        """Whether a column can hold codes: any, where no head says so of one."""
        parts = (start <= at < start + width for start, width in self.parted)
        return not (self.codes or self.parted) or at in self.codes or any(parts)

    def guess(self, rows: Sequence[Sequence[str]]) -> None:
        """Find a code in parts without heads: a column of three digits, and one or two of fewer beside it."""
        width = max(map(len, rows), default=0)
        columns = [[row[at] for row in rows if at < len(row) and row[at].isdigit()] for at in range(width)]
        for at in range(width - 1):
            if _has(columns[at], _FIRST, _FIRST) and _is_part(columns[at + 1]):
                is_wide = at + 2 < width and _is_part(columns[at + 2])
                self.parted = [(at, 3 if is_wide else 2)]
                return

    def joined(self, row: Sequence[str]) -> list[str]:
        """Return a row with each code that is written in parts as one, in the column of its last part."""
        cells = list(row)
        for start, width in self.parted:
            parts = [part if part.strip("0") else "" for part in cells[start : start + width]]
            last = max((at for at, part in enumerate(parts) if part), default=-1)
            if last < 0 or not all(part.isdigit() for part in parts if part):
                continue
            above = self.above.get(start, [])
            parts = [part or (above[at] if at < len(above) else "") for at, part in enumerate(parts[: last + 1])]
            self.above[start] = parts
            cells[start : start + width] = ["" for _ in cells[start : start + width]]
            cells[start + last] = _code(parts)
        return cells


def _has(column: Sequence[str], least: int, most: int) -> bool:
    return bool(column) and all(least <= len(cell) <= most for cell in column)


def _is_part(column: Sequence[str]) -> bool:
    """Whether a column can be 款 or 项; where all is the same, it is rather a level or a year."""
    return _has(column, 1, _NEXT) and len(set(column)) > 1


def _code(parts: Sequence[str]) -> str:
    """Return the code of its parts; in some tables, a part repeats what is above it."""
    code = ""
    for part in parts:
        code = part if len(part) > _NEXT and part.startswith(code) else code + part.zfill(_NEXT)
    return code
