"""A third layout made of files alone: nine tables in 元, codes split into 类, 款 and 项, other words and titles."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from generator import pipeline
from tests import extract, samples
from tests.budget import grids, places

if TYPE_CHECKING:
    from tests.budget.grids import Grid

HERE = Path(__file__).parent / "third"
PACK = "templates/mou-2024"
CHONGQING = samples.ROOT / "templates/chongqing-2024"
TABLES = [
    "部门收支总表",
    "部门收入总表",
    "部门支出总表",
    "财政拨款收支表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "三公经费表",
    "政府性基金支出表",
    "国有资本经营支出表",
]
SPENDING = [
    ["科目编码", "", "", "科目名称", "2024年支出", "", ""],
    ["类", "款", "项", "", "合计", "基本支出", "项目支出"],
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Grid], dict[str, Path]]:
    """Build the real content with the third pack; return the tables of the Document, and the files by format."""
    root = tmp_path_factory.mktemp("third")
    samples.copy_templates(root)
    samples.write(
        root,
        {f"content/chongqing/tongnan/2024/{path}": data for path, data in samples.snapshot(places.CONTENT).items()},
    )
    samples.write(root, {"content/accounts.yaml": (samples.ROOT / "content/accounts.yaml").read_bytes()})
    department = root / "content/chongqing/tongnan/2024/department.yaml"
    text = samples.changed(department.read_text(encoding="utf-8"), "chongqing-2024", "mou-2024")
    department.write_text(text, encoding="utf-8")
    # The Word template is the other pack's, which draws its forms: this pack declares them, and prints none.
    chongqing = (CHONGQING / "pack.yaml").read_text(encoding="utf-8")
    fields = chongqing.partition("\n字段:")
    own = fields[1] + fields[2].partition("\n标题编号:")[0]
    forms = chongqing.partition("\n表单:")
    files = {"document.docx": (CHONGQING / "document.docx").read_bytes()}
    pack = (HERE / "pack.yaml").read_text(encoding="utf-8") + own + forms[1] + forms[2]
    files |= {"pack.yaml": pack.encode(), "statement.jinja": (HERE / "statement.jinja").read_bytes()}
    samples.write(root, {f"{PACK}/{name}": data for name, data in files.items()})
    result = pipeline.build(root, formats=places.FORMATS, out=root / "build")
    assert not result.has_errors, result.findings
    ((document, _),) = result.documents
    return grids.of_document(document), places.files(root / "build")


def yuan(amount: str) -> str:
    """Return a published amount in 万元 as 元."""
    return f"{Decimal(amount.replace(',', '')) * 10_000:,.2f}" if amount else ""


def split(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:7]]


def test_codes_are_split_and_amounts_in_yuan(built: tuple[dict[str, Grid], dict[str, Path]]) -> None:
    tables, _ = built
    assert list(tables) == TABLES
    total, *rows = [[*split(row[0]), row[1], *map(yuan, row[2:])] for row in grids.published(8)[1:]]
    assert tables["部门支出总表"] == [*SPENDING, *rows, total]
    assert ["210", "11", "01", "行政单位医疗", "11,318,100.00", "318,100.00", "11,000,000.00"] in rows
    by_class = [row for row in rows if not row[2]]
    assert tables["一般公共预算支出表"] == [*SPENDING, total, *by_class]
    total, *rows = [[row[0][:3], row[0][3:], row[1], *map(yuan, row[2:])] for row in grids.published(3)[2:]]
    head = [["经济分类科目", "", "", "合计", "人员", "公用"], ["类", "款", "名称", "", "", ""]]
    assert tables["一般公共预算基本支出表"] == [*head, *rows, total]


def test_other_tables_and_words(built: tuple[dict[str, Grid], dict[str, Path]]) -> None:
    tables, _ = built
    assert tables["部门收支总表"] == [
        ["收入项目", "金额", "支出项目", "金额"],
        ["一、财政拨款", "62,015,500.00", "社会保障和就业支出", "1,825,000.00"],
        ["二、事业收入", "", "卫生健康支出", "56,696,500.00"],
        ["", "", "农林水支出", "3,000,000.00"],
        ["", "", "住房保障支出", "494,100.00"],
        ["收入总计", "62,015,500.00", "支出总计", "62,015,500.00"],
    ]
    assert tables["三公经费表"] == [["出国", "接待", "用车", "合计"], ["", "18,000.00", "35,000.00", "53,000.00"]]
    assert tables["部门收入总表"][0] == ["资金来源", "2024年"]
    assert tables["部门收入总表"][1] == ["一般公共预算", "62,015,500.00"]
    assert tables["部门收入总表"][-1] == ["合计", "62,015,500.00"]
    assert tables["政府性基金支出表"] == tables["国有资本经营支出表"] == [*SPENDING, ["", "", "", "合计", "", "", ""]]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_word_and_html_have_the_same_cells(built: tuple[dict[str, Grid], dict[str, Path]], kind: str) -> None:
    tables, files = built
    assert {"docx": grids.of_docx, "html": grids.of_html}[kind](files[kind]) == list(tables.values())


@pytest.mark.parametrize("kind", samples.FORMATS)
def test_text_stands_before_the_tables(built: tuple[dict[str, Grid], dict[str, Path]], kind: str) -> None:
    _, files = built
    text = extract.squeeze("".join(samples.READERS[kind](files[kind])))
    at = 0
    for words in (
        "2024年部门预算公开（重庆市潼南区医疗保障局）",
        "第一部分概况",
        "1.贯彻执行国家医疗保险",
        "第二部分预算安排",
        "全年支出62015500元：社会保障和就业支出1825000元，卫生健康支出56696500元，农林水支出3000000元，住房保障支出494100元。",
        "比上年的100884400元减少38868900元。",
        "第三部分预算表",
        *(part for number, name in enumerate(TABLES, 1) for part in (f"{number}.{name}", "金额单位：元")),
        "注：本单位没有国有资本经营预算，本表为空。",
    ):
        found = text.find(words, at)
        assert found >= 0, words
        at = found + len(words)


def test_the_workbook_has_every_table(built: tuple[dict[str, Grid], dict[str, Path]]) -> None:
    tables, files = built
    sheets = openpyxl.load_workbook(files["xlsx"])
    for sheet, (name, grid) in zip(sheets.worksheets, tables.items(), strict=True):
        numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
        amounts = [cell for row in grid for cell in row if "." in cell]
        assert [f"{number:,.2f}" for number in numbers] == amounts, name
