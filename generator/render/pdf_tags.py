"""Says in the tags of a PDF which element of the page each table, row and cell comes from.

WeasyPrint tags what stands on each page by itself: a table over three pages becomes three. `pdf_tables.py` joins them
again, which takes knowing what belongs together. This wraps one private function of WeasyPrint, whose version is
therefore locked; the mark it leaves (a title, /T) is taken out when the parts are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import pydyf
from weasyprint.pdf import tags

from generator.render.justify import UnknownWeasyPrintError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKED: Final = frozenset(("/Table", "/TR", "/TH", "/TD"))
_NUMBERS: Final[WeakKeyDictionary[Any, int]] = WeakKeyDictionary()

_stock: Final = tags._build_box_tree  # noqa: SLF001 - the only place that knows box and tag


def install() -> None:
    """Make WeasyPrint mark its tags; calling it again changes nothing.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    if _stock.__code__.co_varnames[:2] != ("box", "parent"):
        raise UnknownWeasyPrintError("WeasyPrint 的版本不合：weasyprint.pdf.tags._build_box_tree 变了")
    tags._build_box_tree = _marked  # noqa: SLF001 - as above


def _marked(box: Any, *given: Any) -> Iterator[Any]:
    for made in _stock(box, *given):
        if made["S"] in _MARKED:
            number = _NUMBERS.setdefault(box.element, len(_NUMBERS))
            made["T"] = pydyf.String(str(number))
        yield made
