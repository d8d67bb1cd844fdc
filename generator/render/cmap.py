"""Which characters a font has, read from its table of characters alone: as a whole a font takes a library and 0.1 s."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Platform and encoding of the tables that hold Unicode, the fullest first.
_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_SEGMENTS, _GROUPS = 4, 12
_LAST, _LAST_OF_PLANE = 0x10FFFF, 0xFFFF


class UnusualError(ValueError):
    """Raised for what is no font, or one whose table is not as those of Chinese fonts are."""


def characters(file: Path) -> frozenset[int]:
    """Return the code points that a font has a glyph for.

    Raises:
        UnusualError: it has to be read by a library.
    """
    try:
        with file.open("rb") as font:
            (count,) = struct.unpack(">4xH6x", font.read(12))
            entries = {tag: place for tag, *place in struct.iter_unpack(">4s4xLL", font.read(16 * count))}
            offset, length = entries[b"cmap"]
            font.seek(offset)
            return frozenset(_codes(font.read(length)))
    except (struct.error, LookupError) as problem:
        raise UnusualError(file) from problem


def _codes(table: bytes) -> set[int]:
    (count,) = struct.unpack_from(">2xH", table)
    places = {(platform, code): at for platform, code, at in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])}
    chosen = table[next((places[key] for key in _UNICODE if key in places), len(table)) :]
    (kind,) = struct.unpack_from(">H", chosen)
    if kind not in {_SEGMENTS, _GROUPS}:
        raise UnusualError(kind)
    end, codes = -1, set[int]()
    for first, last, missing in _segments(chosen) if kind == _SEGMENTS else _groups(chosen):
        if not end < first <= last <= _LAST:  # Ranges that overlap could be made to take hours.
            raise UnusualError(first)
        end = last
        codes.update(range(first, last + 1))
        codes.difference_update(missing)
    return codes


def _groups(table: bytes) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Yield first and last character of each range, and those in it whose glyph is 0, which is none."""
    (count,) = struct.unpack_from(">12xL", table)
    for first, last, glyph in struct.iter_unpack(">LLL", table[16 : 16 + 12 * count]):
        yield first, last, () if glyph else (first,)


def _segments(table: bytes) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Yield the same; the last segment only says that there are no more."""
    (double,) = struct.unpack_from(">6xH", table)
    whole = struct.unpack_from(f">{(len(table) - 14) // 2}H", table, 14)
    count = double // 2
    ends, starts, deltas, offsets = whole[:count], *(whole[n * count + 1 : (n + 1) * count + 1] for n in (1, 2, 3))
    glyphs = whole[3 * count + 1 :]  # Offsets count from where they stand themselves.
    for at, (first, last, delta, offset) in enumerate(zip(starts[:-1], ends, deltas, offsets, strict=False)):
        if not offset:
            none = -delta & _LAST_OF_PLANE
            yield first, last, (none,) if first <= none <= last else ()
        else:
            own = glyphs[at + offset // 2 : at + offset // 2 + last - first + 1]
            if len(own) <= last - first:
                raise UnusualError(first)
            yield (
                first,
                last,
                [first + n for n, glyph in enumerate(own) if not (glyph and glyph + delta & _LAST_OF_PLANE)],
            )
