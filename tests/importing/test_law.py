"""The law of import: what we built, read back, prints the same, at every place of every document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.importing.ground import ground
from generator.importing.work import Import
from generator.model.places import places
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importing.work import Imported
    from generator.model.document import Document
    from generator.pipeline import Result

DECLARATIONS = ["chenggong-medical-insurance", "chenggong-medical-security", "wuhua-medical-insurance-center"]


def texts(document: Document) -> dict[str, str]:
    """Return every text of a document by its place."""
    return {place.name: place.text.plain for place in places(document) if place.text}


def read(document: Document, files: list[Path]) -> Imported:
    """Import files into a department of a name that nobody has."""
    base = ground(samples.ROOT, f"content/new/office/{document.year}", document.pack)
    assert base is not None
    return Import(base).run({file.name: file.read_bytes() for file in files})


def of(built: tuple[Result, Path], department: str) -> tuple[Document, list[Path]]:
    """Return the document of a department with the files that people would import."""
    result, out = built
    (document,) = (one for one, _ in result.documents if one.department == department)
    files = [file for file in (out / department).rglob("*") if file.suffix in {".docx", ".xlsx"}]
    return document, sorted(files)


@pytest.mark.parametrize("department", DECLARATIONS)
def test_a_declaration_prints_the_same(built: tuple[Result, Path], department: str) -> None:
    document, files = of(built, department)
    done = read(document, files)
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.remarks == []
    assert done.understood.same_printed == done.understood.printed >= 85
