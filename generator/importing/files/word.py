"""Reads Word documents (.docx): paragraphs with the level of their heading, and tables as grids.

Of merged cells, only those count that are seen. Who wrote or changed the file is not looked at.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from generator.importing.files.archive import Package, UnreadableError
from generator.importing.files.paper import Cell, Grid, Line, Paper
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
# Programs add columns of a few twips: edges nearer than a millimetre are one.
_NEAR: Final = 57
_ABOVE: Final = 4
_HEADING: Final = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|标题|文档标题", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"toc ?\d|目录 ?\d|contents.*", re.IGNORECASE)
TITLE: Final = -1


def read(file: str, data: bytes) -> Paper:
    """Return a Word document; UnreadableError if it can't be read."""
    package = Package(data)
    body = package.xml(_MAIN).find(f"{_W}body")
    if body is None:
        raise UnreadableError("这不是 Word 文档", "用 Word 或 WPS 打开，另存为 .docx，再导入。")
    styles = dict(_styles(package.xml(_STYLES))) if _STYLES in package else {}
    paper = Paper(file)
    if next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None:
        hint = "在 Word 的「审阅」里接受或拒绝全部修订，再导入。"
        paper.remarks.append(Remark(Grade.DECIDE, file, "修订", "有没接受的修订，照接受了的读", hint))
    lines = tables = 0
    above: list[str] = []
    for node in _blocks(body):
        if node.tag == f"{_W}p":
            lines += 1
            text, name = _text(node), _style(node, styles)
            if text.strip() and not _CONTENTS.fullmatch(name):
                paper.parts.append(Line(text.strip(), _level(name), f"{file} 第{lines}段"))
                above = [*above, text.strip()][-_ABOVE:]
        else:
            tables += 1
            grid = Grid(file, f"第{tables}张表", above=above)
            _fill(grid, node)
            paper.parts.append(grid)
            above = []
    return paper


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in order, those in content controls too."""
    for node in body:
        if node.tag in {f"{_W}p", f"{_W}tbl"}:
            yield node
        elif node.tag == f"{_W}sdt" and (content := node.find(f"{_W}sdtContent")) is not None:
            yield from _blocks(content)


def _styles(root: etree._Element) -> Iterator[tuple[str, str]]:
    for style in root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            yield str(style.get(f"{_W}styleId")), str(name.get(f"{_W}val"))


def _style(paragraph: etree._Element, names: Mapping[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return names.get(str(style.get(f"{_W}val")), "") if style is not None else ""


def _level(style: str) -> int:
    found = _HEADING.fullmatch(style)
    return int(found[1]) if found else TITLE if _TITLE.fullmatch(style) else 0


def _text(paragraph: etree._Element) -> str:
    """Return the characters that a reader sees once all changes are accepted; codes of fields are none."""
    found: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            found.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            found.append("-")
        elif node.tag == f"{_W}br" and node.get(f"{_W}type") is None:
            found.append("\n")
    return "".join(found)


def _fill(grid: Grid, table: etree._Element) -> None:
    """Put the cells of a table into a grid whose columns are those that a reader sees."""
    widths = [_number(column.get(f"{_W}w")) for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    seen = list(accumulate((int(width >= _NEAR) for width in widths), initial=0))
    open_cells: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(table.iterfind(f"{_W}tr")):
        at = _number_of(line, f"{_W}trPr/{_W}gridBefore", 0)
        for cell in line.iterfind(f".//{_W}tc") if line.find(f"{_W}sdt") is not None else line.iterfind(f"{_W}tc"):
            span = _number_of(cell, f"{_W}tcPr/{_W}gridSpan", 1)
            ends = [seen[min(edge, len(seen) - 1)] if widths else edge for edge in (at, at + span)]
            left, columns = ends[0], max(1, ends[1] - ends[0])
            at += span
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            first = open_cells.pop(left, None)
            if merge is not None and merge.get(f"{_W}val") != "restart" and first:
                open_cells[left] = first
                above = grid.cells[first]
                grid.put(*first, Cell(above.lines, row - first[0] + 1, above.columns))
                continue
            lines = tuple(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))
            grid.put(row, left, Cell(lines, columns=columns))
            if merge is not None:
                open_cells[left] = row, left


def _number_of(node: etree._Element, path: str, usual: int) -> int:
    found = node.find(path)
    return _number(found.get(f"{_W}val")) if found is not None else usual


def _number(written: str | None) -> int:
    return min(int(float(written)), 100_000) if written and re.fullmatch(r"\d{1,9}(\.\d+)?", written) else 0
