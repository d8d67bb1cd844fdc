"""Compares an output folder with its manifest."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.system.digests import digest_file
from generator.system.look import linked
from generator.write import manifest as manifests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.write.manifest import Manifest

# What a repository keeps in its empty output folder, and where drafts lie: neither is published.
PLACEHOLDER, DRAFTS = ".gitkeep", "draft/"
MISSING, CHANGED, STRANGE = "没有了", "和生成时不一样", "不是生成的"
TORN = "它的几种格式有的是新的，有的是旧的"
UNFINISHED = "上次生成没有做完就停了，清单还没有写好；再运行一次 make build"
LINKED = "它或它的文件夹是链接，没有读"


def expected(manifest: Manifest) -> dict[str, str]:
    """Return the hash of every file that a manifest names."""
    outputs = {path: out.sha256 for record in manifest.documents.values() for path, out in record.outputs.items()}
    return outputs | manifest.site


def compare(folder: Path, wanted: dict[str, str]) -> list[tuple[str, str]]:
    """Return the files that are missing, changed, or strange, each with what is wrong; no link is followed."""
    problems = []
    for path, digest in sorted(wanted.items()):
        if linked(folder, path):
            problems.append((path, LINKED))
        elif not (folder / path).is_file():
            problems.append((path, MISSING))
        elif digest_file(folder / path) != digest:
            problems.append((path, CHANGED))
    strange = sorted(set(_there(folder)) - wanted.keys() - {manifests.NAME, PLACEHOLDER})
    strange = [path for path in strange if not path.startswith(DRAFTS)]
    return problems + [(path, STRANGE) for path in strange]


def _there(folder: Path) -> Iterator[str]:
    """Yield all that lies in a folder and is no folder itself: files, pipes, and links to whatever."""
    for place, below, names in os.walk(folder):
        links = [name for name in below if Path(place, name).is_symlink()]
        yield from (Path(place, name).relative_to(folder).as_posix() for name in (*names, *links))
