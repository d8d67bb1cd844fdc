"""Builds the wheel with flit, with what all template packs share: a repository that installs it has no copy.

The same files give the same bytes, so the hash of a wheel is the identity of the program that it installs.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
PROGRAM, COMMON = "generator", "templates/common"
# Where generator/model/layout.py looks for it.
SHARED = f"{PROGRAM}/shared/common"
# The first day that a ZIP knows.
NO_TIME = "315532800"


def build_wheel(
    wheel_directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Build the wheel of the program and what all packs share; return its name."""
    target = Path(wheel_directory).resolve()
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        shutil.copytree(PROGRAM, stage / PROGRAM, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(COMMON, stage / SHARED)
        for name in ("pyproject.toml", "LICENSE"):
            shutil.copy(name, stage / name)
        os.environ["SOURCE_DATE_EPOCH"] = NO_TIME
        with chdir(stage):
            return buildapi.build_wheel(str(target), config_settings, metadata_directory)
