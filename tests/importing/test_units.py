"""A department of several units in one workbook: each unit gets its own file, and no money whose nobody says."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from generator import pipeline
from generator.importing.ground import ground
from generator.importing.work import Import
from generator.model.imports import Grade
from generator.render import docx, xlsx
from tests import samples
from tests.importing import variations
from tests.importing.test_law import TONGNAN, texts
from tests.importing.test_workbooks import PLAIN, yaml
from tests.packs import counties

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.importing.work import Imported
    from tests.importing.test_law import Files, Imports
    from tests.importing.variations import Rows

UNITS = {"100001": "甲局", "100002": "乙中心"}
# The table that holds the 基本支出 of the department by 经济.
SHEETS = ["附件三"]


@pytest.fixture(scope="module")
def sheets(office_files: Files) -> dict[str, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(office_files(TONGNAN)["附表.xlsx"]))
    return {name: variations.rows_of(book[name]) for name in SHEETS}


def doubled(rows: Rows) -> Rows:
    """Return a table of another unit, which has all of it twice."""
    return [[round(cell * 2, 2) if isinstance(cell, int | float) else cell for cell in row] for row in rows]


def one_sheet_each(sheets: Mapping[str, Rows], line: str) -> dict[str, Rows]:
    """Return a sheet for each table and unit, which a line above the heads names."""
    found: dict[str, Rows] = {}
    for sheet, rows in sheets.items():
        for number, (code, name) in enumerate(UNITS.items()):
            begin = variations.head(rows)
            own = doubled(rows) if number else rows
            found[f"{sheet} {number}"] = [*own[: begin - 1], [line.format(code=code, name=name)], *own[begin - 1 :]]
    return found


def with_columns(sheets: Mapping[str, Rows], *, is_repeated: bool = True) -> dict[str, Rows]:
    """Return a sheet for each table, with columns that say the unit of each row, and the total of the department."""
    found: dict[str, Rows] = {}
    for sheet, rows in sheets.items():
        begin, start = variations.head(rows), variations.first(rows)
        found[sheet] = [*rows[:begin], ["单位编码", "单位名称", *rows[begin]]]
        found[sheet] += [[None, None, *row] for row in rows[begin + 1 : start]]
        for number, (code, name) in enumerate(UNITS.items()):
            for at, row in enumerate((doubled(rows) if number else rows)[start:]):
                if any(row):
                    found[sheet].append([code, name, *row] if is_repeated or not at else [None, None, *row])
    return found


def budgets(done: Imported) -> dict[str, Any]:
    return {code: yaml(done.files, f"budget/{code}.yaml") for code in UNITS}


def amounts(value: Any) -> list[Decimal]:
    """Return the amounts below a key, in their order."""
    if isinstance(value, dict):
        return [one for below in value.values() for one in amounts(below)]
    return [Decimal(str(value))]


@pytest.fixture(scope="module")
def alone(imported: Imports, sheets: dict[str, Rows]) -> Any:
    """Return the 基本支出 of the same tables where there is one unit."""
    return yaml(imported(TONGNAN, {"表.xlsx": variations.workbook(sheets)}).files, "budget.yaml")["基本支出"]


WRITTEN: dict[str, Callable[[Mapping[str, Rows]], dict[str, Rows]]] = {
    "a sheet each": lambda sheets: one_sheet_each(sheets, "预算单位：{code} {name}"),
    "names in brackets": lambda sheets: one_sheet_each(sheets, "单位名称：{name}（{code}）　　单位：万元"),
    "columns": with_columns,
}


@pytest.mark.parametrize("way", WRITTEN)
def test_each_unit_gets_its_file(imported: Imports, sheets: dict[str, Rows], alone: Any, way: str) -> None:
    done = imported(TONGNAN, {"表.xlsx": variations.workbook(WRITTEN[way](sheets))})
    assert [remark for remark in done.remarks if remark.grade == Grade.MONEY] == []
    one, other = budgets(done).values()
    assert (one["文种"], one["单位"], other["单位"]) == ("单位预算", "甲局", "乙中心")
    assert one["基本支出"] == alone
    assert amounts(other["基本支出"]) == [amount * 2 for amount in amounts(alone)]
    units = yaml(done.files, "department.yaml")["单位"]
    assert [(str(unit["单位编码"]), unit["单位名称"]) for unit in units] == list(UNITS.items())
    assert "基本支出" not in yaml(done.files, "2024/budget.yaml")
    assert done.understood.same_sums == done.understood.sums > 50


def test_a_row_of_no_unit_and_a_sheet_of_two_are_told(imported: Imports, sheets: dict[str, Rows]) -> None:
    bare = imported(TONGNAN, {"表.xlsx": variations.workbook(with_columns(sheets, is_repeated=False))})
    told = [remark for remark in bare.remarks if remark.why == "不知道是哪个单位的"]
    assert {remark.grade for remark in told} == {Grade.MONEY}
    assert len(told) > 20
    rows = one_sheet_each(sheets, "预算单位：{code} {name}")["附件三 0"]
    both = [rows[0], ["预算单位：乙中心"], *rows[1:]]
    done = imported(TONGNAN, {"表.xlsx": variations.workbook({"附件三": both})})
    assert any("上面写了几个单位：100001、乙中心" in remark.why for remark in done.remarks)
    assert done.understood.sums == 0


def test_a_wrong_figure_of_one_unit_is_told(imported: Imports, sheets: dict[str, Rows]) -> None:
    wrong = one_sheet_each(sheets, "预算单位：{code} {name}")
    row = next(row for row in wrong["附件三 1"] if "30201" in row)
    row[2] = round(row[2] + 1, 2)
    told = [
        remark for remark in imported(TONGNAN, {"表.xlsx": variations.workbook(wrong)}).remarks if remark.grade == 1
    ]
    assert {remark.place.partition("!")[0] for remark in told} == {"表.xlsx 附件三 1"}


def test_a_plain_table_of_several_units(imported: Imports) -> None:
    other = ["100002", "乙中心", "P2", "监管", "2101506", "医疗保障经办事务", "30227", "一般公共预算", 70]
    last = ["100002", "乙中心", None, None, "2101550", "事业运行", "30101", "一般公共预算", 30]
    done = imported(TONGNAN, {"明细.xlsx": variations.workbook({"Sheet1": [*PLAIN[:-1], other, last]})})
    assert [remark for remark in done.remarks if remark.grade == Grade.MONEY] == []
    basic = {code: yaml(done.files, f"budget/{code}.yaml")["基本支出"] for code in ("236001", "100002")}
    assert basic["100002"] == {"功能和经济分类": {"2101550 事业运行": {"30101 基本工资": 0.003}}}
    assert list(basic["236001"]["功能和经济分类"]) == ["2101501 行政运行"]
    assert [yaml(done.files, f"{name}.yaml")["单位"] for name in ("01-p1", "02-p2")] == ["医保局", "乙中心"]
    unknown = [*PLAIN[:-1], other, [None, None, *last[2:]]]
    told = imported(TONGNAN, {"明细.xlsx": variations.workbook({"Sheet1": unknown})}).remarks
    assert [remark.place for remark in told if remark.why == "不知道是哪个单位的"] == ["明细.xlsx Sheet1!9"]


@pytest.mark.parametrize("seed", [0, 3])
def test_what_a_department_of_four_units_prints_is_read_back(tmp_path: Path, seed: int) -> None:
    root = counties.written(tmp_path, counties.county(seed)[:1])
    (root / counties.REGION).unlink()
    samples.carry_facts(root)
    documents = pipeline.check(root).documents
    ((document, layout),) = [one for one in documents if one[0].source.endswith(f"{counties.YEAR}/budget.yaml")]
    base = ground(root, f"content/new/office/{document.year}", document.pack)
    assert base is not None
    done = Import(base).run({"说明.docx": docx.render(document, layout), "附表.xlsx": xlsx.render(document, layout)})
    assert [remark.place for remark in done.remarks] == ["单位"]
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.understood.same_sums == done.understood.sums
