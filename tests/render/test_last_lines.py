"""A text that leaves a line or two on its last page: a paragraph is set tighter where that wins the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from generator.render import docx, pdf, smaller
from generator.render.docx_xml import w
from generator.render.last_lines import Tight, settle
from generator.verify.check import check
from generator.verify.pages import pages
from generator.verify.reference import reference
from tests.render import factory
from tests.render.factory import YUNNAN_2024

if TYPE_CHECKING:
    from generator.model.document import Document

# Its third line is one character, for which the second has room if all are a little nearer to each other.
LOOSE = "字" * 26 + "字" * 10 + "123456789012345" + "字" * 10 + "。"
TITLE = 2  # the lines of the title, with the empty one below it
PAGE = 22


def made(lines: int, *further: str) -> Document:
    """Return a text of so many lines on top of the ones that are given."""
    return factory.document(factory.portrait(*factory.paragraphs(*["一行字。"] * (lines - TITLE), *further)))


def printed(document: Document) -> int:
    data = pdf.render(document, YUNNAN_2024)
    assert check("pdf", data, reference(document, YUNNAN_2024), document) == []
    return len(pages(data)[0])


def test_a_paragraph_is_set_tighter_where_that_wins_the_page() -> None:
    document = made(PAGE - 2, LOOSE)
    number = PAGE - 2 - TITLE
    assert settle(document, YUNNAN_2024) == {number: Tight(3, 1)}
    assert printed(document) == 1
    word = python_docx.Document(io.BytesIO(docx.render(document, YUNNAN_2024)))
    spacings = {at: node.get(w("val")) for at, p in enumerate(word.paragraphs) for node in p._p.iter(w("spacing"))}
    assert spacings == {number + TITLE: "-8"}
    (note,) = smaller.told(document, YUNNAN_2024)
    said = "正文的最后一页只剩 1 行，这一段的字距收紧了 0.15 磅，少用一页"
    assert (note.code, note.message, str(note.position)) == ("MB-062", said, "content/试验.yaml:1:1")


def test_two_lines_take_two_paragraphs() -> None:
    document = made(PAGE - 4, LOOSE, LOOSE)
    assert settle(document, YUNNAN_2024) == {PAGE - 4 - TITLE + at: Tight(3, 2) for at in (0, 1)}
    assert printed(document) == 1


@pytest.mark.parametrize(
    "document",
    [
        made(PAGE - 3, LOOSE),  # all has room
        made(PAGE, "一行字。"),  # nothing can become shorter
        made(PAGE - 3, LOOSE, LOOSE, "一行字。"),  # three lines: more than two
        made(PAGE - 2, LOOSE.replace("。", "W")),  # letters differ in width from face to face
    ],
    ids=["room", "short", "three", "letters"],
)
def test_other_texts_stay_as_they_are(document: Document) -> None:
    assert settle(document, YUNNAN_2024) == {}
