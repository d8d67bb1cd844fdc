"""A region: which departments it adds up, what it says where one is missing, and what a changed figure changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.load import fields, files
from generator.model.barrier import OURS
from generator.model.entry import keys
from generator.model.region import Region
from generator.model.text import Computed
from generator.review import history, run
from tests import samples
from tests.budget import places
from tests.packs import counties
from tests.packs.children import errors
from tests.packs.counties import Basic, Department, Project, Unit
from tests.review.test_history import commit
from tests.robust.test_invalid_fields import BROKEN as UNREAD
from tests.robust.test_invalid_fields import Breaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.position import Position
    from generator.model.review import Review
    from generator.model.text import Figure
    from generator.pipeline import Result

JIA, YI, BING = "content/shi/jia/2025", "content/qu/yi/2025", "content/shi/bing/2025"
PROJECT = f"{JIA}/projects/12-0.yaml"
REGION = f"《某区{counties.YEAR}年部门预算汇总》"
OUT = f"{counties.CODE}/{counties.YEAR}"


def unit(name: str, number: str, nature: str, yuan: int) -> Unit:
    """Return a unit with 公用经费 and a project of as much."""
    basic = Basic("2070101", "30201", office=True, source="一般公共预算", fen=yuan * 100)
    project = Project(f"{name}项目", f"50015225T{number:0>12}", "2070109", "一般公共预算", yuan * 100)
    return Unit(name, number, nature, [basic], [project])


def county() -> list[Department]:
    """Return two departments of the county, one of several units, and one of another county."""
    units = [unit(f"甲{n}", f"1{n}", nature, 10_000 * (n + 1)) for n, nature in enumerate(counties.NATURES)]
    return [
        Department("甲局", "content/shi/jia", counties.CODE, units),
        Department("乙局", "content/qu/yi", counties.CODE, [unit("乙局", "20", "行政单位", 70_000)]),
        Department("丙局", "content/shi/bing", counties.OTHER_CODE, [unit("丙局", "30", "行政单位", 90_000)]),
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return counties.written(tmp_path, county())


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    samples.write(root, {file: samples.changed(text, old, new)})


def documents(root: Path, *paths: str) -> dict[str, Document]:
    result = pipeline.check(root, [root / path for path in paths])
    assert errors(result) == []
    return {document.key: document for document, _ in result.documents}


# What is printed where, before and after 本级安排 3 → 4 万元: of the unit, its department and the county.
CODES = ("合计", "文化旅游体育与传媒支出", "文化和旅游", "群众文化")


def cells(heading: str, rows: dict[str, tuple[str, str]], *columns: str) -> dict[str, tuple[str, str]]:
    """Return the places of some rows in some columns, each with what it prints before and after."""
    return {f"{heading} {row} {column}": shown for row, shown in rows.items() for column in columns}


def spending(heading: str, whole: tuple[str, str], project: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Return the places of 支出表."""
    rows, own = dict.fromkeys(CODES[:3], whole), {"群众文化": project}
    bears = dict.fromkeys(CODES, project)
    return cells(heading, rows | own, "总计", "一般公共预算/小计") | cells(heading, bears, "一般公共预算/项目支出")


