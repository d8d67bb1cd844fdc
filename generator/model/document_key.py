"""What documents are known by: the content file that one is made from, and its kind where a file makes several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Parts a content file from the kind of document that was made from it.
_MARK: Final = "#"


def key_of(source: str, kind: str) -> str:
    """Return the key of a document of a kind; "" is the first kind of its content file."""
    return f"{source}{_MARK}{kind}" if kind else source


def keys_of(source: str, kinds: Iterable[str]) -> dict[str, str]:
    """Return the keys of the documents that are made from a content file, with their kinds; the first needs none."""
    return {key_of(source, kind if number else ""): kind for number, kind in enumerate(kinds)}


def file_of(key: str) -> str:
    """Return the content file of a document that is known by a key."""
    return key.partition(_MARK)[0]
