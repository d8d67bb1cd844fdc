"""Shows a model by its Chinese keys: plain dicts and lists with text at the leaves, money still unprinted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.model.entry import Entry, keys
from generator.model.text import Figure, Text, of_figure, of_words
from generator.model.values import Amount, Amounts, Date, Line, Prose, Quantity, Term, Word, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.assemble.tokens import Tokens

Paragraphs: TypeAlias = tuple[Text, ...]
# A Figure is money that is printed differently in the text, in forms and in tables; a str is a word of the program
# that text templates may ask for (增加, 减少, 持平).
View: TypeAlias = "str | Text | Figure | Paragraphs | dict[str, View] | list[View] | None"
# What text templates see: tokens in the same shape.
Said: TypeAlias = "str | dict[str, Said] | list[Said]"


_LEAVES: Final[Mapping[type, Callable[[Any], Text | Figure]]] = {
    Line: lambda line: line.text,
    Amount: lambda amount: amount.figure,
    Quantity: lambda quantity: of_figure(quantity.figure),
    Term: lambda term: of_words(term.text, term.position),
    Date: lambda date: of_words(date.printed, date.position),
    Year: lambda year: of_words(str(year.value), year.position),
    Word: of_words,
    str: of_words,
}


class Viewer:
    """Turns values into views. `expand` puts the paragraphs of a Prose together."""

    def __init__(self, expand: Callable[[Prose], Paragraphs]) -> None:
        self.expand = expand

    def entry(self, entry: Entry) -> dict[str, View]:
        """View a mapping by its keys; absent values are None."""
        return {alias: self.value(getattr(entry, name)) for name, alias in keys(type(entry)).items()}

    def value(self, value: Any) -> View:
        """View any value of a model."""
        if value is None:
            return None
        leaf = _LEAVES.get(type(value))
        if leaf is not None:
            return leaf(value)
        if isinstance(value, Prose):
            return self.expand(value)
        if isinstance(value, Entry):
            return self.entry(value)
        if isinstance(value, Amounts):
            return self.value(value.content())
        if isinstance(value, dict):
            return {str(name): self.value(item) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        raise TypeError(type(value))


def said(view: Mapping[str, View], tokens: Tokens, money: Callable[[Figure], Figure]) -> dict[str, Said]:
    """Return a view with tokens in place of texts and money, as text templates see it; what is absent is ""."""
    return {name: _said(value, tokens, money) for name, value in view.items()}


def _said(view: View, tokens: Tokens, money: Callable[[Figure], Figure]) -> Said:
    if isinstance(view, Text):
        return tokens.hold(view)
    if isinstance(view, dict):
        return said(view, tokens, money)
    if isinstance(view, list | tuple):
        return [_said(item, tokens, money) for item in view]
    if isinstance(view, str):
        return view
    return tokens.hold(of_figure(money(view))) if isinstance(view, Figure) else ""
