"""Pages that look different are shown, old beside new, each drawn in the templates and fonts of its own side."""

from __future__ import annotations

import io
import os
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from lxml import html
from PIL import Image

from generator import looks, pipeline
from generator.model.picture import PagePair, Picture
from generator.model.review import Review
from generator.render import pdf
from generator.report import review_pages
from generator.report.png import png
from generator.report.review_page import as_html
from generator.review import pages as drawn_pages
from generator.review import run
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CSS = "templates/common/print.css"
TITLE = "某县医疗保障局2024年医保宣传经费"


def repository(root: Path) -> Path:
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    return root


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    return repository(tmp_path / "old"), repository(tmp_path / "new")


def replaced(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), old, new), encoding="utf-8")


def reviewed(sides: tuple[Path, Path]) -> Review:
    return run.diff(sides[1], str(sides[0]), with_pages=True)


def test_whitened_text_is_seen(sides: tuple[Path, Path]) -> None:
    with (sides[1] / CSS).open("a", encoding="utf-8") as file:
        file.write("\np, td { color: #fff }\n")
    review = reviewed(sides)
    assert (review.effects, review.tables, review.undrawn) == ((), (), ())
    assert review.pages
    assert {pair.document for pair in review.pages} == {TITLE}
    for pair in review.pages:
        assert pair.old
        assert pair.new
        assert pair.old_number == pair.new_number
        assert pair.bands
        assert sum(pair.new.dots) > sum(pair.old.dots)
    page = as_html(review)
    assert page == as_html(reviewed(sides))
    root = html.document_fromstring(page)
    images = list(root.iter("img"))
    assert len(images) == 2 * len(review.pages)
    assert images[0].get("alt") == f"《{TITLE}》原来第 {review.pages[0].old_number} 页"
    first = review.pages[0].old
    source = images[0].get("src") or ""
    with Image.open(io.BytesIO(b64decode(source.removeprefix("data:image/png;base64,")))) as image:
        assert first
        assert (image.size, image.tobytes()) == ((first.width, first.height), first.dots)
    policy = next(meta.get("content") for meta in root.iter("meta") if meta.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_words_at_the_foot_of_each_page_are_seen(sides: tuple[Path, Path]) -> None:
    file = sides[1] / "templates/common/print.css"
    file.write_text(file.read_text(encoding="utf-8").replace('"— "', '"内部 "'), encoding="utf-8")
    review = reviewed(sides)
    assert [(pair.new_number, len(pair.bands)) for pair in review.pages] == [(n, 1) for n in range(1, 4)]


def test_each_side_is_drawn_in_its_own_fonts(sides: tuple[Path, Path]) -> None:
    fonts = sides[1] / "templates/common/fonts"
    data = (fonts / "Kai.ttf").read_bytes()
    (fonts / "FangSong.ttf").unlink()
    (fonts / "FangSong.ttf").write_bytes(data)
    review = reviewed(sides)
    assert review.undrawn == ()
    assert [(pair.old_number, pair.new_number, len(pair.bands)) for pair in review.pages] == [
        (1, 1, 14),
        (2, 2, 2),
        (3, 3, 14),
    ]


def test_only_what_differs_is_drawn(sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(sides[1], samples.PROJECT_FILE, "年初开始", "年中开始")
    review = reviewed(sides)
    (pair,) = review.pages
    assert pair.bands
    assert sum(height for _, height in pair.bands) < 10
    monkeypatch.setattr(looks, "draw", lambda documents: pytest.fail("drawn") if documents else [])
    assert run.diff(sides[1], str(sides[0])).pages == ()
    replaced(sides[1], samples.PROJECT_FILE, "年中开始", "年初开始")
    (sides[1] / samples.PROJECT_FILE).write_text(samples.PROJECT + "# 备注\n", encoding="utf-8")
    assert reviewed(sides).pages == ()


def test_where_no_pdf_can_be_made_it_is_said(sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise pdf.PdfUnavailableError("不能生成 PDF：缺少系统库 pango")

    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # in this process
    monkeypatch.setattr(pdf, "_tools", lacking)
    replaced(sides[1], samples.PROJECT_FILE, "年初开始", "年中开始")
    review = reviewed(sides)
    assert review.pages == ()
    said = f"《{TITLE}》的页面没有画出：不能生成 PDF：缺少系统库 pango"
    assert review.undrawn == (said,)
    assert said in as_html(review)
    assert "年<ins>中</ins>开始" in as_html(review)


def test_what_only_word_shows_is_said(sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "draw", lambda documents: pytest.fail("drawn") if documents else [])
    samples.change_word(sides[1] / "templates/yunnan-2024/document.docx", ">评（扣）分标准<", ">评分标准<")
    (told,) = reviewed(sides).undrawn
    assert told.startswith("templates/yunnan-2024/document.docx 决定 Word 文件的样子，图里看不出")


def picture(*lines: str) -> Picture:
    """Return a page of a hundred lines that begins with some and ends with others: the last is its number."""
    body = [*lines[:-1], *[" "] * (100 - len(lines)), lines[-1]]
    return Picture(1, 100, 1, "".join(body).encode())


def compared(old: list[Picture], new: list[Picture], monkeypatch: pytest.MonkeyPatch) -> list[PagePair]:
    document = pipeline.check(samples.ROOT, [samples.ROOT / "content/yunnan/chenggong-medical-security"]).documents[0]
    monkeypatch.setattr(looks, "draw", lambda _: [old, new])
    found, undrawn = drawn_pages.pages([(document, document)])
    assert undrawn == []
    return found


def test_of_many_documents_some_are_drawn_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document = pipeline.check(samples.ROOT, [samples.ROOT / "content/yunnan/chenggong-medical-security"]).documents[0]
    monkeypatch.setattr(looks, "draw", lambda _: [[picture("a", "1")], [picture("b", "1")]])
    found, undrawn = drawn_pages.pages([(document, document)] * (drawn_pages.MOST + 3))
    assert len(found) == drawn_pages.MOST == 12
    assert undrawn == ["只画了前 12 份，另有 3 份没有画；两边各运行一次 build，对照 PDF 看。"]


def test_a_page_more_is_one_page_more(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [picture("a", "1"), picture("b", "2"), picture("c", "3")]
    new = [picture("a", "1"), picture("x", "2"), picture("b", "3"), picture("c", "4")]
    (pair,) = compared(old, new, monkeypatch)
    assert (pair.old_number, pair.new_number, pair.old) == (0, 2, None)
    changed = [picture("a", "1"), picture("b", "z"), picture("d", "3")]
    pairs = compared(old, changed, monkeypatch)
    assert [(pair.old_number, pair.new_number) for pair in pairs] == [(2, 2), (3, 3)]
    assert [pair.bands for pair in pairs] == [((99.0, 1.0),), ((0.0, 1.0),)]
    wide = [Picture(100, 1, 1, b"x" * 50 + b" " * 49 + number) for number in (b"1", b"2")]
    assert compared([wide[0]], [picture("n", "1"), wide[1]], monkeypatch)[0].new_number == 1
    turned = [Picture(100, 1, 1, old[0].dots), *old[1:]]
    (pair,) = compared(old, turned, monkeypatch)
    assert pair.bands == ()


def test_colour_is_kept_and_compared() -> None:
    gray = Picture(2, 2, 1, bytes([0, 255, 7, 9]))
    red = Picture(2, 2, 3, bytes([0, 0, 0, 255, 0, 0, 7, 7, 7, 9, 9, 9]))
    assert gray.lines(3)[1] == red.lines()[1]
    assert gray.lines(3)[0] != red.lines()[0]
    for shown, mode in ((gray, "L"), (red, "RGB")):
        with Image.open(io.BytesIO(png(shown))) as image:
            assert (image.mode, image.size, image.tobytes()) == (mode, (2, 2), shown.dots)


def test_a_review_holds_no_more_pages_than_it_says() -> None:
    many = tuple(PagePair("说明", n, n, None, picture("a", "1")) for n in range(1, review_pages.MOST + 6))
    page = as_html(Review(pages=many))
    assert page.count("<img ") == review_pages.MOST
    assert "另有 5 页样子不同，没有放进来" in page


def test_only_the_page_of_a_review_is_drawn(
    sides: tuple[Path, Path], command: Callable[..., samples.Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(sides[1], samples.PROJECT_FILE, "年初开始", "年中开始")
    shown = command(sides[1], "diff", str(sides[0]), "--format", "html")
    assert shown.out.count("<img ") == 2
    monkeypatch.setattr(looks, "draw", lambda _: pytest.fail("drawn"))
    for shape in ("text", "markdown", "json"):
        assert command(sides[1], "diff", str(sides[0]), "--format", shape).code == 0
