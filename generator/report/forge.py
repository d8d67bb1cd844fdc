"""Findings for a forge: annotations of GitHub's workflows, and plain Markdown for a comment.

What the content says is only ever text there: it can't become a command, markup, a link or a mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Severity
from generator.report.machine import full_message
from generator.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.position import Position

GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~@&:/$])")


def as_github(findings: Sequence[Finding]) -> str:
    """Return one workflow command a finding."""
    return "\n".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    place = finding.position
    given = {"file": visible(place.path), "line": place.line, "col": place.column} if place else {}
    properties = {**given, "title": f"{finding.severity} {finding.code}"}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{GITHUB_LEVELS[finding.severity]} {said}::{_data(full_message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_markdown(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> str:
    """Return a list for a comment: the same on GitHub, GitLab, Gitee and Gitea."""
    if not findings:
        return f"检查了 {len(sources)} 个文件，没有发现问题。"
    counts = {level: sum(f.severity is level for f in findings) for level in Severity}
    told = "，".join(f"{count} 个{level.value}" for level, count in counts.items() if count)
    lines = [f"检查了 {len(sources)} 个文件：{told}。", ""]
    for finding in findings:
        where = f"{_place(finding.position)} " if finding.position else ""
        lines.append(f"- {where}**{finding.severity.value} {finding.code}** {plain(finding.message)}")
        lines += (f"  - 另见 {_place(mark.position)}（{plain(mark.role)}）" for mark in finding.marks)
        lines += (
            f"  - {label}：{plain(text)}" for label, text in (("原因", finding.cause), ("改法", finding.hint)) if text
        )
    return "\n".join(lines)


def _place(place: Position) -> str:
    """Return a position as code, which no name can end."""
    return f"`{visible(str(place)).replace('`', '´')}`"


def plain(text: str) -> str:
    """Escape text so that Markdown shows it as it is, on one line; a zero-width space after @ prevents mentions."""
    return SPECIAL.sub(r"\\\1", visible(text)).replace("\\@", "@\u200b")
