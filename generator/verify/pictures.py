"""Pictures of the pages of a PDF, for people who compare how pages look."""

from __future__ import annotations

from contextlib import closing
from typing import Final

import pypdfium2

from generator.model.picture import Picture

# Dots an inch: what 仿宋 in 三号 can be read at.
_DOTS: Final = 80
_POINTS: Final = 72


def pictures(data: bytes) -> list[Picture]:
    """Return a picture of each page of a PDF."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_picture(document[number]) for number in range(len(document))]


def count(data: bytes) -> int:
    """Return how many pages a PDF has."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return len(document)


def picture(data: bytes, number: int, density: int) -> Picture | None:
    """Return a picture of one page, the first being 0, with so many dots an inch; None where there is none."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return _picture(document[number], density) if 0 <= number < len(document) else None


def _picture(page: pypdfium2.PdfPage, density: int = _DOTS) -> Picture:
    bitmap = page.render(scale=density / _POINTS, rev_byteorder=True)
    width, height, depth, stride = bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride
    raw = bytes(bitmap.buffer)
    bitmap.close()
    page.close()
    dots = b"".join(raw[start : start + width * depth] for start in range(0, height * stride, stride))
    red, green, blue = (dots[channel::depth] for channel in range(3))
    if red == green == blue:
        return Picture(width, height, 1, red)
    colours = bytearray(3 * width * height)
    colours[0::3], colours[1::3], colours[2::3] = red, green, blue
    return Picture(width, height, 3, bytes(colours))
