"""States of an older form, as the present program reads them: nothing of this is written back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.carrying import carry, is_older_pack, is_pack
from generator.review.versions.version import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from generator.review.versions.version import Version

COMMON = "templates/common/"


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a state by their paths, and what gives the bytes of one."""

    paths: Collection[str]
    read: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class StandIns:
    """The packs of an older form that another state's print for, and the files that do, each with its state."""

    packs: tuple[str, ...] = ()
    files: Mapping[str, Source] = field(default_factory=dict)

    def replace(self, path: str) -> bool:
        """Whether a file of the state itself gives way: text templates of all packs were written for the older ones."""
        return bool(self.packs) and path.startswith((*map(_home, self.packs), COMMON)) and not path.startswith(FONTS)


def source(version: Version) -> Source:
    """Return a version as a source."""
    return Source([path for path, leaf in version.files.items() if leaf.is_file], version.data)


def carried(given: Source) -> dict[str, bytes | None]:
    """Return the files of the content and the packs that the present form needs written otherwise; None for no more."""
    done = carry({path: given.read(path) for path in given.paths if is_pack(path) or _is_content(path)})
    return {**done.files, **dict.fromkeys(done.gone)}


def _is_content(path: str) -> bool:
    return path.startswith("content/") and path.endswith(".yaml")


def stand_ins(given: Source, others: Iterable[Source]) -> StandIns:
    """Find packs of the present form for those of an older one, by their names, in the first state that has them."""
    older = _packs(given, is_older=True)
    kept = _packs(given, is_older=False)
    found = StandIns()
    for other in others if older else ():
        packs = (older & _packs(other, is_older=False)).difference(found.packs)
        if packs:
            found = StandIns((*found.packs, *sorted(packs)), {**_templates(other, kept), **found.files})
    return found


def _packs(given: Source, *, is_older: bool) -> set[str]:
    """Return the names of the packs that are of an older form, or that are not."""
    files = {path.split("/")[1]: path for path in given.paths if is_pack(path)}
    return {name for name, path in files.items() if is_older_pack(path, given.read(path)) is is_older}


def _templates(other: Source, kept: Iterable[str]) -> dict[str, Source]:
    """Return the templates that stand in, with those that they may build on (基于); packs that are `kept` stay."""
    homes = (FONTS, *map(_home, kept))
    return {path: other for path in other.paths if path.startswith("templates/") and not path.startswith(homes)}


def _home(pack: str) -> str:
    return f"templates/{pack}/"
