"""Sets Chinese lines flush: WeasyPrint 70 stretches only spaces, which Chinese text has not.

A line that ends early, because the next character may not begin a line, stays one to three characters short.
Here the missing width goes between its characters, as Word does it. This replaces one private function of
WeasyPrint, whose version is therefore locked.
"""

from __future__ import annotations

import re
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

# Characters that may be moved apart: hanzi, full-width punctuation, circled numbers; and spaces.
STRETCHABLE: Final = re.compile(
    r"[ ·—‘’“”…\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
HANZI: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# No gap grows wider than this part of the size of the characters: a line with a long foreign word stays short.
WIDEST: Final = 0.35
# The private names that this module relies on, by the object that has to have them.
NEEDED: Final = (
    (inline, ("justify_line", "text_align")),
    (line_break, ("Layout", "line_size")),
    (line_break.Layout, ("setup", "set_text", "reactivate", "deactivate", "get_first_line")),
)


class UnknownWeasyPrintError(RuntimeError):
    """Raised when WeasyPrint isn't built as this module expects; justify without it would move every line."""


def install() -> None:
    """Make WeasyPrint justify Chinese lines; calling it again changes nothing.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    for place, names in NEEDED:
        for name in names:
            if not hasattr(place, name):
                raise UnknownWeasyPrintError(f"WeasyPrint 的版本不合：{place.__name__} 里没有 {name}")
    if inline.justify_line is not _justify:
        inline.justify_line = _justify


_stock: Final = inline.justify_line


class _Spaced(line_break.Layout):  # type: ignore[misc]  # WeasyPrint publishes no types
    """The text of a box with a gap (in CSS pixels) added around each stretchable character."""

    gap = 0.0

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - WeasyPrint calls it so
        """Set the text; called again by WeasyPrint when the box is drawn."""
        super().set_text(text, justify)
        if not self.gap or not self.text:
            return
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        own = self.style["letter_spacing"]
        spacing = round(((0 if own == "normal" else own) + self.gap) * TO_UNITS)
        for match in re.finditer(f"{STRETCHABLE.pattern}+", self.text):
            attribute = pango.pango_attr_letter_spacing_new(spacing)
            attribute.start_index = len(self.text[: match.start()].encode())
            attribute.end_index = len(self.text[: match.end()].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def _justify(context: Any, line: Any, missing: float) -> None:
    """Spread the missing width (CSS pixels) over a line."""
    texts = list(_texts(line))
    if len(texts) != 1 or not HANZI.search(texts[0].text):
        _stock(context, line, missing)
        return
    box = texts[0]
    gap = missing / max(_gaps(box.text), 1)
    if gap <= WIDEST * box.style["font_size"]:
        added = _widen(box, gap)
        for parent in _parents(line):
            parent.width += added


def _gaps(text: str) -> float:
    """Count the gaps of a line: half a gap on each side of a stretchable character, but none at the edges."""
    edges = sum(bool(STRETCHABLE.fullmatch(character)) for character in (text[0], text[-1]))
    return len(STRETCHABLE.findall(text)) - edges / 2


def _widen(box: Any, gap: float) -> float:
    """Lay a text out anew with a gap; return how much wider it has become."""
    layout = _Spaced(box.style)
    layout.gap = gap
    layout.set_text(box.text, justify=True)
    width, _ = line_break.line_size(layout.get_first_line()[0], box.style)
    layout.deactivate()
    added = float(width - box.width)
    box.pango_layout, box.width = layout, width
    return added


def _texts(box: Any) -> Any:
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)
    else:
        yield box


def _parents(box: Any) -> Any:
    """Yield the line and the inline boxes in it, down to its only text."""
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        yield box
        box = box.children[0]
