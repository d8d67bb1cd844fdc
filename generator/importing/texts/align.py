"""Which paragraph of a section is which line of its template: in order, at the least cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from generator.importing.texts.script import Line

# What it costs that a paragraph fills a line without words of its own, one that has a form all the same, that it is
# none, that a line which has words is not there.
_OPEN, _TYPED, _LEFT, _MISSED = 1.0, 0.5, 10.0, 4.0
# Longer paragraphs are not looked through for places between words: they are text of people.
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph, by its number, and the line of the template that it is; None for one that is none."""

    paragraph: int
    line: int | None
    found: re.Match[str] | None


def align(lines: Sequence[Line], paragraphs: Sequence[str]) -> list[Match]:
    """Return what each paragraph is."""
    # The cheapest way to each state: the number of the last line that was matched, -1 at first.
    states: dict[int, tuple[float, tuple[Match, ...]]] = {-1: (0.0, ())}
    for number, text in enumerate(paragraphs):
        found = [(at, hit, _cost(line, hit)) for at, line in enumerate(lines) if (hit := _hit(line, text))]
        after: dict[int, tuple[float, tuple[Match, ...]]] = {}
        for last, (cost, done) in states.items():
            _keep(after, last, cost + _LEFT, (*done, Match(number, None, None)))
            for at, hit, own in found:
                if at > last or _repeats(lines[last], lines[at]):
                    between = sum(_missed(line) for line in lines[last + 1 : at])
                    _keep(after, at, cost + own + between, (*done, Match(number, at, hit)))
        states = after
    ends = ((cost + sum(_missed(line) for line in lines[last + 1 :]), done) for last, (cost, done) in states.items())
    return list(min(ends, key=lambda end: end[0])[1])


def _keep(states: dict[int, tuple[float, tuple[Match, ...]]], last: int, cost: float, done: tuple[Match, ...]) -> None:
    if last not in states or cost < states[last][0]:
        states[last] = cost, done


def _hit(line: Line, text: str) -> re.Match[str] | None:
    if line.kind != "文" or (len(text) > _LONGEST and not line.is_open):
        return None
    return line.pattern.fullmatch(text)


def _cost(line: Line, hit: re.Match[str]) -> float:
    if not line.is_open:
        return 0.0
    return _OPEN if len(hit.groups()) <= 1 else _TYPED


def _repeats(last: Line, line: Line) -> bool:
    """Whether a line can stand behind another, or itself, since both repeat over the same."""
    return bool(line.loops) and line.loops == last.loops


def _missed(line: Line) -> float:
    return 0.0 if line.is_optional or line.is_open or line.kind != "文" else _MISSED