def balance(
    heading: str, rows: dict[str, tuple[str, str]], bears: dict[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """Return the places of 收支表."""
    return cells(heading, rows, "收入", "支出/合计", "增减") | cells(heading, bears, "支出/项目支出")


UNIT, WHOLE, ALL = ("6.00", "7.00"), ("20.00", "21.00"), ("34.00", "35.00")
OWN, OF_WHOLE, OF_ALL = ("3.00", "4.00"), ("10.00", "11.00"), ("17.00", "18.00")
UNITS = (
    "4个单位，支出{}万元：甲0（行政单位）2.00万元，甲1（参公事业单位）4.00万元，甲2（其他事业单位）{}万元，"
    "甲3（其他事业单位）8.00万元。机关运行经费3.00万元。"
)
CHANGES = {
    f"{JIA}/budget/12.yaml": {
        "一、收支 段1": ("支出6.00万元。没有机关运行经费。", "支出7.00万元。没有机关运行经费。"),
        **spending("二、支出", UNIT, OWN),
        **cells("四、项目", {"表-1": OWN}, "当年预算", "本级安排"),
    },
    f"{JIA}/budget.yaml": {
        "一、收支 段1": (UNITS.format("20.00", "6.00"), UNITS.format("21.00", "7.00")),
        **balance("二、各单位", {"合计": WHOLE, "甲2": UNIT}, {"合计": OF_WHOLE, "甲2": OWN}),
        **spending("三、支出", WHOLE, OF_WHOLE),
        **cells("五、项目", {"表-3": OWN}, "当年预算", "本级安排"),
    },
    counties.REGION: {
        "一、收支 段1": (
            "2个部门，5个单位，收入34.00万元，支出34.00万元：乙局14.00万元，甲局20.00万元。机关运行经费10.00万元。",
            "2个部门，5个单位，收入35.00万元，支出35.00万元：乙局14.00万元，甲局21.00万元。机关运行经费10.00万元。",
        ),
        **balance("二、各部门", {"合计": ALL, "甲局": WHOLE}, {"合计": OF_ALL, "甲局": OF_WHOLE}),
        **cells("五、项目", {"合计": OF_ALL, "甲局": OF_WHOLE, "甲2项目": OWN}, "金额"),
        **spending("六、支出", ALL, OF_ALL),
    },
}


def test_one_figure_changes_what_is_made_of_it_and_nothing_else(root: Path) -> None:
    before = documents(root)
    change(root, PROJECT, "本级安排: 30000.00", "本级安排: 40000.00")
    after = documents(root)
    found = {key: places.changes(before[key], after[key]) for key in before}
    assert {key: changed for key, changed in found.items() if changed} == CHANGES


def test_a_total_of_the_county_leads_to_the_files_of_its_departments(root: Path) -> None:
    document = documents(root)[counties.REGION]
    figures = [part.figure for text in document.leaves() for part in text.runs if part.figure]
    wholes = [figure for figure in figures if figure.value == 340_000]
    units = (f"{JIA}/budget/{number}.yaml" for number in (10, 11, 12, 13))
    projects = (f"{JIA}/projects/{number}-0.yaml" for number in (10, 11, 12, 13))
    files = {*units, *projects, f"{YI}/budget.yaml", f"{YI}/projects/20-0.yaml"}
    assert wholes
    for figure in wholes:
        assert {place.path for place in written(figure)} >= files


def written(figure: Figure) -> Iterator[Position]:
    """Yield where the leaves of a figure are written."""
    if isinstance(figure.origin, Computed):
        for operand in figure.origin.operands:
            yield from written(operand)
    elif figure.position:
        yield figure.position


def built(root: Path, *paths: str) -> Result:
    return pipeline.build(root, [root / path for path in paths], formats=["html"], out=root / "build")


def outputs(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in samples.snapshot(root / "build").items() if path.count("/") > 1}


BROKEN = {
    "甲局的一个单位": (f"{JIA}/budget/11.yaml", "基本支出:\n  功能分类: 十\n", "「甲局」"),
    "甲局的一个项目": (PROJECT, "文种: 项目\n", "「甲局」"),
    "乙局的预算读不出": (f"{YI}/budget.yaml", "- 不是一组键\n", YI),
    "乙局的部门文件读不出": (f"{YI}/department.yaml", "- 不是一组键\n", YI),
}


@pytest.mark.parametrize(("file", "text", "name"), BROKEN.values(), ids=list(BROKEN))
def test_without_one_department_there_is_no_new_sum(root: Path, file: str, text: str, name: str) -> None:
    assert errors(built(root)) == []
    before = outputs(root)
    samples.write(root, {file: text})
    change(root, f"{BING}/projects/30-0.yaml", "本级安排: 90000.00", "本级安排: 95000.00")
    result = built(root)
    told = [(code, message) for code, message, path, _ in errors(result) if path == counties.REGION]
    assert told == [("DQ-002", f"没有汇总：缺 1 个有错误的部门：{name}")]
    after = outputs(root)
    assert before.keys() == after.keys()
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {path for path in before if path.startswith("bing/")}
    assert counties.REGION not in {document.source for document, _ in result.documents}


def test_a_mistake_of_another_county_is_none_of_this_one(root: Path) -> None:
    samples.write(root, {f"{BING}/projects/30-0.yaml": "文种: 项目\n"})
    result = pipeline.check(root)
    assert {path for _, _, path, _ in errors(result)} == {f"{BING}/projects/30-0.yaml"}
    assert counties.REGION in {document.source for document, _ in result.documents}


@pytest.mark.parametrize("name", keys(Region))
def test_a_field_of_the_county_that_cannot_be_read_stops_its_document_only(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = pipeline.check(root)
    breaker = Breaker(set(), Region, name, ("content/regions/",))
    monkeypatch.setattr(fields, "read_entry", breaker.read_entry)
    monkeypatch.setattr(files, "read_entry", breaker.read_entry)
    result = pipeline.check(root)
    assert breaker.broken
    assert [finding for finding in result.findings if finding.code == OURS] == []
    told = [finding for finding in result.findings if finding not in sound.findings]
    assert {finding.code for finding in told} == {UNREAD}
    assert {finding.position.path for finding in told if finding.position} == {counties.REGION}
    others = [one for one in sound.documents if one[0].source != counties.REGION]
    assert len(others) == len(sound.documents) - 1
    assert result.documents == others


def test_outputs_of_a_county_lie_under_its_code(root: Path) -> None:
    built(root)
    assert [path for path in outputs(root) if path.startswith(OUT)] == [f"{OUT}/region-某区2025年部门预算汇总.html"]


def test_choosing_a_county_chooses_its_departments(root: Path) -> None:
    chosen = documents(root, counties.REGION)
    assert {key.rpartition("/budget")[0] or key for key in chosen} == {JIA, YI, counties.REGION}
    assert counties.REGION not in documents(root, JIA)


def test_a_department_without_a_budget_is_told(root: Path) -> None:
    (root / YI / "budget.yaml").unlink()
    (root / YI / "projects/20-0.yaml").unlink()
    found = [finding for finding in pipeline.check(root).findings if finding.code == "DQ-001"]
    assert [(finding.message, finding.position and finding.position.path) for finding in found] == [
        ("「乙局」没有 budget.yaml，地区的汇总里没有它的钱", f"{YI}/department.yaml")
    ]


def test_a_total_beside_its_units_is_compared_and_not_added(root: Path) -> None:
    before = documents(root)
    change(root, f"{JIA}/budget.yaml", "金额单位: 元\n", "金额单位: 元\n支出: 200000\n")
    after = documents(root)
    assert {key: places.changes(before[key], after[key]) for key in before if before[key] != after[key]} == {}
    change(root, f"{JIA}/budget.yaml", "支出: 200000\n", "支出: 300000\n")
    ((code, message, path, _),) = [one for one in errors(pipeline.check(root)) if one[0] != "DQ-002"]
    assert (code, path) == ("JE-209", f"{JIA}/budget.yaml")
    assert "300000 元，各部分加起来是 200000 元" in message


CROSSED = """\
  交叉表:
    数: 基本支出
    列:
      - 表头: 科目
        取: 功能.名称
        宽: 40
      - 表头: 合计
        数: 合计
        宽: 30
      - 数: 公用经费
        宽: 30
    行:
      - 标: 合计
      - 按: 功能.类
"""


def test_two_coverages_are_not_mixed_in_a_table_of_the_county(root: Path) -> None:
    """One unit's money is known by its 功能 and by its 经济 each: a table of both names that unit's line."""
    change(root, f"templates/{counties.PACK}/pack.yaml", "表格:\n", f"表格:\n{CROSSED}")
    change(root, f"templates/{counties.PACK}/county.jinja", "@表格 支出表\n", "@表格 支出表\n@表格 交叉表\n")
    assert errors(pipeline.check(root)) == []
    file = f"{JIA}/budget/11.yaml"
    text = (root / file).read_text(encoding="utf-8")
    start, end = text.index("基本支出:\n"), text.index("上年: 无")
    margins = "基本支出:\n  功能分类:\n    2070101: 20000\n  经济分类:\n    公用经费:\n      30201: 20000\n"
    samples.write(root, {file: text[:start] + margins + text[end:]})
    ((code, message, path, line),) = errors(pipeline.check(root))
    assert (code, path, line) == ("QS-002", file, 6)
    assert "口径「功能分类」没有分性质" in message or "口径「功能分类」性质只写到「基本支出」" in message


def test_income_without_a_column_is_named_wherever_it_is(root: Path) -> None:
    change(root, f"templates/{counties.PACK}/pack.yaml", "、事业单位经营收入、其他收入", "、其他收入")
    assert errors(pipeline.check(root)) == []
    change(root, PROJECT, "    一般公共预算:\n", "    事业单位经营收入:\n")
    told = {(code, path) for code, _, path, _ in errors(pipeline.check(root))}
    assert told == {("QS-005", PROJECT)}


WRONG = {
    "没有部门的": ({f"{JIA}/budget.yaml": None}, "ZD-014", f"{JIA}/budget/10.yaml"),
    "没有预算的单位的项目": ({f"{JIA}/budget/12.yaml": None}, "ZD-015", PROJECT),
    "不知道是谁的项目": ({PROJECT: ("单位: 甲2\n", "")}, "ZD-009", PROJECT),
    "文种写错的": ({f"{JIA}/budget/12.yaml": ("文种: 单位预算", "文种: 部门预算")}, "ZD-011", f"{JIA}/budget/12.yaml"),
    "没有说是谁的": ({f"{JIA}/budget/12.yaml": ("单位: 甲2\n", "")}, "ZD-009", f"{JIA}/budget/12.yaml"),
}


@pytest.mark.parametrize(("changes", "code", "place"), WRONG.values(), ids=list(WRONG))
def test_money_of_nobody_is_told(root: Path, changes: dict[str, tuple[str, str] | None], code: str, place: str) -> None:
    for file, pair in changes.items():
        if pair is None:
            (root / file).unlink()
        else:
            change(root, file, *pair)
    result = pipeline.check(root)
    told = {(found, path) for found, _, path, _ in errors(result) if found != "DQ-002"}
    assert (code, place) in told
    assert {found for found, _ in told} == {code}
    made = {document.source for document, _ in result.documents}
    assert not {f"{JIA}/budget.yaml", counties.REGION} & made
    assert f"{BING}/budget.yaml" in made


def test_a_county_names_the_documents_that_it_wants(root: Path) -> None:
    change(root, counties.REGION, "模板包: county\n", "模板包: county\n文书: [区级汇总表]\n")
    ((code, message, path, line),) = errors(pipeline.check(root))
    assert (code, path, line) == ("MB-005", counties.REGION, 4)
    assert message == "模板包「county」里没有叫「区级汇总表」的文书"


def told(review: Review) -> set[str]:
    """Return the titles of the documents that print something else."""
    return {effect.document for effect in review.effects} | {table.document for table in review.tables}


def test_a_review_tells_what_a_department_does_to_its_county(root: Path) -> None:
    commit(root, "建档", "2025-01-05")
    change(root, PROJECT, "本级安排: 30000.00", "本级安排: 40000.00")
    review = run.diff(root, "HEAD")
    assert review.problem is None
    titles = {"甲局2025年部门预算", "甲22025年单位预算", "某区2025年部门预算汇总"}
    assert told(review) == titles


def test_another_county_is_not_read_for_a_review(root: Path) -> None:
    commit(root, "建档", "2025-01-05")
    change(root, f"{BING}/projects/30-0.yaml", "本级安排: 90000.00", "本级安排: 95000.00")
    review = run.diff(root, "HEAD")
    assert review.problem is None
    assert told(review) == {"丙局2025年部门预算"}


def last_year(root: Path) -> None:
    """Write 2024 beside 2025: 甲局 with a unit more and one less, and a department that is no more."""
    units = [unit("甲0", "10", "行政单位", 5_000), unit("旧站", "19", "其他事业单位", 6_000)]
    ended = unit("丁局", "40", "行政单位", 8_000)
    counties.written_year(
        root,
        [
            Department("甲局", "content/shi/jia", counties.CODE, units),
            Department("丁局", "content/shi/ding", counties.CODE, [ended]),
        ],
        2024,
    )
    change(root, f"{JIA}/budget/10.yaml", "上年: 无\n", "")


def test_units_and_departments_that_are_no_more_stand_in_last_years_money(root: Path) -> None:
    last_year(root)
    whole = documents(root)[counties.REGION]
    department = documents(root)[f"{JIA}/budget.yaml"]
    said = places.places(department)
    assert (said["二、各单位 甲0 上年支出"], said["二、各单位 旧站 上年支出"]) == ("1.00", "1.20")
    assert said["二、各单位 合计 上年支出"] == "2.20"
    said = places.places(whole)
    assert (said["二、各部门 甲局 上年支出"], said["二、各部门 丁局 上年支出"]) == ("2.20", "1.60")
    assert said["二、各部门 合计 上年支出"] == "3.80"


def test_a_residue_is_its_units_own(root: Path) -> None:
    change(root, f"{JIA}/budget/11.yaml", "上年: 无\n", "尾差:\n  - 合计: 合计\n    尾差: 0.01\n上年: 无\n")
    found = documents(root)
    exact = {
        key: {
            int(part.figure.value * 100)
            for text in found[key].leaves()
            for part in text.runs
            if part.figure and part.figure.unit == "元"
        }
        for key in found
    }
    assert 40_000_01 in exact[f"{JIA}/budget/11.yaml"]
    assert 200_000_01 in exact[f"{JIA}/budget.yaml"]
    assert 340_000_01 in exact[counties.REGION]
    assert not {
        amount for key in (f"{JIA}/budget/10.yaml", f"{YI}/budget.yaml") for amount in exact[key] if amount % 100
    }


def test_log_tells_what_changed_in_a_region(root: Path) -> None:
    commit(root, "建档", "2025-01-01")
    change(root, PROJECT, "本级安排: 30000.00", "本级安排: 40000.00")
    commit(root, "加钱", "2025-01-02")
    place = f"{REGION}六、支出.2070109-群众文化"
    columns = ("总计", "一般公共预算.小计", "一般公共预算.项目支出")
    told = [step for step in history.history(root, "六、支出.2070109") if step.place.startswith(REGION)]
    assert [(step.subject, step.place, step.old, step.new) for step in told] == [
        *(("建档", f"{place}.{column}", "", "17.00") for column in columns),
        *(("加钱", f"{place}.{column}", "17.00", "18.00") for column in columns),
    ]
