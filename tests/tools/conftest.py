"""Everything that is published, built once; and where there is no network."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.write.manifest import FORMATS
from tests.conftest import build_once

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all content in all formats, once for all workers; return the output folder."""
    return build_once(tmp_path_factory, "published", FORMATS)[1]


@pytest.fixture(scope="session")
def secluded() -> list[str]:
    """Return what starts a command in a network namespace without interfaces."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
        if done.returncode == 0:
            return command
    pytest.skip("本机不允许建立没有网络的命名空间（unshare --net），没有网络的生成没有试过")
