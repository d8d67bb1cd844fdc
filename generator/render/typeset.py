"""Lays out HTML as PDF pages with WeasyPrint. Importing this module costs half a second and needs Pango."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.render.secluded import secluded

with secluded():
    import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.model.finding import FindingError, error
from generator.model.uncollected import uncollected
from generator.render import justify, once, paging, pdf_columns, pdf_tags, table_heads
from generator.render.look.template import TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.layout import Layout

justify.install()
once.install()
pdf_columns.install()
pdf_tags.install()
table_heads.install()

_HINT: Final = "检查模板和样式表里的纸张、边距、行高和列宽，是不是多写了几个 0。"


class ForeignFileError(ValueError):
    """Raised when a page asks for anything but a font of the repository."""


class FontFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types
    """Serves the fonts of a layout, and nothing else, from disk or network."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("file",))
        self._fonts = {path.absolute().as_uri(): path for path in sorted(folder.glob("*.ttf"))}

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the base class passes it
        """Return the bytes of a font."""
        if url not in self._fonts:
            raise ForeignFileError(url)
        return URLFetcherResponse(url, self._fonts[url].read_bytes(), {"Content-Type": "font/ttf"})


def typeset(html: str, layout: Layout, identifier: bytes) -> bytes:
    """Return the pages of an HTML text as PDF; `identifier` (16 bytes) becomes the file's own.

    Raises:
        FindingError: a style sheet fills page after page.
    """
    base = layout.common.absolute().as_uri() + "/"
    with uncollected(), paging.limited(html):
        source = weasyprint.HTML(string=html, base_url=base, url_fetcher=FontFetcher(layout.fonts))
        try:
            pages: bytes = source.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=identifier)
        except paging.TooManyPagesError as problem:
            at = layout.place(layout.file(TEMPLATE))
            raise FindingError(error("MB-048", "PDF 排出的页数比内容多得太多，已经停下", at, hint=_HINT)) from problem
    return pages
