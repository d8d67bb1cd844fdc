"""`accounts`: a bureau's tables of accounts become the chart of a year, which all departments share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.bring.accounts.chart import merged, new_chart
from generator.bring.accounts.told import Tables
from generator.edit.tree import UnknownFormError
from generator.edit.witness import keeps_comments
from generator.editing import holding
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.load.survey import SUFFIX
from generator.model.accounts import CHARTS, ChartChange
from generator.model.finding import Finding, error
from generator.model.position import Position
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.editing import Files
    from generator.write.staging import Waiting


@dataclass(slots=True)
class Charted:
    """What `accounts` did: what the chart of accounts at `path` says now (or would say), and what was to be told."""

    path: str
    change: ChartChange = field(default_factory=ChartChange)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)


def accounts(
    root: Path, year: str, tables: Mapping[str, Path], *, merge: bool = False, waiting: Waiting | None = None
) -> Charted:
    """Make the chart of accounts of a year from tables, by the names that people gave them; one that is there stays.

    With `merge`, further codes and other names are put into it.
    """
    done = Charted(f"{CHARTS}/{year}{SUFFIX}")
    given = Tables()
    for name, file in tables.items():
        data = look.read(file, file.parent, MAX_BYTES)
        if isinstance(data, bytes):
            given.add(name, data)
        else:
            given.findings.append(error("KB-001", data.message, Position(name, 1), hint=data.hint))
    done.findings, done.lines = given.findings, given.lines
    if any(finding.is_error for finding in given.findings):
        return done
    with holding(root, (), waiting) as files:
        with files.guard(done.path):
            _chart(done, given, year, files, merge=merge)
        done.findings += files.failed.values()
    return done


def _chart(done: Charted, given: Tables, year: str, files: Files, *, merge: bool) -> None:
    """Write a chart that isn't there, or see what would change in the one that is."""
    place = files.root / done.path
    if look.linked(files.root, done.path):
        done.findings.append(_untouched(done.path, "它在链接的另一头"))
    elif made := _merged(place, done.path, given) if place.exists() else new_chart(year, given.names):
        data, done.change = made
        done.findings += given.orphans(done.change.kept)
        if done.change.is_new or (merge and not done.change.is_none):
            done.change.is_written = files.write(done.path, data)
    else:
        done.findings.append(_untouched(done.path, "它有错误，或写法不常见"))


def _merged(place: Path, path: str, given: Tables) -> tuple[bytes, ChartChange] | None:
    """Return the chart that is there with what tables give; None where it has to be left alone."""
    old = look.read(place, place.parent, MAX_BYTES)
    if not isinstance(old, bytes) or not outline(path, old).is_sound:
        return None
    try:
        data, change = merged(old, given.names)
    except UnknownFormError:
        return None
    return (data, change) if keeps_comments(old, data) and outline(path, data).is_sound else None


def _untouched(path: str, cause: str) -> Finding:
    return error(
        "KB-006", "没有动这张科目表", Position(path, 1), cause=f"{cause}。", hint="先用 shenbao check 查好它。"
    )
