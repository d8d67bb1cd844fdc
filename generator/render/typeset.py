"""Lays out HTML as PDF pages with WeasyPrint. Importing this module costs half a second and needs Pango."""

from __future__ import annotations

import re
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

from generator.render.secluded import secluded

with secluded():
    import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.model.finding import FindingError, error
from generator.model.uncollected import uncollected
from generator.render import faces, finish, justify, once, paging, pdf_columns, pdf_tags, table_heads
from generator.render.drawn import Drawn
from generator.render.look.template import TEMPLATE

if TYPE_CHECKING:
    from generator.model.layout import Layout

faces.install()
justify.install()
once.install()
pdf_columns.install()
pdf_tags.install()
table_heads.install()

_VARIANT: Final = "pdf/a-3a"
_ANY: Final = b"0" * 16  # The file that is joined gets an identifier of its own.
_STYLE: Final = re.compile(r"(?s)<style>(.*?)</style>")
_FACE: Final = re.compile(r"(?i)@font-face[^}]*}")
_POINT: Final = 0.75  # of a pixel
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


def typeset(html: str, layout: Layout) -> Drawn:
    """Return the pages of an HTML text; what its first style sheet says, all parts of a document share.

    Raises:
        FindingError: a style sheet fills page after page.
    """
    base = layout.common.absolute().as_uri() + "/"
    begin, style, rest = _STYLE.split(html, maxsplit=1) if _STYLE.search(html) else (html, "", "")
    with uncollected(), paging.limited(begin + rest):
        sheet, fonts, counters = _sheet(style, base, layout)
        source = weasyprint.HTML(string=begin + rest, base_url=base, url_fetcher=FontFetcher(layout.fonts))
        try:
            laid = source.render(
                pdf_variant=_VARIANT, stylesheets=[sheet], font_config=fonts, counter_style=counters, color_profiles={}
            )
        except paging.TooManyPagesError as problem:
            at = layout.place(layout.file(TEMPLATE))
            raise FindingError(error("MB-048", "PDF 排出的页数比内容多得太多，已经停下", at, hint=_HINT)) from problem
        data = laid.write_pdf(pdf_variant=_VARIANT, pdf_identifier=_ANY, uncompressed_pdf=True)
    return Drawn(
        finish.tidy(data),
        len(laid.pages),
        [
            (at, level, words, *_spot(page, *spot))
            for at, page in enumerate(laid.pages)
            for level, words, spot, _ in page.bookmarks
        ],
        [
            (name, at, *_spot(page, x, y))
            for at, page in enumerate(laid.pages)
            for name, (x, y, *_) in page.anchors.items()
        ],
        faces.needs(laid.fonts.values()),
    )


@lru_cache(maxsize=2)
def _sheet(style: str, base: str, layout: Layout) -> tuple[Any, Any, Any]:
    """Return a style sheet, which takes longer to read than a page to draw, with the fonts and counters that it has."""
    counters = CounterStyle()
    fonts = _fonts(tuple(_FACE.findall(style)), layout)
    fetcher = FontFetcher(layout.fonts)
    sheet = weasyprint.CSS(string=style, base_url=base, url_fetcher=fetcher, font_config=fonts, counter_style=counters)
    return sheet, fonts, counters


@lru_cache(maxsize=2)
def _fonts(faces: tuple[str, ...], layout: Layout) -> Any:  # noqa: ARG001 - they stand in the style sheet too
    """Return what holds the fonts of a style sheet, once they are read: those of another have another.

    WeasyPrint takes its copies of the fonts away when this goes, which is not when the process ends.
    """
    folder = Path(mkdtemp(prefix="weasyprint-"))
    Finalize(None, rmtree, (folder, True), exitpriority=1)
    fonts = FontConfiguration()
    fonts._folder = folder  # noqa: SLF001 - it makes one of its own otherwise, whose name it keeps to itself
    return fonts


def _spot(page: Any, x: float, y: float) -> tuple[float, float]:
    """Return a place on a page in points, from below."""
    return x * _POINT, (page.height - y) * _POINT
