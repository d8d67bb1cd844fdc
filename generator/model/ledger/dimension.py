"""Dimensions of money: each a tree of values, so that a sum over a value takes all that lies below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.accounts import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Values with those below them.
Tree: TypeAlias = "Mapping[str, Tree | None]"


@dataclass(slots=True)
class Dimension:
    """A tree of values, in the order in which tables print them.

    `names` are what people call values that have a key of their own: codes of 科目, files of projects.
    """

    name: str
    above: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _paths: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _ranks: dict[str, int] = field(default_factory=dict, repr=False)

    def add(self, tree: Tree, above: str = "") -> None:
        """Add values, each with those below it."""
        for value, below in tree.items():
            self.above.setdefault(value, above)
            self.add(below or {}, value)

    def path(self, value: str) -> tuple[str, ...]:
        """Return a value and all that it lies below, itself first."""
        known = self._paths.get(value)
        if known is None:
            known = self._paths[value] = tuple(self._climb(value))
        return known

    def _climb(self, value: str) -> Iterator[str]:
        while value:
            yield value
            value = self.above.get(value, "")

    def at(self, value: str, level: str) -> str | None:
        """Return the value at a level that a value lies below; None if it is known less finely. "" asks for itself."""
        return None if level else value

    def levels(self) -> tuple[str, ...]:
        """Return the names of the levels, the highest first; none where values have no such names."""
        return ()

    def order(self, value: str) -> tuple[int, str]:
        """Return what sorts values as tables print them."""
        if len(self._ranks) != len(self.above):
            self._ranks = {known: rank for rank, known in enumerate(self.above)}
        return self._ranks.get(value, len(self._ranks)), value

    def label(self, value: str) -> str:
        """Return what people call a value."""
        return self.names.get(value, value)


class Codes(Dimension):
    """科目: the digits of a code are its tree (2101301 lies below 21013, and that below 210)."""

    def path(self, value: str) -> tuple[str, ...]:
        """Return a code and all that it lies below."""
        known = self._paths.get(value)
        if known is None:
            above = (value[:digits] for digits in sorted(LEVELS, reverse=True) if digits < len(value))
            known = self._paths[value] = (value, *above) if value else ()
        return known

    def at(self, value: str, level: str) -> str | None:
        """Return the 类, 款 or 项 that a code lies below."""
        if not level:
            return value
        digits = next(digits for digits, name in LEVELS.items() if name == level)
        return value[:digits] if len(value) >= digits else None

    def levels(self) -> tuple[str, ...]:
        """Return 类, 款 and, of 功能, 项."""
        names = tuple(LEVELS.values())
        return names[:-1] if self.name == ECONOMY else names

    def order(self, value: str) -> tuple[int, str]:
        """Sort by digits."""
        return 0, value


BOOK, YEAR, STAGE, SOURCE, CARRY = "账", "年度", "阶段", "来源", "资金"
NATURE, TIER, FUNCTION, ECONOMY = "性质", "级次", "功能", "经济"
PUBLIC, PURCHASE, PROJECT, UNIT, UNIT_NATURE, DEPARTMENT = "三公", "采购", "项目", "单位", "单位性质", "部门"

SPENDING, INCOME, CARRIED_FORWARD, THREE_PUBLIC, PROCUREMENT = "支出", "收入", "结转下年", "三公经费", "政府采购"

# What is the same everywhere in China; a pack's fields with values are further dimensions.
TREES: Final[Mapping[str, Tree]] = {
    YEAR: {},
    # Different money, never added to each other unless a query names several: what is bought is also spent.
    BOOK: dict.fromkeys((INCOME, SPENDING, CARRIED_FORWARD, THREE_PUBLIC, PROCUREMENT)),
    STAGE: dict.fromkeys(("预算数", "调整预算数", "决算数", "规划数")),
    CARRY: dict.fromkeys(("当年资金", "上年结转")),
    SOURCE: {
        "财政拨款": dict.fromkeys(("一般公共预算", "政府性基金预算", "国有资本经营预算")),
        "财政专户管理资金": None,
        "单位资金": dict.fromkeys(("事业收入", "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入")),
    },
    FUNCTION: {},
    ECONOMY: {},
    NATURE: {"基本支出": dict.fromkeys(("人员经费", "公用经费")), "项目支出": None},
    TIER: {
        "上级补助": dict.fromkeys(("中央财政", "省级财政", "市本级财政")),
        "本级安排": None,
    },
    PUBLIC: {
        "因公出国（境）费": None,
        "公务用车购置及运行费": dict.fromkeys(("公务用车购置费", "公务用车运行费")),
        "公务接待费": None,
    },
    PURCHASE: dict.fromkeys(("货物", "工程", "服务")),
    UNIT_NATURE: dict.fromkeys(("行政单位", "参公事业单位", "其他事业单位")),
    PROJECT: {},
    UNIT: {},
    DEPARTMENT: {},
}

# What the values of some dimensions say of the book, too: 公务接待费 is asked of 三公经费, not of all spending.
IMPLIED: Final = {PUBLIC: THREE_PUBLIC, PURCHASE: PROCUREMENT}


def dimensions() -> dict[str, Dimension]:
    """Return the dimensions that are the same everywhere, with nothing of any department in them.

    Their order is that in which people name the values of a query.
    """
    found = {name: Codes(name) if name in {FUNCTION, ECONOMY} else Dimension(name) for name in TREES}
    for name, tree in TREES.items():
        found[name].add(tree)
    return found
