"""The rooms of the generator keep the contracts of import-linter in pyproject.toml, and each contract can be broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests import samples

CONFIG = samples.ROOT / "pyproject.toml"
# What breaks each contract, in the order of pyproject.toml: a line at the end of a module.
PLANTED = {
    "check/rules/dates.py": "from generator.load import reader",
    "verify/check.py": "from generator.system import look",
    "drafting.py": "from generator.edit import text",
    "review/run.py": "def late() -> None:\n    import generator.bring.upgrade",
    "looks.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator.sandbox import grammar",
    "verify/leaves.py": "from generator.phrase import parts",
    "phrase/__init__.py": "from generator.model import text",
    "model/ledger/query.py": "from generator.model import statement",
}


def checked(folder: Path) -> str:
    """Return what import-linter says of the package in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "COLUMNS": "1000", "PYTHONPATH": str(folder)}
    run = subprocess.run([program, "--no-cache", CONFIG], cwd=folder, capture_output=True, check=False, env=environment)
    return run.stdout.decode()


def outcomes(folder: Path) -> list[tuple[str, str]]:
    """Return the contracts by name, and what becomes of each with the package in a folder."""
    return re.findall(r"(?m)^(.+?) (KEPT|BROKEN)\b", checked(folder))


def test_the_rooms_keep_all_contracts() -> None:
    found = outcomes(samples.ROOT)
    assert len(found) == len(PLANTED)
    assert [name for name, outcome in found if outcome != "KEPT"] == []


def test_each_contract_can_be_broken(tmp_path: Path) -> None:
    modules = shutil.ignore_patterns("__pycache__")
    shutil.copytree(samples.ROOT / "generator", tmp_path / "generator", ignore=modules)
    for path, line in PLANTED.items():
        file = tmp_path / "generator" / path
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert [name for name, outcome in outcomes(tmp_path) if outcome != "BROKEN"] == []


def test_a_new_room_has_to_have_its_place(tmp_path: Path) -> None:
    shutil.copytree(samples.ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "generator" / "attic.py").touch()
    rooms = next(line for line in checked(tmp_path).splitlines() if line.startswith("Rooms"))
    assert rooms.endswith("BROKEN")
