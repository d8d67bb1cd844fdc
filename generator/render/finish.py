"""Finishes a PDF: refuses fonts of others, completes the tags of tables, declares PDF/UA beside PDF/A."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.position import Position
    from generator.render.attachments import Attachment

# The family name that each font file of the repository carries begins so.
FAMILY: Final = "Gongwen"

_REPEATED: Final = frozenset((Name.THead, Name.TFoot))
_RDF: Final = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class ForeignFontError(FindingError):
    """Raised when a PDF embeds a font that isn't the repository's: other machines would print other pages."""

    def __init__(self, names: Iterable[str], sheet: Position) -> None:
        super().__init__(
            error(
                "WZ-002",
                f"PDF 嵌入了仓库以外的字体：{'、'.join(names)}",
                sheet,
                cause="这些字体是本机装的，别的机器没有，印出来会不一样。",
                hint='在样式里只用 templates/common/fonts.css 里的字体名，最后一个写 "Gongwen Song"。',
            )
        )


def finish(data: bytes, places: Mapping[str, str], files: Sequence[Attachment], sheet: Position) -> bytes:
    """Return the finished PDF; the same input gives the same bytes.

    `places` are the texts of the headings that links lead to, by anchor; `files` are attached; `sheet` is the pack's
    style sheet.

    Raises:
        ForeignFontError: a font that isn't the repository's is embedded.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        if foreign := sorted(name for name in _fonts(pdf) if not _is_ours(name)):
            raise ForeignFontError(foreign, sheet)
        for table in _tables(pdf.Root.StructTreeRoot):
            _drop_bars(table)
            groups = [(part.get("/S") == Name.THead, list(_rows(part))) for part in _children(table)]
            for is_head, rows in groups:
                for row in rows:
                    _scope(row, is_head=is_head)
            _close(pdf, [rows for _, rows in groups])
        _name_links(pdf, places)
        _attach(pdf, files)
        # PDF/A wants a property schema that it doesn't know itself described where it is used.
        metadata = pdf.Root.Metadata
        metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", _RDF.encode()))
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _name_links(pdf: pikepdf.Pdf, places: Mapping[str, str]) -> None:
    """Have each link say where it leads; WeasyPrint has it say the name of the anchor."""
    for page in pdf.pages:
        for note in page.get("/Annots", Array()):
            if place := places.get(str(note.get("/Dest", ""))):
                note.Contents = String(place)


def _attach(pdf: pikepdf.Pdf, files: Sequence[Attachment]) -> None:
    """Attach files to the whole document, each with what it is to it, as PDF/A-3 wants."""
    # Readers list them by these keys: in the order of the document.
    keyed = {f"{number:03}": file for number, file in enumerate(files)}
    for key, file in keyed.items():
        pdf.attachments[key] = pikepdf.AttachedFileSpec(
            pdf,
            file.data,
            filename=file.name,
            description=file.description,
            mime_type=file.mime,
            relationship=Name(f"/{file.relationship}"),
            mod_date=file.date,
        )
    pdf.Root.AF = Array([pdf.attachments[key].obj for key in keyed])


def _fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(item.BaseFont).lstrip("/")
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/BaseFont" in item
    }


def _is_ours(name: str) -> bool:
    # A subset's name is six letters, a plus sign and the name of the font.
    return name.partition("+")[2].startswith(FAMILY + "-")


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _children(element):
        if child.get("/S") == Name.Table:
            yield child
        else:
            yield from _tables(child)


def _rows(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the rows of a part of a table (its head, a body, its foot); a row may be such a part itself."""
    if part.get("/S") == Name.TR:
        yield part
        return
    for child in _children(part):
        yield from _rows(child)


def _drop_bars(table: pikepdf.Object) -> None:
    """Take out the rows that only draw the line above and below a table on each page: they say nothing."""
    kept = [part for part in _children(table) if part.get("/S") not in _REPEATED or not _is_bar(part)]
    table.K = Array(kept)


def _is_bar(part: pikepdf.Object) -> bool:
    cells = [cell for row in _rows(part) for cell in _cells(row)]
    return len(cells) == 1 and not len(cells[0].get("/K", Array()))


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _cells(row: pikepdf.Object) -> list[pikepdf.Object]:
    return [child for child in _children(row) if child.get("/S") in {Name.TH, Name.TD}]


def _span(cell: pikepdf.Object, key: str) -> int:
    return int(cell.get("/A", Dictionary()).get(key, 1))


def _scope(row: pikepdf.Object, *, is_head: bool) -> None:
    """Say of each head cell whether it heads a row or a column.

    WeasyPrint writes no scope, and below a head of two rows the lists of heads that it gives to cells are
    wrong; readers find the right ones from the scopes.
    """
    cells = _cells(row)
    for index, cell in enumerate(cells):
        attributes = cell.get("/A")
        if attributes is None:
            continue
        if "/Headers" in attributes:
            del attributes["/Headers"]
        if cell.S == Name.TH:
            heads_row = not is_head and _heads_row(cells, index)
            attributes["/Scope"] = Name.Row if heads_row else Name.Column


def _heads_row(cells: list[pikepdf.Object], index: int) -> bool:
    """In a table's body, a head before a plain cell, or a leading one over several rows, heads its rows."""
    is_before_plain = index + 1 < len(cells) and cells[index + 1].S == Name.TD
    return is_before_plain or (index == 0 and "/RowSpan" in cells[0].A)


def _close(pdf: pikepdf.Pdf, groups: list[list[pikepdf.Object]]) -> None:
    """Make the part of a table that stands on one page a whole table.

    Each page has its own; a leading cell over several rows may begin on the page before, or end on the next.
    """
    widths = [_widths(rows) for rows in groups]
    widest = max((width for group in widths for width in group), default=0)
    for rows, group in zip(groups, widths, strict=True):
        for row, width in zip(rows, group, strict=True):
            if missing := widest - width:
                attributes = Dictionary(O=Name.Table, ColSpan=missing)
                rest = Dictionary(Type=Name.StructElem, S=Name.TD, P=row, K=Array(), A=attributes)
                row.K.insert(0, pdf.make_indirect(rest))


def _widths(rows: list[pikepdf.Object]) -> list[int]:
    """Return how many columns each row of a group has, and keep cells from reaching out of the group."""
    grid = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in _cells(row):
            span = min(_span(cell, "/RowSpan"), len(rows) - index)
            if span < _span(cell, "/RowSpan"):
                cell.A["/RowSpan"] = span
            for below in range(index, index + span):
                grid[below] += _span(cell, "/ColSpan")
    return grid
