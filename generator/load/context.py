"""What the readers of one file share: its findings, its names and its unit of money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model.finding import Finding, Fix, Mark, error
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.load.names import Names
    from generator.model.entry import Entry
    from generator.model.position import Position


@dataclass(slots=True)
class Context:
    """One file that is being read. `money_unit` is 元 or 万元; `model` is that of the whole file.

    It has `names` when all files of its department have been read; until then, what refers to any waits (`Pending`).
    """

    path: str = ""
    findings: list[Finding] = field(default_factory=list)
    names: Names | None = None
    money_unit: str = "元"
    model: type[Entry] | None = None
    # The packs of the repository that declare a field of a kind of content, by its name.
    packs_with: Callable[[str, str], Sequence[str]] = field(default=lambda _, __: ())

    def invalid(  # noqa: PLR0913 - the parts of a finding, all but three by name
        self,
        code: str,
        message: str,
        position: Position,
        *,
        cause: str = "",
        hint: str = "",
        marks: tuple[Mark, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> Any:
        """Report a field that can't be read, and return what stands in its place."""
        self.findings.append(error(code, message, position, cause=cause, hint=hint, marks=marks, fixes=fixes))
        return Invalid(position)
