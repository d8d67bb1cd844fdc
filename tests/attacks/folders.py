"""Attacks by the files of a pack's folder."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.attacks.attack import PACK, Attack, inserted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = "MB-047"
# What the reader of YAML says: of aliases, of tags, of keys that no pack has.
YAML = ("YM-", "ZD-")
FORMATS = ("docx", "html")


def attacks() -> Iterator[Attack]:
    """Yield all."""
    for name in ("document.html", "document.css", "document.docx", "pack.yaml"):
        yield _attack(f"{name} is a link to a file of the system", partial(_linked, name, Path("/etc/passwd")))
        yield _attack(f"{name} is a link to a device", partial(_linked, name, Path("/dev/zero")))
    for name in ("document.html", "document.css", "document.docx"):
        yield _attack(f"{name} is a pipe", partial(_piped, name))
        yield _attack(f"{name} is a link to itself", partial(_linked, name, Path(name)))
    yield _attack("the folder is a link outside", _moved)
    yield _attack("a link to the root", partial(_linked, "more", Path("/")))
    yield _attack("a link up and out", partial(_linked, "more.yaml", Path("../../content")))
    yield _attack("a file of a gigabyte", _huge)
    yield _attack("a thousand files", _many)
    yield _attack("aliases that double", partial(_yaml, _laughs()), *YAML)
    yield _attack("an object of Python", partial(_yaml, "甲: !!python/object/apply:os.system [id]\n"), *YAML)


def _attack(name: str, harm: Callable[[Path], None], *codes: str) -> Attack:
    return Attack(f"folder: {name}", lambda templates: harm(templates / PACK), codes or (FOLDER,), FORMATS)


def _linked(name: str, target: Path, pack: Path) -> None:
    (pack / name).unlink(missing_ok=True)
    (pack / name).symlink_to(target)


def _piped(name: str, pack: Path) -> None:
    (pack / name).unlink(missing_ok=True)
    os.mkfifo(pack / name)


def _moved(pack: Path) -> None:
    outside = pack.parent.parent / "elsewhere"
    shutil.move(pack, outside)
    pack.symlink_to(outside)


def _huge(pack: Path) -> None:
    with (pack / "notes.txt").open("wb") as file:
        file.truncate(1 << 30)


def _many(pack: Path) -> None:
    for number in range(1000):
        (pack / f"{number}.txt").touch()


def _laughs() -> str:
    lines = ["a0: &a0 [a]"] + [
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 10)
    ]
    return "\n".join(lines) + "\n"


def _yaml(text: str, pack: Path) -> None:
    inserted(pack / "pack.yaml", "名称:", text)
