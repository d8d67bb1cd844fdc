"""What the program has to tell people about their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.position import Position
    from generator.model.text import Figure


class Severity(StrEnum):
    """How much a finding matters: only errors stop a build."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Mark:
    """A further place that a finding is about, and the part it plays there."""

    position: Position
    role: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends what a finding is about: `old` stands at the position, `new` is put in its place.

    Only for what has exactly one right form. `old` is never empty, and all of it stands on one line.
    """

    position: Position
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful, for a clerk to act on.

    `message` says what, `cause` why, `hint` how to mend it; all three are printed, in Chinese.
    `position` is missing only where no file is to blame (a missing system library).
    `fixes` are what `check --fix` does about it; `address` is how waivers name its place.
    """

    code: str
    severity: Severity
    message: str
    position: Position | None = None
    cause: str = ""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    operands: tuple[Figure, ...] = ()
    fixes: tuple[Fix, ...] = ()
    address: str = ""

    @property
    def is_error(self) -> bool:
        """Whether this finding stops the documents that it concerns."""
        return self.severity is Severity.ERROR


def error(  # noqa: PLR0913 - the parts of a finding, all but three by name
    code: str,
    message: str,
    position: Position | None,
    *,
    cause: str = "",
    hint: str = "",
    marks: tuple[Mark, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    """Make the commonest kind of finding."""
    return Finding(code, Severity.ERROR, message, position, cause, hint, marks, fixes=fixes)


class FindingError(Exception):
    """Raised where work can't go on because of something that people have to mend; carries its finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def stricter(finding: Finding) -> Finding:
    """Return a finding as it counts where warnings are errors."""
    return replace(finding, severity=Severity.ERROR) if finding.severity is Severity.WARNING else finding


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of their places, each once."""
    return sorted(dict.fromkeys(findings), key=by_place)


def by_place(finding: Finding) -> tuple[str, int, int, str]:
    """Return what findings are put in order by."""
    place = finding.position
    return (place.path, place.line, place.column, finding.code) if place else ("", 0, 0, finding.code)
