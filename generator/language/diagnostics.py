"""Findings as editors mark them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from generator.model.finding import Severity
from generator.report.machine import full_message
from generator.report.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.language.ranges import Ranges
    from generator.model.finding import Finding

SOURCE: Final = "shenbao"
LEVELS: Final[Mapping[Severity, types.DiagnosticSeverity]] = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics(
    findings: Iterable[Finding], lines: Callable[[str], Sequence[str]], ranges: Ranges, address: Callable[[str], str]
) -> dict[str, list[types.Diagnostic]]:
    """Return what is to be marked in each file; `lines` are those of a file, `address` is its name for the editor."""
    made: dict[str, list[types.Diagnostic]] = {}
    for finding in findings:
        if place := finding.position:
            marks = [
                types.DiagnosticRelatedInformation(
                    types.Location(address(mark.position.path), ranges.of(mark.position, lines(mark.position.path))),
                    clean(mark.role),
                )
                for mark in finding.marks
            ]
            made.setdefault(place.path, []).append(
                types.Diagnostic(
                    range=ranges.of(place, lines(place.path)),
                    message=full_message(finding),
                    severity=LEVELS[finding.severity],
                    code=finding.code,
                    source=SOURCE,
                    related_information=marks or None,
                )
            )
    return made
