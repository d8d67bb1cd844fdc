"""Reads the text of finished documents back, by other ways than those that wrote them.

Each function returns the pieces of text that a reader meets, in order; pieces that hold nothing are left out.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What breaks a line, and the hyphens that Word keeps as elements.
WORD_MARKS: Final = {f"{WORD}br": "\n", f"{WORD}tab": "\t", f"{WORD}noBreakHyphen": "-"}
INLINE: Final = frozenset({"a", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "wbr"})
UNREAD: Final = frozenset({"head", "script", "style", "template"})
PAGE_NUMBER: Final = re.compile(r"[—－–-]\s*\d+\s*[—－–-]")
# PDFium gives a hyphen at the end of a line as one of these.
LINE_END_HYPHENS: Final = re.compile("[\x02\ufffe]")


def squeeze(text: str) -> str:
    """Return a text without any white space: lines and columns break it differently in each format."""
    return "".join(text.split())


def docx_text(path: Path) -> list[str]:
    """Return the paragraphs of the body of a Word file, those in cells included, row by row."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return _filled(_word_paragraph(paragraph) for paragraph in root.iter(f"{WORD}p"))


def _word_paragraph(paragraph: Any) -> str:
    return "".join(
        (node.text or "") if node.tag == f"{WORD}t" else WORD_MARKS.get(node.tag, "") for node in paragraph.iter()
    )


def html_text(path: Path) -> list[str]:
    """Return the blocks of text (headings, paragraphs, cells) of an HTML file."""
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(path.read_bytes(), parser=parser)
    return _filled("".join(_html_pieces(root)).split("\0"))


def _html_pieces(element: Any) -> Iterator[str]:
    """Yield text, and NUL wherever a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    edge = "\n" if element.tag == "br" else "" if element.tag in INLINE else "\0"
    yield edge
    yield element.text or ""
    for child in element:
        yield from _html_pieces(child)
        yield child.tail or ""
    yield edge


def pdf_text(path: Path) -> list[str]:
    """Return the runs of a PDF in the order of its content, without page numbers.

    Not PDFium's own reading of a page: that sorts by lines, and so tears cells apart that stand side by side. A run
    ends with its line, or earlier; heads that a PDF repeats on each page are repeated here.
    """
    runs: list[str] = []
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            objects = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
            runs += [LINE_END_HYPHENS.sub("-", run.extract()) for run in objects]
    finally:
        document.close()
    return [run for run in _filled(runs) if not PAGE_NUMBER.fullmatch(run)]


def _filled(pieces: Any) -> list[str]:
    return [piece.strip() for piece in pieces if piece.strip()]
