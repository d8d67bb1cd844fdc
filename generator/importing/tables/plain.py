"""Reads plain tables of facts: a row an amount, its columns what is known of it. Our own workbooks carry one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.importing.files.paper import short
from generator.importing.tables import units
from generator.importing.tables.finest import Known
from generator.importing.tables.values import CODE, NAMED
from generator.importing.words import OPEN, SCALES, amount, plain, unit_of
from generator.model import facts as heads
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.ledger.dimension import Codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importing.files.paper import Grid
    from generator.importing.tables.values import Values

_DEEPEST: Final = 10
_FEWEST: Final = 3  # columns
# What other systems call the columns: the dimension, or its name with what the column says of it.
_ALSO: Final[Mapping[str, str]] = {
    "功能": "功能(?:分类)?(?:科目)?|支出功能分类(?:科目)?",
    f"功能.{CODE}": "(?:支出)?功能(?:分类)?(?:科目)?编码",
    f"功能.{NAMED}": "(?:支出)?功能(?:分类)?(?:科目)?名称",
    "经济": "(?:部门)?(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?",
    f"经济.{CODE}": "(?:部门)?(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?编码",
    f"经济.{NAMED}": "(?:部门)?(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?名称",
    f"项目.{CODE}": "项目(?:编码|编号)",
    f"项目.{NAMED}": "项目(?:名称)?",
    **units.HEADS,
    "来源": "资金(?:来源|性质)|来源",
    heads.AMOUNT: "(?:预算)?金额|(?:本年)?预算数",
}
_TOTALS: Final = re.compile(r"合计|总计|小计")


@dataclass(slots=True)
class Facts:
    """The facts of a plain table: each with its list and coverage ("" where the table is not our own), and 尾差."""

    place: str
    facts: list[tuple[str, str, Known]] = field(default_factory=list)
    rests: list[tuple[str, Decimal, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    is_own: bool = False


def read(grid: Grid, values: Values) -> Facts | None:
    """Return the facts of a grid; None if it is no plain table of them."""
    for row in range(min(_DEEPEST, grid.height)):
        columns = dict(_columns(grid, row, values))
        named = {name.partition(".")[0] for name in columns.values()}
        is_told = named & {heads.LIST, dim.FUNCTION, dim.ECONOMY, dim.PROJECT}
        if heads.AMOUNT in named and len(named) >= _FEWEST and is_told:
            return _Reader(grid, row, columns, values).read()
    return None


def _columns(grid: Grid, row: int, values: Values) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row of heads that are known, each by its dimension and what it says of that."""
    own = {plain(name): name for name in (heads.LIST, heads.COVERAGE, *values.ground.books.ledger.dimensions)}
    own |= {plain(name + heads.CODE): f"{name}.{CODE}" for name in (PURCHASE, *OPEN)}
    for column, cell in grid.row(row):
        word = plain(cell.text)
        other = next((name for name, pattern in _ALSO.items() if re.fullmatch(pattern, word)), "")
        if found := other or own.get(word, ""):
            yield column, found


