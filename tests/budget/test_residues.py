"""尾差: a declared residue enters its total and the totals above it, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.budget import places

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document

BUDGET = f"{places.FOLDER}/budget.yaml"
# Without the residue of 20805 基本支出 (+0.01), of 21015 (−0.01) and of the whole (−0.01), what is printed where.
WHOLE_UP, WHOLE_DOWN = ("6,201.55", "6,201.56"), ("6,201.55", "6,201.54")
PENSION = {"行政事业单位养老支出": ("93.50", "93.49"), "社会保障和就业支出": ("182.50", "182.49")}
HEALTH = {"医疗保障管理事务": ("1,056.69", "1,056.70"), "卫生健康支出": ("5,669.65", "5,669.66")}


def removed(text: str, code: str) -> str:
    """Take the residue of one code out of a file."""
    pattern = rf"  - 合计: {code}(?:·\S+)?\n    尾差: \S+\n"
    assert len(re.findall(pattern, text)) == 1
    return re.sub(pattern, "", text)


def without(root: Path, code: str) -> Document:
    file = root / BUDGET
    file.write_text(removed(file.read_text(encoding="utf-8"), code), encoding="utf-8")
    return places.assembled(root)


def by_codes(
    totals: dict[str, tuple[str, str]],
    basic: dict[str, tuple[str, str]],
    whole: tuple[str, str],
    all_basic: tuple[str, str],
) -> dict[str, tuple[str, str]]:
    """Return the changes of annexes 二, 七 and 八, whose rows are the same."""
    found: dict[str, tuple[str, str]] = {}
    for name, pair in ({"合计": whole} | totals).items():
        found |= {f"附件二 {name} 2024年预算数/总计": pair, f"附件八 {name} 总计": pair}
        found |= {f"附件七 {name} 总计": pair, f"附件七 {name} 一般公共预算拨款收入": pair}
    for name, pair in ({"合计": all_basic} | basic).items():
        found |= {f"附件二 {name} 2024年预算数/基本支出": pair, f"附件八 {name} 基本支出": pair}
    return found


def both_sides(whole: tuple[str, str], classes: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the changes of annexes 一, 六 and 十一."""
    found = {f"附件一 {name} 收入/预算数": whole for name in ("一、本年收入", "一般公共预算资金", "收入合计")}
    for name, pair in ({"一、本年支出": whole, "支出合计": whole} | classes).items():
        found |= {f"附件一 {name} 支出/合计": pair, f"附件一 {name} 支出/一般公共预算": pair}
    found |= {f"附件六 {name} 收入/预算数": whole for name in ("合计", "一般公共预算资金")}
    found |= {f"附件六 {name} 支出/预算数": pair for name, pair in ({"合计": whole} | classes).items()}
    return found | {"附件十一 预算支出总额": (whole[0].replace(",", ""), whole[1].replace(",", ""))}


CASES = {
    "20805": (
        both_sides(WHOLE_DOWN, {"社会保障和就业支出": PENSION["社会保障和就业支出"]})
        | by_codes(
            PENSION,
            {"行政事业单位养老支出": ("93.50", "93.49"), "社会保障和就业支出": ("93.50", "93.49")},
            WHOLE_DOWN,
            ("762.89", "762.88"),
        )
        | {"附件十一 基本支出合计": ("762.89", "762.88"), "附件十一 基本支出财政拨款": ("762.89", "762.88")}
    ),
    "21015": (
        both_sides(WHOLE_UP, {"卫生健康支出": HEALTH["卫生健康支出"]})
        | by_codes(
            HEALTH,
            {"医疗保障管理事务": ("576.02", "576.03"), "卫生健康支出": ("619.98", "619.99")},
            WHOLE_UP,
            ("762.89", "762.90"),
        )
        | {"附件十一 基本支出合计": ("762.89", "762.90"), "附件十一 基本支出财政拨款": ("762.89", "762.90")}
    ),
    # The residue of the whole stands in 总计 alone, so 基本支出 stays.
    "合计": both_sides(WHOLE_UP, {})
    | {name: pair for name, pair in by_codes({}, {}, WHOLE_UP, ("", "")).items() if pair != ("", "")},
}


@pytest.mark.parametrize("code", CASES)
def test_a_residue_enters_its_total_and_those_above(document: Document, budget_repo: Path, code: str) -> None:
    found = places.changes(document, without(budget_repo, code))
    sentences = [name for name in found if not name.startswith("附件")]
    assert {name: pair for name, pair in found.items() if name not in sentences} == CASES[code]
    assert [name.partition(" ")[0] for name in sentences] == ["二、部门收支总体情况"] * 2 + ["三、部门预算情况说明"]


def test_without_residues_the_parts_add_up(budget_repo: Path) -> None:
    first, *others = CASES
    found = without(budget_repo, first)
    for code in others:
        found = without(budget_repo, code)
    said = places.places(found)
    names = ("总计", "基本支出", "项目支出")
    # 762.89 + 5438.67: both residues of 基本支出 cancel out, that of the whole is gone.
    assert [said[f"附件八 合计 {name}"] for name in names] == ["6,201.56", "762.89", "5,438.67"]
