"""Workbooks as other systems export them are read whole, or what is missing is told; a wrong figure always is."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from ruamel.yaml import YAML

from generator.importing.ground import ground as make_ground
from generator.importing.reading import Reader
from generator.importing.tables.finest import settle
from generator.model.imports import Grade
from tests import samples
from tests.importing import variations
from tests.importing.test_law import TONGNAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from tests.importing.test_law import Files, Imports
    from tests.importing.variations import Rows

    Grounds = Callable[[str], Ground]
    Vary = Callable[[Rows], Rows]

# The annexes that hold amounts: 322 of them.
SHEETS = ["附件一", "附件二", "附件三", "附件四", "附件六", "附件七", "附件八", "附件十"]
AMOUNTS = 322


@pytest.fixture(scope="module")
def sheets(office_files: Files) -> dict[str, Rows]:
    """Return the rows of our own workbook."""
    book = openpyxl.load_workbook(io.BytesIO(office_files(TONGNAN)["附表.xlsx"]))
    return {name: variations.rows_of(book[name]) for name in SHEETS}


@pytest.fixture(scope="module")
def ground(new_ground: Grounds) -> Ground:
    return new_ground(TONGNAN)


def read(sheets: dict[str, Rows], ground: Ground, vary: Vary = list) -> Reading:
    varied = {name: vary([list(row) for row in rows]) for name, rows in sheets.items()}
    return Reader(ground).read({"表.xlsx": variations.workbook(varied)})


def sums(reading: Reading) -> set[tuple[Any, ...]]:
    return {(table.name, one.query, one.amount) for table in reading.tables for one in table.sums}


@pytest.fixture(scope="module")
def whole(sheets: dict[str, Rows], ground: Ground) -> set[tuple[Any, ...]]:
    """Return all amounts with what they are."""
    reading = read(sheets, ground)
    assert reading.remarks == []
    assert len(sums(reading)) == AMOUNTS
    return sums(reading)


@pytest.mark.parametrize("vary", variations.WHOLE, ids=lambda one: one.__name__)
def test_is_read_whole(sheets: dict[str, Rows], ground: Ground, whole: set[tuple[Any, ...]], vary: Vary) -> None:
    reading = read(sheets, ground, vary)
    assert sums(reading) == whole
    assert [remark for remark in reading.remarks if remark.grade == Grade.MONEY] == []
    told = [remark.why for remark in reading.remarks]
    assert len(told) == (len(SHEETS) if vary is variations.extra_numbers else 0), told


@pytest.mark.parametrize("vary", variations.TOLD, ids=lambda one: one.__name__)
def test_what_is_missing_is_told(
    sheets: dict[str, Rows], ground: Ground, whole: set[tuple[Any, ...]], vary: Vary
) -> None:
    reading = read(sheets, ground, vary)
    assert sums(reading) < whole, "nothing is read as something else"
    lost = {name for name, *_ in whole - sums(reading)}
    told = " ".join(f"{remark.place} {remark.why}" for remark in reading.remarks)
    places = {table.name: table.place for table in read(sheets, ground).tables}
    assert lost
    assert all(places[name] in told for name in lost), told


@pytest.mark.parametrize("name", SHEETS)
def test_a_wrong_figure_is_told(sheets: dict[str, Rows], ground: Ground, name: str) -> None:
    """Each figure of a sheet that is part of a total, made wrong by 1, one after the other."""
    rows = sheets[name]
    start = variations.first(rows)
    cells = [
        (number, column)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if number >= start and isinstance(cell, int | float)
    ]
    for number, column in cells[:: max(1, len(cells) // 6)]:
        wrong = [list(row) for row in rows]
        wrong[number][column] = round(wrong[number][column] + 1, 2)
        (table,) = read({name: wrong}, ground).tables
        assert [remark.grade for remark in settle(table, ground.books.ledger).remarks] != [], (name, number, column)


def test_a_figure_that_stands_twice_has_to_be_the_same(sheets: dict[str, Rows], ground: Ground) -> None:
    rows = [list(row) for row in sheets["附件二"]]
    (table,) = read({"附件二": [*rows, [*rows[-1][:2], 1, 1, None]]}, ground).tables
    said = [remark.why for remark in settle(table, ground.books.ledger).remarks]
    assert any("同一个数" in why for why in said)


def test_tables_with_the_same_heads_and_no_title_are_not_guessed(sheets: dict[str, Rows], ground: Ground) -> None:
    alike = ["附件二", "附件八"]
    bare = {f"Sheet{number}": variations.no_titles(sheets[name]) for number, name in enumerate(alike, 1)}
    reading = read(bare, ground)
    assert sums(reading) == set()
    assert ["都一样，又没有题目" in remark.why for remark in reading.remarks] == [True] * len(alike)


def test_a_word_that_the_pack_adds_is_known(
    sheets: dict[str, Rows], whole: set[tuple[Any, ...]], tmp_path: Path, ground: Ground
) -> None:
    """也叫 in pack.yaml is all that other words of another system take."""
    samples.copy_templates(tmp_path)
    shutil.copytree(samples.ROOT / "content", tmp_path / "content")
    pack = tmp_path / "templates/chongqing-2024/pack.yaml"
    text = pack.read_text("utf-8")
    for name, other in (("基本支出", "基本支出小计"), ("项目支出", "项目支出预算"), ("人员经费", "人员类")):
        text = re.sub(rf"^( +)- 数: {name}\n", rf"\g<0>\1  也叫: [{other}]\n", text, flags=re.MULTILINE)
    pack.write_text(re.sub(r"^( +)- 表头: 预算数\n", r"\g<0>\1  也叫: [金额]\n", text, flags=re.MULTILINE), "utf-8")
    there = make_ground(tmp_path, ground.folder, ground.pack_name)
    assert there is not None
    reading = read(sheets, there, variations.other_words)
    assert sums(reading) == whole
    assert reading.remarks == []


PLAIN: list[list[Any]] = [
    ["2024年支出明细"],
    ["单位：元"],
    [
        "预算单位编码",
        "预算单位名称",
        "项目编码",
        "项目名称",
        "功能科目编码",
        "功能科目名称",
        "经济科目",
        "资金来源",
        "金额",
    ],
    ["236001", "医保局", None, None, "2101501", "行政运行", "30201 办公费", "一般公共预算", 1000],
    ["236001", "医保局", None, None, 2101501, "行政运行", "[30101]基本工资", "一般公共预算", "2,000.50"],
    ["236001", "医保局", "P1", "救助", "2101301", "城乡医疗救助", "30399", "一般公共预算", 500],
    ["236001", "医保局", "P1", "救助", "2101301", "城乡医疗救助", "30399", "事业收入", 250],
    ["合计", None, None, None, None, None, None, None, 3750.5],
]


def test_a_plain_table_of_facts_needs_no_answer(imported: Imports) -> None:
    done = imported(TONGNAN, {"明细.xlsx": variations.workbook({"Sheet1": PLAIN})})
    assert [remark for remark in done.remarks if remark.grade == Grade.MONEY] == []
    budget = yaml(done.files, "budget.yaml")["基本支出"]["功能和经济分类"]
    assert budget == {"2101501 行政运行": {"30201 办公费": 0.1, "30101 基本工资": 0.20005}}
    project = yaml(done.files, "projects/01-p1.yaml")
    assert (project["项目编码"], project["项目名称"]) == ("P1", "救助")
    assert project["金额"] == {
        "2101301 城乡医疗救助": {"30399 其他对个人和家庭的补助": {"一般公共预算": 0.05, "事业收入": 0.025}}
    }
    assert done.understood.same_sums == done.understood.sums == 4


def test_a_wrong_total_of_a_plain_table_is_told(imported: Imports) -> None:
    wrong = [list(row) for row in PLAIN]
    wrong[-1][-1] = 3751
    done = imported(TONGNAN, {"明细.xlsx": variations.workbook({"Sheet1": wrong})})
    (told,) = (remark for remark in done.remarks if remark.grade == Grade.MONEY)
    assert told.place == "明细.xlsx Sheet1!8"
    assert "合计与上面各行不符" in told.why


def yaml(files: Mapping[str, bytes], name: str) -> Any:
    """Return what a new file says, as another reader of YAML reads it."""
    (data,) = (data for path, data in files.items() if path.endswith(name))
    return YAML(typ="safe").load(data.decode())


def test_rows_about_the_same_are_added(imported: Imports) -> None:
    twice = [*PLAIN[:4], PLAIN[3], *PLAIN[4:-1]]
    done = imported(TONGNAN, {"明细.xlsx": variations.workbook({"Sheet1": twice})})
    assert yaml(done.files, "budget.yaml")["基本支出"]["功能和经济分类"]["2101501 行政运行"]["30201 办公费"] == 0.2
    assert done.understood.same_sums == done.understood.sums == 4


@pytest.mark.parametrize("address", ["A100001", "ALM1", "XFD1048576"])
def test_a_sheet_without_end_is_refused(imported: Imports, address: str) -> None:
    book = openpyxl.Workbook()
    book.active[address] = 1
    out = io.BytesIO()
    book.save(out)
    (told,) = imported(TONGNAN, {"大.xlsx": out.getvalue()}).remarks[:1]
    assert (told.grade, told.place) == (Grade.MONEY, "大.xlsx")
    assert "太大" in told.why


def test_whole_rows_that_are_merged_cost_nothing(sheets: dict[str, Rows], ground: Ground) -> None:
    out = io.BytesIO()
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A40:XFD90000"/></mergeCells>'
    with (
        zipfile.ZipFile(io.BytesIO(variations.workbook({"附件二": sheets["附件二"]}))) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(b"</sheetData>", merged))
    reading = Reader(ground).read({"表.xlsx": out.getvalue()})
    assert len(sums(reading)) == len(reading.tables[0].sums) > 60
