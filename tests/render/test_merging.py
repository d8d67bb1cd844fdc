"""Equal neighbours are one cell in columns of the style 表格合并, in every format, inside the merge to their left."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree, html

from generator.model.document import Annex, Form
from generator.render import docx, docx_merge, xlsx
from generator.render import html as page
from generator.render.look import filled
from generator.render.look.neighbours import heights
from generator.verify import check
from generator.verify.reference import reference
from tests.render import budget
from tests.render.factory import document, portrait, words

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 一级 and 二级指标 of the rows of a form, and over how many rows the cells of each row reach that begin in it.
LEVELS = [("产出", "数量"), ("产出", "数量"), ("产出", "质量"), ("效益", "质量"), ("效益", "质量"), ("产出", "质量")]
TALL = [[6, 3, 2], [], [1], [2, 2], [], [1, 1]]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([], {}),
        ([{0: "甲"}, {0: "甲"}, {0: "乙"}, {0: "甲"}], {(0, 0): 2, (1, 0): 0, (2, 0): 1, (3, 0): 1}),
        ([{0: ""}, {0: ""}], {(0, 0): 1, (1, 0): 1}),
        # The same words below another 一级指标 are another 二级指标.
        (
            [{1: "产", 2: "数"}, {1: "产", 2: "数"}, {1: "效", 2: "数"}],
            {(0, 1): 2, (0, 2): 2, (1, 1): 0, (1, 2): 0, (2, 1): 1, (2, 2): 1},
        ),
        ([{1: "产", 2: "数"}, {}, {1: "产", 2: "数"}], {(0, 1): 1, (0, 2): 1, (2, 1): 1, (2, 2): 1}),
    ],
)
def test_which_cells_are_one(rows: list[dict[int, str]], wanted: dict[tuple[int, int], int]) -> None:
    assert heights(rows) == wanted


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """Return a pack whose 一级 and 二级指标 merge; those of the repository print each row as it was published."""
    folder = tmp_path_factory.mktemp("packs") / budget.LAYOUT.folder.name
    shutil.copytree(budget.LAYOUT.folder, folder)
    file = folder / "document.docx"
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    merged, count = re.subn(
        r'w:val="BiaogeXiaozi"(?=/>.{,60}<w:t xml:space="preserve">\{\{ 行\.[一二]级指标 )',
        'w:val="BiaogeHebingXiaozi"',
        text,
    )
    assert count == 2
    parts["word/document.xml"] = merged.encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return replace(budget.LAYOUT, folder=folder)


@pytest.fixture(scope="module")
def statement() -> Document:
    rows = [
        {**dict(zip(budget.SHEET_ROWS, map(words, budget.FIRST_ROWS[0]), strict=True))}
        | {"三级指标": words(f"指标{at}")}
        for at in range(len(LEVELS))
    ]
    for row, (first, second) in zip(rows, LEVELS, strict=True):
        row |= {"一级指标": words(f"{first}指标"), "二级指标": words(f"{second}指标")}
    form = budget.sheet()
    return document(
        portrait(Annex(words("附件一"), words("表"))),
        portrait(Form(form.name, {**form.cells, "指标行": tuple(rows)})),
    )


def text_of(node: etree._Element) -> str:
    return str(node.xpath("string()"))


def of_word(data: bytes) -> list[list[int]]:
    """Return the heights of the cells of the list that begin in its rows, but for those that stand alone by drawing."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    rows = [row for row in root.iter(f"{W}tr") if "指标" in text_of(row)][-len(LEVELS) :]
    cells = [row.findall(f"{W}tc")[:3] for row in rows]
    merges = [[next(cell.iter(f"{W}vMerge"), None) for cell in row] for row in cells]
    goes_on = [[merge is not None and merge.get(f"{W}val") == "continue" for merge in row] for row in merges]
    texts = [[text_of(cell) for cell in row] for row in cells]
    assert [[not text for text in row] for row in texts] == goes_on
    return [
        [
            1 + len(list(takewhile(bool, (below[column] for below in goes_on[at + 1 :]))))
            for column in range(3)
            if not row[column]
        ]
        for at, row in enumerate(goes_on)
    ]


def of_page(data: bytes) -> list[list[int]]:
    rows = [list(row) for row in html.fromstring(data.decode()).iter("tr") if "%" in text_of(row)]
    return [[int(cell.get("rowspan", "1")) for cell in row[:-6]] for row in rows[-len(LEVELS) :]]


def of_workbook(data: bytes) -> list[list[int]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    last = [row for row in range(1, sheet.max_row + 1) if any("指标" in str(cell.value) for cell in sheet[row])]
    first = last[-len(LEVELS)]
    tall = {(area.min_row, area.min_col): area.size["rows"] for area in sheet.merged_cells.ranges}
    covered = {
        (row, area.min_col) for area in sheet.merged_cells.ranges for row in range(area.min_row + 1, area.max_row + 1)
    }
    columns = [cell.column for cell in sheet[first] if cell.value][:3]
    return [
        [tall.get((row, column), 1) for column in columns if (row, column) not in covered]
        for row in range(first, first + len(LEVELS))
    ]


READERS: dict[str, Any] = {"docx": (docx, of_word), "html": (page, of_page), "xlsx": (xlsx, of_workbook)}


@pytest.mark.parametrize("kind", READERS)
def test_each_format_merges_the_same(kind: str, statement: Document, layout: Layout) -> None:
    renderer, reader = READERS[kind]
    data = renderer.render(statement, layout)
    assert reader(data) == TALL
    assert check.check(kind, data, reference(statement, layout), statement, layout) == []


@pytest.mark.parametrize("kind", READERS)
def test_a_merge_that_is_lost_is_found(
    kind: str, statement: Document, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reference merges by itself: what draws has no part in it."""
    renderer, _ = READERS[kind]
    for module in (docx_merge, filled):
        monkeypatch.setattr(module, "heights", lambda _: {})
    data = renderer.render(statement, layout)
    found = check.check(kind, data, reference(statement, layout), statement, layout)
    assert {finding.code for finding in found} <= {"JD-001", "JD-002", "JD-003"}
    assert found
