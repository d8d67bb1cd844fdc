"""Proves that outputs come from a commit: makes them anew from it, and compares their hashes."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import looks, pipeline, published
from generator.review.versions.named import present, version
from generator.review.versions.version import cannot
from generator.review.versions.years import year_of
from generator.system import git

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.outputs import Outputs

# How much larger than anew an output of another program may be.
MOST, MOST_BYTES = 4, 1 << 20


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Outputs that their commit does not give, and those that it gives with other bytes but the same words and figures.

    Only what another program made (or Python, or a library) may have other bytes.
    """

    differing: list[str]
    alike: list[str]


def rebuild(
    root: Path, out: Path, outputs: Outputs, progress: Callable[[int, int, str], None] | None = None
) -> Rebuilt:
    """Compare the outputs of a folder with what the content and templates of their commit give.

    Raises:
        FindingError: the repository has no such commit. A folder, a branch or a tag of that name stands for none.
    """
    commit = outputs.commit
    if git.commit(root, commit) != commit:
        raise cannot(f"这个仓库里没有提交「{commit[:12]}」", "先用 git fetch 把它取来。")
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder, "build")
        formats = {Path(path).suffix.removeprefix(".") for path in outputs.wanted if "/" in path}
        with version(root, commit) as source:
            years = {year for path in source.files if (year := year_of(path))}
            state = source.folder(years, [present(root)])
            made = pipeline.build(state, formats=sorted(formats), out=again, progress=progress)
            anew = published.outputs(state, again).wanted
            other = [path for path, digest in sorted(outputs.wanted.items()) if anew.get(path) != digest]
            if outputs.versions == published.versions(root):
                return Rebuilt(other, [])
            broken = {path for path, _ in outputs.problems}
            asked = [path for path in other if path in anew and path not in broken and _is_likely(out, again, path)]
            alike = looks.same_words(made.documents, out, asked, state)
            alike |= {path for path in asked if "/" not in path and _words(out, path) == _words(again, path)}
            return Rebuilt([path for path in other if path not in alike], sorted(alike))


def _is_likely(out: Path, again: Path, path: str) -> bool:
    """Whether a file is not much larger than what was made anew: others are not read."""
    return (out / path).stat().st_size <= MOST * (again / path).stat().st_size + MOST_BYTES


def _words(folder: Path, path: str) -> str:
    return looks.page_words((folder / path).read_bytes())
