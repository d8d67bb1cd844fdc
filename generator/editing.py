"""Rewriting a clerk's files: `fmt` and `check --fix`. Whatever does so starts here; nothing else ever does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator import pipeline
from generator.edit.canonical import canonical
from generator.edit.mend import mend
from generator.edit.witness import agrees
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.load.survey import CONTENT, SUFFIX, survey, within
from generator.load.survey import finding as unreadable
from generator.model.finding import Finding, Fix, Severity
from generator.model.position import Position
from generator.system import look
from generator.write.files import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Fixes that overlap or that others uncover are made in further rounds.
MAX_ROUNDS = 10
YAML = "YM-"


@dataclass(slots=True)
class Formatted:
    """What `fmt` did: the files that it changed (or would change), and why it left some alone; `left` counts those."""

    files: int = 0
    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    left: int = 0


def fmt(root: Path, paths: Sequence[Path] = (), *, write: bool = True) -> Formatted:
    """Bring content files into their canonical form; one with mistakes in its YAML is left alone."""
    done = Formatted()
    for path in _files(root, paths):
        file, data = root / path, look.read(root / path, root / CONTENT, MAX_BYTES)
        done.files += 1
        if not isinstance(data, bytes):
            done.left += 1
            done.findings.append(unreadable(data, path))
            continue
        read = outline(path, data)
        if not read.is_sound:
            done.left += 1
            done.findings += [finding for finding in read.findings if finding.is_error]
            done.lines[path] = data.decode("utf-8-sig", "replace").splitlines()
            continue
        new = canonical(path, data, outline)
        if new is None or not (new == data or agrees(data, new)):
            place = Position(path, 1)
            done.findings.append(
                Finding("WJ-011", Severity.NOTE, "这个文件的写法不常见，没有整理", place, hint="不影响检查和生成。")
            )
        elif new != data:
            done.changed.append(path)
            if write:
                replace(file, new)
    return done


def fix(root: Path, paths: Sequence[Path] = (), *, strict: bool = False) -> tuple[pipeline.Result, list[Fix]]:
    """Check, make the fixes that findings carry, and check again until there are none left; return both."""
    made: list[Fix] = []
    result = pipeline.check(root, paths, strict=strict)
    for _ in range(MAX_ROUNDS):
        round_ = [fix for path in _files(root, paths) for fix in _mended(root, path, result.findings)]
        if not round_:
            break
        made += round_
        result = pipeline.check(root, paths, strict=strict)
    return result, made


def _mended(root: Path, path: str, findings: list[Finding]) -> list[Fix]:
    """Mend one file; return the fixes that were made in it."""
    fixes = list(_fixes(path, findings))
    data = look.read(root / path, root / CONTENT, MAX_BYTES) if fixes else b""
    if not (fixes and isinstance(data, bytes)):
        return []
    new, made = mend(path, data, fixes, outline)
    if made:
        replace(root / path, new)
    return made


def _fixes(path: str, findings: list[Finding]) -> Iterator[Fix]:
    """Yield the fixes for a file.

    Where a line has a mistake that only people can mend (a key that nobody knows), they may have meant something else
    than its colon and spaces say: those stay.
    """
    own = [finding for finding in findings if finding.position and finding.position.path == path]
    kept = {finding.position.line for finding in own if finding.position and finding.is_error and not finding.fixes}
    for finding in own:
        is_form = finding.code.startswith(YAML)
        yield from (
            fix for fix in finding.fixes if fix.position.path == path and not (is_form and fix.position.line in kept)
        )


def _files(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Yield the paths of the selected YAML files of the content."""
    chosen = [path.relative_to(root).as_posix() for path in paths]
    yield from (path for path in survey(root).paths if path.endswith(SUFFIX) and within(path, chosen))
