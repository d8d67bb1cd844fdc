"""Reads workbooks row by row, each cell as a reader sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.verify.leaves import squeeze
from generator.verify.reading import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)
_LARGEST: Final = 256 << 20  # bytes of XML
_LARGEST_MERGED: Final = 100_000
_ALPHABET: Final = 26
_BUILT_IN: Final = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
_FORMAT: Final = re.compile(r"(#,##)?0(?:\.(0+))?(%?)")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds text: the sheet's name, the row's number, and its cells by column, counted from 0.

    `parts` are the same texts by what number the cell has among those that begin in the row.
    """

    sheet: str
    number: int
    cells: Mapping[int, str]
    parts: Mapping[int, str]


def sheets(data: bytes) -> list[list[Line]]:
    """Return the rows of each sheet of a workbook, in order.

    Raises:
        ReadingError: it is no sound workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [part for part in package.infolist() if part.filename.endswith(".xml")]
            if sum(part.file_size for part in parts) > _LARGEST:  # `verify` reads what anybody may have made.
                raise ReadingError("表格太大")
            files = {part.filename: package.read(part) for part in parts}
        strings = _strings(files)
        formats = _formats(_parse(files["xl/styles.xml"]))
        names = [str(sheet.get("name")) for sheet in _parse(files["xl/workbook.xml"]).iter(f"{_S}sheet")]
        return [
            list(_lines(name, _parse(files[f"xl/worksheets/sheet{number}.xml"]), strings, formats))
            for number, name in enumerate(names, 1)
        ]
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        IndexError,
        RuntimeError,
        NotImplementedError,
        etree.XMLSyntaxError,
        InvalidOperation,
    ) as problem:
        raise ReadingError(str(problem)) from problem


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, _PARSER)


def _strings(files: Mapping[str, bytes]) -> list[str]:
    name = "xl/sharedStrings.xml"
    return [_text(item) for item in _parse(files[name])] if name in files else []


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_S}t"))


def _formats(styles: etree._Element) -> list[str]:
    own = {str(item.get("numFmtId")): str(item.get("formatCode")) for item in styles.iter(f"{_S}numFmt")}
    cells = styles.find(f"{_S}cellXfs")
    return [(_BUILT_IN | own).get(str(item.get("numFmtId")), "?") for item in (cells if cells is not None else ())]


def _lines(name: str, sheet: etree._Element, strings: Sequence[str], formats: Sequence[str]) -> Iterator[Line]:
    covered = _covered(sheet)
    for row in sheet.iter(f"{_S}row"):
        given = [(_column(str(cell.get("r"))), cell) for cell in row if str(cell.get("r")) not in covered]
        shown = [(column, squeeze(_shown(cell, strings, formats))) for column, cell in given]
        lost = [cell for cell in row if str(cell.get("r")) in covered and _shown(cell, strings, formats)]
        if lost:
            raise ReadingError(f"{name} 的 {lost[0].get('r')} 有字，却被合并的格子盖住")
        if cells := {column: text for column, text in shown if text}:
            parts = {number: text for number, (_, text) in enumerate(shown) if text}
            yield Line(name, int(str(row.get("r"))), cells, parts)


def _covered(sheet: etree._Element) -> set[str]:
    """Return the addresses of cells that a merged one reaches over, but for the one that it begins with."""
    found: set[str] = set()
    for merged in sheet.iter(f"{_S}mergeCell"):
        first, _, last = str(merged.get("ref")).partition(":")
        columns = range(_column(first), _column(last) + 1)
        rows = range(_row(first), _row(last) + 1)
        if len(columns) * len(rows) > _LARGEST_MERGED:
            raise ReadingError(f"合并的格子 {merged.get('ref')} 太大")
        found |= {f"{_letters(column)}{row}" for column in columns for row in rows} - {first}
    return found


def _letters(column: int) -> str:
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % _ALPHABET) + name
        column = column // _ALPHABET - 1
    return name


def _row(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column(address: str) -> int:
    number = 0
    for letter in address.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _shown(cell: etree._Element, strings: Sequence[str], formats: Sequence[str]) -> str:
    """Return what a cell shows; a formula shows as itself, since none belongs there."""
    formula, value = cell.findtext(f"{_S}f"), cell.findtext(f"{_S}v")
    if formula is not None:
        return f"={formula}"
    kind = cell.get("t", "n")
    if kind == "s":
        return strings[int(value or "")]
    if kind != "n" or value is None:
        return value or _text(cell)
    return _number(Decimal(value), formats[int(cell.get("s", "0"))])


def _number(value: Decimal, code: str) -> str:
    """Return a number as a format shows it; one that no format of ours shows is told as it is stored."""
    found = _FORMAT.fullmatch(code)
    if not found:
        return f"{value}（{code}）"
    places = len(found[2] or "")
    sign = "," if found[1] else ""
    return f"{value * 100 if found[3] else value:{sign}.{places}f}{found[3]}"
