"""The names that formulas of one file can use, and the figures behind them, computed when first asked for."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.load.chain import ChainError
from generator.load.evaluate import show
from generator.load.formula import FormulaError
from generator.load.pending import Pending
from generator.model.nearest import nearest, suggestion
from generator.model.text import Computed, Figure
from generator.model.values import Amount, Invalid, ItemList, Line, Prose, Quantity, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.resolve import Resolution
    from generator.model.entry import Entry
    from generator.model.position import Position
    from generator.model.project import Item

Named: TypeAlias = Figure | ItemList | Prose | Invalid

ITEMS, WHOLE = "明细", "合计"


class Names:
    """Names of data, passages and spending items.

    `数据` and `文段` give their keys; `明细` gives the list itself (`明细`), each item's amount (`明细.名称`),
    their sum (`明细.合计`) and the sum of a group (`小计.类别`). All others are the department's. Where some of these
    could not be read, a name that is missing is Invalid: it may be there. `places` is where each name is given.
    """

    def __init__(self, entry: Entry, context: Context, resolution: Resolution) -> None:
        self.context, self.resolution = context, resolution
        self.makers: dict[str, Callable[[], Named]] = {}
        self.made: dict[str, Named] = {}
        self.places: dict[str, Position] = {}
        self.unread: list[Position] = []
        self.money_unit: Any = getattr(entry, "money_unit", None)
        for field in ("data", "passages"):
            for name, value in self._read(getattr(entry, field, None), {}).items():
                self.makers[str(name)] = partial(self._value, value)
                self.places[str(name)] = getattr(name, "position", None) or value.position
        spending = self._read(getattr(entry, "spending", None), None)
        if isinstance(items := self._read(getattr(spending, "items", None), None), list):
            self._add_items(items, spending.position)

    def _read(self, value: Any, default: Any) -> Any:
        """Return a value if it is there and could be read."""
        if isinstance(value, Invalid):
            self.unread.append(value.position)
        return default if value is None or isinstance(value, Invalid) else value

    def known(self, written: str) -> Iterable[str]:
        """Return the names that a formula can be made of."""
        return chain(self.makers, self.resolution.shared.known(written))

    def get(self, name: Name) -> Named:
        """Return what a name stands for; a wrong name or a circle is a FormulaError."""
        if name.name in self.made:
            return self.made[name.name]
        try:
            made = self.own(name.name) if name.name in self.makers else self._shared(name)
        except ChainError as problem:
            raise FormulaError(
                problem.code, str(problem), name.offset, problem.hint, len(name.name), problem.marks
            ) from problem
        if isinstance(made, Figure) and made.unit == "元" and isinstance(self.money_unit, Invalid):
            made = Invalid(self.money_unit.position)  # Nobody knows how much it is.
        self.made[name.name] = made
        return made

    def own(self, name: str) -> Named:
        """Return what stands for a name of the file; ChainError if that is computed from itself."""
        key = (self.context.path, name)
        with self.resolution.chain.link(key, name):
            return self.makers[name]()

    def _shared(self, name: Name) -> Named:
        named = self.resolution.shared.get(name, self.context)
        if named is not None:
            return named
        if self.unread:
            return Invalid(self.unread[0])
        known = [*self.makers, *self.resolution.shared.names()]
        hint = suggestion(name.name, known) if nearest(name.name, known) else suggestion(name.name, self.makers)
        hint = hint or "先在「数据」里写下它；别处的数写「项目.…」「科目.…」「单位.…」。"
        raise FormulaError("YY-001", f"没有叫「{name.name}」的数据", name.offset, hint, len(name.name))

    def _value(self, value: Any) -> Named:
        """Return what stands behind a key of 数据 or 文段, or the amount of an item."""
        known = self.resolution.value(value)
        return known.figure if isinstance(known, Quantity | Amount) else known

    def _add_items(self, items: list[Item], position: Position) -> None:
        amounts: dict[str, Callable[[], Named]] = {}
        groups: dict[str, list[str]] = {}
        for number, item in enumerate(items, 1):
            if self._read(item, None) is None:
                amounts[f"{ITEMS}.{number}"] = partial(self._value, item)  # The sums can't be known either.
                continue
            name = f"{ITEMS}.{words(self._read(item.name, None)) or number}"
            if name in amounts:
                name = f"{name}.{number}"
            amounts[name] = partial(self._value, item.amount)
            self.places[name] = item.name.position
            if (written := self._read(item.group, None)) is not None and (group := words(written)):
                groups.setdefault(f"小计.{group}", []).append(name)
                self.places.setdefault(f"小计.{group}", written.position)
        self.places |= dict.fromkeys((ITEMS, f"{ITEMS}.{WHOLE}"), position)
        self.makers |= amounts
        self.makers[ITEMS] = partial(ItemList, position)
        self.makers[f"{ITEMS}.{WHOLE}"] = partial(self._total, list(amounts), position)
        for group, members in groups.items():
            self.makers[group] = partial(self._total, members, position)

    def _total(self, members: list[str], position: Position) -> Named:
        parts = [self.made.setdefault(name, self.makers[name]()) for name in members]
        figures = [part for part in parts if isinstance(part, Figure)]
        if len(figures) < len(parts):
            return Invalid(position)
        total = sum((figure.value for figure in figures), Decimal(0))
        shown = show(total, "元", self.context.money_unit)
        return Figure(total, "元", shown, Computed(" + ".join(members), tuple(figures)))


def words(value: object) -> str:
    """Return the words of a name, as they are written where they refer to something; "" where there are none."""
    if isinstance(value, Pending):
        return value.node.text
    return value.text if isinstance(value, Term) else value.plain if isinstance(value, Line) else ""
