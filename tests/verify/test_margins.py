"""Words planted around the pages of an output are found: in a head or foot of Word, on a PDF's page, in page styles."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.render import docx, html, pdf
from generator.verify.check import check
from generator.verify.reference import reference
from tests.render.factory import YUNNAN_2024, document, paragraphs, portrait

if TYPE_CHECKING:
    from collections.abc import Callable

GIVEN = document(portrait(*paragraphs("正文")))


def in_word(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as spoilt:
        for name in package.namelist():
            content = package.read(name)
            is_foot = name.startswith("word/footer")
            assert not is_foot or old in content
            spoilt.writestr(name, content.replace(old, new) if is_foot else content)
    return out.getvalue()


def in_pdf(data: bytes) -> bytes:
    """Draw the page number twice: of a font with few glyphs, nothing else can be drawn."""
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        instructions: list[Any] = list(pikepdf.parse_content_stream(page))
        last = max(at for at, (_, operator) in enumerate(instructions) if str(operator) in {"Tj", "TJ"})
        page.Contents = document.make_stream(
            pikepdf.unparse_content_stream([*instructions[: last + 1], *instructions[last:]])
        )
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "make", "plant", "told"),
    [
        (
            "docx",
            docx.render,
            lambda data: in_word(data, "— </w:t>".encode(), "内部 — </w:t>".encode()),
            "Word：页脚里多出「内部 — 1 —」",
        ),
        ("pdf", pdf.render, in_pdf, "PDF 第1页：「正文.第1段」处多出「—1—」（前后文：年某项目正文▲）"),
        (
            "html",
            html.render,
            lambda data: data.replace(b"</style>", '@page { @top-left { content: "内部" } }</style>'.encode()),
            "网页：页边的 @top-left里多出「内部」",
        ),
    ],
)
def test_a_planted_word_is_found(
    kind: str, make: Callable[..., bytes], plant: Callable[[bytes], bytes], told: str
) -> None:
    data, wanted = make(GIVEN, YUNNAN_2024), reference(GIVEN, YUNNAN_2024)
    assert check(kind, data, wanted, GIVEN) == []
    found = [finding.message for finding in check(kind, plant(data), wanted, GIVEN)]
    assert found[:1] == [told]
