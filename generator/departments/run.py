"""Checks all content, department by department: from what is kept of each, or anew, in several processes.

What concerns several departments is told here: files that nobody reads, documents of the same name. What can't be
divided so is checked whole.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from generator.departments.kept import Kept
from generator.departments.parts import Checked, Part, divided, joined, part, shares, told
from generator.load.survey import survey
from generator.pipeline import check, examine
from generator.system.processes import workers
from generator.unchanged.run import is_on_forge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def run(root: Path, *, strict: bool, fresh: bool = False) -> Checked:
    """Check all content of a repository; `fresh` takes nothing from what is kept, and keeps nothing."""
    there = survey(root)
    departments = divided(there)
    if departments is None or is_on_forge() or fresh:
        return told(check(root, strict=strict))
    kept = Kept(root, strict=strict)
    found = {folder: kept.get(folder) for folder in departments}
    missing = [folder for folder, one in found.items() if one is None]
    parts = list(_examined(root, shares(missing, departments), strict=strict))
    for one in parts:
        found |= one.records
        kept.keep(one)
    if missing:
        kept.prune()
    return joined(root, there, [one for one in found.values() if one is not None], parts, strict=strict)


def _examined(root: Path, folders: Sequence[Sequence[str]], *, strict: bool) -> Iterator[Part]:
    """Check shares, in several processes where there is enough for them."""
    count = min(os.cpu_count() or 1, len(folders))
    work = partial(_examine, root, strict=strict)
    if count > 1:
        with workers(count) as executor:
            yield from executor.map(work, folders)
    else:
        yield from map(work, folders)


def _examine(root: Path, folders: Sequence[str], *, strict: bool) -> Part:
    return part(folders, examine(root, [root / folder for folder in folders], strict=strict))
