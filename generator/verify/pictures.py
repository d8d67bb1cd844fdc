"""Pictures of the pages of a PDF, for people who compare how pages look."""

from __future__ import annotations

from typing import Final

import pypdfium2

from generator.model.picture import Picture

# Dots an inch: what 仿宋 in 三号 can be read at.
_DOTS: Final = 80
_POINTS: Final = 72


def pictures(data: bytes) -> list[Picture]:
    """Return a picture of each page of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_picture(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> Picture:
    bitmap = page.render(scale=_DOTS / _POINTS, rev_byteorder=True)
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
