"""What text, tables and forms ask: sums of the ledger, and words of the values that rows are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.accounts import LEVELS
from generator.model.finding import Finding, FindingError, Mark, Severity, error
from generator.model.ledger.coarse import too_coarse
from generator.model.ledger.dimension import Codes
from generator.model.ledger.ledger import ApartError, TooCoarseError, UnknownYearError
from generator.model.ledger.notation import NotationError
from generator.model.text import of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from generator.assemble.view import View
    from generator.model.ledger.fact import Gap
    from generator.model.ledger.ledger import Cut, Ledger
    from generator.model.ledger.notation import Notation
    from generator.model.ledger.query import Query
    from generator.model.position import Position

    T = TypeVar("T")

UNKNOWN, APART, NO_LEVEL = "QS-001", "QS-003", "QS-004"
NO_YEAR = "QS-010"
EACH = "、"


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger with the notation that asks it; `words` are what objects say of themselves, by dimension and value.

    `home` is the file that the questions are asked for.
    """

    ledger: Ledger
    notation: Notation
    words: Mapping[str, Mapping[str, Mapping[str, View]]] = field(default_factory=dict)
    home: Position | None = None
    # What was said of values before.
    _said: dict[tuple[str, str], dict[str, View]] = field(default_factory=dict, repr=False)

    def query(self, text: str, at: Position | None) -> Query:
        """Return the query that a text means; FindingError at its place if it means none."""
        return self.guard(lambda: self.notation.read(text), at)

    def guard(self, work: Callable[[], T], at: Position | None) -> T:
        """Ask the ledger; what can't be answered becomes a FindingError, for those who asked at a place of the pack."""
        try:
            return work()
        except NotationError as problem:
            raise FindingError(error(UNKNOWN, problem.message, at, hint=problem.hint)) from problem
        except TooCoarseError as problem:
            raise FindingError(too_coarse(self.ledger, problem, at, self.home)) from problem
        except UnknownYearError as problem:
            raise FindingError(_unknown(problem.year, problem.gap, at)) from problem
        except ApartError as problem:
            said = self.ledger.say(problem.query)
            message = f"「{said}」把不同{problem.dimension}的数加在了一起"
            hint = f"只写一个{problem.dimension}；要比较两个，用「差」或「比」。"
            raise FindingError(error(APART, message, at, hint=hint)) from problem

    def cuts(self, text: str, at: Position | None) -> list[list[Cut]]:
        """Return by what rows are cut: 功能.类.款 gives level below level, 项目、功能.项 one row a combination.

        Raises:
            FindingError: no such dimension, or it has no such level.
        """
        parts = [part.strip().split(".") for part in text.split(EACH)]
        for name, *levels in parts:
            if name not in self.ledger.dimensions:
                hint = f"可以写的有：{'、'.join(self.ledger.dimensions)}。"
                raise FindingError(error(NO_LEVEL, f"「按」里没有叫「{name}」的维度", at, hint=hint))
            known = self.ledger.dimensions[name].levels()
            wrong = next((level for level in levels if level not in known), None)
            if wrong is not None:
                hint = f"可以写的有：{'、'.join(known)}。" if known else f"只写「{name}」。"
                raise FindingError(error(NO_LEVEL, f"{name}没有「{wrong}」这一级", at, hint=hint))
        if len(parts) == 1:
            name, *levels = parts[0]
            return [[(name, level)] for level in levels or [""]]
        return [[(name, level) for name, *levels in parts for level in levels[-1:] or [""]]]

    def say(self, name: str, value: str) -> dict[str, View]:
        """Return the words of a value: 功能.编码, 功能.名称, 项目.业务主管部门 …"""
        if (name, value) not in self._said:
            self._said[name, value] = self._words(name, value)
        return self._said[name, value]

    def _words(self, name: str, value: str) -> dict[str, View]:
        dimension = self.ledger.dimensions[name]
        said: dict[str, View] = {"编码": of_words(value), "名称": of_words(dimension.label(value))}
        if isinstance(dimension, Codes):
            ends = sorted(LEVELS)
            parts = zip([0, *ends], ends, strict=False)
            said |= {LEVELS[end]: of_words(value[start:end]) for start, end in parts}
        path = dimension.path(value)
        said["上级"] = dimension.label(path[1]) if len(path) > 1 else ""  # a word that templates compare
        return {f"{name}.{word}": view for word, view in {**said, **self.words.get(name, {}).get(value, {})}.items()}

    def among(self, cuts: Sequence[Cut], values: Sequence[str]) -> dict[str, View]:
        """Return the words of several values."""
        return {
            word: view
            for (name, _), value in zip(cuts, values, strict=True)
            for word, view in self.say(name, value).items()
        }


def _unknown(year: str, gap: Gap, at: Position | None) -> Finding:
    """Tell that there is nothing to compare with; the first that asks stops the document, so it is told once."""
    asks = (Mark(at, "要这个数的地方"),) if at else ()
    if gap.broken:
        cause = "上年的钱从上年的文件夹取，那里的数读不出。"
        hint = f"先改好 {gap.broken.path.rpartition('/')[0]} 里的错误；shenbao check 这个文件夹会列出来。"
        marks = (Mark(gap.broken, "读不出的文件"), *asks)
        return Finding(NO_YEAR, Severity.ERROR, f"上年（{year} 年）的数读不出", gap.place, cause, hint, marks)
    cause = f"要印比上年增减多少，却没有 {year} 年的文件夹，这里也没有写「上年」。"
    hint = f"把 {year} 年的文件夹放在旁边，或加上「上年」写出上年的数；上年没有这个单位的，写「上年: 无」。"
    return Finding(NO_YEAR, Severity.ERROR, f"没有上年（{year} 年）的数", gap.place, cause, hint, asks)
