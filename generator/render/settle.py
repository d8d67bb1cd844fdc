"""Finds on which page each part of a document begins, and draws the parts so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.render.cut import begin
from generator.render.drawn import places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.render.cut import Part
    from generator.render.drawn import Drawn

# Numbers in the contents could make them longer, and so other numbers of them. As often as WeasyPrint itself.
_ROUNDS: Final = 8


def settle(parts: Sequence[Part], draw: Callable[[str], Drawn]) -> list[Drawn]:
    """Draw the parts of a document; the contents are drawn first for their length, last with what they have to say."""
    if len(parts) == 1:
        return [draw(parts[0].html)]
    made: dict[str, Drawn] = {}
    drawn: list[Drawn] = []
    known: dict[str, int] = {}
    for _ in range(_ROUNDS):
        drawn = []
        for part in parts:
            page = 1 + sum(one.pages for one in drawn)
            text = begin(part, page, known)
            if text not in made:
                made[text] = draw(text)
            drawn.append(replace(made[text], names=part.names))
        found = {name: page + 1 for name, (page, _, _) in places(drawn).items()}
        if found == known:
            break
        known = found
    return drawn
