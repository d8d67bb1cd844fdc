"""One project, one file: its 项目申报书, the department's budget, its unit's and the county's take it from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import drafting, pipeline
from generator.model.places import places
from generator.review import run
from tests import samples
from tests.packs import counties
from tests.packs.counties import Basic, Department, Project, Unit
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

YEAR = f"content/shi/jia/{counties.YEAR}"
FILE = f"{YEAR}/projects/11-0.yaml"
BOTH = "文书:\n  项目申报书: yunnan-2024\n  部门预算: county\n  单位预算: county\n"
KEPT_OUT = "不列:\n  项目申报书:\n    甲一的另一个项目: 上级已经下达，不用申报\n"
# What only the 项目申报书 prints.
DECLARED = "项目实施单位:" + budget.TOGETHER["projects/01-publicity.yaml"].partition("项目实施单位:")[2]
SPENDING = {
    f"支出.{row}.{column}"
    for row in ("合计", "210-卫生健康支出", "21015-医疗保障管理事务", "2101599-其他医疗保障管理事务支出")
    for column in ("总计", "一般公共预算.小计", "一般公共预算.项目支出")
}
SHEET = {"项目.表-1.当年预算", "项目.表-1.本级安排"}
SIDES = ("收入", "支出.合计", "支出.项目支出", "增减")
# Where one figure of the project's file is printed, document by document.
LISTED = {
    FILE: {"资金安排情况.第2段"},
    f"{YEAR}/budget.yaml": {
        "一、收支.第1段",
        *(f"二、各单位.{row}.{column}" for row in ("合计", "甲一") for column in SIDES),
        *(f"三、{place}" for place in SPENDING),
        *(f"五、{place}" for place in SHEET),
    },
    f"{YEAR}/budget/11.yaml": {
        "一、收支.第1段",
        *(f"二、{place}" for place in SPENDING),
        *(f"四、{place}" for place in SHEET),
    },
    f"{YEAR}/budget/12.yaml": set(),
    counties.REGION: {
        "一、收支.第1段",
        *(f"二、各部门.{row}.{column}" for row in ("合计", "甲局") for column in SIDES),
        "五、项目.合计.金额",
        "五、项目.甲局-甲一.金额",
        "五、项目.甲局-甲一-50015225T000000000001-医保宣传.金额",
        *(f"六、{place}" for place in SPENDING),
    },
}


def written(root: Path, first: str = "150000") -> Path:
    """Write a county of one department of two units, one of which has a project that both packs print."""
    spent = Basic("2101501", "30101", office=False, source="一般公共预算", fen=100_000_00)
    units = [Unit("甲一", "11", counties.NATURES[0], [spent], before=1000_00)]
    units += [Unit("甲二", "12", counties.NATURES[2], [spent], before=1000_00)]
    units[0].projects = [
        Project(name, f"50015225T00000000000{number}", "2101599", "一般公共预算", 200_000_00)
        for number, name in enumerate(("医保宣传", "甲一的另一个项目"), 1)
    ]
    counties.written(root, [Department("甲局", "content/shi/jia", counties.CODE, units)])
    files = {path: (root / path).read_text(encoding="utf-8") for path in (FILE, f"{YEAR}/department.yaml")}
    text = files[FILE].replace("本级安排: 200000.00", "本级安排: ${明细.合计}")
    text = text.replace("  指标: []\n", "  总体: 三年做成。\n" + INDICATORS) + BASES
    files[FILE] = text + DECLARED.replace("金额: 15", f"金额: {first}").replace("金额: 5", "金额: 50000", 1)
    department = samples.changed(files[f"{YEAR}/department.yaml"], counties.DOCUMENTS, f"{BOTH}{KEPT_OUT}")
    files[f"{YEAR}/department.yaml"] = department.replace(
        "单位性质: 行政单位\n", f"单位性质: 行政单位\n{budget.OF_UNIT}"
    )
    samples.write(root, files)
    return root


BASES = "立项依据:\n  - 文号: 某府办〔2024〕1号\n    标题: 关于做好医保宣传的通知\n"
INDICATORS = """\
  指标:
    产出指标:
      数量指标:
        - 名称: 印制资料
          性质: ≥
          指标值: 10000
          度量单位: 份
          指标属性: 定量指标
          权重: 90
"""


def both(folder: Path) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Return what each document prints, place by place, before and after one figure of the file changes."""
    return printed(written(folder / "before")), printed(written(folder / "after", "160000"))


