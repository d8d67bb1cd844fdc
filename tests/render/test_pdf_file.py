"""The PDF as a file: its fonts, tags and metadata, the same bytes each time, and what is refused."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.render import pdf
from generator.render.typeset import typeset
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
)
from tests.render.pages import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.document import Document


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


def test_the_form_of_2020_has_merged_cells() -> None:
    form = form_2020([("产出指标", "数量指标", "人数", "1人")] * 2, {"年度": "2020"}, {"中期目标": ["甲"]})
    data = pdf.render(document(portrait(form)), YUNNAN_2020)
    assert len(_elements(data, "/Table")) == 3
    cells = _elements(data, "/TH") + _elements(data, "/TD")
    assert {int(cell["/ColSpan"]) for cell in cells if "/ColSpan" in cell} == {2, 3, 4, 6}
    assert {int(cell["/RowSpan"]) for cell in cells if "/RowSpan" in cell} == {2}


def test_the_layout_engine_has_nothing_to_warn_of(caplog: pytest.LogCaptureFixture) -> None:
    pdf.render(_whole(), YUNNAN_2024)
    form = form_2020([("产出指标",)], {}, {})
    pdf.render(document(portrait(*paragraphs("堃"), form)), YUNNAN_2020)
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def test_the_page_itself_cannot_fetch(caplog: pytest.LogCaptureFixture) -> None:
    typeset('<html lang="zh-CN"><img alt="" src="file:///etc/hostname">', YUNNAN_2024)
    assert "file:///etc/hostname" in caplog.text


@pytest.fixture
def without_typesetter() -> Iterator[None]:
    names = [name for name in sys.modules if name.split(".")[0] == "weasyprint" or name == "generator.render.typeset"]
    saved = {name: sys.modules.pop(name) for name in names}
    import generator.render as room  # noqa: PLC0415 - only now, without the module that was taken out

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


def test_a_table_over_several_pages_is_one_in_the_tags() -> None:
    """Rows that a page tears are one, too; heads that are printed again say nothing new."""
    form = form_2024(
        [("产出指标", "", "长" * 1500), *[("", "", f"第{at}项") for at in range(30)]], ["总体"] * 14, ["年度"] * 60
    )
    data = pdf.render(document(landscape(form)), YUNNAN_2024)
    read = pages(data)
    with pikepdf.open(BytesIO(data)) as file:
        tables = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table"]
        assert len(tables) == 2
        assert [len(_widths(table)) for table in tables] == [1, 1]
        heads = [sum(kid.S == "/THead" for kid in table.K) for table in tables]
        assert heads == [0, 1]
        rows = [[row for part in table.K for row in part.K if row.S == "/TR"] for table in tables]
        assert [len(own) for own in rows] == [2, 2 + 31]
        assert not [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/T" in item]
    assert len(read) > 4
    assert sum("三级指标" in page.text for page in read) > 2


def _widths(table: Any) -> set[int]:
    """How many columns the rows of a table have, each with the cells that reach into it from above."""
    rows = [row for group in table.K for row in group.K if row.S == "/TR"]
    grid = [0] * len(rows)
    for number, row in enumerate(rows):
        for cell in row.K:
            for below in range(int(cell.A.get("/RowSpan", 1))):
                grid[number + below] += int(cell.A.get("/ColSpan", 1))
    return set(grid)
