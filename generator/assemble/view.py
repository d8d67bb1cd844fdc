"""Shows a model by its Chinese keys: plain dicts and lists with finished text at the leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from generator.model.entry import Entry, keys
from generator.model.text import Figure, Text, of_figure, of_words
from generator.model.values import Amount, Date, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from collections.abc import Callable

Paragraphs: TypeAlias = tuple[Text, ...]
View: TypeAlias = "Text | Paragraphs | dict[str, View] | list[View] | None"


class Viewer:
    """Turns values into text. `money` prints an amount, `expand` puts the paragraphs of a Prose together."""

    def __init__(self, money: Callable[[Figure], Figure], expand: Callable[[Prose], Paragraphs]) -> None:
        self.money, self.expand = money, expand

    def entry(self, entry: Entry) -> dict[str, View]:
        """View a mapping by its keys; absent values are None."""
        return {alias: self.value(getattr(entry, name)) for name, alias in keys(type(entry)).items()}

    def value(self, value: object) -> View:
        """View any value of a model."""
        if isinstance(value, Entry):
            return self.entry(value)
        if isinstance(value, dict):
            return {str(name): self.value(item) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return None if value is None else self.leaf(value)

    def leaf(self, value: object) -> Text | Paragraphs:
        """View a scalar."""
        match value:
            case Line(text=text):
                return text
            case Prose():
                return self.expand(value)
            case Amount(figure=figure):
                return of_figure(self.money(figure))
            case Quantity(figure=figure):
                return of_figure(figure)
            case Term(text=words, position=position) | Date(text=words, position=position):
                return of_words(words, position)
            case Year(value=number, position=position):
                return of_words(str(number), position)
            case str():
                return of_words(value)
        raise TypeError(type(value))
