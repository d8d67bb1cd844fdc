"""Random ledgers in 分, as content files and as plain facts to compute from, without any code of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

from tests import samples
from tests.rules import budget, harness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHART: dict[str, Any] = yaml.safe_load((samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8"))
FUNCTIONAL: dict[str, str] = CHART["功能分类"]
ECONOMIC: dict[str, str] = CHART["经济分类"]
GENERAL, FUND, BUSINESS = "一般公共预算", "政府性基金预算", "事业收入"
SOURCES = (GENERAL, FUND, BUSINESS)
CATEGORIES = ("人员性项目", "一般性项目", "民生配套项目", "提前下达专项", "结转项目", "其他专项")


@dataclass
class Basic:
    """基本支出 of a functional code."""

    code: str
    source: str
    fen: int


@dataclass
class Economic:
    """基本支出 of an economic code: 人员经费 or 日常公用经费."""

    code: str
    office: bool
    fen: int


@dataclass
class Project:
    """A project: what each code bears, from what source, in which column of 附件十."""

    category: str
    source: str
    shares: list[tuple[str, int]]
    is_upper: bool

    @property
    def fen(self) -> int:
        """The whole of its money."""
        return sum(fen for _, fen in self.shares)


@dataclass
class Residue:
    """尾差 at a total: 类, 款, or "" for 合计."""

    code: str
    column: str
    source: str
    fen: int


@dataclass
class Facts:
    """A ledger."""

    basic: list[Basic]
    economic: list[Economic]
    projects: list[Project] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)

    def lines(self, column: str = "总计") -> list[tuple[str, str, int]]:
        """Return code, source and amount of all that enters 基本支出, 项目支出 or 总计."""
        found = [(line.code, line.source, line.fen) for line in self.basic if column != "项目支出"]
        if column != "基本支出":
            found += [(code, project.source, fen) for project in self.projects for code, fen in project.shares]
        return found

    def taken(self, code: str, column: str, *sources: str) -> set[int]:
        """Return the numbers of the facts below a code ("" for all), in a column, of some sources."""
        facts = [("基本支出", line.code, line.source) for line in self.basic]
        facts += [("项目支出", below, project.source) for project in self.projects for below, _ in project.shares]
        return {
            number
            for number, (nature, below, source) in enumerate(facts)
            if source in sources and below.startswith(code) and column in {nature, "总计"}
        }

    def amounts(self, code: str, column: str, *sources: str) -> list[int]:
        """Return what a code ("" for 合计) adds up in a column, over some sources, with its residues."""
        found = [fen for below, source, fen in self.lines(column) if source in sources and below.startswith(code)]
        return [*found, *self.remains(self.taken(code, column, *sources))]

    def of_projects(self, wanted: Sequence[Project]) -> list[int]:
        """Return what some projects add up, with their residues."""
        owners = [project for project in self.projects for _ in project.shares]
        taken = {
            len(self.basic) + number
            for number, owner in enumerate(owners)
            if any(owner is project for project in wanted)
        }
        return [*(fen for project in wanted for _, fen in project.shares), *self.remains(taken)]

    def remains(self, taken: set[int]) -> list[int]:
        """Return the residues that count in a sum of some facts: those all of whose own facts it takes."""
        owns = ((self.taken(one.code, one.column, one.source), one.fen) for one in self.residues)
        return [fen for own, fen in owns if own and own <= taken]


def _codes(names: Mapping[str, str], digits: int) -> st.SearchStrategy[str]:
    """Draw codes that have names, as have those above them; the first few come often, so that several lie together."""
    whole = [code for code in names if len(code) == digits and {code[:3], code[:5]} <= set(names)]
    return st.sampled_from(whole[:12]) | st.sampled_from(whole)


# 0, some 分, and sums whose ten-thousandths lie about the middle between two shown figures.
AMOUNTS = (
    st.integers(0, 10**9)
    | st.integers(0, 20_000)
    | st.builds(
        lambda shown, rest: shown * 10_000 + rest, st.integers(0, 10**5), st.sampled_from([4_999, 5_000, 5_001])
    )
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Draw a ledger whose basic expenditure is the same by both classifications."""
    functional = _codes(FUNCTIONAL, 7)
    # Some of it is 一般公共预算, which the economic classification is of.
    basic = [draw(st.builds(Basic, functional, st.just(GENERAL), AMOUNTS))]
    basic += draw(st.lists(st.builds(Basic, functional, st.sampled_from(SOURCES), AMOUNTS), max_size=7))
    shares = st.lists(st.tuples(functional, AMOUNTS), min_size=1, max_size=3)
    project = st.builds(Project, st.sampled_from(CATEGORIES), st.sampled_from(SOURCES), shares, st.booleans())
    general = sum(line.fen for line in basic if line.source == GENERAL)
    cuts = sorted(draw(st.lists(st.integers(0, general), max_size=6)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, general], strict=True)]
    economic = [Economic(draw(_codes(ECONOMIC, 5)), draw(st.booleans()), fen) for fen in parts]
    ledger = Facts(basic, economic, draw(st.lists(project, max_size=4)))
    places = sorted(
        {
            (code[:digits], column, source)
            for column in ("总计", "基本支出", "项目支出")
            for code, source, _ in ledger.lines(column)
            for digits in (0, 3, 5)
        }
    )
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=3))
    ledger.residues = [Residue(*place, draw(st.integers(-20_000, 20_000))) for place in chosen]
    return ledger


