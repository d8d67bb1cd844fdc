"""What revisions and folders have in common."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.system.git import Leaf

FONTS = "templates/common/fonts/"
# What documents are made from.
READ = ("content", "templates")


class Version(AbstractContextManager["Version"], Protocol):
    """A state of the repository; what it has on disk lasts as long as its `with`.

    `carried` are the files that are of an older form, and that its folder holds in the present one; `replaced` the
    packs of an older form that others of the same name stand in for.
    """

    carried: Collection[str] = ()
    replaced: Collection[str] = ()

    @property
    def files(self) -> Mapping[str, Leaf]:
        """Every file, link and submodule, by its path."""

    def data(self, path: str) -> bytes:
        """Return the bytes of a file."""

    def folder(self, years: Iterable[str], others: Sequence[Version] = ()) -> Path:
        """Return a folder with the templates, the content of these years, and what all years share.

        Where that is of an older form, it is carried over; where it can't be, packs, those of `others` stand in.
        """


def cannot(message: str, hint: str) -> FindingError:
    """Return the error that says why nothing can be compared."""
    return FindingError(error("BJ-001", f"无法比较：{message}", None, hint=hint))


def is_read(path: str) -> bool:
    """Whether documents are made from the file at a path."""
    return path.partition("/")[0] in READ
