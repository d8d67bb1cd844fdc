"""Reads Word documents by their XML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.verify.leaves import squeeze
from generator.verify.reading import Reading, ReadingError, beside_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.reading import Cells, Spans

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
PARAGRAPH, _T, TABLE, ROW, CELL = (_W + name for name in ("p", "t", "tbl", "tr", "tc"))
_HYPHEN, _FIELD, _CODE, _MERGE = (_W + name for name in ("noBreakHyphen", "fldChar", "instrText", "vMerge"))
_VALUE, _KIND = _W + "val", _W + "fldCharType"
_SPAN: Final = f"{_W}tcPr/{_W}gridSpan"
_MARGIN: Final = re.compile(r"word/(header|footer)\d*\.xml")
_PLACES: Final = {"header": "页眉", "footer": "页脚"}
_LARGEST: Final = 64 << 20  # bytes of XML; a statement of a department has half a megabyte
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


def read(data: bytes) -> Reading:
    """Return what the body of a Word document says; page numbers that Word computes are left out."""
    root = document(data)
    margins = [(place, said) for place, words in _margins(data) if (said := beside_number(words))]
    texts = {paragraph: squeeze(text_of(paragraph)) for paragraph in root.iter(PARAGRAPH)}

    def where(offset: int) -> str:
        starts = list(accumulate(map(len, texts.values()), initial=0))
        number = min(bisect_right(starts, offset), len(texts)) - 1
        return _names(root)[list(texts)[number]] if texts else "正文"

    rows = list(_rows(root, texts))
    spans = [spans for _, spans in rows]
    return Reading("".join(texts.values()), [cells for cells, _ in rows], where, spans, margins=margins)


def _margins(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what heads and feet say, each with its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if found := _MARGIN.fullmatch(name):
                root = etree.fromstring(package.read(name), _PARSER)
                yield _PLACES[found[1]], "".join(map(text_of, root.iter(PARAGRAPH)))


def lines(data: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs of a Word file's body with their places, the tags of a template included.

    Raises:
        ReadingError: the file is not a Word file.
    """
    return [(text_of(paragraph), place) for paragraph, place in _names(document(data)).items()]


def document(data: bytes) -> etree._Element:
    """Return the main part of a Word file, a template or a finished one.

    Raises:
        ReadingError: the file is not a Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            # `shenbao textconv` reads files that nobody has looked at yet.
            if package.getinfo(_MAIN).file_size > _LARGEST:
                raise ReadingError("正文太大")
            return etree.fromstring(package.read(_MAIN), _PARSER)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
        zlib.error,
        etree.XMLSyntaxError,
    ) as problem:
        raise ReadingError(str(problem)) from problem


def styles(data: bytes) -> dict[str, str]:
    """Return the names of the styles of a sound Word file by their ids."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read(_STYLES), _PARSER) if _STYLES in package.namelist() else None
    named = () if root is None else ((style.get(_W + "styleId", ""), style.find(_W + "name")) for style in root)
    return {key: name.get(_VALUE, "") for key, name in named if name is not None}


def style(cell: etree._Element) -> str:
    """Return the id of the style of the first paragraph of a cell."""
    found = next(cell.iter(PARAGRAPH)).find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else found.get(_VALUE, "")


def text_of(paragraph: etree._Element) -> str:
    """Return the characters of a paragraph, without the numbers of pages in the contents."""
    nodes = list(paragraph.iter(_T, _HYPHEN, _FIELD, _CODE))
    if len(nodes) == 1 and nodes[0].tag == _T:
        return nodes[0].text or ""
    pieces: list[str] = []
    code = ""
    is_result = False
    for node in nodes:
        if node.tag == _CODE:
            code += node.text or ""
        elif node.tag == _FIELD:
            kind = node.get(_KIND)
            is_result = kind == "separate" and code.split()[:1] == ["PAGEREF"]
            code = "" if kind != "separate" else code
        elif node.tag == _HYPHEN:
            pieces.append("-")
        elif not (is_result and (node.text or "").isdigit()):
            pieces.append(node.text or "")
    return "".join(pieces)


def _rows(root: etree._Element, texts: Mapping[etree._Element, str]) -> Iterator[tuple[Cells, Spans]]:
    """Yield the rows that hold any text, with their spans; what is merged with the cell above is no cell."""
    for row in root.iter(ROW):
        given = [cell for cell in row.iter(CELL) if not continues(cell)]
        cells = tuple("".join(texts[line] for line in cell.iter(PARAGRAPH)) for cell in given)
        if any(cells):
            yield cells, tuple(map(span, given))


def is_head(row: etree._Element) -> bool:
    """Whether a row stands again on each page."""
    return row.find(f"{_W}trPr/{_W}tblHeader") is not None


def span(cell: etree._Element) -> int:
    """Return over how many columns a cell reaches."""
    settings = cell.find(_SPAN)
    return 1 if settings is None else int(settings.get(_VALUE, "1"))


def continues(cell: etree._Element) -> bool:
    """Whether a cell is merged with the one above."""
    merge = next(cell.iter(_MERGE), None)
    return merge is not None and merge.get(_VALUE, "continue") == "continue"


def _names(root: etree._Element) -> dict[etree._Element, str]:
    """Return the places of all paragraphs for people: 第12段, or 第3张表第4行第2格."""
    tables = {table: number for number, table in enumerate(root.iter(TABLE), 1)}
    rows = {row: number for table in tables for number, row in enumerate(table.iter(ROW), 1)}
    cells = {cell: number for row in rows for number, cell in enumerate(row.iter(CELL), 1)}
    names: dict[etree._Element, str] = {}
    outside = 0
    for paragraph in root.iter(PARAGRAPH):
        cell = next(paragraph.iterancestors(CELL), None)
        if cell is None:
            outside += 1
            names[paragraph] = f"第{outside}段"
        else:
            row = next(cell.iterancestors(ROW))
            table = next(row.iterancestors(TABLE))
            names[paragraph] = f"第{tables[table]}张表第{rows[row]}行第{cells[cell]}格"
    return names
