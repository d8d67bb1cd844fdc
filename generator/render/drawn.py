"""A part of a document as it was drawn: its pages, and what has to be known of them to join it with others."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Drawn:
    """`data` is a PDF without fonts; `fonts` are what it needs of them (faces.py).

    `marks` are its bookmarks (page in the part, level, words, x, y), `places` what links lead to (name, page, x, y).
    `names` are those of places in the whole, by those that they have here.
    """

    data: bytes
    pages: int
    marks: list[tuple[int, int, str, float, float]]
    places: list[tuple[str, int, float, float]]
    fonts: list[dict[str, Any]]
    names: Mapping[str, str] = field(default_factory=dict)

    def as_entry(self) -> dict[str, Any]:
        """Return this as JSON knows it."""
        return asdict(self) | {"data": b64encode(self.data).decode()}


def of_entry(entry: Mapping[str, Any]) -> Drawn:
    """Return what was written as such an entry."""
    return Drawn(**{**entry, "data": b64decode(entry["data"])})


class Kept(Protocol):
    """Where drawn parts are kept from one time to the next, by their pages of HTML."""

    def get(self, page: str) -> Mapping[str, Any] | None:
        """Return the entry of a page."""

    def put(self, page: str, entry: Mapping[str, object]) -> None:
        """Keep the entry of a page."""


def numbered(parts: Iterable[Drawn]) -> Iterator[tuple[Drawn, int]]:
    """Yield parts with the numbers of the pages before them."""
    count = 0
    for part in parts:
        yield part, count
        count += part.pages


def places(parts: Iterable[Drawn]) -> dict[str, tuple[int, float, float]]:
    """Return what links of a document lead to: the pages before that, and the spot.

    Of places on several pages the first counts; but the contents, which come before all, name what others bring.
    """
    found: dict[str, tuple[int, float, float]] = {}
    for part, first in numbered(parts):
        found |= {part.names.get(name, name): (first + at, x, y) for name, at, x, y in reversed(part.places)}
    return found
