"""决算: a child pack prints what was planned beside what it came to, as files only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Table
from tests import samples
from tests.budget import places
from tests.packs.children import CHILD, PARENT, errors, repository
from tests.rules import budget

if TYPE_CHECKING:
    from generator.model.document import Document

HERE = Path(__file__).parent / "finals"
FILE = f"{budget.FOLDER}/budget.yaml"
FINAL = """\
决算:
  收入:
    当年资金:
      一般公共预算: 129
      其他收入: 1.5
  支出:
    2080505 机关事业单位基本养老保险缴费支出: 9.6
    2080599 其他行政事业单位养老支出: 0.4
    2101501 行政运行: 88.25
    2101599 其他医疗保障管理事务支出: 31.5
  三公经费:
    公务接待费: 0.8

"""


def written(root: Path, final: str = FINAL, *, pack: str = CHILD) -> Path:
    """Write the small budget with its 决算 and the pack."""
    files = {f"{CHILD}/{path.name}": path.read_text(encoding="utf-8") for path in HERE.iterdir()}
    repository(root, files, pack=pack)
    text = (root / FILE).read_text(encoding="utf-8")
    accounts = budget.FILES["accounts.yaml"]
    name = "  '2080505': 机关事业单位基本养老保险缴费支出\n"
    accounts = samples.changed(accounts, name, f"{name}  '2080599': 其他行政事业单位养老支出\n")
    samples.write(root, {FILE: samples.changed(text, "变动原因:\n", f"{final}变动原因:\n")})
    samples.write(root, {f"{budget.FOLDER}/accounts.yaml": accounts})
    return root


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the Document of the final account."""
    return places.assembled(written(tmp_path_factory.mktemp("finals")))


def grids(document: Document) -> dict[str, list[list[str]]]:
    """Return the cells of each table."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {table.name: [[cell.plain for cell in row] for row in table.rows] for table in tables}


def test_three_tables_show_what_was_planned_and_what_it_came_to(document: Document) -> None:
    assert grids(document) == {
        "收入支出决算总表": [
            ["一般公共预算", "130.00", "129.00", "社会保障和就业支出", "10.00", "10.00"],
            ["其他收入", "", "1.50", "卫生健康支出", "120.00", "119.75"],
            ["收入总计", "130.00", "130.50", "支出总计", "130.00", "129.75"],
        ],
        "支出决算表": [
            ["", "合计", "130.00", "129.75", "99.81"],
            ["208", "社会保障和就业支出", "10.00", "10.00", "100.00"],
            ["20805", "行政事业单位养老支出", "10.00", "10.00", "100.00"],
            ["2080505", "机关事业单位基本养老保险缴费支出", "10.00", "9.60", "96.00"],
            ["2080599", "其他行政事业单位养老支出", "", "0.40", ""],
            ["210", "卫生健康支出", "120.00", "119.75", "99.79"],
            ["21015", "医疗保障管理事务", "120.00", "119.75", "99.79"],
            ["2101501", "行政运行", "90.00", "88.25", "98.06"],
            ["2101599", "其他医疗保障管理事务支出", "30.00", "31.50", "105.00"],
        ],
        "“三公”经费支出决算表": [["合计", "1.00", "0.80", "80.00"], ["公务接待费", "1.00", "0.80", "80.00"]],
    }


def test_sentences_say_both(document: Document) -> None:
    said = (
        "2024年收入决算130.5万元，年初预算130万元；支出决算129.75万元，年初预算130万元，"
        "其中：社会保障和就业支出10万元，卫生健康支出119.75万元。"
    )
    assert said in places.places(document).values()


def test_the_final_account_changes_nothing_in_the_budget(tmp_path: Path) -> None:
    with_final, without = (
        places.assembled(written(tmp_path / name, final, pack=PARENT)) for name, final in (("1", FINAL), ("2", ""))
    )
    assert places.changes(without, with_final) == {}


def test_a_final_account_that_knows_less_than_its_table_says_so(tmp_path: Path) -> None:
    result = pipeline.check(written(tmp_path, "决算:\n  支出: 129.75\n  三公经费: 0\n\n"))
    ((code, message, path, line),) = errors(result)
    assert (code, path) == ("QS-002", FILE), message
    assert (tmp_path / FILE).read_text(encoding="utf-8").splitlines()[line - 1] == "  支出: 129.75"


@pytest.mark.parametrize(
    ("final", "told"),
    [
        ("", ["缺少「决算」"]),
        ("决算:\n  三公经费:\n    公务接待费: 0.8\n\n", ["缺少「决算.支出」"]),
        (FINAL.partition("  三公经费")[0], ["缺少「决算.三公经费」"]),
    ],
)
def test_what_the_pack_requires_is_not_printed_as_nothing(tmp_path: Path, final: str, told: list[str]) -> None:
    result = pipeline.check(written(tmp_path, final))
    assert result.documents == []
    assert [(code, message, path) for code, message, path, _ in errors(result)] == [
        ("MB-002", said, FILE) for said in told
    ]


def test_a_required_path_that_no_budget_has_is_told_in_the_pack(tmp_path: Path) -> None:
    root = written(tmp_path)
    file = root / f"templates/{CHILD}/pack.yaml"
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), "[决算.支出, ", "[决算.收支, "), encoding="utf-8")
    ((code, message, path, _),) = errors(pipeline.check(root))
    assert (code, path) == ("MB-004", f"templates/{CHILD}/pack.yaml")
    assert "决算.收支" in message


def test_every_format_is_made(tmp_path: Path) -> None:
    root = written(tmp_path)
    result = pipeline.build(root, formats=places.FORMATS, out=root / "build")
    assert errors(result) == []
    assert {file.suffix for file in root.glob("build/*/*/budget-*")} == {f".{kind}" for kind in places.FORMATS}
