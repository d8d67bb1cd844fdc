"""Finished text: runs of words and of figures that know where they came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from generator.model.position import Position


@unguarded
class Written:
    """Origin of a figure that a person wrote down."""

    position: Position


@unguarded
class Unread(Written):
    """Origin of a figure in a draft that stands in for one which nobody could read: its value means nothing."""

    written: str


@unguarded
class Computed:
    """Origin of a figure that was computed: the formula as people read it, and what went in.

    `position` is the line that asked for it; None where the program itself did (a subtotal).
    """

    formula: str
    operands: tuple[Figure, ...]
    position: Position | None = None


@unguarded
class Figure:
    """A number with its unit, its printed form and its origin.

    `value` is in 元 where `unit` is money (`元`, `元/人`), whatever unit `text` shows it in.
    `shown` is what a money format (金额格式) made of it, in 元; None where none printed it.
    """

    value: Decimal
    unit: str
    text: str
    origin: Written | Computed
    shown: Decimal | None = None

    @property
    def position(self) -> Position | None:
        """The line that wrote this figure, or that asked for its computation."""
        return self.origin.position

    def printed(self, text: str, shown: Decimal | None = None) -> Figure:
        """Return the same figure in another printed form."""
        return Figure(self.value, self.unit, text, self.origin, shown)


def is_known(figure: Figure) -> bool:
    """Whether everything that went into a figure could be read."""
    if isinstance(figure.origin, Computed):
        return all(is_known(operand) for operand in figure.origin.operands)
    return not isinstance(figure.origin, Unread)


@unguarded
class Run:
    """A stretch of text with one origin: the line it was written on, or the figure that it prints.

    `source` is None for words of a template.
    """

    text: str
    source: Position | None = None
    figure: Figure | None = None


@unguarded
class Text:
    """One paragraph, heading or table cell: the smallest thing that a format places."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        """The characters that a reader sees."""
        return "".join(run.text for run in self.runs)

    @property
    def position(self) -> Position | None:
        """The first line of content that this text came from."""
        return next((run.source for run in self.runs if run.source), None)

    def __bool__(self) -> bool:
        for run in self.runs:  # noqa: SIM110 - asked of every text of a document: `any` takes twice as long
            if run.text:
                return True
        return False

    def __add__(self, other: Text) -> Text:
        return Text(self.runs + other.runs)


EMPTY: Final = Text()


def of_figure(figure: Figure) -> Text:
    """Return the text that prints a figure."""
    return Text((Run(figure.text, figure.position, figure),))


def of_words(words: str, source: Position | None = None) -> Text:
    """Return plain words as a text; empty words give the empty text."""
    return Text((Run(words, source),)) if words else EMPTY


def joined(texts: Iterable[Text]) -> Text:
    """Return one text made of several, without anything between them."""
    return Text(tuple(run for text in texts for run in text.runs))


def cut(text: Text, lengths: Iterable[int]) -> list[Text]:
    """Return a text in pieces of so many characters each, every one with the origin of its runs."""
    pieces: list[Text] = []
    rest = list(text.runs)
    for length in lengths:
        taken: list[Run] = []
        wanted = length
        while wanted > 0 and rest:
            run = rest.pop(0)
            taken.append(replace(run, text=run.text[:wanted]))
            if len(run.text) > wanted:
                rest.insert(0, replace(run, text=run.text[wanted:]))
            wanted -= len(run.text)
        pieces.append(Text(tuple(taken)))
    return pieces


def source(text: Text) -> Position | None:
    """Return the line of content to look at for a text; for a sum, that of its largest part."""
    places = (run.source or (_written(run.figure) if run.figure else None) for run in text.runs)
    return next((place for place in places if place), None)


def _written(figure: Figure) -> Position | None:
    while figure.position is None and isinstance(figure.origin, Computed) and figure.origin.operands:
        figure = max(figure.origin.operands, key=lambda part: abs(part.value))
    return figure.position
