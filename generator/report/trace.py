"""Tells where a printed figure comes from: its formula, its operands and their lines, down to the leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.origin import explain
from generator.model.places import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.places import Place
    from generator.model.text import Figure


def find(places: Iterable[Place], query: str) -> list[tuple[Place, Figure]]:
    """Return the figures that a query means: an address, a project or code, or a printed number."""
    wanted = query.replace(",", "")
    found: list[tuple[Place, Figure]] = []
    given = list(places)
    asked = {place.name for place in meant(given, query)}
    for place in given:
        for run in place.text.runs:
            figure = run.figure
            if figure and (place.name in asked or figure.text.replace(",", "") == wanted):
                found.append((place, figure))
    return found


def lines(place: Place, figure: Figure) -> Iterator[str]:
    """Yield the lines that explain a figure."""
    yield f"{place.name} = {figure.text}"
    yield from explain(figure)
