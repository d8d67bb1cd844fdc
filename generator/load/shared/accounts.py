"""`科目.<编码>`: what the budget spends under a code this year; conditions may follow: `科目.20805·基本支出`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from generator.load.evaluate import show
from generator.load.shared.family import Family, refuse
from generator.model.accounts import LEVELS
from generator.model.budget import Budget
from generator.model.finding import FindingError
from generator.model.ledger.coarse import too_coarse
from generator.model.ledger.dimension import BOOK, ECONOMY, FUNCTION, SPENDING, YEAR
from generator.model.ledger.ledger import ApartError, TooCoarseError
from generator.model.ledger.notation import Notation, NotationError
from generator.model.ledger.query import AND
from generator.model.nearest import suggestion
from generator.model.project import Project
from generator.model.text import Computed
from generator.model.values import Invalid, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.names import Named
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query

LONGEST = max(LEVELS)


class Accounts(Family):
    """What the ledger sums; its code stands first."""

    prefix: ClassVar[str] = "科目."

    def known(self, written: str) -> Iterator[str]:
        """Return the names that stand in a formula, right or wrong."""
        yield from re.findall(rf"{re.escape(self.prefix)}[\w{AND}、]+", written)

    def names(self) -> Iterator[str]:
        """Return the codes that bear spending, all levels of each."""
        yield from (f"{self.prefix}{code}" for code in self._codes)

    @cached_property
    def _codes(self) -> list[str]:
        try:
            ledger = self.resolution.sums.ledger
        except InvalidValueError:
            return []
        facts = (fact for held in ledger.lists for fact in held if fact.values[BOOK] == SPENDING)
        codes = {fact.values.get(name, "") for fact in facts for name in (FUNCTION, ECONOMY)}
        return sorted({code[:digits] for code in codes for digits in LEVELS if len(code) >= digits})

    def get(self, name: Name, context: Context) -> Named:
        """Return the sum."""
        budget = next((path for path, one in self.resolution.entries.items() if isinstance(one, Budget)), None)
        if budget is None:
            hint = "科目的数从 budget.yaml 和项目文件里来，先写好它们。"
            return self.missing(name, f"这个部门没有部门预算，不知道「{name.name}」是多少", hint)
        entries, aside = self.resolution.entries.items(), self.resolution.aside
        counted = [path for path, one in entries if isinstance(one, Budget | Project) and path not in aside]
        self.resolution.uses(context.path, counted)
        try:
            ledger = self.resolution.sums.ledger
        except InvalidValueError:
            return Invalid(self.resolution.entries[budget].position)
        query = self._query(name, ledger)
        try:
            figure = self.resolution.sums.of_query(query)
        except InvalidValueError:
            return Invalid(self.resolution.entries[budget].position)
        except TooCoarseError as problem:
            raise FindingError(too_coarse(ledger, problem, None, None)) from problem
        except ApartError as problem:
            refuse(name, f"「{name.name}」把不同{problem.dimension}的数加在了一起", f"只写一个{problem.dimension}。")
        if figure is None:
            refuse(name, f"没有「{name.name}」的钱", self._suggestion(name) or f"查一查{ledger.say(query)}写在哪里。")
        origin = figure.origin
        operands = origin.operands if isinstance(origin, Computed) else (figure,)
        shown = show(figure.value, figure.unit, context.money_unit)
        return replace(figure, text=shown, origin=Computed(name.name, operands))

    def _query(self, name: Name, ledger: Ledger) -> Query:
        said = name.name.removeprefix(self.prefix)
        code = said.split(AND)[0]
        if not (code.isascii() and code.isdigit()):
            refuse(name, f"「{self.prefix}」后面要写科目编码", self._suggestion(name))
        if code not in self._codes:
            refuse(name, f"本年的支出里没有科目「{code}」", self._suggestion(name))
        try:
            query = Notation(ledger.dimensions).read(said)
        except NotationError as problem:
            refuse(name, problem.message, problem.hint)
        if YEAR in query.values:
            refuse(name, "这里只能引用本年的数", "上年的数由程序在比较的句子里印出。")
        return query

    def _suggestion(self, name: Name) -> str:
        return suggestion(name.name.split(AND)[0], self.names())
