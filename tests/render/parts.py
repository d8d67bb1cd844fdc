"""Long documents for tests, a document drawn without parts, and all that has to be the same of both."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from generator.render import pdf
from generator.render.cut import Part
from generator.verify import check
from generator.verify.reference import reference
from tests.render import factory, statement, stress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.document import Block, Document
    from generator.model.layout import Layout


def whole(document: Document, layout: Layout) -> bytes:
    """Return the PDF of a document that is drawn as one part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "cut", lambda html: [Part(html)])
        return pdf.render(document, layout)


def altered(document: Document, at: int, blocks: Sequence[Block]) -> Document:
    """Return a document whose section of a number consists of other blocks."""
    sections = list(document.sections)
    sections[at] = replace(sections[at], blocks=tuple(blocks))
    return replace(document, sections=tuple(sections))


def longest(projects: int, rows: int) -> tuple[Document, Layout]:
    """Return a statement with tables and forms over pages, and many projects; every twentieth has so many rows."""
    given, layout = stress.statement()
    general = statement.statement()
    many = [factory.portrait(statement.project_form(at, 9 if at % 20 else rows)) for at in range(projects)]
    return replace(general, sections=(*general.sections, *given.sections, *many)), layout


def pictures(data: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(data) as file:
        return [bytes(sheet.render(scale=100 / 72).buffer) for sheet in file]


def tags(element: Any, pages: Mapping[tuple[int, int], int]) -> Any:
    """Return an element of the structure with all that is in it; objects by what they are, pages by their number."""
    if isinstance(element, int):
        return element
    if element.get("/Type") == "/OBJR":
        note = element.Obj
        return str(note.Subtype), list(map(float, note.Rect)), str(note.Contents), str(note.Dest)
    kids = element.get("/K", pikepdf.Array())
    own = {key: repr(element[key]) for key in element.keys() - {"/K", "/P", "/Pg"}}
    inside = [tags(kid, pages) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])]
    return own, pages[element.Pg.objgen] if "/Pg" in element else None, inside


def bookmarks(item: Any, pages: Mapping[tuple[int, int], int]) -> Iterator[Any]:
    while item is not None:
        spot = pages[item.Dest[0].objgen], *map(float, item.Dest[2:])
        yield str(item.Title), spot, list(bookmarks(item.get("/First"), pages)), int(item.get("/Count", 0))
        item = item.get("/Next")


def told(data: bytes) -> dict[str, Any]:
    """Return all that a PDF says besides what is seen."""
    with pikepdf.open(BytesIO(data)) as file:
        pages = {sheet.obj.objgen: number for number, sheet in enumerate(file.pages)}
        root = file.Root
        names = list(root.Names.Dests.Names)
        numbers = list(root.StructTreeRoot.ParentTree.Nums)
        marks = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        notes = [note for sheet in file.pages for note in sheet.get("/Annots", ())]
        assert [str(marks[int(note.StructParent)].S) for note in notes] == ["/Link"] * len(notes)
        return {
            "tags": tags(root.StructTreeRoot.K[0], pages),
            "marks": [[str(one.S) for one in marks[int(sheet.StructParents)]] for sheet in file.pages],
            "bookmarks": list(bookmarks(root.Outlines.First, pages)),
            "places": [
                (str(name), pages[to[0].objgen], *map(float, to[2:]))
                for name, to in zip(names[::2], names[1::2], strict=True)
            ],
            "fonts": sorted(str(name) for name in file.pages[0].Resources.Font),
            "programs": sum("/FontFamily" in item for item in file.objects if isinstance(item, pikepdf.Dictionary)),
            "attached": {name: one.get_file().read_bytes() for name, one in file.attachments.items()},
            "about": {name: str(value) for name, value in file.docinfo.items()},
            "metadata": root.Metadata.read_bytes(),
            "rest": {key: repr(root[key]) for key in ("/Lang", "/MarkInfo", "/ViewerPreferences")},
            "intents": [str(intent.Info) for intent in root.OutputIntents],
        }


def assert_same(joined: bytes, one: bytes, document: Document, layout: Layout) -> None:
    assert pictures(joined) == pictures(one)
    assert told(joined) == told(one)
    assert check.check("pdf", joined, reference(document, layout), document, layout) == []
    assert len(joined) <= len(one) * 1.1
