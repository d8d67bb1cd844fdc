"""Compares an output folder with its manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.write import manifest as manifests

if TYPE_CHECKING:
    from pathlib import Path

    from generator.write.manifest import Manifest

# What a repository keeps in its empty output folder, and where drafts lie: neither is published.
PLACEHOLDER, DRAFTS = ".gitkeep", "draft/"
MISSING, CHANGED, STRANGE = "没有了", "和生成时不一样", "不是生成的"


def expected(manifest: Manifest) -> dict[str, str]:
    """Return the hash of every file that a manifest names."""
    outputs = {path: out.sha256 for record in manifest.documents.values() for path, out in record.outputs.items()}
    return outputs | manifest.site


def compare(folder: Path, wanted: dict[str, str]) -> list[tuple[str, str]]:
    """Return the files that are missing, changed, or strange, each with what is wrong."""
    problems = []
    for path, digest in sorted(wanted.items()):
        file = folder / path
        if not file.is_file():
            problems.append((path, MISSING))
        elif manifests.digest(file.read_bytes()) != digest:
            problems.append((path, CHANGED))
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    strange = sorted(there - wanted.keys() - {manifests.NAME, PLACEHOLDER})
    strange = [path for path in strange if not path.startswith(DRAFTS)]
    return problems + [(path, STRANGE) for path in strange]
