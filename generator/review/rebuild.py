"""Proves that outputs come from a commit: makes them anew from it, and compares their hashes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline, published
from generator.review.versions.named import version
from generator.review.versions.years import year_of

if TYPE_CHECKING:
    from generator.pipeline import Progress


def rebuild(root: Path, commit: str, formats: set[str], progress: Progress | None = None) -> dict[str, str]:
    """Return the hash of each output that the content and templates of a commit give, by path."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "build")
        with version(root, commit) as source:
            years = {year for path in source.files if (year := year_of(path))}
            pipeline.build(source.folder(years), formats=sorted(formats), out=out, progress=progress)
        return published.promised(out)
