"""Stops WeasyPrint where a style sheet makes it lay out far more pages than a document can fill.

A margin of some metres, or pages of a millimetre, would keep it busy for hours. This wraps one private function of
WeasyPrint, whose version is therefore locked.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from weasyprint.layout import page as layout

from generator.render.justify import UnknownWeasyPrintError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages that a part of a document may take: some, and more for what it says; a page of prose has about 2000 characters
# of HTML, one of a form 5000. Numbers of pages in the contents make WeasyPrint lay out pages again, up to eight times.
_FEW: Final = 30
_CHARACTERS: Final = 300


class TooManyPagesError(ValueError):
    """Raised when a page style fills far more pages than it has words for."""


@contextmanager
def limited(html: str) -> Iterator[None]:
    """Limit the pages that are laid out inside.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    stock = getattr(layout, "remake_page", None)
    if stock is None:
        raise UnknownWeasyPrintError("WeasyPrint 的版本不合：weasyprint.layout.page 里没有 remake_page")
    left = _FEW + len(html) // _CHARACTERS

    def counted(*arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise TooManyPagesError
        return stock(*arguments)

    layout.remake_page = counted
    try:
        yield
    finally:
        layout.remake_page = stock
