"""chongqing-2025: money from last year and for next year stands by itself, in sentences and in tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Table
from tests import samples
from tests.budget import places
from tests.packs.carried import FILE, PACK, carried
from tests.packs.children import errors
from tests.rules import budget

if TYPE_CHECKING:
    from generator.model.document import Document

HERE = Path(__file__).parent / "wanling"
FOLDER, PACK_FOLDER = "content/shi/zhen/2025", "templates/wanling-2025"
COARSE = "QS-002"
# The tables of which 万灵镇 published nothing: no 三公经费, no 政府采购, no projects are written.
EMPTY = {"一般公共预算“三公”经费支出表", "政府采购预算明细表"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the Document of the small budget with carried money."""
    return places.assembled(carried(tmp_path_factory.mktemp("carried")))


def grid(document: Document, name: str) -> list[list[str]]:
    """Return the cells of a table, without those rows that bear no figure."""
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.name == name]
    rows = [[cell.plain for cell in row] for row in table.rows]
    return [row for row in rows if any("." in cell for cell in row)]


def paragraphs(document: Document) -> list[str]:
    return list(places.places(document).values())


def test_income_is_told_apart_in_the_sentence(document: Document) -> None:
    said = (
        "2024年年初预算数133.00万元，其中：本年收入122.00万元（一般公共预算拨款120.00万元，其他收入2.00万元），"
        "上年结转11.00万元（一般公共预算拨款8.00万元，政府性基金预算拨款3.00万元）。收入较去年增加13.00万元，主要是增加了项目。"
    )
    assert said in paragraphs(document)
    said = (
        "2024年年初预算数133.00万元，其中：社会保障和就业支出10.00万元，卫生健康支出120.00万元，结转下年3.00万元。"
        "支出较去年增加10.00万元，主要是增加了项目。"
    )
    assert said in paragraphs(document)


def test_both_totals_of_the_summary_are_the_same(document: Document) -> None:
    assert grid(document, "部门收支总表") == [
        ["一般公共预算资金", "120.00", "社会保障和就业支出", "10.00"],
        ["政府性基金预算资金", "", "卫生健康支出", "120.00"],
        ["其他收入资金", "2.00", "", ""],
        ["本年收入合计", "122.00", "本年支出合计", "130.00"],
        ["上年结转", "11.00", "结转下年", "3.00"],
        ["一般公共预算结转", "8.00", "", ""],
        ["政府性基金预算结转", "3.00", "", ""],
        ["收入总计", "133.00", "支出总计", "133.00"],
    ]
    assert grid(document, "财政拨款收支总表")[-1] == ["收入合计", "131.00", "支出合计", "131.00", "128.00", "3.00", ""]


def test_the_table_of_income_has_a_column_for_what_was_carried(document: Document) -> None:
    rows = {row[1]: [cell for cell in row[2:] if cell] for row in grid(document, "部门收入总表")}
    assert rows["合计"] == ["130.00", "122.00", "120.00", "2.00", "8.00"]
    assert rows["行政运行"] == ["90.00", "82.00", "80.00", "2.00", "8.00"]
    assert rows["机关事业单位基本养老保险缴费支出"] == ["10.00", "10.00", "10.00"]


def test_money_without_carrying_is_told_as_before(tmp_path: Path) -> None:
    root = carried(tmp_path)
    text = (root / FILE).read_text(encoding="utf-8")
    start, end = text.index("收入:\n  当年资金"), text.index("三公经费:\n")
    text = (text[:start] + text[end:]).replace("        上年结转: 8\n", "").replace("当年资金: 80", "当年资金: 88")
    samples.write(root, {FILE: text})
    said = paragraphs(places.assembled(root))
    assert any(
        "2024年年初预算数130.00万元，其中：一般公共预算拨款128.00万元，其他收入2.00万元。" in one for one in said
    )
    assert not [one for one in said if "上年结转" in one and "万元" in one]


def test_every_format_is_made(tmp_path: Path) -> None:
    root = carried(tmp_path)
    result = pipeline.build(root, formats=places.FORMATS, out=root / "build")
    assert errors(result) == []
    assert {file.suffix for file in root.glob("build/*/*/budget-*")} == {f".{kind}" for kind in places.FORMATS}


