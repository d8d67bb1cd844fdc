"""What is being computed for the sake of what: names that lead back to themselves, or too far, are refused."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from generator.model.finding import Mark

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from generator.model.position import Position

# One name in another in another: each takes some frames of the stack.
MAX_CHAIN = 20


class ChainError(Exception):
    """A chain of names that is a circle, or too long; `marks` are the places that it passes."""

    def __init__(self, code: str, message: str, hint: str, marks: tuple[Mark, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.hint, self.marks = code, hint, marks


class _Link(NamedTuple):
    key: Hashable
    label: str
    place: Position | None


class Chain:
    """The names and amounts that are being computed, each for the sake of the one before it."""

    def __init__(self) -> None:
        self._links: list[_Link] = []

    @contextmanager
    def link(self, key: Hashable, label: str, place: Position | None = None) -> Iterator[None]:
        """Compute one more, known by its key; ChainError if that is being computed already."""
        at = next((number for number, link in enumerate(self._links) if link.key == key), None)
        if at is not None:
            circle = self._links[at:]
            labels = " → ".join([*(link.label for link in circle), label])
            marks = tuple(Mark(link.place, f"「{link.label}」写在这里") for link in circle if link.place is not None)
            raise ChainError("YY-003", f"公式绕成了圈：{labels}", "让其中一个直接写数字。", marks)
        if len(self._links) == MAX_CHAIN:
            raise ChainError("YY-010", f"引用一个套一个，超过 {MAX_CHAIN} 层", "少套几层。")
        self._links.append(_Link(key, label, place))
        try:
            yield
        finally:
            self._links.pop()
