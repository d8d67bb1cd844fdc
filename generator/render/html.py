"""A document as one self-contained HTML file: no scripts, nothing fetched; it leads to its workbook beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.render.page import page

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout


def render(document: Document, layout: Layout) -> bytes:
    """Return the HTML file of a document."""
    workbook = quote(f"{document.name}.xlsx") if document.has_tables else ""
    return page(document, layout, "screen.css", workbook=workbook).encode()
