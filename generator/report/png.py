"""Writes a picture as PNG."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.model.picture import Picture

_SIGN: Final = b"\x89PNG\r\n\x1a\n"
# PNG's kinds of picture by the number of bytes a dot: gray, and red, green and blue.
_KINDS: Final = {1: 0, 3: 2}


def png(picture: Picture) -> bytes:
    """Return a picture as the bytes of a file; the same picture gives the same bytes."""
    head = (
        picture.width.to_bytes(4, "big")
        + picture.height.to_bytes(4, "big")
        + bytes([8, _KINDS[picture.depth], 0, 0, 0])
    )
    # Each line begins with the number of its filter: none.
    body = zlib.compress(b"".join(b"\0" + line for line in picture.lines()), 9)
    return _SIGN + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
