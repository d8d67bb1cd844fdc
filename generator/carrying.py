"""Content of an older form, carried over to the present one: for `upgrade`, which writes it, and for reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bring.form import is_first_pack
from generator.bring.packs import by_hand
from generator.bring.upgrade import Upgrade, is_pack, upgrade
from generator.load.outline import outline

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["by_hand", "carry", "is_older_pack", "is_pack"]


def carry(files: Mapping[str, bytes]) -> Upgrade:
    """Return the files that the present form needs written otherwise, by path, and those that can't be had so."""
    sound = {path: data for path, data in files.items() if outline(path, data).is_sound}
    done = upgrade(sound)
    done.unsound += (path for path in files if path not in sound)
    return done


def is_older_pack(path: str, data: bytes) -> bool:
    """Whether a pack.yaml is of an older form; it can't be carried over."""
    return is_first_pack(data) and outline(path, data).is_sound
