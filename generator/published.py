"""An output folder as it lies there: what its manifest promises, and what of that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.write import compare as comparison
from generator.write import manifest as manifests
from generator.write import tracked as committed

if TYPE_CHECKING:
    from pathlib import Path


def tracked(root: Path, out: Path) -> list[str]:
    """Return the files of an output folder that somebody committed, by their path in the repository."""
    return [path for path in committed.tracked(root) if (root / path).is_relative_to(out)]


def promised(out: Path) -> dict[str, str]:
    """Return the hash of every file that the manifest of an output folder names, by path."""
    return comparison.expected(manifests.read(out))


def compare(out: Path, wanted: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Return the files of an output folder that are not as its manifest (or `wanted`) says, and what is wrong."""
    return comparison.compare(out, promised(out) if wanted is None else wanted)


def made_from(out: Path) -> tuple[str, bool]:
    """Return the commit that an output folder was made from, and whether the tree was clean then."""
    manifest = manifests.read(out)
    return manifest.commit, manifest.clean
