"""The names that all files of a department share: what its projects cost, its accounts hold and its units say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load.shared.accounts import Accounts
from generator.load.shared.projects import Projects
from generator.load.shared.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.names import Named
    from generator.load.resolve import Resolution


class Shared:
    """`项目.…`, `科目.…` and `单位.…`, each looked up by those who know of it."""

    def __init__(self, resolution: Resolution) -> None:
        self._chain = resolution.chain
        self.projects, self.accounts, self.units = Projects(resolution), Accounts(resolution), Units(resolution)
        self._families = {one.prefix: one for one in (self.projects, self.accounts, self.units)}

    def known(self, written: str) -> Iterator[str]:
        """Yield the names that stand in a formula, among them those that hold signs of their own."""
        for prefix, family in self._families.items():
            if prefix in written:
                yield from family.known(written)

    def names(self) -> Iterator[str]:
        """Yield names that can be written, each thing once."""
        for family in self._families.values():
            yield from family.names()

    def get(self, name: Name, context: Context) -> Named | None:
        """Return what a name stands for in a file; None if it begins like none of these.

        Raises:
            FormulaError: there is no such thing.
            FindingError: it is not known as finely as is asked.
            ChainError: it is computed from itself.
        """
        family = next((family for prefix, family in self._families.items() if name.name.startswith(prefix)), None)
        if family is None:
            return None
        with self._chain.link(name.name, name.name):
            return family.get(name, context)
