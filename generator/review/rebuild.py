"""Proves that outputs come from a commit: makes them anew from it, and compares their hashes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline, published
from generator.review.versions.named import version
from generator.review.versions.version import cannot
from generator.review.versions.years import year_of
from generator.system import git

if TYPE_CHECKING:
    from collections.abc import Callable


def rebuild(
    root: Path, commit: str, formats: set[str], progress: Callable[[int, int, str], None] | None = None
) -> dict[str, str]:
    """Return the hash of each output that the content and templates of a commit give, by path.

    Raises:
        FindingError: the repository has no such commit. A folder, a branch or a tag of that name stands for none.
    """
    if git.commit(root, commit) != commit:
        raise cannot(f"这个仓库里没有提交「{commit[:12]}」", "先用 git fetch 把它取来。")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "build")
        with version(root, commit) as source:
            years = {year for path in source.files if (year := year_of(path))}
            folder_of_commit = source.folder(years)
            pipeline.build(folder_of_commit, formats=sorted(formats), out=out, progress=progress)
            return published.outputs(folder_of_commit, out).wanted
