"""Reads workbooks (.xlsx): each sheet is a grid. Values count as they are stored, however they are shown.

By lxml and not by openpyxl: what is wanted are values and merged cells, which takes no styles, charts or links, and
what nobody reads can't do anything.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from generator.importing.files.archive import RELATION, Package, UnreadableError
from generator.importing.files.paper import Cell, Grid, Paper
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BOOK: Final = "xl/workbook.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_MOST_CELLS, _MOST_ROWS, _MOST_COLUMNS, _LARGEST_MERGED = 400_000, 100_000, 1000, 2000
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
# Excel keeps 15 digits of a number; what follows is noise of its binary form.
_DIGITS: Final = 15


def read(file: str, data: bytes) -> Paper:
    """Return a workbook; UnreadableError if it can't be read."""
    package = Package(data)
    strings = [_text(item) for item in package.xml(_STRINGS).iter(f"{_S}si")] if _STRINGS in package else []
    targets = package.targets(_BOOK)
    paper = Paper(file)
    for sheet in package.xml(_BOOK).iter(f"{_S}sheet"):
        part = targets.get(str(sheet.get(RELATION)), "")
        if part not in package:  # a sheet of a chart
            continue
        grid = Grid(file, str(sheet.get("name")), is_sheet=True, is_hidden=sheet.get("state", "visible") != "visible")
        _fill(grid, package.xml(part), strings, paper.remarks)
        paper.parts.append(grid)
    if not paper.parts:
        raise UnreadableError("这个工作簿里没有工作表", "检查是不是拿错了文件。")
    return paper


def _fill(grid: Grid, sheet: etree._Element, strings: Sequence[str], remarks: list[Remark]) -> None:
    spans = dict(_merged(sheet))
    hidden: list[int] = []
    for row in sheet.iter(f"{_S}row"):
        filled = False
        for cell in row.iterfind(f"{_S}c"):
            found = _ADDRESS.fullmatch(str(cell.get("r")))
            if not found:
                continue
            at = int(found[2]) - 1, _column(found[1])
            if at[0] >= _MOST_ROWS or at[1] >= _MOST_COLUMNS:
                raise _too_large(grid)
            text, is_number = _value(cell, strings)
            if text is None:
                remarks.append(_uncomputed(grid, *at))
            elif text or at in spans:
                filled = filled or bool(text)
                grid.put(*at, Cell(tuple(text.splitlines()) or ("",), *spans.get(at, (1, 1)), is_number))
        if filled and row.get("hidden") in {"1", "true"}:
            hidden.append(int(str(row.get("r"))))
        if len(grid.cells) > _MOST_CELLS:
            raise _too_large(grid)
    if hidden:
        said = "、".join(map(str, hidden[:5]))
        why = f"{len(hidden)} 行是隐藏的，也读了"
        remarks.append(Remark(Grade.WORDS, grid.place(hidden[0] - 1), f"第 {said} 行", why, "不要的，删去再导入。"))


def _too_large(grid: Grid) -> UnreadableError:
    return UnreadableError(f"工作表「{grid.name}」太大", "只留要导入的表，另存一份再试。")


def _uncomputed(grid: Grid, row: int, column: int) -> Remark:
    hint = "用 Excel 打开，存一次，再导入。"
    return Remark(Grade.DECIDE, grid.place(row, column), "公式", "公式没有存下结果，读不出数", hint)


def _merged(sheet: etree._Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where merged cells begin, with how many rows and columns they take."""
    for merged in sheet.iter(f"{_S}mergeCell"):
        first, _, last = str(merged.get("ref")).partition(":")
        ends = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if ends[0] and ends[1]:
            top, bottom = int(ends[0][2]) - 1, int(ends[1][2]) - 1
            left, right = _column(ends[0][1]), _column(ends[1][1])
            rows, columns = bottom - top + 1, right - left + 1
            # What is larger is no head: whole rows or columns, of which the first cell is enough.
            yield (top, left), (rows, columns) if 0 < rows * columns <= _LARGEST_MERGED else (1, 1)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: etree._Element, strings: Sequence[str]) -> tuple[str | None, bool]:
    """Return what a cell holds, and whether it is a number; None for a formula whose result was not kept."""
    kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v")
    if value is None:
        inline = cell.find(f"{_S}is")
        if inline is not None:
            return _text(inline), False
        return (None if cell.find(f"{_S}f") is not None and kind != "str" else ""), False
    if kind == "s":
        number = int(value) if value.isdigit() else len(strings)
        return (strings[number] if number < len(strings) else ""), False
    return _number(value) if kind == "n" else (value, False)


def _number(value: str) -> tuple[str, bool]:
    try:
        number = Decimal(value)
        exact = number if len(number.as_tuple().digits) <= _DIGITS else Decimal(f"{number:.{_DIGITS}g}")
    except InvalidOperation:
        return value, False
    digits = f"{exact:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits), True


def _text(element: etree._Element) -> str:
    """Return the characters of a text, without the readings that Japanese ones may have."""
    readings = {node for reading in element.iter(f"{_S}rPh") for node in reading.iter(f"{_S}t")}
    return "".join(node.text or "" for node in element.iter(f"{_S}t") if node not in readings)
