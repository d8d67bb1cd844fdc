"""Compresses each stream of a PDF once: pydyf does it again for a hash that tells one file from another.

While a file is written nothing in it changes any more, so what was made of a stream then is kept until it is whole.
Every byte stays. Where another version of pydyf is installed, or SHENBAO_STOCK_PDF is set, all is as it was.
"""

from __future__ import annotations

import os
from typing import Any, Final

import pydyf

VERSION: Final = "0.13.0"
SWITCH: Final = "SHENBAO_STOCK_PDF"
_write: Final = pydyf.PDF.write
_data: Final = pydyf.Stream.data
# What the streams of the file that is being written have become.
_made: Final[list[dict[int, bytes]]] = []


def install() -> None:
    """Make pydyf compress once; calling it again changes nothing."""
    if pydyf.VERSION == VERSION:
        pydyf.PDF.write = _write_once
        pydyf.Stream.data = property(_data_once)


def _write_once(file: Any, *given: Any, **named: Any) -> None:
    if os.environ.get(SWITCH):
        _write(file, *given, **named)
        return
    _made.append({})
    try:
        _write(file, *given, **named)
    finally:
        _made.pop()


def _data_once(stream: Any) -> bytes:
    if not _made:
        return bytes(_data.fget(stream))
    known = _made[-1]
    if id(stream) not in known:  # The file holds all its streams: no other gets the number of one.
        known[id(stream)] = _data.fget(stream)
    return known[id(stream)]
