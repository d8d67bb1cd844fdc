"""A layout that no pack in templates/ has, made from the documentation: nine tables in 元, 类 款 项 in three columns.

Each cell is held to sums that are worked out here from the amounts alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Table
from tests.budget import places
from tests.packs import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.model.document import Document

GENERAL, BUSINESS = "一般公共预算", "事业收入"
STAFF, PUBLIC, PROJECT = "人员经费", "公用经费", "项目支出"
# 科目, nature, source, project, amount: what the content says, one line an amount.
SPENT = [
    ("2070104", STAFF, GENERAL, "", "1234567.80"),
    ("2070104", PUBLIC, GENERAL, "", "210000"),
    ("2070104", PUBLIC, BUSINESS, "", "36000.50"),
    ("2080505", STAFF, GENERAL, "", "151200.36"),
    ("2080506", STAFF, GENERAL, "", "75600.18"),
    ("2101102", STAFF, GENERAL, "", "80325.19"),
    ("2210201", STAFF, GENERAL, "", "113400.27"),
    ("2070104", PROJECT, GENERAL, "图书购置", "450000"),
    ("2070104", PROJECT, GENERAL, "乡镇流动图书车服务", "80000.15"),
    ("2070109", PROJECT, GENERAL, "乡镇流动图书车服务", "320000.20"),
]
ECONOMY = {
    "30101": (STAFF, "640000.80"),
    "30107": (STAFF, "594567"),
    "30108": (STAFF, "151200.36"),
    "30109": (STAFF, "75600.18"),
    "30110": (STAFF, "80325.19"),
    "30113": (STAFF, "113400.27"),
    "30201": (PUBLIC, "120000"),
    "30205": (PUBLIC, "30000"),
    "30231": (PUBLIC, "60000"),
}
BEFORE = {
    "2070104": "2000000",
    "2080505": "150000",
    "2080506": "75000",
    "2101102": "80325.19",
    "2210201": "120000",
}
NAMES = {
    "207": "文化旅游体育与传媒支出",
    "20701": "文化和旅游",
    "2070104": "图书馆",
    "2070109": "群众文化",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101102": "事业单位医疗",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "301": "工资福利支出",
    "30101": "基本工资",
    "30107": "绩效工资",
    "30108": "机关事业单位基本养老保险缴费",
    "30109": "职业年金缴费",
    "30110": "职工基本医疗保险缴费",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30205": "水费",
    "30231": "公务用车运行维护费",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pack with its content into a repository of its own."""
    return library.repository(tmp_path_factory.mktemp("nine"))


@pytest.fixture(scope="module")
def document(root: Path) -> Document:
    """Return the Document."""
    return places.assembled(root)


def money(amounts: Iterable[str]) -> str:
    """Print a sum; nothing where there is nothing to add."""
    held = [Decimal(amount) for amount in amounts]
    return f"{sum(held):,.2f}" if held else ""


def spent(code: str = "", *, nature: Sequence[str] = (), source: str = "", project: str = "") -> list[str]:
    """Return the amounts below a code, of some natures, a source and a project."""
    return [
        amount
        for one, own, of, named, amount in SPENT
        if one.startswith(code) and (not nature or own in nature) and source in {"", of} and project in {"", named}
    ]


def codes(known: Iterable[str], ends: Sequence[int]) -> list[str]:
    """Return codes with those above them, as tables print them."""
    return sorted({code[:end] for code in known for end in ends})


def head(code: str, ends: Sequence[int] = (3, 5, 7)) -> list[str]:
    """Return 类, 款, 项 in cells of their own, and the name."""
    return [code[start:end] for start, end in zip((0, *ends), ends, strict=False)] + [NAMES[code]]


TOTAL = ["", "", "", "合计"]
FUNCTIONS = codes((one for one, *_ in SPENT), (3, 5, 7))
CLASSES = [code for code in FUNCTIONS if len(code) == 3]


def sides() -> list[list[str]]:
    """Work out the cells of income beside expenditure."""
    income = [
        ["一、财政拨款收入", money(spent(source=GENERAL))],
        [GENERAL, money(spent(source=GENERAL))],
        ["二、财政专户管理资金", ""],
        ["三、单位资金收入", money(spent(source=BUSINESS))],
        ["四、上年结转", ""],
    ]
    outgo = [[NAMES[code], money(spent(code))] for code in CLASSES] + [["结转下年", ""]]
    rows = [[*left, *right] for left, right in zip(income, outgo, strict=True)]
    return [*rows, ["收入总计", money(spent()), "支出总计", money(spent())]]


def grants() -> list[list[str]]:
    """Work out the cells of what the treasury gives beside what it is spent on."""
    general = money(spent(source=GENERAL))
    given = [["一、本年收入", general], [GENERAL, general], ["二、上年结转", ""], ["", ""], ["", ""]]
    outgo = [[NAMES[code], *[money(spent(code, source=GENERAL))] * 2, "", ""] for code in CLASSES]
    left = [*given, ["收入总计", general]]
    right = [*outgo, ["结转下年", *[""] * 4], ["支出总计", *[general] * 2, "", ""]]
    return [[*one, *other] for one, other in zip(left, right, strict=True)]


