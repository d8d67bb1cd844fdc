"""Reads PDFs: the text of each page by PDFium, and by the tags which of it stands in which cell."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from generator.verify.leaves import squeeze
from generator.verify.reading import ReadingError, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verify.reading import Cells

# A piece of marked content: the index of its page and its number there.
_Piece = tuple[int, int]
# The number of a row, that of a cell in it, and over how many columns each cell of the row reaches.
_Place = tuple[int, int, Spans]

_LONGEST: Final = 4096  # UTF-16 units of a text object; WeasyPrint makes at least one a line
_FOLIO: Final = re.compile(r"—(\d+)—")
# PDFium gives a hyphen at the end of a line as one of these.
_HYPHENS: Final = str.maketrans({"\x02": "-", "\ufffe": "-"})
_PARTS: Final = frozenset({Name.Document, Name.Part, Name.Sect, Name.Div, Name.NonStruct})
_ROWS: Final = frozenset({Name.Table, Name.THead, Name.TBody, Name.TFoot})


@dataclass(slots=True)
class Unit:
    """What stands together on a page: a row of a table with its cells, or text outside of tables as one cell."""

    cells: list[str]
    spans: list[int]
    is_row: bool

    @property
    def text(self) -> str:
        """The text of all cells."""
        return "".join(self.cells)

    @property
    def row(self) -> Cells:
        """The cells as a row."""
        return tuple(self.cells)


@dataclass(slots=True)
class Page:
    """The units of a page in order, and the page number that is printed on it."""

    units: list[Unit] = field(default_factory=list)
    folio: int | None = None


def pages(data: bytes) -> tuple[list[Page], str]:
    """Return what stands on the pages of a PDF, and where cells do not fill their row, by its tags.

    Raises:
        ReadingError: it is no sound PDF.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            cells = dict(_cells(pdf))
            uneven = _uneven(pdf)
        document = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as problem:
        raise ReadingError(str(problem)) from problem
    try:
        return [_page(_texts(document.raw, index), index, cells) for index in range(len(document))], uneven
    finally:
        document.close()


def _page(texts: Iterator[tuple[str, int]], index: int, cells: dict[_Piece, _Place]) -> Page:
    page = Page()
    last = -1
    for text, piece in texts:
        row, cell, spans = cells.get((index, piece), (-1, 0, (1,)))
        if row < 0 or row != last:
            page.units.append(Unit([""] * len(spans), list(spans), row >= 0))
        page.units[-1].cells[cell] += text
        last = row
    if page.units and (found := _FOLIO.fullmatch(page.units[-1].text)):
        page.folio = int(found[1])
        page.units.pop()
    return page


def _texts(document: object, index: int) -> Iterator[tuple[str, int]]:
    """Yield the texts of a page in the order of its content, each with the number of its marked content.

    Not PDFium's own reading of a page, which sorts by lines and so tears cells apart; and not through the classes of
    pypdfium2, which take twice as long.
    """
    buffer = ctypes.create_string_buffer(_LONGEST * 2)
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    page = raw.FPDF_LoadPage(document, index)
    letters = raw.FPDFText_LoadPage(page)
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            size = raw.FPDFTextObj_GetText(item, letters, units, _LONGEST)
            text = squeeze(buffer.raw[: size - 2].decode("utf-16-le", "replace").translate(_HYPHENS))
            if text:
                yield text, raw.FPDFPageObj_GetMarkedContentID(item)
    raw.FPDFText_ClosePage(letters)
    raw.FPDF_ClosePage(page)


def _cells(pdf: pikepdf.Pdf) -> Iterator[tuple[_Piece, _Place]]:
    """Yield each piece of marked content in a cell with its place."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    tree = pdf.Root.get("/StructTreeRoot")
    for row_number, row in enumerate(_rows(tree) if tree is not None else ()):
        cells = _children(row)
        spans = tuple(_span(cell, "/ColSpan") for cell in cells)
        for cell_number, cell in enumerate(cells):
            for page, piece in _pieces(cell, cell.get("/Pg")):
                number = None if page is None else numbers.get(page.objgen)
                if number is not None:
                    yield (number, piece), (row_number, cell_number, spans)


def _uneven(pdf: pikepdf.Pdf) -> str:
    """Return the first row that its cells, and those which reach into it from above, do not fill; "" for none."""
    tree = pdf.Root.get("/StructTreeRoot")
    for number, table in enumerate(_tables(tree) if tree is not None else (), 1):
        reaching: dict[int, int] = {}
        rows = list(_rows(table))
        for at, row in enumerate(rows):
            for cell in _children(row):
                for below in range(at, at + _span(cell, "/RowSpan")):
                    reaching[below] = reaching.get(below, 0) + _span(cell, "/ColSpan")
        widest = max(reaching.values(), default=0)
        for at in sorted({*range(len(rows)), *reaching}):
            if reaching.get(at) != widest:
                return f"第{number}张表第{at + 1}行"
    return ""


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _children(element):
        if child.get("/S") == Name.Table:
            yield child
        elif child.get("/S") in _PARTS:
            yield from _tables(child)


def _span(cell: pikepdf.Object, key: str) -> int:
    return int(cell.get("/A", Dictionary()).get(key, 1))


def _rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _children(element):
        kind = child.get("/S")
        if kind == Name.TR:
            yield child
        elif kind in _PARTS or kind in _ROWS:
            yield from _rows(child)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _pieces(element: pikepdf.Object, page: pikepdf.Object | None) -> Iterator[tuple[pikepdf.Object | None, int]]:
    """Yield the marked content of an element with its page: a cell that goes on has some on several."""
    page = element.get("/Pg", page)
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid
        elif isinstance(kid, Dictionary):
            yield from _pieces(kid, page)
