"""Tells where a printed figure comes from: its formula, its operands and their lines, down to the leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import units
from generator.model.text import Computed, Figure, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.places import Place

MAX_DEPTH = 12


def find(places: Iterable[Place], query: str) -> list[tuple[Place, Figure]]:
    """Return the figures that a query means: an address, a project or code, or a printed number."""
    wanted = query.replace(",", "")
    found: list[tuple[Place, Figure]] = []
    for place in places:
        for run in place.text.runs:
            figure = run.figure
            if figure and (place.answers(query) or figure.text.replace(",", "") == wanted):
                found.append((place, figure))
    return found


def lines(place: Place, figure: Figure) -> Iterator[str]:
    """Yield the lines that explain a figure."""
    yield f"{place.name} = {figure.text}"
    yield from _origin(figure, 1)


def _origin(figure: Figure, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match figure.origin:
        case Written(position=position):
            yield f"{pad}写在 {position}"
        case Computed(formula=formula, operands=operands, position=position):
            asked = f"（{position}）" if position else ""
            yield f"{pad}= {formula}{asked}"
            if depth > MAX_DEPTH:
                return
            for operand in operands:
                where = f"  写在 {operand.position}" if isinstance(operand.origin, Written) else ""
                yield f"{pad}  {_shown(operand)}{where}"
                if isinstance(operand.origin, Computed):
                    yield from _origin(operand, depth + 2)


def _shown(figure: Figure) -> str:
    """Print an operand; an unprinted sum is shown in 元."""
    return figure.text or units.grouped(units.plain(figure.value)) + figure.unit
