"""Everything that is published, built once; and where there is no network."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.write.manifest import FORMATS
from tests.samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all content in all formats; return the output folder."""
    out = tmp_path_factory.mktemp("published")
    result = pipeline.build(ROOT, formats=FORMATS, out=out)
    assert not result.has_errors, result.findings
    return out


@pytest.fixture(scope="session")
def secluded() -> list[str]:
    """Return what starts a command in a network namespace without interfaces."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
        if done.returncode == 0:
            return command
    pytest.skip("本机不允许建立没有网络的命名空间（unshare --net），没有网络的生成没有试过")
