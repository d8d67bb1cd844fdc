"""Names every file that differs between two versions, with what it may change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.legible import legible
from generator.model.review import Aspect, FileChange, Kind
from generator.review.aspects import aspects
from generator.review.versions.version import is_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from generator.review.versions.version import Version
    from generator.system.git import Leaf


def differing(before: Version, after: Version) -> list[FileChange]:
    """Return the files that differ, in the order of what they may change and of their paths."""
    mine, theirs = before.files, after.files
    different = sorted(path for path in mine.keys() | theirs.keys() if not _is_same(mine.get(path), theirs.get(path)))
    moved = _moved(different, before, after)
    gone = set(moved.values())
    changes = (_change(path, moved.get(path, ""), before, after) for path in different if path not in gone)
    return sorted(changes, key=lambda change: (list(Aspect).index(change.aspects[0]), change.path))


def without_words(changes: Iterable[FileChange], formal: AbstractSet[str]) -> tuple[FileChange, ...]:
    """Return the changes, those of content files of which only the form differs marked as such."""
    return tuple(
        replace(change, aspects=(Aspect.FORM,))
        if change.kind in {Kind.CHANGED, Kind.RENAMED} and {change.path, change.old_path or change.path} <= formal
        else change
        for change in changes
    )


def _is_same(old: Leaf | None, new: Leaf | None) -> bool:
    return old is not None and new is not None and (_sort(old), old.hash) == (_sort(new), new.hash)


def _sort(leaf: Leaf) -> str:
    """Return what a path is, file or link or submodule; whether a file may be run is no difference of bytes."""
    return "file" if leaf.is_file else leaf.mode


def _moved(different: list[str], before: Version, after: Version) -> dict[str, str]:
    """Return the files that only have another path, with their old ones."""
    gone: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in reversed(different):
        if path not in after.files:
            leaf = before.files[path]
            gone[_sort(leaf), leaf.hash].append(path)
    moved = {}
    for path in different:
        if path not in before.files and (rivals := gone.get((_sort(after.files[path]), after.files[path].hash))):
            # From the documents to the program, or back, is more than a new name.
            same = [rival for rival in rivals if rival.partition("/")[0] == path.partition("/")[0]]
            if same:
                moved[path] = same[-1]
                rivals.remove(same[-1])
    return moved


def _change(path: str, old_path: str, before: Version, after: Version) -> FileChange:
    old, new = before.files.get(old_path or path), after.files.get(path)
    kind = Kind.RENAMED if old_path else Kind.CHANGED if old and new else Kind.ADDED if new else Kind.REMOVED
    data = dict(_data(path, before, after)) if is_read(path) and kind is not Kind.RENAMED else {}
    found, parts = aspects(path, data.get(0), data.get(1))
    told = tuple(map(legible, parts)) if kind is Kind.CHANGED else ()
    return FileChange(kind, legible(path), found, legible(old_path), told)


def _data(path: str, *versions: Version) -> Iterator[tuple[int, bytes]]:
    """Yield the bytes of a file of a template in each version that has it."""
    for number, version in enumerate(versions):
        leaf = version.files.get(path)
        if leaf and leaf.is_file and path.startswith("templates/") and not path.endswith(".ttf"):
            yield number, version.data(path)
