"""What a file is to say, place by place, and how that differs from what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edit.scalars import unquoted
from generator.edit.tree import UnknownFormError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edit.canonical import Meaning
    from generator.edit.tree import Node
    from generator.model.outline import Way


@dataclass(frozen=True, slots=True)
class Want:
    """What is to stand at a place: a text, or keys with what stands below them, or items.

    With none of the three, what stands at `origin` stays as it is; `origin` is the place in the old file that this
    comes from, None for what is new.
    """

    origin: Way | None = None
    text: str | None = None
    keys: tuple[tuple[str, Want], ...] | None = None
    items: tuple[Want, ...] | None = None

    @property
    def is_unchanged(self) -> bool:
        """Whether all of it stays as it is."""
        return self.text is None and self.keys is None and self.items is None

    @property
    def below(self) -> list[tuple[str | None, Want]]:
        """The keys with what stands below them; items have no key."""
        return [*(self.keys or ()), *((None, one) for one in self.items or ())]


def filled(meaning: Meaning) -> Meaning:
    """Return what a file says without the keys that have no value."""
    if isinstance(meaning, dict):
        return {name: filled(below) for name, below in meaning.items() if below != ""}
    return [filled(one) for one in meaning] if isinstance(meaning, list) else meaning


def expected(want: Want, before: Meaning) -> Meaning:
    """Return what a file has to say that said `before`; UnknownFormError where there is no such place in it."""
    if want.text is not None:
        return want.text
    if want.keys is not None:
        made = {name: expected(one, before) for name, one in want.keys}
        if len(made) < len(want.keys):
            raise UnknownFormError  # One key twice: nobody knows which counts.
        return made
    if want.items is not None:
        return [expected(one, before) for one in want.items]
    here = before
    for step in want.origin or ():
        try:
            here = here[step]  # type: ignore[index]  # what does not fit is refused below
        except (KeyError, IndexError, TypeError) as problem:
            raise UnknownFormError from problem
    return here


def ways(node: Node, around: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Yield every place of a file that was taken apart, with its keys and items."""
    yield around, node
    for number, child in enumerate(node.children):
        yield from ways(child, (*around, number if child.key is None else bare(child.key)))


def bare(written: str) -> str:
    """Return a key without its quotes."""
    text = unquoted(written)
    return written if text is None else text
