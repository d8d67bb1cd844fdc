"""An output folder as it lies there: what its manifest promises, and what of that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.outputs import Outputs
from generator.write import compare as comparison
from generator.write import manifest as manifests
from generator.write import state
from generator.write import tracked as committed
from generator.write.journal import join
from generator.write.staging import journal

if TYPE_CHECKING:
    from pathlib import Path


def tracked(root: Path, out: Path) -> list[str]:
    """Return the files of an output folder that somebody committed, by their path in the repository."""
    return [path for path in committed.tracked(root) if (root / path).is_relative_to(out)]


def versions(root: Path) -> dict[str, str]:
    """Return what a manifest says of the present program, and of all else that decides bytes."""
    return state.versions(root)


def outputs(root: Path, out: Path) -> Outputs:
    """Compare an output folder with what was written into it; `root` is the repository.

    Raises:
        FindingError: its manifest is not as the program writes it.
    """
    file = journal(root, out)
    manifest, torn = join(manifests.read(out), out, file)
    wanted = comparison.expected(manifest)
    problems = [*comparison.compare(out, wanted), *((source, comparison.TORN) for source in torn)]
    if file.is_file():
        problems.append((manifests.NAME, comparison.UNFINISHED))
    return Outputs(wanted, problems, manifest.commit, manifest.clean, manifest.versions)
