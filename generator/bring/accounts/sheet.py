"""Reads codes and names out of a table of accounts; what it can't read, it tells by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.bring.accounts.layout import LEVELS, Layout, is_head
from generator.bring.accounts.rows import rows_of
from generator.model.accounts import LEVELS as DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A code before its name in one cell, with what people put around and between. A year is none.
_TOGETHER: Final = re.compile(r"[\[(（【]?(\d{3,})[\])）】]?[\s\-—:：_.、]*(?!年)([^\W\d].*)")
# What Excel makes of a code that it takes for a number: 2.1013E+06.
_SHORTENED: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_NAME: Final = re.compile(r"[\w()（）《》“”、，,.·—\-/／%％ ]+")
_LONGEST_NAME: Final = 60
# A row of amounts that has no account.
_TOTALS: Final = frozenset({"合计", "总计", "小计"})
_SHORTEST: Final = min(DIGITS)
# The first digit of 支出功能分类 and of 部门预算支出经济分类, and how many digits their codes have.
_OURS: Final = {"2": tuple(DIGITS), "3": tuple(DIGITS)[:2]}


@dataclass(frozen=True, slots=True)
class Account:
    """A code and its name, and the line of the table where they stand."""

    code: str
    name: str
    line: int


@dataclass(slots=True)
class Sheet:
    """What a table gave: accounts; what is wrong, by line; and the lines that give none.

    Those are `plain`, without anything like a code (titles, notes), or `foreign`, of classifications that departments'
    budgets don't use (收入, 政府预算支出经济分类).
    """

    accounts: list[Account] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)


def sheet_of(text: str) -> Sheet:
    """Read a table of accounts; NoTableError where it is none."""
    rows = list(rows_of(text))
    layout, found, was_head = Layout(), Sheet(), False
    if not any(is_head(row) for _, row in rows):
        layout.guess([row for _, row in rows])
    for line, row in rows:
        if head := is_head(row):
            layout.read(row, goes_on=was_head)
        elif any(row):
            _take(line, layout.joined(row), layout, found)
        was_head = head
    return found


def _take(line: int, row: Sequence[str], layout: Layout, found: Sheet) -> None:
    """Take the accounts out of a row, or say why there are none."""
    pairs = list(_pairs(row, range(len(row)), layout))
    if not any(name for _, name in pairs):  # The name may stand before the code.
        pairs = list(_pairs(row, range(len(row) - 1, -1, -1), layout))
    for code, name in pairs:
        if code[0] not in _OURS:
            found.foreign.append(line)
        elif trouble := _trouble(code, name):
            found.wrong.append((line, trouble))
        else:
            found.accounts.append(Account(code, name, line))
    if not pairs:
        shortened = next(filter(_SHORTENED.fullmatch, row), "")
        bare = next((cell for at, cell in enumerate(row) if _is_code(cell) and layout.can_be_code(at)), "")
        if shortened:
            found.wrong.append((line, f"「{shortened}」是 Excel 缩写的数，编码的后几位没有了"))
        elif bare:
            found.wrong.append((line, f"编码「{bare}」没有名称"))
        else:
            found.plain.append(line)


def _pairs(row: Sequence[str], order: Iterable[int], layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield each code with the name that comes next in its row; "" for one without, where heads promise a code."""
    code, is_promised = "", False
    for at in order:
        cell = row[at]
        is_name = _is_name(cell) and (not layout.names or at in layout.names)
        is_code = _is_code(cell) and layout.can_be_code(at)
        together = _TOGETHER.fullmatch(cell)
        if code and is_promised and is_code:
            yield code, ""
        if together:
            yield together[1], together[2]
        elif code and is_name:
            yield code, cell
        if is_code:
            code, is_promised = cell, at in layout.codes
        elif together or is_name:
            code = ""
    if code and is_promised:
        yield code, ""


def _is_code(cell: str) -> bool:
    return cell.isdecimal() and len(cell) >= _SHORTEST


def _is_name(cell: str) -> bool:
    return bool(_HAN.search(cell)) and cell not in {*LEVELS, *_TOTALS}


def _trouble(code: str, name: str) -> str:
    """Say what is wrong with an account; nothing if it is one."""
    digits = _OURS[code[0]]
    if not name:
        return f"编码「{code}」没有名称"
    if len(code) not in digits:
        return f"编码「{code}」有 {len(code)} 位，应当是 {'、'.join(map(str, digits))} 位"
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        return f"「{name}」不像科目的名称"
    return ""
