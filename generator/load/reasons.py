"""What text templates print a reason of: the queries that they ask `比(…).原因` of, in macros too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MACRO: Final = re.compile(r"\{%-?\s*macro\s+(\w+).*?endmacro\s*-?%\}", re.DOTALL)
_TOLD: Final = r"比\(([^()]*)\)\.原因"
_STRING: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def reasons(texts: Iterable[str]) -> frozenset[str] | None:
    """Return what stands in the calls that print a reason; None where only who fills them in knows."""
    whole = "\n".join(texts)
    macros = {found[1]: found[0] for found in _MACRO.finditer(whole)}
    outside = _MACRO.sub("", whole)
    said = re.findall(_TOLD, outside)
    if outside.count(".原因") != len(said):
        return None
    for name in _printing(macros):
        calls = re.findall(rf"\b{name}\(([^()]*)\)", outside)
        if len(calls) != len(re.findall(rf"\b{name}\(", outside)):
            return None
        said += calls
    if any(_STRING.sub("", one).strip(" ,\n") for one in said):
        return None
    return frozenset(found[1] or found[2] for one in said for found in _STRING.finditer(one))


def _printing(macros: dict[str, str]) -> set[str]:
    """Return the macros that print a reason, or call one that does."""
    found: set[str] = set()
    words = {".原因"}
    while words:
        more = {name for name, body in macros.items() if any(word in body for word in words)} - found
        found |= more
        words = {f"{name}(" for name in more}
    return found
