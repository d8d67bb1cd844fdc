"""What one file says can be named in all files of its department: projects, accounts, units."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.load.content import load
from generator.model import units
from generator.model.accounts import LEVELS
from generator.model.text import Computed, Written
from generator.model.values import Prose
from tests import samples
from tests.packs import counties
from tests.rules import budget, harness

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.statement import Statement
    from generator.model.text import Figure
    from generator.model.values import Line
    from generator.pipeline import Result

BUDGET, DEPARTMENT = (f"{budget.FOLDER}/{name}.yaml" for name in ("budget", "department"))
PUBLICITY, TRAINING, DECLARATION = (
    f"{budget.FOLDER}/projects/{name}.yaml" for name in ("01-publicity", "02-training", "03-declaration")
)
USES = "机关运行经费用途"
DATA = "数据:\n  场次: 5 场\n  人数: 300 人\n"
AMOUNT = "金额:\n  2101599 其他医疗保障管理事务支出:\n    本级安排: "


def line(statement: Statement) -> Line:
    """Return the line of a budget that formulas are put into."""
    assert statement.budget.office_uses is not None
    return statement.budget.office_uses


def repository(root: Path, changes: Mapping[str, str]) -> Path:
    """Return a department with a budget, two projects of it and a declaration; `changes` are blocks, by file."""
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.WITH_DECLARATION.items()}
    for path, change in changes.items():
        files[path] = harness.overlay(files[path], f"{change}\n")
    samples.write(root, files)
    (root / "templates").symlink_to(samples.ROOT / "templates")
    return root


def checked(root: Path, changes: Mapping[str, str]) -> Result:
    return pipeline.check(repository(root, changes))


def printed(root: Path, formula: str) -> str:
    """Return what is printed for a formula in the budget."""
    result = checked(root, {BUDGET: f"{USES}: ${{{formula}}}", PUBLICITY: DATA})
    assert [finding for finding in result.findings if finding.is_error] == []
    return line(result.content.statements[0]).plain


def told(result: Result) -> list[tuple[str, str, str, str]]:
    return [(f.code, str(f.position), f.message, f.hint) for f in result.findings if f.is_error]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("项目.医保宣传", "20万元"),
        ("项目.01-publicity", "20万元"),
        ("项目.50015224T000000000001", "20万元"),
        ("项目.医保宣传.场次", "5场"),
        ("项目.01-publicity.场次 * 2", "10场"),
        ("项目.50015224T000000000001.人数", "300人"),
        ("项目.01-publicity - 项目.02-training", "10万元"),
        ("项目.03-declaration.参保人数", "1000人"),
        ("项目.03-declaration.小计.宣传", "150000元"),
        ("科目.210", "120万元"),
        ("科目.2101599", "30万元"),
        ("科目.21015·基本支出", "90万元"),
        ("科目.30101·基本支出", "60万元"),
        ("科目.2101599·上级补助、本级安排", "30万元"),
        ("元(科目.210 - 科目.2101501)", "300000元"),
        ("百分比(科目.2101501 / 科目.210)", "75%"),
        ("中文大写(科目.2101599)", "叁拾万元整"),
        ("单位.100001.单位简称", "医保局（本级）"),
        ("单位.某区医疗保障局.单位性质", "行政单位"),
        ("单位.某区医疗保障局.地址", "某区人民路1号"),
        ("2101599", "2101599"),
        ("2101599 + 1", "2101600"),
    ],
)
def test_what_is_named_is_printed(formula: str, shown: str, tmp_path: Path) -> None:
    assert printed(tmp_path, formula) == shown


def test_names_hold_in_every_file(tmp_path: Path) -> None:
    formula = "${科目.2101599}、${项目.经办人员培训}、${项目.医保宣传.场次}、${单位.100001.单位简称}"
    said = "30万元、10万元、5场、医保局（本级）"
    department = budget.WITH_DECLARATION["department.yaml"].replace("某区人民路1号", formula)
    changes = {
        BUDGET: f"{USES}: {formula}",
        PUBLICITY: f"{DATA}项目基本概况: {formula}",
        TRAINING: f"项目基本概况: {formula}",
        DECLARATION: f"项目实施计划: {formula}",
        DEPARTMENT: "单位:" + department.partition("单位:")[2],
    }
    content = load(repository(tmp_path, changes))
    assert [finding for finding in content.files.findings if finding.is_error] == []
    (statement,), (project,) = content.statements, content.declarations
    words = [line(statement), *(file.project.overview for file in statement.projects), project.project.plan]
    address = statement.department.units[0].address
    assert address is not None
    assert [word.plain for word in words if word] == [*[said] * 3, said.replace("30万元、10万元", "300000元、100000元")]
    assert address.plain == said


def test_each_code_is_what_the_ledger_sums(tmp_path: Path) -> None:
    """All codes of the real budget, at every level: the same sum of the same facts, traced to the same lines."""
    root = real(tmp_path, lambda text: text)
    (statement,) = load(root).statements
    facts = [fact for held in statement.ledger.lists for fact in held if fact.values["账"] == "支出"]
    found = {code[:digits] for fact in facts if (code := fact.values.get("功能")) for digits in LEVELS}
    formula = "".join(f"${{科目.{code}}}" for code in sorted(found))
    samples.write(root, {f"{REAL}/budget.yaml": uses(root, formula)})
    (after,) = load(root).statements
    shown = [run.figure for run in line(after).text.runs]
    assert len(shown) == len(found) > 10
    for code, figure in zip(sorted(found), shown, strict=True):
        wanted = statement.ledger.sum(statement.notation.read(code))
        assert figure is not None
        assert wanted is not None
        assert (code, figure.value, leaves(figure)) == (code, wanted.value, leaves(wanted))


REAL = "content/chongqing/tongnan-medical-security/2024"


def real(root: Path, change: Callable[[str], str]) -> Path:
    """Return a copy of the real budget, with another budget.yaml."""
    files = {path: data.decode() for path, data in samples.snapshot(samples.ROOT / REAL).items()}
    files["budget.yaml"] = change(files["budget.yaml"])
    samples.write(root, {f"{REAL}/{path}": text for path, text in files.items()})
    return root


def uses(root: Path, words: str) -> str:
    """Return the real budget with other words for what 机关运行经费 is used for."""
    return harness.overlay((root / REAL / "budget.yaml").read_text(encoding="utf-8"), f"{USES}: {words}\n")


def leaves(figure: Figure) -> list[str]:
    """Return the lines that a figure comes from."""
    if isinstance(figure.origin, Computed):
        return sorted(leaf for operand in figure.origin.operands for leaf in leaves(operand))
    assert isinstance(figure.origin, Written)
    return [str(figure.origin.position)]


@pytest.mark.parametrize(
    ("formula", "message", "hint"),
    [
        ("项目.医保宣专", "没有叫「项目.医保宣专」的项目", "是不是「项目.医保宣传」？"),
        ("项目.医保宣传.场", "项目「医保宣传」里没有叫「场」的数据", "是不是「项目.医保宣传.场次」？"),
        ("项目.03-declaration.明细", "别的项目的明细不能整个引用", "如「项目.03-declaration.明细.合计」"),
        ("科目.2101598", "本年的支出里没有科目「2101598」", "是不是「科目.2101599」？"),
        ("科目.21015990", "本年的支出里没有科目「21015990」", "是不是「科目.2101599」？"),
        ("科目.基本支出", "「科目.」后面要写科目编码", ""),
        ("科目.210·基本支初", "没有叫「基本支初」的值", "是不是「基本支出」？"),
        ("科目.210·上年", "这里只能引用本年的数", ""),
        ("科目.2101501·项目支出", "没有「科目.2101501·项目支出」的钱", "是不是「科目.2101501」？"),
        ("科目.210·预算数、决算数", "「科目.210·预算数、决算数」把不同阶段的数加在了一起", "只写一个阶段。"),
        ("单位.10001.单位简称", "没有叫「单位.10001.单位简称」的单位或字段", "是不是「单位.100001.单位简称」？"),
        ("单位.100001.单位简", "没有叫「单位.100001.单位简」的单位或字段", "是不是「单位.100001.单位简称」？"),
        ("医保宣传", "没有叫「医保宣传」的数据", "是不是「项目.医保宣传」？"),
    ],
)
def test_a_wrong_name_is_told_with_the_right_one(formula: str, message: str, hint: str, tmp_path: Path) -> None:
    result = checked(tmp_path, {BUDGET: f"{USES}: ${{{formula}}}", PUBLICITY: DATA})
    ((code, place, said, mending),) = told(result)
    line = (tmp_path / BUDGET).read_text(encoding="utf-8").splitlines()[int(place.split(":")[1]) - 1]
    assert (code, place.split(":")[0], said) == ("YY-001", BUDGET, message)
    assert line[int(place.split(":")[2]) - 1 :].startswith(formula)
    assert hint in mending


def test_what_is_known_too_coarsely_is_an_error_and_no_zero(tmp_path: Path) -> None:
    (finding,) = errors(checked(tmp_path, {BUDGET: f"{USES}: ${{科目.30101}}"}))
    assert finding.code == "QS-002"
    assert finding.message == "项目「医保宣传」知道得不够细，答不了「基本工资」：没有分经济"
    assert str(finding.position).startswith(PUBLICITY)
    assert [(mark.position.path, mark.role) for mark in finding.marks] == [(BUDGET, "要这个数的地方")]


def errors(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.is_error]


@pytest.mark.parametrize(
    ("changes", "circle", "places"),
    [
        (
            {PUBLICITY: AMOUNT + "${科目.21015 * 0.1}"},
            "科目.21015 → 01-publicity.yaml:10 → 科目.21015",
            [f"{PUBLICITY}:10"],
        ),
        (
            {PUBLICITY: AMOUNT + "${项目.经办人员培训}", TRAINING: AMOUNT + "${项目.医保宣传}"},
            "项目.经办人员培训 → 02-training.yaml:9 → 项目.医保宣传 → 01-publicity.yaml:10 → 项目.经办人员培训",
            [f"{TRAINING}:9", f"{PUBLICITY}:10"],
        ),
        (
            {
                PUBLICITY: "数据:\n  甲: ${项目.经办人员培训.乙}\n",
                TRAINING: "数据:\n  乙: ${项目.医保宣传.甲}\n",
            },
            "项目.经办人员培训.乙 → 乙 → 项目.医保宣传.甲 → 甲 → 项目.经办人员培训.乙",
            [],
        ),
    ],
    ids=["a part of its own sum", "two projects", "data of two files"],
)
def test_a_circle_is_told_with_all_its_places(
    changes: dict[str, str], circle: str, places: list[str], tmp_path: Path
) -> None:
    (finding,) = errors(checked(tmp_path, changes))
    assert (finding.code, finding.message) == ("YY-003", f"公式绕成了圈：{circle}")
    assert [f"{mark.position.path}:{mark.position.line}" for mark in finding.marks] == places


def test_a_part_of_another_sum_is_no_circle(tmp_path: Path) -> None:
    result = checked(tmp_path, {PUBLICITY: AMOUNT + "${科目.2101501 * 0.1}", BUDGET: f"{USES}: ${{科目.21015}}"})
    assert line(result.content.statements[0]).plain == "109万元"
    figure = line(result.content.statements[0]).text.runs[0].figure
    assert figure is not None
    assert [place.split("/")[-1].rpartition(":")[0] for place in leaves(figure)] == [
        "budget.yaml:11",
        "budget.yaml:11",
        "02-training.yaml:9",
    ]


def test_an_error_in_what_is_named_stops_what_names_it(tmp_path: Path) -> None:
    result = checked(tmp_path, {DECLARATION: "项目实施计划: ${科目.2101599}", TRAINING: "预算执行率权重:"})
    assert {finding.position.path for finding in errors(result) if finding.position} == {TRAINING}
    assert result.documents == []
    (project,) = result.content.declarations
    assert project.inputs == (DECLARATION, DEPARTMENT, BUDGET, PUBLICITY, TRAINING)


def test_what_can_not_be_read_is_told_once(tmp_path: Path) -> None:
    """A name that may stand in a file that nobody could read is no mistake of its own."""
    root = repository(tmp_path, {BUDGET: f"{USES}: ${{项目.医保宣传}}、${{科目.2101599}}、${{项目.医保宣传.场次}}"})
    (root / PUBLICITY).write_bytes("文种: 项目\n".encode("utf-16"))
    assert [(f.code, f.position.path) for f in errors(pipeline.check(root)) if f.position] == [("WJ-002", PUBLICITY)]


def test_one_file_alone_is_read_with_those_that_it_names(tmp_path: Path) -> None:
    """Where there is no budget, a selected declaration is read alone, unless it names others."""
    other = samples.PROJECT_FILE.replace("01-", "02-")
    plain = samples.PROJECT.replace("医保宣传经费", "医保培训经费")
    files = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT, other: plain}
    samples.write(tmp_path, files)
    (tmp_path / "templates").symlink_to(samples.ROOT / "templates")
    chosen = [tmp_path / samples.PROJECT_FILE]
    assert [project.path for project in load(tmp_path, chosen).declarations] == [samples.PROJECT_FILE]
    samples.write(tmp_path, {samples.PROJECT_FILE: samples.PROJECT.replace("年初开始。", "共${项目.医保培训经费}。")})
    content = load(tmp_path, chosen)
    assert [project.path for project in content.declarations] == [samples.PROJECT_FILE, other]
    plan = content.declarations[0].project.plan
    assert isinstance(plan, Prose)
    assert plan.plain == "共5000元。"


def test_accounts_need_a_budget(tmp_path: Path) -> None:
    plain = samples.PROJECT.replace("年初开始。", "共${科目.210}。")
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: plain})
    (finding,) = [finding for finding in load(tmp_path).files.findings if finding.code == "YY-001"]
    assert finding.message == "这个部门没有部门预算，不知道「科目.210」是多少"


def test_two_projects_of_one_name_are_told_apart(tmp_path: Path) -> None:
    changes = {TRAINING: "项目名称: 医保宣传", BUDGET: f"{USES}: ${{项目.医保宣传}}${{项目.02-training}}"}
    finding = next(finding for finding in errors(checked(tmp_path, changes)) if finding.code == "YY-001")
    assert finding.message == "有 2 个项目叫「医保宣传」"
    assert finding.hint == "写项目编码或文件名，如 项目.01-publicity、项目.02-training。"


def test_a_sum_is_traced_to_its_leaves(tmp_path: Path, command: Callable[..., samples.Run]) -> None:
    root = repository(tmp_path, {BUDGET: f"{USES}: ${{科目.21015 * 2}}", PUBLICITY: AMOUNT + "${科目.2101501 * 0.1}"})
    run = command(root, "trace", "218万元")
    assert [line.split("（")[0].rpartition("  写在 ")[0] or line.split("（")[0] for line in run.out.splitlines()][
        2:
    ] == [
        "  = 科目.21015 * 2",
        "    109万元",
        "      = 科目.21015",
        "        90万元",
        "        9万元",
        "          = 科目.2101501 * 0.1",
        "            90万元",
        "              = 科目.2101501",
        "                90万元",
        "        10万元",
    ]


def test_last_year_names_its_own(tmp_path: Path) -> None:
    """Last year's folder, read for its money, resolves its names among its own files."""
    files = budget.two_years()
    before = f"{budget.BEFORE}/projects/01-publicity.yaml"
    files[before] = files[before].replace("本级安排: 20", "本级安排: ${科目.2101501 * 0.1}")
    samples.write(tmp_path, files)
    (tmp_path / "templates").symlink_to(samples.ROOT / "templates")
    (statement,) = load(tmp_path, [tmp_path / budget.FOLDER]).statements
    figure = statement.ledger.sum(statement.notation.read("项目支出·上年"))
    assert figure is not None
    assert figure.value == 90000


