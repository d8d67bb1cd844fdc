"""The PDF as a file: its fonts, tags and metadata, the same bytes each time, and what is refused."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.model.document import Document, Paragraph
from generator.model.position import Position
from generator.model.text import Figure, Text, Written, of_figure
from generator.render import pdf
from generator.render.finish import ForeignFontError, finish
from generator.render.fonts import missing_glyphs
from generator.render.typeset import FontFetcher, ForeignFileError, typeset
from tests.render.factory import (
    YUNNAN_2020,
    YUNNAN_2024,
    document,
    form_2020,
    form_2024,
    heading,
    landscape,
    paragraphs,
    portrait,
    words,
)
from tests.render.pages import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _whole() -> Document:
    form = form_2024([("产出指标",), ("", "数量指标"), ("", "", "参保", "=", "100", "%")], ["总体"], ["年度"])
    body = portrait(heading(1, "立项依据"), heading(2, "（一）文件"), *paragraphs("正文"))
    return document(body, landscape(heading(1, "项目绩效目标表"), form), title=("甲单位2024年", "乙项目"))


@pytest.fixture(scope="module")
def whole() -> bytes:
    return pdf.render(_whole(), YUNNAN_2024)


def _elements(data: bytes, kind: str) -> list[Any]:
    with pikepdf.open(BytesIO(data)) as file:
        found = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]
        return [dict(item.get("/A", {})) for item in found]


def test_two_renderings_give_the_same_bytes(whole: bytes) -> None:
    assert pdf.render(_whole(), YUNNAN_2024) == whole


def test_another_folder_gives_the_same_bytes(whole: bytes, tmp_path: Path) -> None:
    moved = shutil.copytree(YUNNAN_2024.folder.parent, tmp_path / "别处")
    layout = replace(YUNNAN_2024, folder=moved / "yunnan-2024", common=moved / "common")
    assert pdf.render(_whole(), layout) == whole


def test_title_author_and_language_are_named(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as file:
        assert str(file.docinfo["/Title"]) == "甲单位2024年乙项目"
        assert str(file.docinfo["/Author"]) == "某单位"
        assert str(file.Root.Lang) == "zh-CN"
        assert not {"/CreationDate", "/ModDate"} & set(file.docinfo.keys())


def test_the_date_is_that_of_the_document() -> None:
    with pikepdf.open(BytesIO(pdf.render(document(portrait(), issued="2024-01-05"), YUNNAN_2024))) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:20240105")


def test_headings_become_bookmarks(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as file, file.open_outline() as outline:
        top = outline.root[0]
        assert [top.title, *(item.title for item in top.children)] == [
            "甲单位2024年乙项目",
            "立项依据",
            "项目绩效目标表",
        ]
        assert [item.title for item in top.children[0].children] == ["（一）文件"]


def test_it_declares_pdf_a_and_pdf_ua(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert file.Root.MarkInfo.Marked


def test_each_head_of_a_table_says_what_it_heads(whole: bytes) -> None:
    scopes = [attributes.get("/Scope") for attributes in _elements(whole, "/TH")]
    # Three labels of the targets, one head in each of the three rows; the rest heads columns.
    assert scopes.count("/Row") == 6
    assert scopes.count("/Column") == 11
    assert None not in scopes
    assert all("/Headers" not in attributes for attributes in _elements(whole, "/TD"))


def test_the_form_of_2020_is_one_table_with_merged_cells() -> None:
    form = form_2020([("产出指标", "数量指标", "人数", "1人")] * 2, {"年度": "2020"}, {"中期目标": ["甲"]})
    data = pdf.render(document(portrait(form)), YUNNAN_2020)
    assert len(_elements(data, "/Table")) == 1
    cells = _elements(data, "/TH") + _elements(data, "/TD")
    assert {int(cell["/ColSpan"]) for cell in cells if "/ColSpan" in cell} == {2, 3, 4, 6, 7}
    assert {int(cell["/RowSpan"]) for cell in cells if "/RowSpan" in cell} == {2}


def test_a_foreign_font_is_refused_by_name(whole: bytes) -> None:
    changed = BytesIO()
    with pikepdf.open(BytesIO(whole)) as file:
        fonts = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        fonts[0].BaseFont = pikepdf.Name("/ABCDEF+Noto-Sans")
        file.save(changed)
    with pytest.raises(ForeignFontError, match=r"ABCDEF\+Noto-Sans"):
        finish(changed.getvalue())


def test_a_template_cannot_bring_in_a_font_of_the_machine(tmp_path: Path) -> None:
    common = shutil.copytree(YUNNAN_2024.common, tmp_path / "common")
    sheet = common / "print.css"
    sheet.write_text(sheet.read_text("utf-8") + 'p { font-family: "DejaVu Sans", sans-serif }', "utf-8")
    with pytest.raises(ForeignFontError):
        pdf.render(document(portrait(*paragraphs("abc"))), replace(YUNNAN_2024, common=common))


def test_rare_characters_are_printed_and_their_font_only_then_embedded(whole: bytes) -> None:
    rare = pdf.render(document(portrait(heading(1, "玥"), *paragraphs("𬭎 ² ㎡")), title=("堃",)), YUNNAN_2024)
    assert {"玥", "𬭎", "堃", "²", "㎡"} <= set(pages(rare)[0].text)
    assert b"Gongwen-Rare" in _fonts(rare)
    assert b"Gongwen-Rare" not in _fonts(whole)


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


def test_a_template_with_a_character_that_no_font_has_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(YUNNAN_2024.folder, tmp_path / "pack")
    template = folder / "document.html"
    template.write_text(template.read_text("utf-8").replace("评（扣）", "☐评（扣）"), "utf-8")
    with pytest.raises(pdf.UnprintableTemplateError, match=r"U\+2610"):
        pdf.render(_whole(), replace(YUNNAN_2024, folder=folder))


def test_nothing_but_the_fonts_is_fetched(tmp_path: Path) -> None:
    fetcher = FontFetcher(YUNNAN_2024.fonts)
    song = YUNNAN_2024.fonts / "Song.ttf"
    assert fetcher.fetch(song.absolute().as_uri()).read() == song.read_bytes()
    secret = tmp_path / "secret.css"
    secret.write_text("", "utf-8")
    for address in (secret.as_uri(), "https://example.org/font.ttf", "data:text/css,p{}"):
        with pytest.raises(ForeignFileError):
            fetcher.fetch(address)


def test_the_layout_engine_has_nothing_to_warn_of(caplog: pytest.LogCaptureFixture) -> None:
    pdf.render(_whole(), YUNNAN_2024)
    form = form_2020([("产出指标",)], {}, {})
    pdf.render(document(portrait(*paragraphs("堃"), form)), YUNNAN_2020)
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def test_the_page_itself_cannot_fetch(caplog: pytest.LogCaptureFixture) -> None:
    typeset('<html lang="zh-CN"><img alt="" src="file:///etc/hostname">', YUNNAN_2024, b"0" * 16)
    assert "file:///etc/hostname" in caplog.text


@pytest.fixture
def without_typesetter() -> Iterator[None]:
    names = [name for name in sys.modules if name.split(".")[0] == "weasyprint" or name == "generator.render.typeset"]
    saved = {name: sys.modules.pop(name) for name in names}
    import generator.render as room  # noqa: PLC0415

    attribute = room.__dict__.pop("typeset")
    yield
    room.__dict__["typeset"] = attribute
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        del sys.modules[name]
    sys.modules.update(saved)


@pytest.mark.usefixtures("without_typesetter")
def test_without_weasyprint_one_line_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.PdfUnavailableError, match="不能生成 PDF：缺少 Python 库 weasyprint") as caught:
        pdf.render(_whole(), YUNNAN_2024)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("without_typesetter")
def test_without_a_system_library_one_line_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blocked:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file")

    monkeypatch.setattr(sys, "meta_path", [Blocked(), *sys.meta_path])
    with pytest.raises(pdf.PdfUnavailableError, match=r"缺少系统库 libpango-1\.0-0；.*apt-get install"):
        pdf.render(_whole(), YUNNAN_2024)


def test_empty_cells_print_nothing() -> None:
    form = form_2024([("", "", "指标")], [], [])
    read = pages(pdf.render(document(landscape(form)), YUNNAN_2024))
    assert "None" not in read[1].text
    assert read[1].text.endswith("指标属性指标—2—")


def test_an_unknown_form_is_a_bug_that_stops() -> None:
    form = form_2020([], {}, {})
    with pytest.raises(LookupError, match="项目支出绩效目标申报表"):
        pdf.render(document(portrait(form)), YUNNAN_2024)


def test_the_empty_text_is_no_paragraph_mark() -> None:
    assert missing_glyphs(document(portrait(Paragraph(Text()))), YUNNAN_2024) == []
