"""Finishes a PDF: refuses fonts of others, completes the tags of tables, declares PDF/UA beside PDF/A."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.model.finding import FindingError, error
from generator.render import pdf_tables
from generator.render.pdf_tables import cells_of, children, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.position import Position
    from generator.render.attachments import Attachment

# The family name that each font file of the repository carries begins so.
FAMILY: Final = "Gongwen"

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
        for table in pdf_tables.whole(pdf.Root.StructTreeRoot):
            for part in children(table):
                for row in rows(part):
                    _scope(row, is_head=part.get("/S") == Name.THead)
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


def _scope(row: pikepdf.Object, *, is_head: bool) -> None:
    """Say of each head cell whether it heads a row or a column.

    WeasyPrint writes no scope, and below a head of two rows the lists of heads that it gives to cells are
    wrong; readers find the right ones from the scopes.
    """
    cells = cells_of(row)
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
