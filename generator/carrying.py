"""Content of an older form, carried over to the present one: for `upgrade`, which writes it, and for reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bring.form import is_first_pack
from generator.bring.packs import otherwise
from generator.bring.upgrade import Upgrade, is_pack, upgrade
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.model.finding import Finding, Severity
from generator.model.position import Position
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


__all__ = ["by_hand", "carry", "is_older_pack", "is_pack"]


def carry(files: Mapping[str, bytes]) -> Upgrade:
    """Return the files that the present form needs written otherwise, by path, and those that can't be had so."""
    sound = {path: data for path, data in files.items() if outline(path, data).is_sound}
    done = upgrade(sound)
    done.unsound += (path for path in files if path not in sound)
    return done


def by_hand(root: Path, pack: str) -> Iterator[Finding]:
    """Tell which lines of the text templates of a pack that was rewritten people have to look at."""
    for file in sorted((root / pack).parent.glob("*.jinja")):
        path = file.relative_to(root).as_posix()
        data = look.read(file, root / "templates", MAX_BYTES)
        for line, old, new in otherwise(data.decode("utf-8", "replace")) if isinstance(data, bytes) else ():
            hint = f"把「{old}」改成「{new}」，再运行 shenbao check。"
            message = f"文字模板里的「{old}」是旧写法，现在叫「{new}」"
            yield Finding("ZD-011", Severity.WARNING, message, Position(path, line), "文字模板不自动改写。", hint)


def is_older_pack(path: str, data: bytes) -> bool:
    """Whether a pack.yaml is of an older form; it can't be carried over."""
    return is_first_pack(data) and outline(path, data).is_sound
