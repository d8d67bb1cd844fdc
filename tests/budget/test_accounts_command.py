"""`shenbao accounts`: a chart is made once; what is there is only added to when asked, with its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]

CHART = "content/accounts/2024.yaml"
TABLE = "编码,名称\n210,卫生健康支出\n21013,医疗救助\n2101301,城乡医疗救助\n302,商品和服务支出\n30213,维修（护）费\n"
MADE = """\
# 2024 年大家共用的科目。

文种: 科目表
起始年度: 2024
终止年度: 2024

功能分类:
  '210': 卫生健康支出
  '21013': 医疗救助
  '2101301': 城乡医疗救助

经济分类:
  '302': 商品和服务支出
  '30213': 维修（护）费
"""
OWN = """\
# 财政局给的
文种: 科目表
起始年度: 2024
终止年度: 2026

功能分类:
  '208': 社会保障和就业支出  # 老名称
  # 有争议
  '21013': 救助
  '2101399': 其他医疗救助支出
"""
MERGED = """\
# 财政局给的
文种: 科目表
起始年度: 2024
终止年度: 2026

功能分类:
  '208': 社会保障和就业支出  # 老名称
  '210': 卫生健康支出
  # 有争议
  '21013': 医疗救助
  '2101301': 城乡医疗救助
  '2101399': 其他医疗救助支出

经济分类:
  '302': 商品和服务支出
  '30213': 维修（护）费
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "财政局" / "2024 科目.csv"
    file.parent.mkdir()
    file.write_bytes(TABLE.encode("gb18030"))
    return file


def test_a_table_becomes_the_chart_of_its_year(budget_repo: Path, table: Path, command: Command) -> None:
    before = samples.snapshot(budget_repo / "content")
    done = command(budget_repo, "accounts", "2024", str(table))
    assert (done.code, done.err) == (0, "")
    assert f"写出 {CHART}：5 个科目" in done.out
    after = samples.snapshot(budget_repo / "content")
    assert after.pop("accounts/2024.yaml").decode() == MADE
    assert after == before
    assert samples.snapshot(budget_repo / "content").keys() - before.keys() == {"accounts/2024.yaml"}
    assert command(budget_repo, "fmt", "--check").code == 0


def test_a_chart_that_is_there_stays_and_the_differences_are_shown(
    budget_repo: Path, table: Path, command: Command
) -> None:
    samples.write(budget_repo, {CHART: OWN})
    done = command(budget_repo, "accounts", "2024", str(table))
    assert done.code == 1
    assert done.out.splitlines()[:7] == [
        "  加上 210 卫生健康支出",
        "  加上 2101301 城乡医疗救助",
        "  加上 302 商品和服务支出",
        "  加上 30213 维修（护）费",
        "  改名 21013 「救助」 → 「医疗救助」",
        "  留着 208 社会保障和就业支出（表格里没有）",
        "  留着 2101399 其他医疗救助支出（表格里没有）",
    ]
    assert "--merge" in done.out.splitlines()[-1]
    assert (budget_repo / CHART).read_text(encoding="utf-8") == OWN


def test_merging_keeps_comments_and_codes(budget_repo: Path, table: Path, command: Command) -> None:
    samples.write(budget_repo, {CHART: OWN})
    assert command(budget_repo, "accounts", "2024", str(table), "--merge").code == 0
    assert (budget_repo / CHART).read_text(encoding="utf-8") == MERGED
    again = command(budget_repo, "accounts", "2024", str(table), "--merge")
    assert (again.code, again.out.splitlines()[-1]) == (0, f"{CHART} 已经有表格里的全部科目，没有动")


@pytest.mark.parametrize("text", ["文种：科目表\n", "文种: 科目表\n功能分类: {'201': 甲}\n"])
def test_a_chart_with_mistakes_is_left_alone(budget_repo: Path, table: Path, command: Command, text: str) -> None:
    samples.write(budget_repo, {CHART: text})
    done = command(budget_repo, "accounts", "2024", str(table), "--merge")
    assert done.code == 1
    assert "KB-006" in done.out
    assert (budget_repo / CHART).read_text(encoding="utf-8") == text


def test_nothing_is_written_through_a_link(budget_repo: Path, table: Path, command: Command) -> None:
    outside = budget_repo.parent / "outside"
    outside.mkdir()
    (budget_repo / "content/accounts").symlink_to(outside)
    done = command(budget_repo, "accounts", "2024", str(table))
    assert done.code == 1
    assert "KB-006" in done.out
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "said"), [(b"PK\x03\x04", "Excel"), ("说明,没有科目\n".encode(), "没有找到科目"), (b"", "没有找到科目")]
)
def test_what_is_no_table_leaves_nothing(
    budget_repo: Path, table: Path, command: Command, data: bytes, said: str
) -> None:
    table.write_bytes(data)
    done = command(budget_repo, "accounts", "2024", str(table))
    assert done.code == 1
    assert said in done.out
    assert not (budget_repo / "content/accounts").exists()


def test_wrong_words_are_told(budget_repo: Path, table: Path, command: Command) -> None:
    done = command(budget_repo, "accounts", str(table), "2024")
    assert (done.code, "不是年度" in done.err) == (2, True)
    done = command(budget_repo, "accounts", "2024", "没有.csv")
    assert (done.code, "没有「没有.csv」这个文件" in done.err) == (2, True)


def test_the_chart_names_codes_in_the_tables(budget_repo: Path, table: Path, command: Command) -> None:
    """A code that no chart had before is printed with the name of the bureau's table."""
    budget = next((budget_repo / "content/chongqing").glob("*/*/budget.yaml"))
    year = budget.parent.name
    table.write_text("2100409 重大公共卫生服务\n21004 公共卫生\n210 卫生健康支出\n", encoding="utf-8")
    project = budget.parent / "projects/03-medical-assistance.yaml"
    text = samples.changed(project.read_text(encoding="utf-8"), "2101301 城乡医疗救助:", "2100409:")
    project.write_text(text, encoding="utf-8", newline="\n")
    before = sorted(f.code for f in pipeline.check(budget_repo).findings if f.code.startswith("KM"))
    assert command(budget_repo, "accounts", year, str(table)).code == 0
    after = pipeline.check(budget_repo)
    assert (before, [f for f in after.findings if f.code.startswith("KM")]) == (["KM-001", "KM-004"], [])
    (statement,) = after.content.statements
    assert statement.name_of("2100409") == "重大公共卫生服务"
    assert CHART in statement.paths
