"""Repositories for tests to read, change and build."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator import pipeline
from generator.cli import main
from tests import samples
from tests.compiling import compile_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.pipeline import Result


# Tests that name no number of their own try this many texts; `max_examples` of a profile is shared by all styles.
settings.register_profile("quick", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None)
# On a forge a build empties its folder first: tests that want that say so, the others see the same program everywhere.
# Workers are started by a process that has forgotten CI already, hence a name of our own.
settings.load_profile(os.environ.setdefault("TEST_PROFILE", "ci" if os.environ.pop("CI", "") else "quick"))


compile_once()
# Rubbish is collected rarely: looking for it among all that tests keep takes a tenth of their time.
gc.set_threshold(200_000, 50, 1000)
# Where tests run in the background of a shell, Ctrl-C is ignored, and so it would be by all programs that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Nobody pulls the plug on a test: what a disk takes to be sure of a file, some take a hundred times as long.
os.fsync = lambda fd: None  # noqa: ARG005 - named as the one that it stands for


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """Build the real content once, for all workers; return the result and the output folder."""
    return build_once(tmp_path_factory, "built", samples.FORMATS)


def build_once(tmp_path_factory: pytest.TempPathFactory, name: str, formats: Sequence[str]) -> tuple[Result, Path]:
    """Build the real content in a folder that all workers share: the first does, the others find it."""
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    try:
        out.mkdir()
    except FileExistsError:
        _wait_for(out / "manifest.json")
    result = pipeline.build(samples.ROOT, formats=formats, out=out)
    assert not result.has_errors, result.findings
    return result, out


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Return a copy of the repository's content and templates."""
    return real_repository(tmp_path / "repo")


def _wait_for(file: Path, seconds: float = 120) -> None:
    """Wait until another worker has written a file, or it can be taken for lost."""
    until = time.monotonic() + seconds
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.1)


def real_repository(root: Path) -> Path:
    """Copy the content and the templates."""
    shutil.copytree(samples.ROOT / "content", root / "content")
    samples.copy_templates(root)
    # Outputs count as current only where they were made by the same locked packages.
    (root / "requirements.lock").symlink_to(samples.ROOT / "requirements.lock")
    return root


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the templates, for repositories that don't change them."""
    root = tmp_path_factory.mktemp("shared")
    samples.copy_templates(root)
    return root / "templates"


@pytest.fixture
def one_project(tmp_path: Path, templates: Path) -> Callable[..., Path]:
    """Return a maker of repositories with one small sound project; further files are given by their path."""

    def make(project: str | bytes = samples.PROJECT, department: str | bytes = samples.DEPARTMENT) -> Path:
        root = tmp_path / "one"
        samples.write(root, {samples.DEPARTMENT_FILE: department, samples.PROJECT_FILE: project})
        if not (root / "templates").exists():
            (root / "templates").symlink_to(templates)
        return root

    return make


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., samples.Run]:
    """Return a runner of the command line inside this process: faster than a process of its own."""

    def run(folder: Path, *arguments: str, columns: int = 200) -> samples.Run:
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.argv", ["shenbao", *arguments])
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.delenv("CI", raising=False)
        # Tests change the program in this process, which no file shows: nothing is answered from the last run.
        monkeypatch.setattr(main, "begin", lambda *_: None)
        capsys.readouterr()
        with pytest.raises(SystemExit) as done:
            main.run()
        said = capsys.readouterr()
        assert isinstance(done.value.code, int)
        return samples.Run(done.value.code, said.out, said.err)

    return run