def words(statement: Statement) -> str:
    """Return what a budget says of the use of 机关运行经费."""
    assert statement.budget.office_uses is not None
    return statement.budget.office_uses.plain


@pytest.mark.parametrize("seed", range(3))
def test_accounts_of_a_department_are_those_of_all_its_units(seed: int, tmp_path: Path) -> None:
    """Whichever file asks, of the department or of a unit: computed from the plain facts, without the program."""
    department = counties.county(seed)[0]
    wanted: dict[str, int] = {}
    for unit in department.units:
        money = [*((one.code, one.fen) for one in unit.basic), *((one.code, one.fen) for one in unit.projects)]
        for code, fen in money:
            wanted[code] = wanted.get(code, 0) + fen
    root = counties.written(tmp_path, [department])
    asked = "、".join(f"${{科目.{code}}}" for code in wanted)
    files = {f"{department.year}/{name}.yaml": "" for name in ("budget", "budget/10", "budget/13")}
    for path in files:
        samples.write(root, {path: (root / path).read_text(encoding="utf-8") + f"{USES}: {asked}\n"})
    shown = {one.path: words(one) for one in load(root).statements if one.path in files}
    said = "、".join(f"{units.plain(Decimal(fen) / 100)}元" for fen in wanted.values())
    assert shown == dict.fromkeys(files, said)
