"""The functions of text templates: 数, 比, 逐 and 个 ask the ledger. Nothing else can be called."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.assemble.view import said
from generator.model.finding import FindingError, error
from generator.model.ledger.query import Query, query_of
from generator.model.text import Computed, Figure, Text, of_figure, of_words
from generator.sandbox.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.assemble.books import Books
    from generator.assemble.money import Format
    from generator.assemble.tokens import Tokens
    from generator.assemble.view import Said
    from generator.model.ledger.index import Facts
    from generator.model.ledger.ledger import Cut

MORE, LESS, SAME, NOTHING = "增加", "减少", "持平", "无"
LAST_YEAR = query_of({"年度": ("上年",)})


@dataclass(frozen=True, slots=True)
class Questions:
    """What a text can ask of the ledger.

    `reasons` say why a sum differs from last year's, or, if the pack prints such, why it is level.
    """

    books: Books
    money: Format
    tokens: Tokens
    reasons: Mapping[Query, Text]
    level_reasons: bool

    def functions(self) -> dict[str, Question]:
        """Return the functions by the names that templates call them by."""
        size = sum(1 for facts in self.books.ledger.lists for _ in facts)
        answers: dict[str, Callable[..., object]] = {
            '数("支出")': self.figure,
            '比("支出")': self.change,
            '逐("功能.项", "支出")': self.each,
            '个("功能.项", "支出")': self.count,
        }
        return {
            example[0]: Question(answer, size, example.count('"') // 2, example) for example, answer in answers.items()
        }

    def figure(self, text: str) -> str:
        """数(要哪些钱): the amount with its unit; 0 where there is none."""
        return self._print(self._sum(self._query(text)))

    def change(self, text: str) -> dict[str, Said]:
        """比(要哪些钱): how it differs from last year: 方向, 差额, 上年, 百分比, 原因.

        Where there was no unit last year, only that is said: a template that prints a 差额 all the same is an error.
        """
        query = self._query(text)
        if self.books.ledger.without:
            return {"方向": NOTHING, "原因": ""}
        now, before = self._sum(query), self._sum(query.meet(LAST_YEAR, self.books.ledger.dimensions))
        difference = self.difference(now, before)
        direction = MORE if difference > 0 else LESS if difference < 0 else SAME
        parts = tuple(figure for figure in (now, before) if figure is not None)
        formula = "上年 − 本年" if direction == LESS else "本年 − 上年"
        shown = Figure(abs(difference), "元", "", Computed(formula, parts))
        percent = abs(difference) / before.value * 100 if before is not None and before.value else None
        ratio = Figure(percent, "%", f"{percent:.2f}%", Computed(f"（{formula}）÷ 上年", parts)) if percent else None
        reason = self.reasons.get(query, Text()) if direction != SAME or self.level_reasons else Text()
        return {
            "方向": direction,
            "差额": self._print(shown),
            "上年": self._print(before),
            "百分比": self.tokens.hold(of_figure(ratio), has_unit=True) if ratio else "",
            "原因": self.tokens.hold(reason),
        }

    def each(self, by: str, text: str) -> list[Said]:
        """逐(按什么, 要哪些钱): the values that bear the money, each with its words and its 数."""
        query = self._query(text)
        ledger = self.books.ledger
        cuts = self._cuts(by)
        facts = self._facts(query, cuts)
        found: list[Said] = []
        for values in ledger.values(facts, cuts):
            narrow = query_of({name: (value,) for (name, _), value in zip(cuts, values, strict=True)})
            inner = query.meet(narrow, ledger.dimensions)
            figure = ledger.total(facts, inner)
            words = {word.partition(".")[2]: view for word, view in self.books.among(cuts, values).items()}
            found.append({**said(words, self.tokens, self.money), "数": self._print(figure)})
        return found

    def count(self, by: str, text: str) -> int:
        """个(按什么, 要哪些钱): how many values bear the money."""
        cuts = self._cuts(by)
        return len(self.books.ledger.values(self._facts(self._query(text), cuts), cuts))

    def difference(self, now: Figure | None, before: Figure | None) -> Decimal:
        """Return this year's sum less last year's, in 元; 0 where the format would print a 0."""
        this, that = (figure.value if figure else Decimal(0) for figure in (now, before))
        return this - that if abs(this - that) * 2 >= self.money.step else Decimal(0)

    def _query(self, text: str) -> Query:
        """Return the query of a template's words, among which words of the content can be: "支出·" ~ 项.编码."""
        return self.books.query(self.tokens.release(text).plain, None)

    def _cuts(self, text: str) -> Sequence[Cut]:
        """Return by what a text cuts: it goes down no levels, of which only tables print all."""
        cuts, *more = self.books.cuts(text, None)
        if more:
            hint = "只写一级，如「功能.项」；要逐级印，一级写一个「逐」。"
            raise FindingError(error("QS-004", f"「{text}」写了几级", None, hint=hint))
        return cuts

    def _sum(self, query: Query) -> Figure | None:
        return self.books.guard(lambda: self.books.ledger.sum(query), None)

    def _facts(self, query: Query, cuts: Sequence[tuple[str, str]]) -> Facts:
        ledger = self.books.ledger
        return self.books.guard(lambda: ledger.select({(query,): cuts}), None)

    def _print(self, figure: Figure | None) -> str:
        digits = of_figure(self.money(figure)) if figure is not None else of_words("0")
        return self.tokens.hold(digits + of_words(self.money.unit), has_unit=True)
