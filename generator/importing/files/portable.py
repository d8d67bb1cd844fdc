"""Reads PDFs that we made, by what they carry along: all texts by their places, and tables as CSV.

Pages are not looked at: other PDFs say nothing that could be read without guessing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from generator.importing.files.archive import UnreadableError
from generator.importing.files.paper import Cell, Grid, Line, Paper
from generator.model.address import JOIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ENTRIES, _PLACE, _TEXT = "内容", "位置", "文字"
_TITLE: Final = "标题"
_PAIR: Final = 2  # a part and what stands in it
_PARAGRAPH: Final = re.compile(r"第\d+段")
_ROW: Final = re.compile(r"(.*\D)(\d{1,4})")
_LABEL, _UNIT = "标签", "单位行"
_LARGEST: Final = 32 << 20  # bytes
_STRANGE: Final = UnreadableError("这个 PDF 没有带数据，不是 shenbao 生成的", "用 Word、Excel 的原件导入。")
# What stands above a table, and nothing else.
_ABOVE: Final = frozenset((_LABEL, _TITLE, _UNIT))


def read(file: str, data: bytes) -> Paper:
    """Return what a PDF carries along; UnreadableError if it carries nothing of ours."""
    carried = dict(_carried(data))
    entries = next((found for name, held in carried.items() if name.endswith(".json") if (found := _texts(held))), None)
    if not entries:
        raise _STRANGE
    tables = {name.partition(" ")[0]: held for name, held in carried.items() if name.endswith(".csv")}
    paper, forms, seen = Paper(file), dict[tuple[str, ...], list[tuple[list[str], str]]](), set[str]()
    above: list[str] = []
    for place, text in entries:
        steps = place.split(JOIN)
        part, last = steps[0], steps[-1]
        if len(steps) == 1 or (
            len(steps) == _PAIR and (part == _TITLE or last in _ABOVE or _PARAGRAPH.fullmatch(last))
        ):
            level = -1 if part == _TITLE else int(len(steps) == 1)
            paper.parts.append(Line(text, level, f"{file} {place}"))
            above = [*above, text][-3:]
        elif part not in tables:
            group, rest = _cell(steps)
            forms.setdefault(group, []).append((rest, text))
        elif part not in seen:
            seen.add(part)
            paper.parts.append(_table(file, part, above, tables[part]))
    paper.parts += [_form(file, group, cells) for group, cells in forms.items()]
    return paper


def _carried(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files in a PDF, as far as they are of a sensible size."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for name, spec in pdf.attachments.items():
                held = spec.get_file().read_bytes()
                if len(held) <= _LARGEST:
                    yield name, held
    except (pikepdf.PdfError, ValueError, KeyError, RuntimeError) as problem:
        raise UnreadableError("这个 PDF 读不出", "用 Word、Excel 的原件导入。") from problem


def _texts(data: bytes) -> list[tuple[str, str]]:
    """Return texts with their places; nothing of a file that is none of ours."""
    try:
        given: Any = json.loads(data)
        entries = given[_ENTRIES] if isinstance(given, dict) else []
        return [(str(one[_PLACE]), str(one[_TEXT])) for one in entries]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _cell(steps: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return which form a text stands in, and the name of its cell, or of its row and column."""
    if _PARAGRAPH.fullmatch(steps[-1]):
        return tuple(steps[:-2]), steps[-2:-1]
    if len(steps) > _PAIR and (row := _ROW.fullmatch(steps[-2])) and "-" not in steps[-2]:
        return tuple(steps[:-2]), [row[1], row[2], steps[-1]]
    return tuple(steps[:-1]), steps[-1:]


def _table(file: str, name: str, above: list[str], data: bytes) -> Grid:
    """Return a table as a grid: its heads, which the first line joins by strokes, and its rows."""
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace")))
    paths = [head.split("/") for head in heads]
    deep = max(map(len, paths), default=0)
    grid = Grid(file, name, above=list(above))
    for column, path in enumerate(paths):
        for row, word in enumerate(path):
            if not (column and paths[column - 1][: row + 1] == path[: row + 1] and row + 1 < len(path)):
                grid.put(row, column, Cell((word,)))
    for row, cells in enumerate(rows, deep):
        for column, text in enumerate(cells):
            if text:
                grid.put(row, column, Cell((text,)))
    return grid


def _form(file: str, group: tuple[str, ...], cells: list[tuple[list[str], str]]) -> Grid:
    """Return a form as a workbook has it: names and values side by side, rows under the names of their columns."""
    grid = Grid(file, " ".join(group), is_sheet=True, is_pairs=True)
    values: dict[str, list[str]] = {}
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for names, text in cells:
        if len(names) == 1:
            values.setdefault(names[0], []).append(text)
        else:
            rows.setdefault(names[0], {}).setdefault(int(names[1]), {})[names[2]] = text
    at = 0
    for name, lines in values.items():
        grid.put(at, 0, Cell((name,), rows=len(lines)))
        for number, text in enumerate(lines):
            grid.put(at + number, 1, Cell((text,)))
        at += len(lines)
    for own in rows.values():
        at = _put_rows(grid, at, own)
    return grid


def _put_rows(grid: Grid, at: int, rows: Mapping[int, Mapping[str, str]]) -> int:
    """Put rows with their heads into a form; return where they end."""
    heads = list(dict.fromkeys(name for row in rows.values() for name in row))
    for column, name in enumerate(heads):
        grid.put(at, column, Cell((name,)))
    for number, row in enumerate(rows.values(), at + 1):
        for column, name in enumerate(heads):
            if row.get(name):
                grid.put(number, column, Cell((row[name],)))
    return at + len(rows) + 1
