"""Findings for other programs: JSON, SARIF 2.1.0 and GitLab's Code Quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.model.finding import Finding, Severity
from generator.model.text import Computed
from generator.report.text import clean, is_hidden, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.position import Position
    from generator.model.text import Figure

SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
GITLAB_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def dump(data: object) -> str:
    """Return JSON as people can read it; what can't be seen stands as its number."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    """Write as numbers what would take no room or move a cursor: in JSON it can only stand inside of texts."""
    if line.isprintable():
        return line
    return "".join(json.dumps(character)[1:-1] if is_hidden(character) else character for character in line)


def as_json(findings: Sequence[Finding], skipped: Mapping[str, Sequence[str]]) -> str:
    """Return findings as JSON; `skipped` names the rules that could not run, by file."""
    return dump(
        {"findings": [_finding(finding) for finding in findings], "skipped": {k: list(v) for k, v in skipped.items()}}
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "cause": finding.cause,
        "hint": finding.hint,
        "position": _position(finding.position) if finding.position else None,
        "address": finding.address,
        "marks": [_position(mark.position) | {"role": mark.role} for mark in finding.marks],
        "operands": [_figure(figure) for figure in finding.operands],
    }


def _position(place: Position) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column, "length": place.length}


def _figure(figure: Figure) -> dict[str, Any]:
    """Return a figure; its value, in 元 where it is money, as a string, since JSON numbers are floats to many."""
    data: dict[str, Any] = {"text": figure.text, "value": f"{figure.value:f}", "unit": figure.unit}
    if isinstance(figure.origin, Computed):
        data["formula"] = figure.origin.formula
    if figure.position:
        data["position"] = _position(figure.position)
    return data


def as_sarif(findings: Sequence[Finding], rules: Mapping[str, str]) -> str:
    """Return findings as SARIF; `rules` maps the codes of rules to their explanations."""
    driver = {
        "name": "shenbao",
        "rules": [{"id": code, "fullDescription": {"text": text}} for code, text in sorted(rules.items())],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(f) for f in findings]}
    return dump({"version": "2.1.0", "runs": [run]})


def _result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": full_message(finding)},
    }
    if finding.position:
        result["locations"] = [_location(finding.position)]
    if finding.marks:
        result["relatedLocations"] = [
            _location(mark.position) | {"message": {"text": mark.role}} for mark in finding.marks
        ]
    return result


def _location(place: Position) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    address = quote(place.path, errors="surrogateescape")
    return {"physicalLocation": {"artifactLocation": {"uri": address}, "region": region}}


def as_gitlab(findings: Iterable[Finding], sources: Mapping[str, Sequence[str]]) -> str:
    """Return findings for GitLab's merge request widget.

    The fingerprint is made of what was found and of the line itself, so that it stays when lines above are added.
    """
    seen: Counter[str] = Counter()
    entries = []
    for finding in findings:
        place = finding.position
        line = _line(place, sources) if place else ""
        path = visible(place.path) if place else "content"
        key = clean(f"{finding.code}\n{path if place else ''}\n{finding.message}\n{line}")
        seen[key] += 1
        entries.append(
            {
                "check_name": finding.code,
                "description": full_message(finding),
                "severity": GITLAB_LEVELS[finding.severity],
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "location": {
                    "path": path,
                    "lines": {"begin": place.line if place else 1},
                },
            }
        )
    return dump(entries)


def _line(place: Position, sources: Mapping[str, Sequence[str]]) -> str:
    lines = sources.get(place.path, ())
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def full_message(finding: Finding) -> str:
    """Return what is wrong, why, and how to mend it, in one text."""
    parts = [finding.message, finding.cause and f"原因：{finding.cause}", finding.hint and f"改法：{finding.hint}"]
    return clean("\n".join(part for part in parts if part))
