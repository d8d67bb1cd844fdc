"""Every attack is refused: in Chinese, within 2 s and 300 MB, and the last good outputs stay."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest

from tests import samples
from tests.attacks import folders, pages, texts, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.attacks.attack import Attack

    Runner = Callable[[Path, tuple[str, ...]], Any]

# Seconds are those of a core that adds a million squares up in COUNTED of them: slow machines are slow in all.
SECONDS, COUNTED, BYTES = 2, 0.05, 300 << 20
ATTACKS = [*texts.attacks(), *pages.attacks(), *words.attacks(), *folders.attacks()]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with sound templates; the runner builds it."""
    root = tmp_path_factory.mktemp("attacked") / "good"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    return root


@pytest.fixture(scope="session")
def runner(good: Path) -> Iterator[Runner]:
    """Keep the process that forks the others."""
    command = [sys.executable, "-m", "tests.attacks.runner", str(good)]
    with subprocess.Popen(
        command, cwd=samples.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert json.loads(process.stdout.readline()) == []

        def run(root: Path, formats: tuple[str, ...]) -> Any:
            assert process.stdin
            assert process.stdout
            print(json.dumps([str(root), formats]), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield run
        process.stdin.close()


def outputs(root: Path) -> dict[str, bytes]:
    return samples.snapshot(root / "build")


def test_there_are_many() -> None:
    assert len(ATTACKS) > 150
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


def is_quick(seconds: float) -> bool:
    """Whether a time of the processor is within the limit; only where it seems not to be, the core is measured."""
    return seconds < SECONDS or seconds < SECONDS * mean(counting() for _ in range(5)) / COUNTED


def counting() -> float:
    """Return how long this core adds a million squares up, in seconds."""
    begun = time.process_time()
    sum(number * number for number in range(1_000_000))
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_is_refused(attack: Attack, good: Path, runner: Runner, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    shutil.copytree(good, root, symlinks=True)
    attack.harm(root / "templates")
    told = runner(root, attack.formats)
    assert not told["crash"], told["crash"]
    assert told["findings"], "nothing was refused"
    for code, message, hint, path in told["findings"]:
        assert code.startswith(attack.codes), (code, message)
        assert CHINESE.search(message), message
        assert hint
        assert path.startswith("templates/")
    assert is_quick(told["seconds"]), told["seconds"]
    assert told["bytes"] < BYTES
    before, after = outputs(good), outputs(root)
    if attack.spared:
        before, after = ({attack.spared: found[attack.spared]} for found in (before, after))
    assert before == after


@pytest.mark.slow
@pytest.mark.parametrize("filler", [*pages.fillers()], ids=lambda filler: filler.name)
def test_a_style_that_fills_pages_is_stopped(filler: Attack, good: Path, runner: Runner, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    shutil.copytree(good, root, symlinks=True)
    filler.harm(root / "templates")
    told = runner(root, filler.formats)
    assert not told["crash"], told["crash"]
    assert all(code.startswith(filler.codes) for code, *_ in told["findings"])
    assert is_quick(told["seconds"]), told["seconds"]
    assert told["bytes"] < BYTES


def test_sound_packs_pass(good: Path, runner: Runner, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    shutil.copytree(good, root, symlinks=True)
    shutil.rmtree(root / "build")
    told = runner(root, ("docx", "html"))
    assert (told["crash"], told["findings"]) == ("", [])
    kept = {path: data for path, data in outputs(good).items() if path.startswith("danwei/") and ".pdf" not in path}
    assert {path: data for path, data in outputs(root).items() if path in kept} == kept
