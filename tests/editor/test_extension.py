"""The extension for VS Code: what is packed, and what it does with a repository, with a stand-in for the editor.

The stand-in is no editor: the client that is packed is the real one, and so is the server that it starts.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import __version__
from tests import samples
from tests.editor.workspace import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.tools

DEPARTMENT = samples.DEPARTMENT_FILE
LARGEST = 150 * 1024


def make(out: Path) -> Path:
    subprocess.run([sys.executable, str(ROOT / ".ci/editor/make.py"), str(out)], check=True, cwd=ROOT)
    return out


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert (ROOT / ".cache/vsix/node_modules").is_dir(), "missing: run bash .ci/setup tools"
    return make(tmp_path_factory.mktemp("packed") / "shenbao.vsix")


@pytest.fixture
def run(packed: Path, tmp_path: Path) -> Run:
    """Run the extension over a repository; return what it did."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    script = tmp_path / "unpacked/extension/extension.js"

    def start(root: Path, *names: str) -> dict[str, Any]:
        command = ["node", str(ROOT / "tests/editor/extension.js"), str(script), str(root), *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        return dict(json.loads(done.stdout))

    return start


@pytest.fixture
def repository(tmp_path: Path, templates: Path) -> Path:
    root = tmp_path / "repository"
    samples.write(root, {DEPARTMENT: samples.DEPARTMENT, "content/notes.txt": "x", "other/a.yaml": "a: 1\n"})
    (root / "templates").symlink_to(templates)
    return root


def test_the_same_files_make_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    again = make(tmp_path / "again.vsix")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(packed.read_bytes()).digest()
    assert packed.stat().st_size < LARGEST


def test_it_is_whole_and_names_its_licences(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("extension/package.json"))
        licences = archive.read("extension/THIRD_PARTY.txt").decode()
    named = [manifest["main"], *(one["configuration"] for one in manifest["contributes"]["languages"])]
    named += [one["path"] for one in manifest["contributes"]["grammars"]]
    assert {f"extension/{name.removeprefix('./')}" for name in named} <= set(names)
    assert {"extension.vsixmanifest", "[Content_Types].xml", "extension/LICENSE.txt"} <= set(names)
    assert manifest["version"] == __version__
    lock = json.loads((ROOT / ".ci/editor/package-lock.json").read_text(encoding="utf-8"))
    bundled = [name for name, about in lock["packages"].items() if name and not about.get("dev")]
    assert all(name.removeprefix("node_modules/") in licences for name in bundled)


def test_it_starts_the_server_and_takes_the_files_from_the_yaml_extension(run: Run, repository: Path) -> None:
    program = repository / ".venv/bin/shenbao"
    program.parent.mkdir(parents=True)
    program.symlink_to(Path(sys.executable).with_name("shenbao"))
    pack = "templates/yunnan-2024/pack.yaml"
    told = run(repository, DEPARTMENT, pack, "content/notes.txt", "other/a.yaml")
    assert told == {"languages": {DEPARTMENT: "shenbao", pack: "shenbao"}, "warnings": [], "state": "stopped"}


def test_without_the_program_it_says_what_to_run_and_leaves_the_files_alone(run: Run, repository: Path) -> None:
    told = run(repository, DEPARTMENT)
    assert told["languages"] == {}
    assert ["make editor" in warning for warning in told["warnings"]] == [True]


def test_elsewhere_it_does_nothing(run: Run, tmp_path: Path) -> None:
    samples.write(tmp_path / "elsewhere", {"content/a.yaml": "a: 1\n"})
    assert run(tmp_path / "elsewhere", "content/a.yaml") == {"languages": {}, "warnings": [], "state": "stopped"}
