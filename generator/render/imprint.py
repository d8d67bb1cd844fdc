"""Where 署名 and 成文日期 stand below the text (GB/T 9704-2012, 7.3.5): reckoned once for all formats.

With a seal, the date ends four characters from the edge and the name stands centred above it; the seal, of 42 mm, lies
over both, its top less than a line below the text. Without one, the name ends two characters from the edge, and the
date below begins two characters to the right of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.model.document import Imprint
from generator.render.docx_lines import is_full

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.document import Document
    from generator.model.text import Text

_SEALED_EDGE: Final = 4
_EDGE: Final = 2
_SHIFT: Final = 2
# Empty lines between the text and a name, and what a seal covers below the date.
SEALED_ABOVE, ABOVE, SEALED_BELOW = 2, 1, 1


@dataclass(frozen=True, slots=True)
class Place:
    """The line's `width` up to the right edge, in characters; in that it is centred, or begins at the left.

    `above` and `below` are the empty lines around it.
    """

    width: float
    is_centred: bool = False
    above: int = 0
    below: int = 0
    keeps_next: bool = False


def places(document: Document) -> Mapping[int, Place]:
    """Return the places of the lines below the text, by the numbers of their blocks."""
    found: dict[int, Place] = {}
    blocks = [*document.blocks, None]
    last: Imprint | None = None
    for number, (block, after) in enumerate(pairwise(blocks)):
        if not isinstance(block, Imprint) or block.kind == "封面":
            last = None
            continue
        day = after if isinstance(after, Imprint) and after.kind == "成文日期" else None
        found[number] = _name(block, day) if block.kind == "署名" else _day(last, block)
        last = block
    return found


def _name(name: Imprint, day: Imprint | None) -> Place:
    words, date = _width(name.text), _width(day.text) if day else 0
    if name.is_sealed:
        return Place(_sealed(words, date), is_centred=True, above=SEALED_ABOVE, keeps_next=day is not None)
    return Place(_EDGE + max(words, date + _SHIFT), above=ABOVE, keeps_next=day is not None)


def _day(name: Imprint | None, day: Imprint) -> Place:
    words, date = _width(name.text) if name else 0, _width(day.text)
    if day.is_sealed:
        return Place(_sealed(words, date), is_centred=True, below=SEALED_BELOW)
    return Place(_EDGE + max(words - _SHIFT, date), above=0 if name else ABOVE)


def _sealed(name: float, date: float) -> float:
    """Return twice the way from the edge to the middle of the date, or of a name that is longer than both sides."""
    return max(2 * _SEALED_EDGE + date, name)


def _width(text: Text) -> float:
    return sum(1 if is_full(character) else 0.5 for character in text.plain)
