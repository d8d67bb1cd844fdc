"""What is wrong on paper: glyphs over each other, over a line or outside of the text block; text that is not there.

Pages of any program's PDF are read, so that what LibreOffice makes of a Word file is held to the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pypdfium2
import pypdfium2.raw as pdfium

from tests.extract import squeeze
from tests.render.pages import MM, Page, pages, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.document import Document
    from tests.render.pages import Character

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

# The text block of GB/T 9704: what its margins leave, on an upright page and on one laid sideways.
MARGINS: Final = {"portrait": (28, 35, 26, 37), "landscape": (35, 26, 37, 28)}
_NUMBER: Final = re.compile(r"[0-9][0-9.,%]*[0-9%]")
_HANGING: Final = str.maketrans("", "", "，。、；：！？")
_THIN: Final = 2.5  # points: what is no wider is a line
_TOUCH: Final = 0.6  # points that ink may reach over a line or into its neighbour
_SMALLEST: Final = 5  # points that anybody can read
_FOLIO: Final = 14  # points: the size of page numbers, which stand outside


@dataclass(frozen=True)
class Sheet:
    """A page with the lines that are drawn on it."""

    page: Page
    upright: tuple[Box, ...]
    level: tuple[Box, ...]


def sheets(data: bytes) -> list[Sheet]:
    """Read the pages of a PDF."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [Sheet(page, *_lines(drawn)) for page, drawn in zip(pages(data), pdf, strict=True)]


def faults(drawn: Sequence[Sheet]) -> list[str]:
    """Return what is wrong with pages."""
    return [f"{number}: {fault}" for number, sheet in enumerate(drawn, 1) for fault in _faults(sheet)]


def missing(document: Document, drawn: Sequence[Sheet]) -> list[str]:
    """Return the sentences of a document that can't be read on its pages."""
    said = _bare("".join(sheet.page.text for sheet in drawn))
    pieces = (piece for leaf in document.leaves() for piece in leaf.plain.replace("；", "。").split("。"))
    return [piece for piece in map(_bare, pieces) if not _is_said(piece, said)]


def _bare(words: str) -> str:
    """Return words without white space and without the marks that LibreOffice lets hang over the edge."""
    return squeeze(words).translate(_HANGING)


def torn(document: Document, drawn: Sequence[Sheet]) -> list[str]:
    """Return the numbers and codes of a document that no line of its pages holds whole."""
    lines = {text(word) for sheet in drawn for word in _words(sheet.page)}
    whole = "\n".join(sorted(lines))
    numbers = {number for leaf in document.leaves() for number in _NUMBER.findall(leaf.plain)}
    return sorted(number for number in numbers if number not in whole)


def _words(page: Page) -> Iterator[list[Character]]:
    """Yield the stretches of characters that stand side by side on one line."""
    word: list[Character] = []
    for one in sorted(page.characters, key=lambda one: (-round(one.baseline), one.x)):
        if word and (abs(word[-1].baseline - one.baseline) > 1 or one.x - word[-1].right > one.size / 2):
            yield word
            word = []
        word.append(one)
    yield word


def _is_said(piece: str, said: str) -> bool:
    """Whether a sentence is there; one that a page ends within is there in two parts."""
    return piece in said or any(piece[:at] in said and piece[at:] in said for at in range(1, len(piece)))


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[Box, ...]]:
    boxes = [obj.get_bounds() for obj in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)]
    yield tuple(box for box in boxes if box[2] - box[0] <= _THIN < box[3] - box[1])
    yield tuple(box for box in boxes if box[3] - box[1] <= _THIN < box[2] - box[0])


def _faults(sheet: Sheet) -> Iterator[str]:
    page = sheet.page
    left, bottom, right, top = MARGINS["portrait" if page.width < page.height else "landscape"]
    block = (left * MM, bottom * MM, page.width - right * MM, page.height - top * MM)
    inside = [one for one in page.characters if one.text != "…" and abs(one.size - _FOLIO) > 0.1]
    inside = [one for one in inside if ord(one.text) not in _HANGING or one.ink[2] < block[2]]
    for one in inside:
        ink = one.ink
        if one.size < _SMALLEST:
            yield f"「{one.text}」 is too small"
        if ink[0] < block[0] - 2 or ink[2] > block[2] + 2 or ink[1] < block[1] - 3 or ink[3] > block[3] + 3:
            yield f"「{one.text}」 is outside of the text block"
        for line in sheet.upright:
            if ink[0] + _TOUCH < line[0] and line[2] < ink[2] - _TOUCH and line[1] < ink[1] and ink[3] < line[3]:
                yield f"「{one.text}」 stands on an upright line"
        for line in sheet.level:
            if ink[1] + _TOUCH < line[1] and line[3] < ink[3] - _TOUCH and line[0] < ink[0] and ink[2] < line[2]:
                yield f"「{one.text}」 stands on a level line"
    yield from (f"「{one.text}」 lies on 「{other.text}」" for one, other in _overlaps(inside))


def _overlaps(characters: Sequence[Character]) -> Iterator[tuple[Character, Character]]:
    """Yield the pairs of glyphs whose ink lies on each other."""
    ordered = sorted(characters, key=lambda one: one.ink[0])
    starts = [one.ink[0] for one in ordered]
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 : bisect_left(starts, one.ink[2] - 1)]:
            high = min(one.ink[3], other.ink[3]) - max(one.ink[1], other.ink[1])
            wide = min(one.ink[2], other.ink[2]) - other.ink[0]
            if high > 1 and wide > 1:
                yield one, other
