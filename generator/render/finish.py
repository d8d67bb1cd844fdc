"""Finishes a PDF: completes the tags of tables, attaches files, declares PDF/UA beside PDF/A."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Name, String

from generator.render import pdf_tables
from generator.render.pdf_tables import cells_of, children, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.render.attachments import Attachment

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


def tidy(data: bytes) -> bytes:
    """Return the pages of a part with whole tables in their tags, and without what the joined file gets anew."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for table in pdf_tables.whole(pdf.Root.StructTreeRoot):
            for part in children(table):
                for row in rows(part):
                    _scope(row, is_head=part.get("/S") == Name.THead)
        for name in ("/Outlines", "/Names"):
            if name in pdf.Root:
                del pdf.Root[name]
        return _saved(pdf)


def finish(pdf: pikepdf.Pdf, places: Mapping[str, str], files: Sequence[Attachment]) -> bytes:
    """Return the finished PDF; the same input gives the same bytes.

    `places` are the texts of the headings that links lead to, by anchor; `files` are attached.
    """
    _name_links(pdf, places)
    _attach(pdf, files)
    # PDF/A wants a property schema that it doesn't know itself described where it is used.
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", _RDF.encode()))
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
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


def _scope(row: pikepdf.Object, *, is_head: bool) -> None:
    """Say of each head cell whether it heads a row or a column.

    WeasyPrint writes no scope, and below a head of two rows the lists of heads that it gives to cells are
    wrong; readers find the right ones from the scopes.
    """
    cells = cells_of(row)
    for index, cell in enumerate(cells):
        if "/ID" in cell:  # which only lists of heads name
            del cell["/ID"]
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
