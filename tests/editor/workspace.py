"""The files of this repository as an editor sees them, and the settings that it finds there."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.model.accounts import Accounts
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.entry import kind
from generator.model.pack import Pack
from generator.model.project import Project

if TYPE_CHECKING:
    from generator.model.entry import Entry

ROOT = Path(__file__).parents[2]
MODELS: tuple[type[Entry], ...] = (Department, Project, Budget, Accounts, Pack)
FILES = sorted(
    file.relative_to(ROOT).as_posix()
    for place in ("content/**/*", "templates/*/*")
    for file in ROOT.glob(f"{place}.yaml")
)


def settings() -> dict[str, Any]:
    """Return the settings of the workspace, without the comments that VS Code allows there."""
    written = (ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8")
    return dict(json.loads(re.sub(r"^\s*//.*$", "", written, flags=re.MULTILINE)))


def bindings() -> dict[str, list[str]]:
    """Return the patterns of the files that each schema is bound to."""
    bound = settings()["yaml.schemas"]
    return {schema: [globs] if isinstance(globs, str) else globs for schema, globs in bound.items()}


def bound(path: str) -> list[str]:
    """Return the schemas that are bound to a file."""
    return [schema for schema, globs in bindings().items() if any(PurePosixPath(path).match(glob) for glob in globs)]


def read(path: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def model(path: str) -> type[Entry]:
    """Return the model of a file, by its 文种."""
    written = re.search(r"^文种: (.*)$", read(path), re.MULTILINE)
    assert written, path
    return next(model for model in MODELS if kind(model) == written[1])
