"""The names that formulas of one file can use, and the figures behind them, computed when first asked for."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from generator.load import scalars
from generator.load.evaluate import show
from generator.load.formula import FormulaError
from generator.load.nodes import Mapping, Node, Scalar, Sequence
from generator.model.nearest import suggestion
from generator.model.text import Computed, Figure
from generator.model.values import Amount, Invalid, ItemList, Prose, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.load.context import Context
    from generator.load.formula import Name

Named: TypeAlias = Figure | ItemList | Prose | Invalid

DATA, PASSAGES, SPENDING, ITEMS = "数据", "文段", "资金安排情况", "明细"
# One name in another in another: each takes some frames of the stack.
MAX_CHAIN = 20
NAME, AMOUNT, GROUP = "名称", "金额", "类别"


class Names:
    """Names of data, passages and spending items.

    `数据` and `文段` give their keys; `明细` gives the list itself (`明细`), each item's amount (`明细.名称`),
    their sum (`明细.合计`) and the sum of a group (`小计.类别`). `given` are names from other files; one that ends with
    `.*` stands for all that begin so and that nobody could read.
    """

    def __init__(self, root: Mapping, context: Context, given: dict[str, Callable[[], Named]] | None = None) -> None:
        self.context = context
        self.makers: dict[str, Callable[[], Named]] = dict(given or {})
        self.made: dict[str, Named] = {}
        self.running: list[str] = []
        for name, node in _entries(root.values.get(DATA)):
            self.makers[name] = partial(self._quantity, node)
        for name, node in _entries(root.values.get(PASSAGES)):
            self.makers[name] = partial(self._passage, node)
        spending = root.values.get(SPENDING)
        items = spending.values.get(ITEMS) if isinstance(spending, Mapping) else None
        if isinstance(items, Sequence):
            self._add_items(items)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.makers if not name.endswith(".*"))

    def get(self, name: Name) -> Named:
        """Return what a name stands for; a wrong name or a circle is a FormulaError."""
        if name.name in self.made:
            return self.made[name.name]
        unread = f"{name.name.partition('.')[0]}.*"
        if name.name not in self.makers and unread in self.makers:
            return self.makers[unread]()
        if name.name not in self.makers:
            hint = suggestion(name.name, list(self)) or "先在「数据」里写下它。"
            raise FormulaError("YY-001", f"没有叫「{name.name}」的数据", name.offset, hint, len(name.name))
        if name.name in self.running:
            circle = " → ".join([*self.running[self.running.index(name.name) :], name.name])
            raise FormulaError(
                "YY-003", f"公式绕成了圈：{circle}", name.offset, "让其中一个直接写数字。", len(name.name)
            )
        if len(self.running) == MAX_CHAIN:
            raise FormulaError(
                "YY-010", f"引用一个套一个，超过 {MAX_CHAIN} 层", name.offset, "少套几层。", len(name.name)
            )
        self.running.append(name.name)
        try:
            self.made[name.name] = self.makers[name.name]()
        finally:
            self.running.pop()
        return self.made[name.name]

    def _quantity(self, node: Node) -> Named:
        value = scalars.quantity(node, self.context) if isinstance(node, Scalar) else Invalid(node.position)
        return value.figure if isinstance(value, Quantity) else value

    def _passage(self, node: Node) -> Named:
        return scalars.prose(node, self.context) if isinstance(node, Scalar) else Invalid(node.position)

    def _amount(self, node: Node) -> Named:
        value = scalars.amount(node, self.context) if isinstance(node, Scalar) else Invalid(node.position)
        return value.figure if isinstance(value, Amount) else value

    def _add_items(self, items: Sequence) -> None:
        amounts: dict[str, Callable[[], Named]] = {}
        groups: dict[str, list[str]] = {}
        for number, item in enumerate(items.items, 1):
            if not isinstance(item, Mapping) or AMOUNT not in item.values:
                continue
            label = _text(item, NAME) or str(number)
            name = f"{ITEMS}.{label}"
            if name in amounts:
                name = f"{name}.{number}"
            amounts[name] = partial(self._amount, item.values[AMOUNT])
            if group := _text(item, GROUP):
                groups.setdefault(f"小计.{group}", []).append(name)
        self.makers |= amounts
        self.makers[ITEMS] = partial(ItemList, items.position)
        self.makers[f"{ITEMS}.合计"] = partial(self._total, list(amounts), items)
        for group, members in groups.items():
            self.makers[group] = partial(self._total, members, items)

    def _total(self, members: list[str], items: Sequence) -> Named:
        parts = [self.made.setdefault(name, self.makers[name]()) for name in members]
        figures = [part for part in parts if isinstance(part, Figure)]
        if len(figures) < len(parts):
            return Invalid(items.position)
        total = sum((figure.value for figure in figures), Decimal(0))
        shown = show(total, "元", self.context.money_unit)
        return Figure(total, "元", shown, Computed(" + ".join(members), tuple(figures)))


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        yield from node.values.items()


def _text(item: Mapping, name: str) -> str:
    node = item.values.get(name)
    return node.text if isinstance(node, Scalar) else ""
