"""How people write a query: 一般公共预算·基本支出. Each name says its dimension; 「·」 is and, 「、」 is or."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.accounts import LEVELS
from generator.model.ledger.dimension import BOOK, ECONOMY, FUNCTION, IMPLIED, YEAR, Codes
from generator.model.ledger.query import AND, OR, WHOLE, YEARS, Query, query_of
from generator.model.nearest import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.ledger.query import Dimensions

# The first digit of a code says what it classifies.
CODES = {"2": FUNCTION, "3": ECONOMY}
SEVERAL = 2
EQUALS, POINT = "=", "."
# What people write for 「·」 and 「、」.
SIGNS = "+＋，,；;&•‧・．"


class NotationError(Exception):
    """A query that can't be read; `hint` says how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(slots=True)
class Notation:
    """Reads queries in the words of a ledger's dimensions and of a pack's named figures (命名数)."""

    dimensions: Dimensions
    named: Mapping[str, str] = field(default_factory=dict)
    _words: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _known: dict[str, Query] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for dimension in self.dimensions.values():
            if not isinstance(dimension, Codes):
                for value in dimension.above:
                    self._words.setdefault(dimension.label(value), []).append((dimension.name, value))
        for year in YEARS:
            self._words.setdefault(year, []).append((YEAR, year))

    def read(self, text: str, running: tuple[str, ...] = ()) -> Query:
        """Return the query that a text means; 合计 asks for nothing.

        Raises:
            NotationError: a name is no value, or one of several dimensions.
        """
        if text not in self._known:
            query = Query()
            for part in text.split(AND):
                query = query.meet(self._part(part.strip(), running), self.dimensions)
            self._known[text] = query
        return self._known[text]

    def words(self) -> list[str]:
        """Return all names that a query can be made of, codes aside."""
        return [*self._words, *self.named]

    def _part(self, text: str, running: tuple[str, ...]) -> Query:
        if text == WHOLE:
            return Query()
        if text in self.named:
            if text in running:
                circle = " → ".join((*running[running.index(text) :], text))
                raise NotationError(f"命名数绕成了圈：{circle}", "让其中一个直接写出它的值。")
            return self.read(self.named[text], (*running, text))
        found: dict[str, list[str]] = {}
        for word in text.split(OR):
            name, value = self._value(word.strip())
            found.setdefault(name, []).append(value)
        if len(found) > 1:
            said = "、".join(f"{'、'.join(values)}是{name}" for name, values in found.items())
            raise NotationError(f"「{text}」里的值不属于同一类：{said}", "「、」只连同一类的值；几个条件之间写「·」。")
        (name,) = found
        implied = {BOOK: (IMPLIED[name],)} if name in IMPLIED else {}
        return query_of({**implied, name: tuple(found[name])})

    def _value(self, word: str) -> tuple[str, str]:
        name, equals, rest = word.partition(EQUALS)
        if equals and name in self.dimensions:
            return name, self._of(name, rest)
        if word.isascii() and word.isdigit() and len(word) in LEVELS and word[0] in CODES:
            return CODES[word[0]], word
        meant = self._words.get(word, [])
        if len(meant) == 1:
            return meant[0]
        if len(meant) >= SEVERAL:
            several = "、".join(f"{name}={word}" for name, _ in meant)
            raise NotationError(f"「{word}」不只一个意思", f"写明是哪一个：{several}。")
        raise NotationError(f"没有叫「{word}」的值", self._mended(word))

    def _mended(self, word: str) -> str:
        """Return what to write instead of a word that means nothing."""
        if strange := next((sign for sign in word if sign in SIGNS), ""):
            return f"不认识「{strange}」：几个条件之间写「{AND}」，同一类的几个值之间写「{OR}」。"
        name, point, _ = word.partition(POINT)
        if point and name in self.dimensions:
            return (
                f"「{word}」是按什么分，写在「按」里，或「逐」「个」的前一段；这里写哪些钱，如「{self.words()[0]}」。"
            )
        return suggestion(word, self.words())

    def _of(self, name: str, word: str) -> str:
        dimension = self.dimensions[name]
        if isinstance(dimension, Codes) or (name == YEAR and word in YEARS):
            return word
        found = [value for value in dimension.above if word in {value, dimension.label(value)}]
        if len(found) != 1:
            known = [dimension.label(value) for value in dimension.above]
            message = f"{name}里有 {len(found)} 个叫「{word}」" if found else f"{name}里没有叫「{word}」的"
            raise NotationError(message, suggestion(word, known))
        return found[0]
