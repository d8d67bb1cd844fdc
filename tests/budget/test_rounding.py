"""Random ledgers in 分, printed in 万元: every table equals one computed here; parents are the sum of parts."""

from __future__ import annotations

import shutil
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from generator.model.document import Table
from tests import samples
from tests.budget import grids, places
from tests.budget.ledgers import ECONOMIC, FUNCTIONAL, FUND, GENERAL, SOURCES, Facts, facts, files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.budget.grids import Grid

COLUMNS = ("总计", "基本支出", "项目支出")


def shown(fens: Iterable[int], *, concise: bool = False) -> str:
    """Return the sum of amounts in 分 as 万元 with two decimals; nothing where there are none."""
    parts = list(fens)
    if not parts:
        return ""
    digits = (Decimal(sum(parts)) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP) + 0
    return f"{digits:f}".rstrip("0").rstrip(".") if concise else f"{digits:,f}"


def rows(ledger: Facts, *sources: str) -> list[list[str]]:
    """Return 编码, 名称, 总计, 基本支出, 项目支出 of all codes that money of some sources goes to, 合计 first."""
    used = {code[:n] for code, source, _ in ledger.lines() if source in sources for n in (3, 5, 7)}
    names = {"": "合计"} | {code: FUNCTIONAL[code] for code in sorted(used)}
    return [
        [code, name, *(shown(ledger.amounts(code, column, *sources)) for column in COLUMNS)]
        for code, name in names.items()
    ]


def economic(ledger: Facts) -> list[list[str]]:
    def amounts(prefix: str) -> list[str]:
        lines = [line for line in ledger.economic if line.code.startswith(prefix) and line.source == GENERAL]
        return [
            shown(line.fen for line in lines if wanted is None or line.office == wanted)
            for wanted in (None, False, True)
        ]

    used = {line.code[:n] for line in ledger.economic if line.source == GENERAL for n in (3, 5)}
    return [["", "合计", *amounts("")], *([code, ECONOMIC[code], *amounts(code)] for code in sorted(used))]


def income(ledger: Facts) -> list[list[str]]:
    """Return the rows of 部门收入总表: its sources are columns."""
    others = ["政府性基金预算", "国有资本经营预算", "财政专户管理资金", "事业收入"]
    found = []
    for code, name, total, _, _ in rows(ledger, *SOURCES):
        by_source = [shown(ledger.amounts(code, "总计", column)) for column in [GENERAL, *others]]
        found.append([code, name, total, *by_source, *[""] * 4])
    return found


def projects(ledger: Facts) -> list[list[str]]:
    order = ("人员性项目", "一般性项目", "民生配套项目"), ("提前下达专项", "结转项目", "其他专项")
    found = [["", "", "合计", shown(ledger.of_projects(ledger.projects)), *[""] * 8]]
    for number, project in enumerate(ledger.projects, 1):
        own = ledger.of_projects([project])
        amounts = [
            shown(own if project.category in wanted else [], concise=True)
            for group in order
            for wanted in (group, *((one,) for one in group))
        ]
        name = f"50015224T{number:012d}-项目{number}"
        found.append([str(number), "100001-医保局（本级）", name, shown(own), *amounts])
    return found


def both_sides(ledger: Facts) -> tuple[list[list[str]], list[list[str]]]:
    """Return the sides 支出 of 附件一 (by 类, over 财政拨款) and of 附件六 (over all sources)."""

    def amount(code: str, *sources: str) -> str:
        return shown(ledger.amounts(code, "总计", *sources))

    classes = sorted({code[:3] for code, source, _ in ledger.lines() if source in {GENERAL, FUND}})
    every = sorted({code[:3] for code, _, _ in ledger.lines()})
    one = [["一、本年支出", ""], *([FUNCTIONAL[code], code] for code in classes), ["支出合计", ""]]
    six = [["合计", ""], *([FUNCTIONAL[code], code] for code in every)]
    return (
        [[name, amount(code, GENERAL, FUND), amount(code, GENERAL), amount(code, FUND)] for name, code in one],
        [[name, amount(code, *SOURCES)] for name, code in six],
    )


def parents(grid: Grid) -> None:
    """Check that what stands in each row of a table by codes is the sum of the rows one level below."""
    by_code = {row[0]: row[2:] for row in grid}
    for code, cells in by_code.items():
        deeper = [other for other in by_code if other.startswith(code) and len(other) > len(code)]
        below = [other for other in deeper if len(other) == min(map(len, deeper))]
        for number, cell in enumerate(cells if below else []):
            assert_sum(cell, [by_code[other][number] for other in below])
        if len(cells) == len(COLUMNS):
            assert_sum(cells[0], cells[1:])


def assert_sum(cell: str, parts: list[str]) -> None:
    amounts = [Decimal(part.replace(",", "")) for part in parts if part]
    whole = Decimal(cell.replace(",", "") or "0")
    assert abs(whole - sum(amounts)) <= Decimal("0.005") * (len(amounts) + 1), (cell, parts)
    assert bool(cell) == bool(amounts)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one place for the repositories of all examples: templates are compiled once for each place."""
    folder = tmp_path_factory.mktemp("ledgers")
    (folder / "templates").symlink_to(samples.ROOT / "templates")
    return folder


def printed(root: Path, ledger: Facts) -> dict[str, Grid]:
    """Return the rows of the tables that the program prints for a ledger."""
    shutil.rmtree(root / "content", ignore_errors=True)
    samples.write(root, files(ledger))
    document = places.straight(root)
    found = grids.of_document(document)
    heads = {block.name: block.head_rows for block in document.blocks if isinstance(block, Table)}
    return {name: grid[heads[name] :] for name, grid in found.items()}


@pytest.mark.slow
# Explaining a failure takes minutes.
@settings(max_examples=100, deadline=None, phases=set(Phase) - {Phase.explain})
@given(ledger=facts())
def test_tables_are_what_the_facts_add_up_to(root: Path, ledger: Facts) -> None:
    tables = printed(root, ledger)
    assert tables["一般公共预算财政拨款支出预算表"] == rows(ledger, GENERAL)
    assert tables["一般公共预算财政拨款基本支出预算表"] == economic(ledger)
    assert tables["政府性基金预算支出表"] == rows(ledger, FUND)
    assert tables["部门收入总表"] == income(ledger)
    assert tables["部门支出总表"] == rows(ledger, *SOURCES)
    assert tables["项目支出明细表"] == projects(ledger)
    one, six = both_sides(ledger)
    assert [row[2:6] for row in tables["财政拨款收支总表"] if row[2] not in {"", "二、结转下年"}] == one
    assert [row[2:] for row in tables["部门收支总表"] if row[2]] == six
    if ledger.residues:  # Any sizes: rule JE-201 says which are too large.
        return
    for name in ("一般公共预算财政拨款支出预算表", "一般公共预算财政拨款基本支出预算表", "政府性基金预算支出表"):
        parents(tables[name])
    parents(tables["部门收入总表"])
    parents(tables["部门支出总表"])
