"""The real content, read again and again: what hasn't changed is parsed once."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from generator.load import files, reader

if TYPE_CHECKING:
    import pytest

    from generator.load.nodes import Mapping
    from generator.model.finding import Finding

    Read = tuple[Mapping | None, list[str], list[Finding]]

ACCOUNTS: Final = "content/accounts.yaml"
YUNNAN: Final = "content/yunnan"
# The departments' years, the quickest to check first.
YEARS: Final = (
    f"{YUNNAN}/chenggong-medical-insurance/2020",
    f"{YUNNAN}/wuhua-medical-insurance-center/2025",
    f"{YUNNAN}/chenggong-medical-security/2024",
    "content/chongqing/tongnan-medical-security/2024",
)
# What a year shares with others: the files that its documents are made from too.
SHARED: Final = {
    YEARS[0]: ("templates/yunnan-2020/",),
    YEARS[1]: ("templates/yunnan-2024/",),
    YEARS[2]: ("templates/yunnan-2024/",),
    YEARS[3]: ("templates/chongqing-2024/", ACCOUNTS),
}


def remember(patch: pytest.MonkeyPatch) -> None:
    """Parse each file once for all the times that it is read as it is."""
    known: dict[tuple[str, bytes], Read] = {}

    def read(path: str, data: bytes) -> Read:
        if (path, data) not in known:
            known[path, data] = reader.read(path, data)
        node, lines, findings = known[path, data]
        # A file whose 文种 is wrong is changed in memory.
        return (deepcopy(node) if findings else node), lines, findings

    patch.setattr(files, "read", read)


def neighbour(year: str) -> str:
    """Return a department's year that shares nothing with another."""
    return YEARS[0] if year != YEARS[0] else YEARS[1]
