"""However a run dies, each file is the old or the new one, `verify` knows which, and the next run mends everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

# `make kills` takes 100 moments and each step.
COUNT, SEED, STRIDE = "8", "2026", "8"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked, for speed")]


def kills(folder: Path, *arguments: str) -> dict[str, int]:
    """Return the figures of `tests/processes/kills.py`, which fails where anything is torn, left over or untrue."""
    command = [sys.executable, "-m", "tests.processes.kills", str(folder), *arguments]
    done = subprocess.run(command, cwd=samples.ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, int] = json.loads(done.stdout)
    return figures


def test_at_random(tmp_path: Path) -> None:
    assert kills(tmp_path, "random", COUNT, SEED)["kills"] == int(COUNT)


def test_at_each_eighth_step(tmp_path: Path) -> None:
    figures = kills(tmp_path, "steps", STRIDE)
    assert figures["kills"] > 10
    assert figures["runs killed between two files"] > 1
    assert figures["documents between two formats, as verify says"] > 0