def yuan(fen: int) -> str:
    """Write an amount in 元."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def item(indent: int, **values: str) -> str:
    """Write an item of a list, a key a line."""
    first, *others = [f"{name}: {value}\n" for name, value in values.items()]
    return f"{' ' * indent}- {first}" + "".join(f"{' ' * indent}  {line}" for line in others)


def files(given: Facts) -> dict[str, str]:
    """Write a ledger as content files; all that is not money is that of the small budget of the rules' examples."""
    basic = "".join(
        item(4, 科目编码=f"'{line.code}'", 金额=yuan(line.fen), 资金来源=line.source) for line in given.basic
    )
    economic = "".join(
        item(4, 科目编码=f"'{line.code}'", **{"日常公用经费" if line.office else "人员经费": yuan(line.fen)})
        for line in given.economic
    )
    residues = "".join(
        item(2, 科目编码=f"'{one.code or '合计'}'", 栏=one.column, 尾差=yuan(one.fen), 资金来源=one.source)
        for one in given.residues
    )
    money = f"金额单位: 元\n基本支出:\n  功能分类:\n{basic}  经济分类:\n{economic}变动原因: {{}}\n"
    money += f"尾差:\n{residues}" if residues else ""
    found = {
        "department.yaml": budget.FILES["department.yaml"],
        "budget.yaml": harness.overlay(budget.FILES["budget.yaml"], money),
    }
    for number, project in enumerate(given.projects, 1):
        *first, last = project.shares
        shares = "".join(item(2, 科目编码=f"'{code}'", 金额=yuan(fen)) for code, fen in first)
        change = (
            f"项目编码: 50015224T{number:012d}\n项目名称: 项目{number}\n金额单位: 元\n项目类别: {project.category}\n"
            f"{'上级补助' if project.is_upper else '本级安排'}: {yuan(project.fen)}\n资金来源: {project.source}\n"
            f"功能科目:\n{shares}  - 科目编码: '{last[0]}'\n"
        )
        whole = budget.FILES["projects/01-publicity.yaml"].replace("本级安排: 20\n", "")
        found[f"projects/{number:02d}-project.yaml"] = harness.overlay(whole, change)
    return {f"{budget.FOLDER}/{path}": text for path, text in found.items()} | {
        "content/accounts.yaml": (samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8")
    }
