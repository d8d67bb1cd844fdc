"""Where each line of the content is printed: the documents, the places in them, and the figures that it goes into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.places import places
from generator.model.text import Computed, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Document

Spots: TypeAlias = "frozenset[tuple[str, int]]"


@dataclass(frozen=True, slots=True)
class Printed:
    """A place of a document at which a line is printed: as it is, or (`is_part`) within a figure made of several."""

    title: str
    part: str
    place: str
    text: str
    is_part: bool


class Index:
    """Says of each line of the content where a document prints it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: dict[tuple[str, int], list[Printed]] = {}
        self._made: dict[int, Spots] = {}
        for place in places(document):
            told: dict[tuple[str, int], Printed] = {}
            for run in place.text.runs:
                direct = {(run.source.path, run.source.line)} if run.source else set()
                whole = self._spots(run.figure) if run.figure else frozenset[tuple[str, int]]()
                for spot in sorted(direct | whole):
                    is_part = run.figure is not None and spot != _own(run.figure)
                    if spot not in told or told[spot].is_part:
                        told[spot] = Printed(document.title_text, place.steps[0], place.name, run.text, is_part)
            for spot, printed in told.items():
                self.found.setdefault(spot, []).append(printed)

    def _spots(self, figure: Figure) -> Spots:
        """Return the lines that a figure is made of, those of formulas among them."""
        known = self._made.get(id(figure))
        if known is None:
            own = frozenset((one,) if (one := _own(figure)) else ())
            below = figure.origin.operands if isinstance(figure.origin, Computed) else ()
            known = self._made[id(figure)] = own.union(*map(self._spots, below))
        return known


class Prints:
    """The places of the documents that were made last; one that stays as it is is looked through once."""

    def __init__(self) -> None:
        self._known: dict[int, Index] = {}

    def of(self, documents: Iterable[Document], path: str, line: int) -> list[Printed]:
        """Return where a line is printed, as it is first."""
        known = {id(one): self._index(one) for one in documents}
        self._known = known
        found = [printed for index in known.values() for printed in index.found.get((path, line), ())]
        return sorted(found, key=lambda printed: printed.is_part)

    def _index(self, document: Document) -> Index:
        known = self._known.get(id(document))
        return known if known is not None and known.document is document else Index(document)


def _own(figure: Figure) -> tuple[str, int] | None:
    return (figure.position.path, figure.position.line) if figure.position else None
