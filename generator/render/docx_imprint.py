"""The cover of a Word document, and what stands below its text: 署名, 成文日期, the place of a seal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from generator.render.docx_contents import begin_page
from generator.render.docx_styles import number, properties
from generator.render.docx_xml import PARAGRAPH, element, w

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml import etree

    from generator.render.docx_styles import Styles
    from generator.render.imprint import Place

_TWIPS_OF_SIZE: Final = 10  # sizes are given in half points
_LINE: Final = 1.3 * 2  # a line that no page fixes, in sizes
# What stands in the settings of a paragraph and of a section behind what is put into them.
_AFTER: Final = {
    "keepNext": ("pStyle",),
    "spacing": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "snapToGrid"),
    "ind": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "snapToGrid", "spacing"),
    "jc": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "snapToGrid", "spacing", "ind"),
}


def draw(node: etree._Element, place: Place, width: int, pitch: float, styles: Styles) -> None:
    """Put a line below the text into its place; `width` is that of the text, `pitch` that of its lines, in twips."""
    look = styles.look(node)
    size = number(look, "r:sz", 20) * _TWIPS_OF_SIZE
    line = pitch or size * _LINE
    left = max(width - math.ceil(place.width * size), 0)
    _set(node, "spacing", before=str(round(place.above * line)), after=str(round(place.below * line)))
    _set(node, "ind", left=str(left), leftChars="0", right="0", rightChars="0", firstLine="0", firstLineChars="0")
    _set(node, "jc", val="center" if place.is_centred else "left")
    if place.keeps_next:
        keep(node)


def keep(node: etree._Element | None) -> None:
    """Let a paragraph stand on the page of the next one."""
    if node is not None and node.tag == PARAGRAPH:
        _set(node, "keepNext")


def end_cover(last: etree._Element, ends: Collection[etree._Element], page: etree._Element) -> None:
    """Let what follows upon a cover begin a page; the cover itself has no page number."""
    after = last.getnext()
    if after is not None and after not in ends:
        begin_page(after)
    before = [child for child in page if child.tag in {w("textDirection"), w("bidi"), w("rtlGutter"), w("docGrid")}]
    first = element("titlePg")
    if before:
        before[0].addprevious(first)
    else:
        page.append(first)


def pitch_of(pages: Mapping[str, etree._Element]) -> float:
    """Return the pitch of the lines of upright pages, in twips; 0 where they have none."""
    return number(properties(pages.get("portrait"), ""), "docGrid.linePitch")


def _set(node: etree._Element, name: str, **attributes: str) -> None:
    """Set something of a paragraph anew, what else it says of that staying as it is."""
    settings = node.find(w("pPr"))
    if settings is None:
        settings = element("pPr")
        node.insert(0, settings)
    found = settings.find(w(name))
    if found is None:
        found = element(name)
        before = {w(other) for other in _AFTER[name]}
        settings.insert(sum(child.tag in before for child in settings), found)
    for key, value in attributes.items():
        found.set(w(key), value)
