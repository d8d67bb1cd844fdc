"""The words of a table's cells: of the row, or else of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.finding import FindingError, error
from generator.model.text import Figure, Text, joined, of_figure, of_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.assemble.money import Format
    from generator.assemble.view import View
    from generator.model.position import Position
    from generator.model.values import Term

NAME: Final = re.compile(r"\$\{([^{}]+)\}")


class Words:
    """What cells can name; money that is a word of a record is printed in the table's format."""

    def __init__(self, values: Mapping[str, View], money: Format) -> None:
        self.values: Mapping[str, View] = {**values, "金额单位": of_words(money.unit)}
        self._money = money

    def text(self, term: Term, said: Mapping[str, View]) -> Text:
        """Return words in which `${name}` stands for a word of the row or of the document."""
        parts = (
            self.word(part, term.position, said) if index % 2 else of_words(part)
            for index, part in enumerate(NAME.split(term.text))
        )
        return joined(parts)

    def word(self, name: str, at: Position, said: Mapping[str, View]) -> Text:
        """Return a word of the row or of the document; FindingError if there is none of that name."""
        for scope in (said, self.values):
            is_known, view = _find(name, scope)
            if is_known and not isinstance(view, dict | list):
                return self._print(view)
        hint = f"可以写的有：{'、'.join(dict.fromkeys((*said, *self.values)))}。"
        raise FindingError(error("MB-018", f"表格要取「{name}」，没有这一项", at, hint=hint))

    def _print(self, view: str | Text | Figure | tuple[Text, ...] | None) -> Text:
        match view:
            case Text():
                return view
            case Figure():
                return of_figure(self._money(view))
            case tuple():
                return joined(view)
        return of_words(view or "")


def _find(name: str, scope: Mapping[str, View]) -> tuple[bool, View]:
    """Return whether there is a word of a name, or below one (绩效目标.年度), and it; None where nothing is written."""
    first, *steps = (name,) if name in scope else name.split(".")
    here = scope.get(first)
    for step in steps:
        if here is None:
            break
        if not isinstance(here, dict) or step not in here:
            return False, None
        here = here[step]
    return first in scope, here
