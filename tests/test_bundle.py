"""Which of the locked packages a bundle holds, and what of the repository."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

LOCK = (samples.ROOT / "requirements-editor.lock").read_text("utf-8")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """Return the script, which is no module of the program."""
    spec = importlib.util.spec_from_file_location("make", samples.ROOT / ".ci/bundle/make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


def test_markers_decide_for_the_platform_of_the_bundle(make: ModuleType) -> None:
    windows, linux = (make.needed(LOCK, name, "3.12") for name in ("windows-x86_64", "linux-aarch64"))
    assert names(windows) - names(linux) == {"colorama"}
    assert names(LOCK) - names(windows) == {"brotlicffi"}
    assert " ; " not in windows
    # Each keeps its hashes.
    assert len(re.findall(r"--hash=sha256:", windows)) > 500


def test_a_bundle_is_the_same_bytes_and_holds_no_tests(make: ModuleType, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "one-1-py3-none-any.whl").write_bytes(b"wheel")
    for name in ("first", "second"):
        make.pack("windows-x86_64", wheels, tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    with zipfile.ZipFile(tmp_path / "first") as archive:
        held = set(archive.namelist())
        assert archive.read("shenbao/install.cmd").count(b"\r\n") > 10
    wanted = ("install.py", "install.cmd", "requirements.lock", "pyproject.toml", "generator/cli/main.py", "README.md")
    assert {f"shenbao/{path}" for path in wanted} <= held
    assert {path.split("/")[1] for path in held} >= {"content", "templates", "docs", "wheels", "build"}
    assert [
        path for path in held if re.match(r"shenbao/(tests/|\.ci/(?!backend\.py$)|\.github/)|.*-dev\.lock", path)
    ] == []
