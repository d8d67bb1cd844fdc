"""Fonts: only those of the repository are used, and what they lack is found before it is printed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from generator.model.document import Paragraph
from generator.model.position import Position
from generator.model.text import Figure, Text, Written, of_figure
from generator.render import pdf
from generator.render.faces import ForeignFontError, build
from generator.render.fonts import missing_glyphs
from generator.render.typeset import FontFetcher, ForeignFileError
from tests import samples
from tests.render.factory import YUNNAN_2024, document, form_2024, heading, landscape, paragraphs, portrait, words
from tests.render.pages import pages
from tests.render.statement import BY_CODE, CHONGQING, table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf.render(document(portrait(heading(1, "立项依据"), *paragraphs("正文"))), YUNNAN_2024)


@pytest.mark.parametrize("name", ["Noto-Sans", "Gongwen", "Gongwen-Unknown", "Gongwen-../../Hei", "-Hei"])
def test_a_foreign_font_is_refused_by_name(name: str) -> None:
    measures = dict.fromkeys(("flags", "italic_angle", "ascent", "descent", "stemv", "stemh"), 0)
    need = measures | {"hash": "ABCDEF", "name": f"/ABCDEF+{name}", "family": "", "widths": [], "to_unicode": []}
    sheet = Position("templates/甲/document.docx", 1)
    with pytest.raises(ForeignFontError, match=re.escape(f"ABCDEF+{name}")) as caught:
        build([need | {"missing": []}], YUNNAN_2024.fonts, sheet)
    assert (caught.value.finding.code, caught.value.finding.position) == ("WZ-002", sheet)


def test_fonts_of_the_machine_are_out_of_reach(tmp_path: Path) -> None:
    common = shutil.copytree(YUNNAN_2024.common, tmp_path / "common")
    sheet = common / "print.css"
    sheet.write_text(sheet.read_text("utf-8") + 'p { font-family: "DejaVu Sans", sans-serif }', "utf-8")
    fonts = _fonts(pdf.render(document(portrait(*paragraphs("abc"))), replace(YUNNAN_2024, common=common)))
    assert [name for name in fonts.split() if b"Gongwen" not in name] == []


def test_rare_characters_are_printed_and_their_font_only_then_embedded(plain: bytes) -> None:
    rare = pdf.render(document(portrait(heading(1, "玥"), *paragraphs("𬭎 ² ㎡")), title=("堃",)), YUNNAN_2024)
    assert {"玥", "𬭎", "堃", "²", "㎡"} <= set(pages(rare)[0].text)
    assert b"Gongwen-Rare" in _fonts(rare)
    assert b"Gongwen-Rare" not in _fonts(plain)


def test_digits_have_one_face_in_text_and_tables() -> None:
    body = table(BY_CODE, ["2080505", "第1类", "6,201.55", "762.89", "5,438.67"])
    made = pdf.render(document(portrait(*paragraphs("2024年"), body)), CHONGQING)
    digits = [one for one in pages(made)[0].characters if one.text.isdigit() and round(one.size, 1) in {16, 10.5}]
    assert len(digits) == len("20242080505162015576289543867")
    assert {one.font.partition("+")[2] for one in digits} == {"Gongwen-FangSong"}


def test_a_font_may_be_added_for_names_beyond_all_others(tmp_path: Path) -> None:
    name = document(portrait(*paragraphs("𠮷")))
    (finding,) = missing_glyphs(name, YUNNAN_2024)
    assert finding.message == "字库里没有「𠮷」（U+20BB7），这是扩展 B 到 H 区的生僻字"
    assert "templates/common/fonts/Extra.ttf" in finding.hint
    common = shutil.copytree(YUNNAN_2024.common, tmp_path / "common", ignore=shutil.ignore_patterns("fonts"))
    (common / "fonts").mkdir()
    for font in YUNNAN_2024.fonts.glob("*.ttf"):
        (common / "fonts" / font.name).symlink_to(font)
    _draw_font(common / "fonts" / "Extra.ttf", "𠮷")
    layout = replace(YUNNAN_2024, common=common)
    assert missing_glyphs(name, layout) == []
    made = pdf.render(name, layout)
    assert "𠮷" in pages(made)[0].text
    assert b"Gongwen-Extra" in _fonts(made)


def _draw_font(file: Path, character: str) -> None:
    """Write a font of another name that draws one character, as a box."""
    pen = TTGlyphPen(None)
    for number, corner in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(character): "box"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Anything Else", "styleName": "Regular", "psName": "AnythingElse"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(file)


def _fonts(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as file:
        return b" ".join(
            str(item.BaseFont).encode()
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        )


def test_a_character_without_a_glyph_is_found_on_its_line() -> None:
    figure = Figure(Decimal(5), "个", "5☐", Written(Position("content/数据.yaml", 9)))
    printed = document(portrait(Paragraph(words("甲😀乙😀", 7) + of_figure(figure)), Paragraph(words("😀", 8))))
    findings = missing_glyphs(printed, YUNNAN_2024)
    assert [(finding.code, finding.is_error) for finding in findings] == [("WZ-001", True)] * 3
    assert [finding.position and finding.position.line for finding in findings] == [7, 9, 8]
    assert "😀" in findings[0].message
    assert "U+1F600" in findings[0].message
    assert "U+2610" in findings[1].message


def test_an_invisible_character_is_found_and_named() -> None:
    (finding,) = missing_glyphs(document(portrait(*paragraphs("甲\u200b乙"))), YUNNAN_2024)
    assert "U+200B" in finding.message
    assert "\u200b" not in finding.message


def test_ordinary_text_has_all_its_glyphs() -> None:
    hostile = "& < > \" ' {{ }} {% %} ${ 〔〕 · 〇 ¥ ① 玥 𬭎 “” …… —— ％ ≥ ≤ × \u3000"
    assert missing_glyphs(document(portrait(*paragraphs(hostile))), YUNNAN_2024) == []


def test_signs_that_gb_18030_expects_are_drawn() -> None:
    """⑪ to ⑳, small Roman numerals and units: each a shape of its own, none empty, in the face behind all others."""
    signs = "⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ℉€½¼¾"
    assert missing_glyphs(document(portrait(*paragraphs(signs))), YUNNAN_2024) == []
    with TTFont(YUNNAN_2024.fonts / "Song.ttf") as font:
        names = [font.getBestCmap()[ord(sign)] for sign in signs]
        shapes = [font["glyf"][name] for name in names]
        boxes = [(shape.xMin, shape.xMax, font["hmtx"][name][0]) for shape, name in zip(shapes, names, strict=True)]
    assert len({tuple(shape.coordinates) for shape in shapes}) == len(signs)
    assert [box for box in boxes if not -20 < box[0] < box[1] < box[2] + 20] == []


def test_a_template_with_a_character_that_no_font_has_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(YUNNAN_2024.folder, tmp_path / "pack")
    samples.change_word(folder / "document.docx", "评（扣）", "☐评（扣）")
    with pytest.raises(pdf.UnprintableTemplateError, match=r"U\+2610"):
        pdf.render(document(landscape(form_2024([], [], []))), replace(YUNNAN_2024, folder=folder))


def test_nothing_but_the_fonts_is_fetched(tmp_path: Path) -> None:
    fetcher = FontFetcher(YUNNAN_2024.fonts)
    song = YUNNAN_2024.fonts / "Song.ttf"
    assert fetcher.fetch(song.absolute().as_uri()).read() == song.read_bytes()
    secret = tmp_path / "secret.css"
    secret.write_text("", "utf-8")
    for address in (secret.as_uri(), "https://example.org/font.ttf", "data:text/css,p{}"):
        with pytest.raises(ForeignFileError):
            fetcher.fetch(address)


def test_the_empty_text_is_no_paragraph_mark() -> None:
    assert missing_glyphs(document(portrait(Paragraph(Text()))), YUNNAN_2024) == []
