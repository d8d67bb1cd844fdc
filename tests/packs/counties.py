"""A random county, in 分: as content files, and as plain facts to compute from, without any code of the program.

Its departments have one unit or four (行政, 参公, two 事业); one department is of another county.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests import samples
from tests.budget.ledgers import ECONOMIC, FUNCTIONAL, nested, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable

PACK, HERE = "county", Path(__file__).parent / "county"
DOCUMENTS = f"文书:\n  部门预算: {PACK}\n  单位预算: {PACK}\n"
CODE, OTHER_CODE, YEAR = "500152", "500153", 2025
REGION = f"content/regions/{CODE}/{YEAR}.yaml"
NATURES = ("行政单位", "参公事业单位", "其他事业单位", "其他事业单位")
SOURCES = ("一般公共预算", "政府性基金预算", "事业收入", "其他收入")
PUBLIC = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
KINDS = ("货物", "工程", "服务")
# How much nesting there is above the amounts.
INDENT = 4


@dataclass
class Basic:
    """基本支出 of a unit by 功能 and by 经济 at once."""

    code: str
    economic: str
    office: bool
    source: str
    fen: int


@dataclass
class Project:
    """A project of a unit."""

    name: str
    number: str
    code: str
    source: str
    fen: int


@dataclass
class Unit:
    """A unit with its money; `before` is last year's spending, None where there was no such unit."""

    name: str
    number: str
    nature: str
    basic: list[Basic] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    public: dict[str, int] = field(default_factory=dict)
    purchases: list[tuple[str, str, int]] = field(default_factory=list)
    before: int | None = None
    # Whether its 基本支出 is written with its codes crossed, or by 功能 and by 经济 each.
    is_crossed: bool = True


@dataclass
class Department:
    """A department: the folder of its year, and its units."""

    name: str
    folder: str
    code: str
    units: list[Unit]

    @property
    def year(self) -> str:
        """The folder of its year."""
        return f"{self.folder}/{YEAR}"


def county(seed: int) -> list[Department]:
    """Return the departments of a seed: two of the county, in two folders, and one of another."""
    random = Random(seed)  # noqa: S311 - cases of a test
    return [
        Department("甲局", "content/shi/jia", CODE, [_unit(random, f"甲{n}", f"1{n}", NATURES[n]) for n in range(4)]),
        Department("乙局", "content/qu/yi", CODE, [_unit(random, "乙局", "20", random.choice(NATURES))]),
        Department("丙局", "content/shi/bing", OTHER_CODE, [_unit(random, "丙局", "30", NATURES[0])]),
    ]


def _unit(random: Random, name: str, number: str, nature: str) -> Unit:
    codes = [code for code in FUNCTIONAL if len(code) == 7][:6]
    economic = [code for code in ECONOMIC if len(code) == 5][:6]
    unit = Unit(name, number, nature, is_crossed=random.random() < 0.5)
    basic = {
        (code := random.choice(codes), kind := random.choice(economic), source := random.choice(SOURCES)): Basic(
            code, kind, random.random() < 0.5, source, random.randint(0, 10**8)
        )
        for _ in range(random.randint(1, 5))
    }
    unit.basic = list(basic.values())
    for index in range(random.randint(0, 3)):
        project = f"{name}项目{index}"
        number_of = f"500152{YEAR - 2000:02d}T{unit.number}{index:010d}"
        source = random.choice(SOURCES)
        unit.projects.append(Project(project, number_of, random.choice(codes), source, random.randint(0, 10**8)))
    unit.public = {item: random.randint(0, 10**6) for item in random.sample(PUBLIC, random.randint(0, 3))}
    unit.purchases = [
        (f"{name}买{index}", random.choice(KINDS), random.randint(0, 10**7)) for index in range(random.randint(0, 2))
    ]
    unit.before = random.choice([None, random.randint(0, 10**8)])
    return unit


def written(root: Path, departments: Iterable[Department], region: str = "") -> Path:
    """Write a county: all departments, the pack, and the county's own file."""
    samples.copy_templates(root)
    files = {f"templates/{PACK}/{path.name}": path.read_text(encoding="utf-8") for path in HERE.iterdir()}
    files["content/accounts.yaml"] = (samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8")
    files[REGION] = region or f"文种: 地区\n地区名称: 某区\n模板包: {PACK}\n"
    samples.write(root, files)
    written_year(root, departments, YEAR)
    return root


def written_year(root: Path, departments: Iterable[Department], year: int) -> None:
    """Write a year of some departments."""
    for department in departments:
        files = {f"{department.folder}/{year}/{name}": text for name, text in _files(department, year).items()}
        samples.write(root, files)


def _files(department: Department, year: int) -> dict[str, str]:
    units = department.units
    found = {
        "department.yaml": (
            f"文种: 部门\n部门名称: {department.name}\n年度: {year}\n行政区划代码: '{department.code}'\n{DOCUMENTS}单位:\n"
        )
        + "".join(
            f"  - 单位名称: {unit.name}\n    单位编码: '{unit.number}'\n    单位性质: {unit.nature}\n" for unit in units
        )
    }
    if len(units) == 1:
        found["budget.yaml"] = f"文种: 部门预算\n金额单位: 元\n{_money(units[0])}"
    else:
        found["budget.yaml"] = "文种: 部门预算\n金额单位: 元\n"
    for unit in units:
        if len(units) > 1:
            found[f"budget/{unit.number}.yaml"] = f"文种: 单位预算\n单位: {unit.name}\n金额单位: 元\n{_money(unit)}"
        for index, project in enumerate(unit.projects):
            found[f"projects/{unit.number}-{index}.yaml"] = _project(project, unit.name if len(units) > 1 else "")
    return found


def _money(unit: Unit) -> str:
    """Write what belongs to no project."""
    found = "基本支出:\n"
    if unit.is_crossed:
        amounts: dict[tuple[str, ...], int] = {
            (b.code, b.source, "公用经费" if b.office else "人员经费", b.economic): b.fen for b in unit.basic
        }
        found += f"  功能和经济:\n{nested(INDENT, amounts)}"
    else:
        functional, economic = dict[tuple[str, ...], int](), dict[tuple[str, ...], int]()
        for one in unit.basic:
            where = (one.code, one.source)
            functional[where] = functional.get(where, 0) + one.fen
            kind = (one.source, "公用经费" if one.office else "人员经费", one.economic)
            economic[kind] = economic.get(kind, 0) + one.fen
        found += f"  功能分类:\n{nested(INDENT, functional)}  经济分类:\n{nested(INDENT, economic)}"
    if unit.public:
        found += "三公经费:\n" + "".join(f"  {item}: {yuan(fen)}\n" for item, fen in unit.public.items())
    if unit.purchases:
        found += "政府采购:\n" + "".join(
            f"  - 项目: {name}\n    类型: {kind}\n    金额: {yuan(fen)}\n" for name, kind, fen in unit.purchases
        )
    before = unit.before
    return found + ("上年: 无\n" if before is None else f"上年:\n  支出: {yuan(before)}\n")


def _project(project: Project, unit: str) -> str:
    whose = f"单位: {unit}\n" if unit else ""
    return (
        f"文种: 项目\n项目编码: {project.number}\n项目名称: {project.name}\n{whose}金额单位: 元\n"
        f"业务主管部门: 某局\n项目类别: 一般性项目\n金额:\n  {project.code}:\n    {project.source}:\n      本级安排: {yuan(project.fen)}\n"
        "预算执行率权重: 10\n项目基本概况: 做事。\n绩效目标:\n  年度: 做成。\n  指标: []\n"
    )