class _Reader:
    """Reads one plain table."""

    def __init__(self, grid: Grid, row: int, columns: Mapping[int, str], values: Values) -> None:
        self.grid, self.first, self.columns, self.values = grid, row + 1, columns, values
        self.done = Facts(f"{grid.file} {grid.name}", is_own=heads.LIST in columns.values())
        self.money = next(at for at, name in columns.items() if name == heads.AMOUNT)
        texts = [grid.filled(at, column) for at in range(row + 1) for column in range(grid.width)]
        scales = {unit for text in (*texts, *grid.above) if (unit := unit_of(text))}
        self.unit = scales.pop() if len(scales) == 1 else ""
        self.whose = units.above(grid, row, values)

    def read(self) -> Facts:
        """Read all rows; a total has to be the sum of those that stand above it."""
        if not self.unit:
            why, hint = "没有写金额单位，或写了两种", "在金额的表头写「金额（元）」或「金额（万元）」，再导入。"
            self._tell(Grade.DECIDE, self.first - 1, "", why, hint)
            return self.done
        if len(self.whose) > 1:
            why = f"上面写了几个单位：{'、'.join(sorted(self.whose))}"
            self._tell(Grade.DECIDE, self.first - 1, "", why, "加一栏单位，或一个单位一张工作表，再导入。")
            return self.done
        since: dict[str, Decimal] = {}
        for row in range(self.first, self.grid.height):
            said = {name: self.grid.text(row, at).strip() for at, name in self.columns.items() if at != self.money}
            try:
                value = amount(self.grid.text(row, self.money))
            except ValueError:
                self._tell(Grade.MONEY, row, self.grid.text(row, self.money), "这里应是金额", "只写数字，再导入。")
                continue
            if value is None:
                continue
            value *= SCALES[self.unit]
            words = "".join(said.values())
            total = _TOTALS.search(words)
            if total and not self.done.is_own:
                self._hold_total(row, total[0], value, since)
            else:
                since = {name: since.get(name, Decimal(0)) + value for name in ("合计", "总计", "小计")}
                self._fact(row, said, value)
        return self.done

    def _hold_total(self, row: int, word: str, value: Decimal, since: dict[str, Decimal]) -> None:
        above = since.get(word)
        if above is not None and above != value:
            why = f"{word}与上面各行不符：各行一共 {above.normalize():f} 元"
            self._tell(Grade.MONEY, row, f"{value.normalize():f} 元", why, "查对原表，改好再导入。")
        since["小计"] = Decimal(0)

    def _fact(self, row: int, said: Mapping[str, str], value: Decimal) -> None:
        if self.done.is_own and said.get(heads.LIST) == heads.REST:
            whose = units.of(said.get(f"{dim.UNIT}.{CODE}", ""), said.get(f"{dim.UNIT}.{NAMED}", ""), self.values)
            self.done.rests.append((said[heads.COVERAGE], value, whose))
            return
        found: dict[str, str] = {}
        dimensions = self.values.ground.books.ledger.dimensions
        for name in dict.fromkeys(one.partition(".")[0] for one in said):
            given = {
                one.partition(".")[2]: text for one, text in said.items() if one.partition(".")[0] == name and text
            }
            if name not in dimensions or not given:
                continue
            text = given.get("") or given.get(CODE) or given.get(NAMED, "")
            own = {f"{name}.{CODE}": given.get(CODE, ""), f"{name}.{NAMED}": given.get(NAMED) or given.get("", "")}
            if isinstance(dimensions[name], Codes):
                own = {f"{name}.{CODE}": given.get("") or given.get(CODE, ""), f"{name}.{NAMED}": given.get(NAMED, "")}
            known = {name: text} if name == dim.YEAR else self.values.of(((name, ""),), own)
            if known is None:
                self._tell(Grade.DECIDE, row, text, f"认不出这是哪一个{name}", "照科目表、照这套表的叫法写，再导入。")
                continue
            found |= known
        if not self.done.is_own and dim.UNIT in {name.partition(".")[0] for name in self.columns.values()}:
            if dim.UNIT not in found:
                self._tell(Grade.MONEY, row, "".join(said.values()), "不知道是哪个单位的", "写上单位，再导入。")
                return
        elif self.whose:
            found[dim.UNIT] = next(iter(self.whose))
        usual = {dim.BOOK: dim.SPENDING, dim.YEAR: str(self.values.ground.year), dim.STAGE: "预算数"}
        if not self.done.is_own:
            usual[dim.NATURE] = "项目支出" if dim.PROJECT in found else "基本支出"
        step = Decimal("0.01")
        fact = Known({**usual, **found}, value, self.grid.place(row, self.money), step)
        self.done.facts.append((said.get(heads.LIST, ""), said.get(heads.COVERAGE, ""), fact))

    def _tell(self, grade: Grade, row: int, said: str, why: str, hint: str) -> None:
        self.done.remarks.append(Remark(grade, self.grid.place(row), short(said), why, hint))
