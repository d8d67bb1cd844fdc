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
    """基本支出 of an economic code: 人员经费 or 公用经费."""

    code: str
    office: bool
    fen: int
    source: str


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
def _economic(draw: st.DrawFn, basic: Sequence[Basic], source: str) -> list[Economic]:
    """Draw the same money of a source by economic codes."""
    lines = [line for line in basic if line.source == source]
    if not lines:
        return []
    whole = sum(line.fen for line in lines)
    cuts = sorted(draw(st.lists(st.integers(0, whole), max_size=6)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]
    found = [Economic(draw(_codes(ECONOMIC, 5)), draw(st.booleans()), fen, source) for fen in parts]
    known: dict[tuple[str, bool], Economic] = {}
    for line in found:
        first = known.setdefault((line.code, line.office), line)
        if first is not line:
            first.fen += line.fen
    return list(known.values())


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Draw a ledger whose basic expenditure is the same by both classifications."""
    functional = _codes(FUNCTIONAL, 7)
    # Some of it is 一般公共预算, which has a table of its own; each kind of money is written once.
    basic = [draw(st.builds(Basic, functional, st.just(GENERAL), AMOUNTS))]
    basic += draw(st.lists(st.builds(Basic, functional, st.sampled_from(SOURCES), AMOUNTS), max_size=7))
    basic = list({(line.code, line.source): line for line in basic}.values())
    shares = st.lists(st.tuples(functional, AMOUNTS), min_size=1, max_size=3, unique_by=lambda share: share[0])
    project = st.builds(Project, st.sampled_from(CATEGORIES), st.sampled_from(SOURCES), shares, st.booleans())
    economic = [line for source in SOURCES for line in draw(_economic(basic, source))]
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


def nested(indent: int, amounts: Mapping[tuple[str, ...], int]) -> str:
    """Write amounts as keys below keys, by what is said of each."""
    pad, groups = " " * indent, dict[str, dict[tuple[str, ...], int]]()
    for (first, *rest), fen in amounts.items():
        groups.setdefault(first, {})[tuple(rest)] = fen
    return "".join(
        f"{pad}{name}: {yuan(below[()])}\n" if () in below else f"{pad}{name}:\n{nested(indent + 2, below)}"
        for name, below in groups.items()
    )


def files(given: Facts) -> dict[str, str]:
    """Write a ledger as content files; all that is not money is that of the small budget of the rules' examples."""
    basic = nested(4, {(line.code, line.source): line.fen for line in given.basic})
    economic = nested(
        4,
        {(line.source, "公用经费" if line.office else "人员经费", line.code): line.fen for line in given.economic},
    )
    residues = "".join(
        item(
            2,
            合计="·".join(filter(None, [one.code, one.source, "" if one.column == "总计" else one.column])),
            尾差=yuan(one.fen),
        )
        for one in given.residues
    )
    money = f"金额单位: 元\n基本支出:\n  功能分类:\n{basic}  经济分类:\n{economic}变动原因: {{}}\n"
    money += f"尾差:\n{residues}" if residues else ""
    found = {
        "department.yaml": budget.FILES["department.yaml"],
        "budget.yaml": harness.overlay(budget.FILES["budget.yaml"], money),
    }
    for number, project in enumerate(given.projects, 1):
        tier = "上级补助" if project.is_upper else "本级安排"
        shares = nested(2, {(code, project.source, tier): fen for code, fen in project.shares})
        change = (
            f"项目编码: 50015224T{number:012d}\n项目名称: 项目{number}\n金额单位: 元\n项目类别: {project.category}\n"
            f"金额:\n{shares}"
        )
        whole = budget.FILES["projects/01-publicity.yaml"]
        found[f"projects/{number:02d}-project.yaml"] = harness.overlay(whole, change)
    return {f"{budget.FOLDER}/{path}": text for path, text in found.items()} | {
        "content/accounts.yaml": (samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8")
    }
