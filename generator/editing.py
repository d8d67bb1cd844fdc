"""Rewriting a clerk's files: `fmt`, `upgrade`, `check --fix`. Whatever does so starts here; nothing else ever does."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator import pipeline
from generator.carrying import by_hand, carry, is_pack
from generator.edit.canonical import canonical
from generator.edit.mend import mend
from generator.edit.witness import agrees, keeps_comments
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.load.survey import SUFFIX, survey, within
from generator.load.survey import finding as unreadable
from generator.model.barrier import barrier
from generator.model.entry import names
from generator.model.finding import Finding, FindingError, Fix, Severity
from generator.model.own import OwnFields
from generator.model.position import Position
from generator.system import look
from generator.system.signals import Interruption
from generator.write.files import remove, rewrite
from generator.write.staging import Waiting, held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model.pack import Pack

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


class Files:
    """The files of a run that may change them, of the content or packs too: it holds content/ while it does."""

    def __init__(self, root: Path, paths: Iterable[Path], staging: Path | None, *, with_packs: bool = False) -> None:
        self.root, self.staging = root, staging
        self.written: list[str] = []
        self.failed: dict[str, Finding] = {}
        self.paths = [*_paths(root, paths), *(_packs(root) if with_packs else ())]

    def read(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files and what they say; those that can't be read or written are left alone."""
        for path in self.paths:
            data = look.read(self.root / path, self.root / path.partition("/")[0], MAX_BYTES)
            if not isinstance(data, bytes):
                self.failed[path] = unreadable(data, path)
            elif path not in self.failed:
                yield path, data

    @contextmanager
    def guard(self, path: str) -> Iterator[None]:
        """Leave a file alone that something fails at."""
        problems: list[Finding] = []
        with barrier(problems, "整理这个文件", Position(path, 1)):
            yield
        if problems:
            self.failed[path] = problems[0]

    def write(self, path: str, data: bytes) -> bool:
        """Write a file, at the end of its links; whether it could be done."""
        if self.staging is None:
            return False
        try:
            rewrite((self.root / path).resolve(), data, self.staging, self.root.resolve())
        except FindingError as problem:
            self.failed[path] = problem.finding
            return False
        self.written.append(path)
        return True

    def remove(self, path: str) -> bool:
        """Take a file away that stands in another now; whether it could be done."""
        try:
            remove(self.root / path, (self.root / path).parent, self.root)
        except FindingError as problem:
            self.failed[path] = problem.finding
            return False
        return True


@contextmanager
def holding(root: Path, paths: Iterable[Path], waiting: Waiting | None, *, with_packs: bool = False) -> Iterator[Files]:
    """Hold the content for writing; an interruption says what had been written."""
    with held(root, root / "content", waiting) as (staging, problems):
        files = Files(root, paths, staging, with_packs=with_packs)
        for problem in problems:
            files.failed["content"] = problem
        try:
            yield files
        except Interruption as stop:
            stop.written = files.written
            raise


def fmt(root: Path, paths: Sequence[Path] = (), *, write: bool = True, waiting: Waiting | None = None) -> Formatted:
    """Bring content files into their canonical form; one with mistakes in its YAML is left alone."""
    done = Formatted()
    own = own_keys(pipeline.packs(root).values())
    with holding(root, paths, waiting) if write else nullcontext(Files(root, paths, None)) as files:
        for path, data in files.read():
            with files.guard(path):
                new = _canonical(path, data, done, own)
                if new != data and (not write or files.write(path, new)):
                    done.changed.append(path)
        done.files = len(files.paths)
        done.findings += files.failed.values()
        done.left += len(files.failed)
    return done


def formatted(path: str, data: bytes, packs: Collection[Pack]) -> tuple[bytes, list[Finding]]:
    """Return the canonical form of a text that is not saved yet, or the text as it is, and why it is left alone."""
    done = Formatted()
    return _canonical(path, data, done, own_keys(packs)), done.findings


def own_keys(packs: Collection[Pack]) -> dict[str, list[str]]:
    """Return the keys of the fields that packs declare, by the kind of content."""
    return {
        kind: list(dict.fromkeys(key for pack in packs for key in pack.own_fields(kind))) for kind in names(OwnFields)
    }


