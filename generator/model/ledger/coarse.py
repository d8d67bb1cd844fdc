"""Tells of money that is known too coarsely for what is asked: the line of the clerk, and who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Finding, Mark, Severity
from generator.model.ledger.dimension import TREES, YEAR

if TYPE_CHECKING:
    from generator.model.ledger.fact import Fact
    from generator.model.ledger.ledger import Ledger, TooCoarseError
    from generator.model.position import Position

TOO_COARSE = "QS-002"
# How many values are enough for an example.
SOME = 2


def too_coarse(ledger: Ledger, problem: TooCoarseError, at: Position | None, home: Position | None) -> Finding:
    """Tell of a list that can't be split as asked at a place, for a file that is its `home`."""
    is_one = len(problem.facts.coverages) == 1
    tried = [
        f"{'' if is_one else f'口径「{held}」'}{_known(ledger, fact, name)}"
        for held, (name, fact) in problem.lack.items()
    ]
    wanted, fact = next(iter(problem.lack.values()))
    place = fact.figure.position or problem.facts.position
    said = ledger.say(problem.query)
    marks = [Mark(at, "要这个数的地方")] if at else []
    if home and place.path != home.path and fact.values.get(YEAR) != str(ledger.year):
        marks.append(Mark(home, "和上年比的预算"))
    return Finding(
        TOO_COARSE,
        Severity.ERROR,
        f"{problem.facts.name}知道得不够细，答不了「{said}」：{'，'.join(tried)}",
        place,
        cause="有文字或表格要按它分开；不知道的数不能印成 0。",
        hint=f"把这笔钱按{wanted}写细{_examples(ledger, wanted)}；确实不知道的，换用不印它的表。",
        marks=tuple(marks),
    )


def _known(ledger: Ledger, fact: Fact, name: str) -> str:
    """Return how little is known of a fact in a dimension."""
    value = fact.values.get(name)
    return f"{name}只写到「{ledger.dimensions[name].label(value)}」" if value else f"没有分{name}"


def _examples(ledger: Ledger, name: str) -> str:
    """Return some of the finest values of a dimension that has words of its own, as an aside."""
    above = ledger.dimensions[name].above
    values = [value for value in above if value not in above.values()][:SOME]
    return f"（如{'、'.join(values)}）" if values and name in TREES else ""