def printed(root: Path) -> dict[str, dict[str, str]]:
    result = pipeline.check(root)
    assert [finding.message for finding in result.findings if finding.is_error] == []
    return {
        document.source: {place.name: place.text.plain for place in places(document)}
        for document, _ in result.documents
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def told(root: Path) -> list[tuple[str, str, str]]:
    found = [finding for finding in pipeline.check(root).findings if finding.is_error and finding.position]
    return [(one.code, one.message, str(one.position).rpartition("/")[2]) for one in found]


def edit(root: Path, path: str, old: str, new: str) -> None:
    samples.write(root, {path: samples.changed((root / path).read_text(encoding="utf-8"), old, new)})


def test_one_figure_of_one_file_changes_what_all_documents_print_of_it(tmp_path: Path) -> None:
    """One file is printed by two packs; the other project, kept out of one of them, has no 项目申报书."""
    before, after = both(tmp_path)
    assert {source: changed(before[source], after[source]) for source in before} == LISTED
    assert before.keys() == after.keys()


def test_a_project_is_in_each_document_or_kept_out_by_name(tmp_path: Path) -> None:
    root = written(tmp_path)
    edit(root, f"{YEAR}/department.yaml", "  项目申报书:\n    甲一的另一个项目", "  部门预算:\n    医保宣传")
    edit(root, f"{YEAR}/department.yaml", "  项目申报书: yunnan-2024\n", "")
    documents = printed(root)
    assert FILE not in documents
    # All documents about money share one ledger: what one keeps out is in none of them.
    for source in (f"{YEAR}/budget.yaml", f"{YEAR}/budget/11.yaml", counties.REGION):
        assert not any("医保宣传" in text for text in documents[source].values())
    assert documents[f"{YEAR}/budget/11.yaml"]["一、收支.第1段"].startswith("支出30.00万元")


@pytest.mark.parametrize(
    ("old", "new", "told_of_it"),
    [
        (
            "    甲一的另一个项目",
            "    甲一的别的项目",
            ("ZD-016", "「不列」里的「甲一的别的项目」不是这个部门的项目", "11:5"),
        ),
        ("不列:\n  项目申报书", "不列:\n  申报书", ("MB-005", "「不列」里的「申报书」不是这个部门的文书", "10:3")),
        ("文书:\n  项目申报书", "文书:\n  申报书", ("MB-005", "模板包「yunnan-2024」里没有叫「申报书」的文书", "6:3")),
        ("单位预算: county", "单位预算: 没有", ("MB-001", "没有叫「没有」的模板包", "8:9")),
    ],
)
def test_a_wrong_name_is_told_where_it_stands(
    old: str, new: str, told_of_it: tuple[str, str, str], tmp_path: Path
) -> None:
    root = written(tmp_path)
    edit(root, f"{YEAR}/department.yaml", old, new)
    code, message, place = told_of_it
    assert (code, message, f"department.yaml:{place}") in told(root)


def test_what_no_document_of_its_own_prints_is_still_asked_for(tmp_path: Path) -> None:
    """Without the line that keeps it out, the other project lacks what its 项目申报书 has to have."""
    root = written(tmp_path)
    edit(root, f"{YEAR}/department.yaml", KEPT_OUT, "")
    assert {code for code, _, place in told(root) if place.startswith("11-1.yaml")} == {"MB-002"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (BOTH, "文书: [项目申报书]\n", "ZD-005"),
        (KEPT_OUT, "不列: 甲一的另一个项目\n", "ZD-005"),
        ("    甲一的另一个项目: 上级已经下达，不用申报\n", "", "ZD-002"),
    ],
)
def test_what_can_not_be_read_of_them_is_one_error_and_takes_nothing_down(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    root = written(tmp_path)
    edit(root, f"{YEAR}/department.yaml", old, new)
    assert code in {one for one, _, place in told(root) if place.startswith("department.yaml")}
    assert drafting.draft(root, [], out=root / "build/draft").changes.written


def test_a_review_tells_a_change_of_a_project_once(tmp_path: Path) -> None:
    """It is in its own document, the department's and the unit's; the totals of all of them are told."""
    sides = [written(tmp_path / name, amount) for name, amount in (("old", "150000"), ("new", "160000"))]
    review = run.diff(sides[0], *map(str, sides))
    assert [(change.subject, change.path, change.old, change.new) for change in review.changes] == [
        ("甲局2025年 医保宣传", ("资金安排情况", "明细", "资料印制", "金额"), "150000元", "160000元")
    ]
    assert {
        total.subject: total.new - total.old for total in review.totals if total.new and total.old
    } == dict.fromkeys(
        ("甲局2025年 医保宣传", "甲局2025年 部门预算", "甲局2025年 甲一的预算", "某区2025年 汇总"), 10_000
    )
