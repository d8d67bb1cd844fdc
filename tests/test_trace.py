"""shenbao trace and explain: from a printed figure down to the lines that it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

BUDGET = "content/chongqing/tongnan-medical-security/2024"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "附件二.2101301.项目支出",
            [
                "《重庆市潼南区医疗保障局2024年部门预算情况说明》",
                "附件二.2101301-城乡医疗救助.2024年预算数.项目支出 = 3,442.00",
                "  = 一般公共预算·城乡医疗救助·项目支出",
                f"    1200万元  写在 {BUDGET}/projects/03-medical-assistance.yaml",
                f"    1100万元  写在 {BUDGET}/projects/08-medical-assistance-local.yaml",
                f"    1142万元  写在 {BUDGET}/projects/14-medical-assistance-municipal.yaml",
            ],
        ),
        (
            "54万元",
            [
                "《昆明市呈贡区医疗保障局2024年城乡居民医疗保险工作经费》",
                "项目基本概况.第1段 = 54万元",
                "  = 参保人数 * 人均标准（content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml）",
                "    108000人  写在 content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml",
                "    5元/人  写在 content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml",
            ],
        ),
    ],
)
def test_a_figure_is_traced_to_its_lines(query: str, expected: list[str], command: Callable[..., samples.Run]) -> None:
    run = command(samples.ROOT, "trace", query)
    assert run.code == 0
    said = run.out.split("\n\n")[0]
    assert re.sub(r"\.yaml:\d+:\d+", ".yaml", said).splitlines() == expected
    for figure, path, line, column in re.findall(r"([\d.]+)\S*  写在 (\S+?):(\d+):(\d+)", said):
        written = (samples.ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert written[int(column) - 1 :].startswith(figure)


def test_a_project_is_found_by_the_end_of_its_code(command: Callable[..., samples.Run]) -> None:
    run = command(samples.ROOT, "trace", "4338550")
    named = [line for line in run.out.splitlines() if " = " in line and line.startswith("附件")]
    assert len(named) == 3
    assert all("50015224T000004338550" in line for line in named)


def test_what_is_not_printed_is_not_found(command: Callable[..., samples.Run]) -> None:
    run = command(samples.ROOT, "trace", "99999.99")
    assert run.code == 1
    assert "没有找到「99999.99」" in run.err


def test_a_rule_is_explained(command: Callable[..., samples.Run]) -> None:
    run = command(samples.ROOT, "explain", "je-101")
    assert run.code == 0
    assert run.out.startswith("JE-101（错误）开支明细的合计应当等于年度资金来源的合计。\n")
    assert "\n改法：" in run.out
    assert "\n依据：" in run.out
    unknown = command(samples.ROOT, "explain", "XX-1")
    assert unknown.code == 2
    assert "没有「XX-1」这个编号" in unknown.err
