"""Shows a model by its Chinese keys: plain dicts and lists with text at the leaves, money still unprinted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from generator.model.entry import Entry, keys
from generator.model.text import Figure, Text, of_figure, of_words
from generator.model.values import Amount, Amounts, Date, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.assemble.tokens import Tokens

Paragraphs: TypeAlias = tuple[Text, ...]
# A Figure is money that is printed differently in the text, in forms and in tables; a str is a word of the program
# that text templates may ask for (增加, 减少, 持平).
View: TypeAlias = "str | Text | Figure | Paragraphs | dict[str, View] | list[View] | None"
# What text templates see: tokens in the same shape.
Said: TypeAlias = "str | dict[str, Said] | list[Said]"


class Viewer:
    """Turns values into views. `expand` puts the paragraphs of a Prose together."""

    def __init__(self, expand: Callable[[Prose], Paragraphs]) -> None:
        self.expand = expand

    def entry(self, entry: Entry) -> dict[str, View]:
        """View a mapping by its keys; absent values are None."""
        return {alias: self.value(getattr(entry, name)) for name, alias in keys(type(entry)).items()}

    def value(self, value: object) -> View:
        """View any value of a model."""
        if isinstance(value, Entry):
            return self.entry(value)
        if isinstance(value, Amounts):
            value = value.content()
        if isinstance(value, dict):
            return {str(name): self.value(item) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return None if value is None else self.leaf(value)

    def leaf(self, value: object) -> Text | Figure | Paragraphs:
        """View a scalar."""
        match value:
            case Line(text=text):
                return text
            case Prose():
                return self.expand(value)
            case Amount(figure=figure):
                return figure
            case Quantity(figure=figure):
                return of_figure(figure)
            case Term(text=words, position=position) | Date(text=words, position=position):
                return of_words(words, position)
            case Year(value=number, position=position):
                return of_words(str(number), position)
            case str():
                return of_words(value)
        raise TypeError(type(value))


def printed(view: Mapping[str, View], money: Callable[[Figure], Figure]) -> dict[str, View]:
    """Return a view whose money is printed."""
    return {name: _printed(value, money) for name, value in view.items()}


def _printed(view: View, money: Callable[[Figure], Figure]) -> View:
    if isinstance(view, Figure):
        return of_figure(money(view))
    if isinstance(view, dict):
        return printed(view, money)
    return [_printed(item, money) for item in view] if isinstance(view, list) else view


def said(view: Mapping[str, View], tokens: Tokens) -> dict[str, Said]:
    """Return a printed view with tokens in place of texts, as text templates see it; what is absent is ""."""
    return {name: _said(value, tokens) for name, value in view.items()}


def _said(view: View, tokens: Tokens) -> Said:
    if isinstance(view, dict):
        return said(view, tokens)
    if isinstance(view, list | tuple):
        return [_said(item, tokens) for item in view]
    if isinstance(view, str):
        return view
    return tokens.hold(view) if isinstance(view, Text) else ""