def income(code: str) -> list[str]:
    """Work out what a code gets, by source."""
    general, business = (money(spent(code, source=source)) for source in (GENERAL, BUSINESS))
    return [money(spent(code)), "", general, "", "", "", business]


def outlay(code: str) -> list[str]:
    """Work out what a code spends, by nature."""
    return [money(spent(code)), *(money(spent(code, nature=[nature])) for nature in (STAFF, PUBLIC, PROJECT))]


def compared(code: str) -> list[str]:
    """Work out what a code spends against last year."""
    before = [amount for one, amount in BEFORE.items() if one.startswith(code)]
    now = spent(code, source=GENERAL)
    more = sum(map(Decimal, now)) - sum(map(Decimal, before))
    rate = f"{more / sum(map(Decimal, before)) * 100:.1f}" if before else ""
    parts = [money(spent(code, source=GENERAL, nature=nature)) for nature in ([STAFF, PUBLIC], [PROJECT])]
    return [money(before), money(now), *parts, f"{more:,.2f}", rate]


def basic(code: str) -> list[str]:
    """Work out what an economic code takes of basic spending."""
    held = [(nature, amount) for one, (nature, amount) in ECONOMY.items() if one.startswith(code)]
    parts = [[amount for of, amount in held if of == nature] for nature in (STAFF, PUBLIC)]
    return [money(parts[0] + parts[1]), *map(money, parts)]


def projects() -> list[list[str]]:
    """Work out a row for each project and code."""
    pairs = list(dict.fromkeys((name, code) for code, _, _, name, _ in SPENT if name))
    rows = [[name, *head(code), *[money(spent(code, project=name))] * 2, "", ""] for name, code in pairs]
    whole = money(spent(nature=[PROJECT]))
    return [["", *TOTAL[-1:], *[""] * 4, whole, whole, "", ""], *([str(n), *row] for n, row in enumerate(rows, 1))]


def expected() -> dict[str, list[list[str]]]:
    """Work out the cells of all nine tables."""
    economic = codes(ECONOMY, (3, 5))
    return {
        "部门收支总体情况表": sides(),
        "部门收入总体情况表": [[*TOTAL, *income("")], *([*head(code), *income(code)] for code in FUNCTIONS)],
        "部门支出总体情况表": [[*TOTAL, *outlay("")], *([*head(code), *outlay(code)] for code in FUNCTIONS)],
        "财政拨款收支总体情况表": grants(),
        "一般公共预算支出情况表": [[*TOTAL, *compared("")], *([*head(code), *compared(code)] for code in FUNCTIONS)],
        "一般公共预算基本支出情况表": [
            [*TOTAL[1:], *basic("")],
            *([*head(code, (3, 5)), *basic(code)] for code in economic),
        ],
        "一般公共预算“三公”经费支出情况表": [
            ["合计", "64,000.00", "63,200.00", "-800.00"],
            ["1.因公出国（境）费", "", "", ""],
            ["2.公务用车购置及运行费", "60,000.00", "60,000.00", "0.00"],
            ["（1）公务用车购置费", "", "", ""],
            ["（2）公务用车运行费", "60,000.00", "60,000.00", "0.00"],
            ["3.公务接待费", "4,000.00", "3,200.00", "-800.00"],
        ],
        "政府性基金预算支出情况表": [[*TOTAL, "", "", ""]],
        "项目支出情况表": projects(),
    }


def test_every_cell_of_nine_tables_is_worked_out_from_the_amounts(document: Document) -> None:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert {table.name: [[cell.plain for cell in row] for row in table.rows] for table in tables} == expected()
    assert {table.unit.plain for table in tables} == {"单位：元"}
    assert [table.note.plain for table in tables if table.note] == ["说明：本部门没有政府性基金预算支出，本表为空。"]


def test_each_code_has_its_sentence(document: Document) -> None:
    said = [text for place, text in places.places(document).items() if place.startswith("三、一般公共预算支出情况 段")]
    assert said == [
        "1.图书馆（2070104）2026年预算1,974,567.95元，比上年减少25,432.05元，减少1.27%。",
        "2.群众文化（2070109）2026年预算320,000.20元，比上年增加320,000.20元。",
        "3.机关事业单位基本养老保险缴费支出（2080505）2026年预算151,200.36元，比上年增加1,200.36元，增加0.80%。",
        "4.机关事业单位职业年金缴费支出（2080506）2026年预算75,600.18元，比上年增加600.18元，增加0.80%。",
        "5.事业单位医疗（2101102）2026年预算80,325.19元，与上年持平。",
        "6.住房公积金（2210201）2026年预算113,400.27元，比上年减少6,599.73元，减少5.50%。",
    ]


@pytest.mark.slow
def test_it_is_built_in_all_formats_with_the_common_word_and_page_templates(root: Path) -> None:
    result = pipeline.build(root, formats=places.FORMATS, out=root / "build")
    assert not result.has_errors, [finding.message for finding in result.findings]
    assert {path.suffix for path in (root / "build").rglob("budget-*")} == {".docx", ".html", ".pdf", ".xlsx"}
