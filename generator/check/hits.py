"""What a rule finds inside texts, turned into troubles at the very characters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.check.registry import Trouble
from generator.check.texts import pieces
from generator.model.finding import Fix, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.check.texts import Piece
    from generator.model.declaration import Declaration
    from generator.model.position import Position
    from generator.model.statement import Statement

# A Chinese character, and with Chinese punctuation.
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
WIDE = HAN + r"\u3001-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f“”‘’"
# A part of the original that nobody can read: whatever is missing may stand there.
UNCLEAR = "〔原件不清〕"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something wrong between two offsets of a text: what it is and how to mend it.

    `right` is what has to stand there instead, where nothing else can be right.
    """

    start: int
    end: int
    message: str
    hint: str = ""
    right: str | None = None


Find: TypeAlias = "Callable[[Piece], Iterable[Hit]]"


def found(subject: Declaration | Statement, find: Find) -> Iterator[tuple[Position, Hit]]:
    """Yield what is found in all texts, each place once: a passage is printed in several texts."""
    for place, hit, _ in _found(subject, find):
        yield place, hit


def _found(subject: Declaration | Statement, find: Find) -> Iterator[tuple[Position, Hit, tuple[Fix, ...]]]:
    seen: set[Position] = set()
    for piece in pieces(subject):
        for hit in find(piece):
            place = piece.at(hit.start, hit.end)
            spot = replace(place, length=1)
            if spot not in seen:
                seen.add(spot)
                old = piece.plain[hit.start : hit.end]
                yield place, hit, () if hit.right is None else (Fix(place, old, hit.right),)


def each(subject: Declaration | Statement, find: Find, cause: str) -> Iterator[Trouble]:
    """Yield a trouble for everything that is found."""
    for place, hit, fixes in _found(subject, find):
        yield Trouble(hit.message, place, cause, hit.hint, fixes=fixes)


def once(troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Yield what is told of each place once: a passage is printed in several texts."""
    seen: set[Position] = set()
    for trouble in troubles:
        if trouble.position not in seen:
            seen.add(trouble.position)
            yield trouble


def by_line(subject: Declaration | Statement, find: Find, what: str, cause: str) -> Iterator[Trouble]:
    """Yield one trouble for each line, at the first place and with the others marked; messages of hits are words.

    People mend such things line by line, and a line pasted from elsewhere has dozens of them.
    """
    lines: dict[tuple[str, int], list[tuple[Position, Hit, tuple[Fix, ...]]]] = {}
    for one in _found(subject, find):
        lines.setdefault((one[0].path, one[0].line), []).append(one)
    for hits in lines.values():
        first, *others = sorted(hits, key=lambda one: one[0].column)
        words = "".join(f"「{word}」" for word in dict.fromkeys(hit.message for _, hit, _ in (first, *others)))
        count = f"（{len(hits)} 处）" if others else ""
        marks = tuple(Mark(place, "同样的问题") for place, _, _ in others)
        fixes = tuple(fix for _, _, given in hits for fix in given)
        yield Trouble(f"{what}{words}{count}", first[0], cause, first[1].hint, marks, fixes=fixes)
