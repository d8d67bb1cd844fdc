"""A repository of its own for a county: content, packs, workflows and settings; the program is an installed wheel."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.report.schemas import FOLDER, all_schemas
from generator.system.digests import digest_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.pack import Pack

_HERE: Final = Path(__file__).parent
_LOCK: Final = "requirements.lock"
# What is the same everywhere, taken as it is from the repository that a county's is made from.
_SAME: Final = (
    ".ci/setup",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".github/pull_request_template.md",
    ".github/workflows/build.yml",
    ".github/workflows/review.yml",
    ".gitlab/merge_request_templates/Default.md",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "build/.gitkeep",
    "content/accounts.yaml",
)
_OWN: Final = ("Makefile", "README.md")
# Jobs of the forge that test the program stand last.
_PIPELINE: Final = ".gitlab-ci.yml"
_TESTS: Final = re.compile(r"\n程序测试:\n.*", re.DOTALL)
WHEEL: Final = re.compile(r"shenbao-[0-9][^-]*-py3-none-any\.whl")


def write(root: Path, target: Path, packs: Mapping[str, Pack], chosen: Iterable[str], wheel: Path) -> list[str]:
    """Write a repository at a place where nothing is; return its files, by their paths.

    It gets the chosen packs and those that they build on. Whole or not at all: it is made beside its place.
    """
    wanted = list(dict.fromkeys(name for one in chosen for name in (one, *packs[one].parents)))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        made = Path(folder) / "made"
        for path in _SAME:
            _copy(root / path, made / path)
        for name in _OWN:
            _copy(_HERE / name, made / name)
        for name in wanted:
            shutil.copytree(root / "templates" / name, made / "templates" / name)
        _copy(wheel, made / "wheels" / wheel.name)
        texts = {_LOCK: _locked((root / _LOCK).read_text("utf-8"), wheel)}
        texts[_PIPELINE] = _TESTS.sub("\n", (root / _PIPELINE).read_text("utf-8"))
        schemas = all_schemas({name: packs[name] for name in wanted})
        texts |= {f"{FOLDER}/{name}": schema for name, schema in schemas.items()}
        for path, words in texts.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(words, encoding="utf-8", newline="\n")
        files = sorted(file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file())
        made.rename(target)
    return files


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _locked(lock: str, wheel: Path) -> str:
    """Return a lock with the wheel as its last entry."""
    return f"{lock.rstrip()}\n./wheels/{wheel.name} \\\n    --hash=sha256:{digest_file(wheel)}\n"
