"""How wide the fonts of the pack print what no line may break: numbers and codes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BODY: Final = "FangSong.ttf"
CELLS: Final = "Song.ttf"
_ASCII: Final = range(0x20, 0x7F)


def width(text: str, file: Path) -> float:
    """Return the width of a text in a font, in parts of its size; what is no ASCII takes the full width."""
    known = _advances(file.resolve())
    return sum(known.get(character, 1.0) for character in text)


@cache
def _advances(file: Path) -> Mapping[str, float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where something may not fit

    with TTFont(file, lazy=True) as font:
        glyphs, metrics, whole = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(code): metrics[glyphs[code]][0] / whole for code in _ASCII if code in glyphs}
