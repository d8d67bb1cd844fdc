"""`rollover`: a department's files of one year become those of the next, as text edits at known places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from generator import pipeline
from generator.bring.rollover import strip
from generator.bring.upgrade import text
from generator.check.hits import found
from generator.check.rules.years import FOREIGN, budget_years, other_years
from generator.edit.mend import mend
from generator.edit.parse import parse
from generator.edit.text import Lines
from generator.edit.tree import UnknownFormError
from generator.edit.witness import keeps_comments
from generator.editing import holding
from generator.load.outline import outline
from generator.model.declaration import Declaration
from generator.model.finding import Finding, Fix
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.model.position import Position
    from generator.pipeline import Result
    from generator.write.staging import Waiting


@dataclass(slots=True)
class Rolled:
    """What a rollover came to: the new files, the years that moved, the keys that were dropped.

    `years` are other years that the texts still name, for people to look at; `copied` are files that are written in a
    way in which nothing but the folder could be changed. All places are those of the new files.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    moved: list[Fix] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    years: list[tuple[Position, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: Mapping[str, list[str]] = field(default_factory=dict)
    is_written: bool = False


def rollover(root: Path, folder: str, *, write: bool = True, waiting: Waiting | None = None) -> Rolled:
    """Make the files of the year after a year's folder (content/province/department/year), which has none yet.

    What the new files print and what rules say of them is found before anything is written.
    """
    year = int(folder.rpartition("/")[2])
    target = f"{folder.rpartition('/')[0]}/{year + 1}"
    done = Rolled()
    fixes = list(_fixes(root, folder, year))
    with holding(root, [root / folder], waiting) as files:
        for path, data in files.read():
            with files.guard(path):
                own = [fix for fix in fixes if fix.position.path == path]
                _roll(path, f"{target}{path.removeprefix(folder)}", data, own, done)
        result = pipeline.check(root, [root / target], overlay=done.files)
        done.lines = result.lines
        for subject in _of_year(result):
            done.years += [(place, hit.message) for place, hit in found(subject, partial(other_years, year=year + 1))]
        done.years = sorted(dict.fromkeys(done.years))
        # What is listed with its year is not told once more as a finding.
        listed = {str(place) for place, _ in done.years}
        told = (one for one in result.findings if one.code != FOREIGN or str(one.position) not in listed)
        done.findings += [*files.failed.values(), *told]
        if write and not files.failed:
            written = [files.write(path, data) for path, data in done.files.items()]
            done.is_written = all(written)
            done.findings[:0] = files.failed.values()
    return done


def _fixes(root: Path, folder: str, year: int) -> Iterator[Fix]:
    """Yield the places that mean the budget year: the department's own key, and what a rule takes for it in texts."""
    for subject in _of_year(pipeline.check(root, [root / folder])):
        for place, _ in found(subject, partial(budget_years, year=year)):
            yield Fix(place, str(year), str(year + 1))
        yield Fix(subject.department.year.position, str(year), str(year + 1))


def _of_year(result: Result) -> list[Declaration | Statement]:
    """Return the subjects that are made of a year's own files."""
    return [subject for subject in result.subjects if isinstance(subject, Declaration | Statement)]


def _roll(path: str, new_path: str, data: bytes, fixes: list[Fix], done: Rolled) -> None:
    """Add the new text of one file; where that can't be had safely, it is copied."""
    moved, made = mend(path, data, fixes, outline)
    try:
        root = parse(Lines.of(moved).texts)
    except UnknownFormError:
        root = None
    gone = strip(root) if root else []
    new = text(root, Lines.of(moved).usual_end) if root and gone else moved
    if not (outline(new_path, new).is_sound and keeps_comments(data, new)):
        done.copied.append(new_path)
        new, gone, made = data, [], []
    done.files[new_path] = new
    done.dropped += [(new_path, key) for key in gone]
    shift = _shifts(moved.decode(), new.decode())
    for fix in made:
        if fix.position.line in shift:
            place = replace(fix.position, path=new_path, line=shift[fix.position.line])
            done.moved.append(replace(fix, position=place))


def _shifts(old: str, new: str) -> dict[int, int]:
    """Return where the lines of a text stand in another one that lacks some of them."""
    blocks = SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_matching_blocks()
    return {a + at + 1: b + at + 1 for a, b, size in blocks for at in range(size)}
