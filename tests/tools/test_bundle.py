"""An office without internet: the bundle is unpacked and installed where there is no network, and makes documents."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.test_hygiene import HOSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.tools
MAKE = samples.ROOT / ".ci/bundle/make.py"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
FOLDER = "content/yunnan/chenggong-medical-security/2024"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the bundle for this machine and its Python; return it unpacked."""
    folder = tmp_path_factory.mktemp("bundle")
    name = f"linux-{platform.machine()}"
    subprocess.run([sys.executable, MAKE, "--platform", name, "--python", PYTHON, "--out", folder], check=True)
    with zipfile.ZipFile(folder / f"shenbao-{name}.zip") as archive:
        archive.extractall(folder)
    return folder / "shenbao"


def alone(secluded: Sequence[str], root: Path, *command: str) -> samples.Run:
    """Run a command without network, as somebody who has set nothing up."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(root.parent),
        "SHENBAO_PYTHON": f"{sys.base_prefix}/bin/python3",
    }
    done = subprocess.run(
        [*secluded, *command],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return samples.Run(done.returncode, done.stdout, done.stderr)


def test_a_first_build_without_network(bundle: Path, secluded: list[str]) -> None:
    assert not (bundle / "tests").exists()
    installed = alone(secluded, bundle, "bash", "install.sh")
    assert (installed.code, installed.err) == (0, "")
    assert "装好了" in installed.out
    built = alone(secluded, bundle, ".venv/bin/shenbao", "build", FOLDER)
    assert (built.code, built.err) == (0, "")
    made = {Path(path).suffix for path in samples.snapshot(bundle / "build/chenggong-medical-security")}
    assert made == {".docx", ".pdf", ".html"}
    assert alone(secluded, bundle, ".venv/bin/shenbao", "check", FOLDER).code == 0


def test_a_wheel_that_is_not_the_locked_one_is_refused(bundle: Path, secluded: list[str], tmp_path: Path) -> None:
    root = tmp_path / "shenbao"
    shutil.copytree(bundle, root, ignore=shutil.ignore_patterns(".venv", "content", "templates", "build"))
    wheel = next((root / "wheels").glob("jinja2-*.whl"))
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("jinja2/more.py", "")
    refused = alone(secluded, root, "bash", "install.sh")
    assert refused.code == 1
    assert "软件包没有装上：压缩包不全、被改过" in refused.err


def test_no_index_is_named(bundle: Path) -> None:
    texts = [file for file in bundle.iterdir() if file.is_file()]
    assert {file.name for file in texts} >= {"install.py", "install.sh", "requirements.lock", "README.md"}
    assert [file.name for file in texts for host in HOSTS if host in file.read_text("utf-8")] == []
