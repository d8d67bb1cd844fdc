"""Our own PDFs are read by what they carry along; others are refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.model.imports import Grade
from generator.render.attachments import of
from tests.importing.test_law import DECLARATIONS, TONGNAN, texts

if TYPE_CHECKING:
    from generator.model.document import Document
    from tests.importing.conftest import Printed
    from tests.importing.test_law import Imports


def carrying(document: Document) -> bytes:
    """Return a PDF without pages that carries what that of a document does."""
    with pikepdf.new() as pdf:
        for one in of(document):
            pdf.attachments[one.name] = pikepdf.AttachedFileSpec(pdf, one.data, filename=one.name)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("department", DECLARATIONS)
def test_a_declaration_prints_the_same(printed: Printed, imported: Imports, department: str) -> None:
    document, _ = printed[department]
    done = imported(department, {"申报书.pdf": carrying(document)})
    assert done.remarks == []
    assert [texts(one) for one in done.documents] == [texts(document)]


def test_a_statement_lacks_only_what_its_tables_do_not_say(printed: Printed, imported: Imports) -> None:
    done = imported(TONGNAN, {"说明.pdf": carrying(printed[TONGNAN][0])})
    assert [remark for remark in done.remarks if remark.grade == Grade.MONEY] == []
    assert (done.understood.tables, done.understood.forms, done.understood.projects) == (10, 15, 14)
    assert done.understood.sums > 340
    assert any("功能" in remark.why for remark in done.remarks)


def test_another_pdf_is_refused(imported: Imports) -> None:
    with pikepdf.new() as pdf:
        out = io.BytesIO()
        pdf.save(out)
    for data in (out.getvalue(), b"%PDF-1.7", b""):
        (told,) = (one for one in imported(TONGNAN, {"别处.pdf": data}).remarks if one.grade == Grade.MONEY)
        assert told.place == "别处.pdf"
