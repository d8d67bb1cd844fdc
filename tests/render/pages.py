"""Reads the characters of a PDF back, with their places in millimetres and points."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable

MM = 72 / 25.4


@dataclass(frozen=True)
class Character:
    """A printed character: its ink, its advance and its baseline, in points from the page's bottom left."""

    text: str
    font: str
    size: float
    x: float
    baseline: float
    right: float
    ink: tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        # PDFium hands characters beyond U+FFFF over as two halves.
        return text(self.characters).encode("utf-16", "surrogatepass").decode("utf-16")

    def lines(self, size: float = 16) -> list[list[Character]]:
        """Return the lines of upright text of one size, from top to bottom."""
        inked = [character for character in self.characters if abs(character.size - size) < 0.1]
        ordered = sorted(inked, key=lambda character: (-round(character.baseline, 1), character.x))
        return [list(line) for _, line in groupby(ordered, key=lambda character: round(character.baseline, 1))]


def pages(data: bytes) -> list[Page]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [Page(page.get_width(), page.get_height(), tuple(_characters(page.get_textpage()))) for page in pdf]


def text(characters: Iterable[Character]) -> str:
    return "".join(character.text for character in characters)


def _characters(page: pypdfium2.PdfTextPage) -> Iterable[Character]:
    for index in range(page.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(page.raw, index))
        if pdfium.FPDFText_IsGenerated(page.raw, index) or character.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(page.raw, index, x, y)
        loose = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(page.raw, index, loose)
        yield Character(
            character,
            _font(page, index),
            pdfium.FPDFText_GetFontSize(page.raw, index) * _scale(page, index),
            x.value,
            y.value,
            loose.right,
            page.get_charbox(index),
        )


def _font(page: pypdfium2.PdfTextPage, index: int) -> str:
    buffer = ctypes.create_string_buffer(100)
    pdfium.FPDFText_GetFontInfo(page.raw, index, buffer, 100, ctypes.c_int())
    return buffer.value.decode()


def _scale(page: pypdfium2.PdfTextPage, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page.raw, index, matrix)
    return math.hypot(matrix.a, matrix.b)
