"""Whose money a table is: a unit has a column of its own, or a line above the table names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.tables.values import CODE, NAMED
from generator.importing.words import SCALES, is_total, narrow, plain
from generator.model.ledger import dimension as dim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.files.paper import Grid
    from generator.importing.tables.values import Values

# What columns of units are called.
HEADS: Final = {
    f"{dim.UNIT}.{CODE}": "(?:预算)?单位编码",
    f"{dim.UNIT}.{NAMED}": "(?:预算)?单位(?:名称)?",
}
# 预算单位：236001 医保局　单位：万元: each of them, of which the last one is no unit.
_LINE: Final = re.compile(
    r"(?<!金额)单位(?:名称|全称)?(?:\((?:公章|盖章)\))?:(.*?)(?=\s*(?:金额)?单位:|$)", re.MULTILINE
)
_CODED: Final = re.compile(r"[\[(]?([0-9A-Za-z]{3,20})[\])]?[\s\-—_:.、]*([^\d\s].*)")
_BEHIND: Final = re.compile(r"(.*\D)[\[(]([0-9A-Za-z]{3,20})[\])]")


def above(grid: Grid, first: int, values: Values) -> set[str]:
    """Return the units that lines above a row name; more than one where nobody can say whose the table is."""
    found = {text for line in _lines(grid, first) for text in line if text and not _is_money(text)}
    return {value for text in found if (value := of(*_parted(text), values))}


def of(code: str, name: str, values: Values) -> str:
    """Return what a unit is known by: its code, or else its name; "" without either, and where it says a total."""
    if is_total(name) or is_total(code):
        return ""
    said = {f"{dim.UNIT}.{CODE}": code, f"{dim.UNIT}.{NAMED}": name}
    return (values.of(((dim.UNIT, ""),), said) or {}).get(dim.UNIT, "")


def columns(paths: Sequence[Sequence[str]], taken: set[int]) -> dict[str, int]:
    """Return the columns of units among those that a table doesn't have itself, by what they say."""
    return {
        name: at
        for at, words in enumerate(paths)
        for name, pattern in HEADS.items()
        if at not in taken and words and re.fullmatch(pattern, words[-1])
    }


def _lines(grid: Grid, first: int) -> Iterator[list[str]]:
    for line in grid.above:
        yield _LINE.findall(narrow(line))
    for row in range(first):
        cells = [cell.text.strip() for _, cell in grid.row(row) if cell.text.strip()]
        for cell, behind in zip(cells, [*cells[1:], ""], strict=True):
            yield [text.strip() or narrow(behind) for text in _LINE.findall(narrow(cell))]


def _is_money(text: str) -> bool:
    return plain(text).removeprefix("人民币") in SCALES


def _parted(text: str) -> tuple[str, str]:
    """Return code and name of a unit: 236001 医保局, [236001]医保局, 医保局（236001）, 医保局."""
    text = text.strip()
    if found := _CODED.fullmatch(text):
        return found[1], found[2].strip()
    if found := _BEHIND.fullmatch(text):
        return found[2], found[1].strip()
    return "", text
