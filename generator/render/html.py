"""A document as one self-contained HTML file: no scripts, no other files, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.page import page

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout


def render(document: Document, layout: Layout) -> bytes:
    """Return the HTML file of a document."""
    return page(document, layout, "screen.css").encode()