def test_a_pack_that_nobody_compared_with_its_original_says_so() -> None:
    for path in (f"templates/{PACK}/pack.yaml", "README.md"):
        lines = (samples.ROOT / path).read_text(encoding="utf-8").splitlines()
        assert any("未与原表核对" in line and ("名称" in line or PACK in line) for line in lines), path


def wanling(root: Path, *, pack: str = "wanling-2025", annex: str = "") -> Path:
    """Write 万灵镇's repository, with a pack or with another annex."""
    samples.copy_templates(root)
    files = {path.name: path.read_text(encoding="utf-8") for path in HERE.iterdir()}
    files["department.yaml"] = samples.changed(files["department.yaml"], "wanling-2025", pack)
    if annex:
        old = "@附件 附件一 {{ 部门名称 }}收入支出表\n@表格 收入支出表\n"
        new = f"@附件 附件一 {annex}\n@表格 {annex}\n"
        files["statement-totals.jinja"] = samples.changed(files["statement-totals.jinja"], old, new)
    folders = {"department.yaml": FOLDER, "budget.yaml": FOLDER}
    samples.write(root, {f"{folders.get(name, PACK_FOLDER)}/{name}": text for name, text in files.items()})
    samples.write(root, {f"{FOLDER}/accounts.yaml": budget.FILES["accounts.yaml"]})
    return root


def test_published_totals_come_out_to_the_cent_with_one_residue(tmp_path: Path) -> None:
    document = places.assembled(wanling(tmp_path))
    said = paragraphs(document)
    for sentence in (
        (
            "2025年年初预算数2817.75万元，其中：本年收入1486.65万元（一般公共预算拨款1479.20万元，"
            "政府性基金预算拨款7.45万元），上年结转1331.11万元（一般公共预算拨款522.05万元，政府性基金预算拨款809.06万元）。"
            "收入较去年增加120.49万元，主要是上年结转增加。"
        ),
        "2025年年初预算数2817.75万元，比2024年增加120.49万元。",
        "2025年一般公共预算财政拨款收入2001.25万元。",
        "2025年政府性基金预算财政拨款收入816.51万元。",
    ):
        assert sentence in said, said
    assert grid(document, "收入支出表") == [
        ["本年收入", "1,486.65"],
        ["上年结转", "1,331.11"],
        ["收入总计", "2,817.75"],
        ["支出总计", "2,817.75"],
    ]


def test_without_the_residue_the_total_is_that_of_its_parts(tmp_path: Path) -> None:
    root = wanling(tmp_path)
    file = root / FOLDER / "budget.yaml"
    text = samples.changed(file.read_text(encoding="utf-8"), "尾差:\n  - 合计: 收入\n    尾差: -0.01\n", "")
    file.write_text(text, encoding="utf-8")
    assert any("2817.76万元，其中：本年收入1486.65万元" in said for said in paragraphs(places.assembled(root)))


TABLES = sorted(
    {
        line.strip().removesuffix(":")
        for name in ("chongqing-2024", PACK)
        for line in (samples.ROOT / f"templates/{name}/pack.yaml")
        .read_text(encoding="utf-8")
        .partition("\n表格:\n")[2]
        .partition("\n表单:\n")[0]
        .splitlines()
        if line.startswith("  ") and line[2] != " "
    }
)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_needs_more_than_is_known_says_so(tmp_path: Path, name: str) -> None:
    root = wanling(tmp_path, annex=name)
    result = pipeline.check(root)
    if name in EMPTY:
        ((document, _),) = result.documents
        assert grid(document, name) == []
        return
    assert result.documents == []
    ((code, message, path, line),) = errors(result)
    assert (code, path) == (COARSE, f"{FOLDER}/budget.yaml"), message
    assert (root / path).read_text(encoding="utf-8").splitlines()[line - 1] == "支出: 2817.75"
    (found,) = [finding for finding in result.findings if finding.is_error]
    assert [mark.position.path.partition("/")[0] for mark in found.marks] == ["templates"]


def test_the_whole_pack_says_what_is_not_known(tmp_path: Path) -> None:
    result = pipeline.check(wanling(tmp_path, pack=PACK))
    assert result.documents == []
    ((code, message, path, _),) = errors(result)
    assert (code, path) == (COARSE, f"{FOLDER}/budget.yaml")
    assert "没有分功能" in message
