"""Tables of records and documents of several kinds, as other systems write them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import docx
import pytest

from generator.importing.content.money import gathered
from generator.importing.ground import ground as make_ground
from generator.importing.pieces import BUDGET, Thing
from generator.importing.reading import Reader
from generator.model.imports import Grade
from tests import samples
from tests.importing import variations

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importing.ground import Ground
    from generator.importing.reading import Reading
    from tests.importing.variations import Rows

SERVICES: list[list[Any]] = [
    ["政府购买服务预算表"],
    ["单位：元"],
    ["预算项目", "购买内容", "政府购买服务目录", "财政拨款", "单位资金"],
    ["基金监管", "第三方审计", "审计服务", "200,000.00", None],
    ["基金监管", "宣传", None, 30000, 5000],
    ["合计", None, None, 230000, 5000],
    ["备注：含上年结转"],
]
TARGETS: list[list[Any]] = [
    ["项目支出绩效目标表"],
    ["单位及项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ["医保局 基金监管", "审计30家。", "产出指标", "数量指标", "审计机构", ">=", 30, "家"],
    ["医保局 基金监管", "审计30家。", "效益指标", "社会效益", "追回比例", ">=", 95, "%"],
    ["医保局 参保补助", "补助400人。", "产出指标", "数量指标", "补助人数", "=", 400, "人"],
]


@pytest.fixture(scope="module")
def base() -> Ground:
    found = make_ground(samples.ROOT, "content/new/office/2024", "yunnan-budget-2024")
    assert found is not None
    return found


def read(base: Ground, **sheets: Rows) -> Reading:
    reader = Reader(base)
    reading = reader.read({"表.xlsx": variations.workbook(sheets)})
    gathered(reading, reader.values, base, reader.scope)
    return reading


def test_records_of_an_export_become_those_of_the_list(base: Ground) -> None:
    reading = read(base, Sheet1=SERVICES)
    assert reading.remarks == []
    ((services, _),) = reading.pieces.of(BUDGET).values()
    assert services == [
        {"项目": "基金监管", "购买内容": "第三方审计", "服务目录": "审计服务", "财政拨款": Decimal(200000)},
        {"项目": "基金监管", "购买内容": "宣传", "财政拨款": Decimal(30000), "单位资金": Decimal(5000)},
    ]


def test_a_wrong_total_of_records_is_told(base: Ground) -> None:
    wrong = [list(row) for row in SERVICES]
    wrong[3][3] = 190000
    (told,) = read(base, Sheet1=wrong).remarks
    assert (told.grade, told.place) == (Grade.MONEY, "表.xlsx Sheet1!D6")
    assert "合计与各行不符：各行一共 220000 元" in told.why


def test_no_unit_of_money_and_no_number_are_told(base: Ground) -> None:
    bare = read(base, Sheet1=[SERVICES[0], *SERVICES[2:]])
    assert [remark.why for remark in bare.remarks] == ["没有写金额单位，或写了两种"]
    assert bare.pieces.found == {}
    words = [*SERVICES[:3], [*SERVICES[3][:3], "二十万", None]]
    (told,) = read(base, Sheet1=words).remarks
    assert (told.grade, told.said) == (Grade.MONEY, "二十万")


def test_records_in_records_may_repeat_what_stands_above_them(base: Ground) -> None:
    reading = read(base, Sheet1=TARGETS)
    assert reading.remarks == []
    assert list(reading.pieces.found) == [Thing("项目", "基金监管"), Thing("项目", "参保补助")]
    found = {thing.id: reading.pieces.of(thing) for thing in reading.pieces.found}
    assert found["参保补助"]["绩效目标", "年度"][0] == "补助400人。"
    indicators: Any = found["基金监管"]["绩效目标", "指标"][0]
    assert [(one["名称"], one["性质"], one["指标值"]) for one in indicators] == [
        ("审计机构", "≥", "30"),
        ("追回比例", "≥", "95"),
    ]


def test_a_file_is_the_document_whose_headings_it_has(base: Ground, tmp_path: Path) -> None:
    """The pack makes 项目申报书 first: a text of the other kind is read as what it is, each file by itself."""

    def text(name: str, *headings: str) -> bytes:
        document = docx.Document()
        for heading in headings:
            document.add_heading(heading, 1)
        document.save(str(tmp_path / name))
        return (tmp_path / name).read_bytes()

    budget = text("预算.docx", "一、基本职能及主要工作", "二、预算单位基本情况", "三、预算单位收入情况")
    project = text("项目.docx", "立项依据", "项目基本概况", "项目实施内容")
    reading = Reader(base).read({"预算.docx": budget, "项目.docx": project})
    assert [kind for *_, kind in reading.texts] == ["部门预算", "项目申报书"]
    assert [kind for *_, kind in Reader(base, "项目申报书").read({"预算.docx": budget}).texts] == ["项目申报书"]


def test_a_file_that_may_be_several_documents_is_told(base: Ground, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("没有标题的一段。")
    document.save(str(tmp_path / "文.docx"))
    reading = Reader(base).read({"文.docx": (tmp_path / "文.docx").read_bytes()})
    (told,) = (remark for remark in reading.remarks if "像「" in remark.why)
    assert (told.grade, told.place) == (Grade.DECIDE, "文.docx")
    assert "--document" in told.hint
