"""Makes once what the libraries behind WeasyPrint make again and again; every byte of a PDF stays.

pydyf compresses each stream twice, the second time for a hash that tells one file from another. While a file is written
nothing in it changes any more, so what was made of a stream then is kept until it is whole. For each element of the
structure it names all pages anew. tinyhtml5 means to keep its regular expressions, but never finds them again.

Where another version of a library is installed, or SHENBAO_STOCK_PDF is set, it is left as it is.
"""

from __future__ import annotations

import os
import re
from typing import Any, Final

import pydyf
import tinyhtml5
from tinyhtml5 import inputstream

VERSION: Final = "0.13.0"
PARSER: Final = "2.1.0"
SWITCH: Final = "SHENBAO_STOCK_PDF"
_write: Final = pydyf.PDF.write
_data: Final = pydyf.Stream.data
_references: Final = pydyf.PDF.page_references
_to_bytes: Final = pydyf._to_bytes  # noqa: SLF001 - what most of the time of writing goes to
# What the streams of the file that is being written have become.
_made: Final[list[dict[int, bytes]]] = []


def install() -> None:
    """Make the libraries do so; calling it again changes nothing."""
    if pydyf.VERSION == VERSION:
        pydyf.PDF.write = _write_once
        pydyf.Stream.data = property(_data_once)
        pydyf.PDF.page_references = property(_references_once)
    if pydyf.VERSION == VERSION and not os.environ.get(SWITCH):
        pydyf._to_bytes = _plain_to_bytes  # noqa: SLF001 - as above
    if tinyhtml5.VERSION == PARSER and not os.environ.get(SWITCH):
        inputstream.characters_until_regex = _Expressions()


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


def _references_once(file: Any) -> Any:
    """Return the references of all pages, which only grow in number."""
    if os.environ.get(SWITCH):
        return _references.fget(file)
    number = len(file.pages["Kids"])
    known = file.__dict__.get("_references")
    if known is None or known[0] != number:
        known = file.__dict__["_references"] = (number, _references.fget(file))
    return known[1]


def _plain_to_bytes(item: Any) -> Any:
    """Turn the commonest kinds into bytes at once."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    return _to_bytes(item)


class _Expressions(dict[tuple[Any, bool], re.Pattern[str]]):
    """The expressions for some characters, or for all others, each made when it is asked for first."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, is_one_of_them = key
        inside = "".join(f"\\x{ord(character):02x}" for character in characters)
        found = self[key] = re.compile(f"[{'' if is_one_of_them else '^'}{inside}]+")
        return found
