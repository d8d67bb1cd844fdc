"""A repository with a small budget of its own, made with packs that build on others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import pipeline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.pipeline import Result

PARENT, CHILD = "chongqing-2024", "mou-2025"
CHILD_FILE = f"templates/{CHILD}/pack.yaml"
BASIS = f"基于: {PARENT}\n"


def repository(root: Path, files: Mapping[str, str], *, pack: str = CHILD) -> Path:
    """Write a repository whose small budget is made with a pack; `files` are those of templates/, by their path."""
    samples.copy_templates(root)
    given = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    department = f"{budget.FOLDER}/department.yaml"
    given[department] = samples.changed(given[department], PARENT, pack)
    samples.write(root, given | {f"templates/{name}": text for name, text in files.items()})
    return root


def checked(root: Path, text: str, **packs: str) -> Result:
    """Check the small budget with a child of a text; `packs` are further ones by their names, with _ for -."""
    others = {f"{name.replace('_', '-')}/pack.yaml": said for name, said in packs.items()}
    return pipeline.check(repository(root, {f"{CHILD}/pack.yaml": text} | others))


def errors(result: Result) -> list[tuple[str, str, str, int]]:
    """Return the errors: code, message, file and line."""
    return [
        (finding.code, finding.message, *((place.path, place.line) if (place := finding.position) else ("", 0)))
        for finding in result.findings
        if finding.is_error
    ]
