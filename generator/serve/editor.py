"""Addresses that open a line in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.position import Position


def address(root: Path, position: Position) -> str:
    """Return the address at which VS Code shows a place of a repository; `root` is absolute."""
    path = (root / position.path).as_posix().lstrip("/")
    return f"vscode://file/{quote(path, safe='/:')}:{position.line}:{position.column}"
