"""Compares what the rules say of two states: new findings, those that are gone, and those with other figures."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.model.finding import Finding

FIGURES = re.compile(r"\d[\d,.]*")


def compared(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings that only the new state has, those that only the old one had, and those with new figures."""
    failing, passing = _only(new, old), _only(old, new)
    come, lasting = _without(failing, _but_figures, Counter(map(_but_figures, passing)))
    gone, _ = _without(passing, _but_figures, Counter(map(_but_figures, lasting)))
    return tuple(come), tuple(gone), tuple(lasting)


def _but_figures(finding: Finding) -> tuple[str, ...]:
    return (finding.code, FIGURES.sub("", finding.message))


def _only(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that the other side lacks: first looked for in the same file, then in any."""
    mine, theirs = list(findings), list(others)
    for key in (_with_file, lambda finding: (finding.code, finding.message)):
        left = Counter(map(key, theirs))
        mine, taken = _without(mine, key, left)
        theirs, _ = _without(theirs, key, Counter(map(key, taken)))
    return tuple(mine)


def _with_file(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.message, finding.position.path if finding.position else "")


def _without(
    findings: Sequence[Finding], key: Callable[[Finding], tuple[str, ...]], left: Counter[tuple[str, ...]]
) -> tuple[list[Finding], list[Finding]]:
    """Part findings into those that `left` doesn't name, and those that it does; each of its entries counts once."""
    rest: list[Finding] = []
    taken: list[Finding] = []
    for finding in findings:
        if left[key(finding)] > 0:
            left[key(finding)] -= 1
            taken.append(finding)
        else:
            rest.append(finding)
    return rest, taken
