"""The characters of a font are those that a library of fonts finds; what is unusual is left to the library."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from hypothesis import given
from hypothesis import strategies as st

from generator.render import cmap
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

FONTS = sorted((samples.ROOT / "templates/common/fonts").glob("*.ttf"))


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_all_fonts_of_the_repository_are_read_as_by_fonttools(font: Path) -> None:
    with TTFont(font, lazy=True) as read:
        assert cmap.characters(font) == set(read.getBestCmap())


@pytest.mark.parametrize("kind", [4, 12])
@given(st.dictionaries(st.integers(1, 0xFFFE), st.integers(0, 5), max_size=60))
def test_any_table_is_read_as_by_fonttools(
    tmp_path_factory: pytest.TempPathFactory, kind: int, glyphs: dict[int, int]
) -> None:
    file = tmp_path_factory.mktemp("font") / "a.ttf"
    builder = FontBuilder(1000)
    names = [".notdef", *"abcde"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    table = CmapSubtable.newSubtable(kind)
    table.platformID, table.platEncID, table.language = 3, 10 if kind == 12 else 1, 0
    table.cmap = {code: names[glyph] for code, glyph in glyphs.items()}
    builder.font["cmap"].tables = [table]
    builder.font.save(file)
    with TTFont(file) as read:
        wanted = {code for code, name in read.getBestCmap().items() if name != ".notdef"}
    assert cmap.characters(file) == wanted


@pytest.mark.parametrize(
    "table",
    [
        struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHHH", 6, 10, 0, 0),
        struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLLLLL", 12, 0, 28, 0, 1, 0, 0xFFFFFFFF, 1),
        struct.pack(">HHHHL", 0, 1, 3, 10, 12)
        + struct.pack(">HHLLLLLLLLL", 12, 0, 40, 0, 2, 0, 0x10FFFF, 1, 0, 0x10FFFF, 1),
        b"",
    ],
    ids=["another-kind", "beyond-unicode", "overlapping", "empty"],
)
def test_what_is_unusual_is_left_to_a_library(tmp_path: Path, table: bytes) -> None:
    font = tmp_path / "a.ttf"
    font.write_bytes(struct.pack(">LH6x4s4xLL", 0x10000, 1, b"cmap", 28, len(table)) + table)
    with pytest.raises(cmap.UnusualError):
        cmap.characters(font)