def _canonical(path: str, data: bytes, done: Formatted, own: Mapping[str, Sequence[str]]) -> bytes:
    """Return the canonical form of a file, or the file as it is where it has to be left alone."""
    read = outline(path, data)
    if not read.is_sound:
        done.left += 1
        done.findings += [finding for finding in read.findings if finding.is_error]
        done.lines[path] = data.decode("utf-8-sig", "replace").splitlines()
        return data
    new = canonical(path, data, outline, own)
    if new is not None and (new == data or agrees(data, new)):
        return new
    done.findings.append(_unusual(path))
    return data


def _unusual(path: str) -> Finding:
    place = Position(path, 1)
    return Finding("WJ-011", Severity.NOTE, "这个文件的写法不常见，没有整理", place, hint="不影响检查和生成。")


def upgrade(root: Path, *, write: bool = True, waiting: Waiting | None = None) -> Formatted:
    """Rewrite files of an older form in the present one; one is left alone where that can't be had safely."""
    done = Formatted()
    alone = nullcontext(Files(root, (), None, with_packs=True))
    with holding(root, (), waiting, with_packs=True) if write else alone as files:
        given = dict(files.read())
        made = carry(given)
        for path, new in made.files.items():
            with files.guard(path):
                if not (outline(path, new).is_sound and keeps_comments(given[path], new)):
                    made.left.append(path)
                elif not write or files.write(path, new):
                    done.changed.append(path)
        for path, other in made.gone.items():
            is_kept = other in done.changed and keeps_comments(given[path], made.files[other])
            if is_kept and (not write or files.remove(path)):
                done.changed.append(f"{path}：合进 {other.rpartition('/')[2]}，删去")
        done.files = len(files.paths)
        done.findings += [_unusual(path) for path in made.left]
        done.findings += [one for path in done.changed if is_pack(path) for one in by_hand(root, path)]
        done.findings += [_apart(path, *other) for path, other in made.apart.items()]
        done.findings += files.failed.values()
        done.left += len(files.failed) + len(made.left) + len(made.unsound)
    return done


def _apart(path: str, other: str, places: Sequence[str]) -> Finding:
    message = f"和 {other} 是同一个项目，这几处不同，没有合成一个文件：{'、'.join(places)}"
    hint = f"查实后改成一样，合进 {other}，再删去这个文件和 department.yaml 的「不列」里这个项目的两行。"
    return Finding(
        "XM-003", Severity.NOTE, message, Position(path, 1), cause="一个项目写一次，各种文书里都有它。", hint=hint
    )


def fix(
    root: Path, paths: Sequence[Path] = (), *, strict: bool = False, waiting: Waiting | None = None
) -> tuple[pipeline.Result, list[Fix]]:
    """Check, make the fixes that findings carry, and check again until there are none left; return both."""
    made: list[Fix] = []
    with holding(root, paths, waiting) as files:
        result = pipeline.check(root, paths, strict=strict)
        for _ in range(MAX_ROUNDS):
            round_ = [fix for path, data in files.read() for fix in _mended(path, data, result.findings, files)]
            if not round_:
                break
            made += round_
            result = pipeline.check(root, paths, strict=strict)
        result.findings = list(dict.fromkeys([*result.findings, *files.failed.values()]))
    return result, made


def _mended(path: str, data: bytes, findings: list[Finding], files: Files) -> list[Fix]:
    """Mend one file; return the fixes that were made in it."""
    with files.guard(path):
        new, made = mended(path, data, findings)
        return made if made and files.write(path, new) else []
    return []


def mended(path: str, data: bytes, findings: Iterable[Finding]) -> tuple[bytes, list[Fix]]:
    """Return a text with the fixes that findings carry for it, so far as they can be made at once, and those."""
    fixes = list(_fixes(path, list(findings)))
    return mend(path, data, fixes, outline) if fixes else (data, [])


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


def _packs(root: Path) -> Iterator[str]:
    """Yield the paths of the packs' files."""
    yield from sorted(file.relative_to(root).as_posix() for file in root.glob("templates/*/pack.yaml"))


def _paths(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Yield the paths of the selected YAML files of the content."""
    chosen = [path.relative_to(root).as_posix() for path in paths]
    yield from (path for path in survey(root).paths if path.endswith(SUFFIX) and within(path, chosen))
