"""The real department budget, assembled once and built once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.budget import places
from tests.rules import budget, harness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.document import Document
    from generator.pipeline import Result


@pytest.fixture(scope="session")
def document() -> Document:
    """Return the Document of the real budget."""
    return places.assembled(samples.ROOT, places.CONTENT)


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the real budget; return its files by format."""
    out = tmp_path_factory.mktemp("budget")
    result = pipeline.build(samples.ROOT, [places.CONTENT], formats=places.FORMATS, out=out)
    assert not result.has_errors, result.findings
    return places.files(out)


@pytest.fixture
def budget_repo(tmp_path: Path, templates: Path) -> Path:
    """Return a repository with a copy of the real budget."""
    root = tmp_path / "repo"
    files = samples.snapshot(places.CONTENT)
    samples.write(root, {f"{places.FOLDER}/{path}": data for path, data in files.items()})
    samples.write(root, {"content/accounts.yaml": (samples.ROOT / "content/accounts.yaml").read_bytes()})
    (root / "templates").symlink_to(templates)
    return root


@pytest.fixture
def checked(tmp_path: Path, templates: Path) -> Callable[..., Result]:
    """Return a checker of the small budget with some files changed: a change of top-level keys, or None to drop it."""

    def check(**changes: str | None) -> Result:
        files = dict(budget.FILES)
        for name, change in changes.items():
            (path,) = [path for path in files if name in path]
            if change is None:
                del files[path]
            else:
                files[path] = harness.overlay(files[path], change)
        samples.write(tmp_path, {f"{budget.FOLDER}/{path}": text for path, text in files.items()})
        if not (tmp_path / "templates").exists():
            (tmp_path / "templates").symlink_to(templates)
        return pipeline.check(tmp_path)

    return check


@pytest.fixture
def changed_pack(tmp_path: Path) -> Callable[..., int]:
    """Return what replaces words of a file of the pack, for the checker; it returns the first line with the new ones.

    They stand once in the file, or `after` some other words.
    """

    def change(name: str, old: str, new: str, after: str = "") -> int:
        if not (tmp_path / "templates").exists():
            samples.copy_templates(tmp_path)
        file = tmp_path / "templates/chongqing-2024" / name
        text = file.read_text(encoding="utf-8")
        before, mark, rest = text.partition(after) if after else ("", "", text)
        assert old in rest
        file.write_text(before + mark + rest.replace(old, new, 1), encoding="utf-8")
        return (before + mark + rest.partition(old)[0]).count("\n") + 1

    return change
