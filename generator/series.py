"""States of one folder, read one after another: files that stay as they are are parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble.subject import assemble
from generator.load.content import load
from generator.load.survey import within
from generator.model.barrier import barrier
from generator.model.memory import Memory
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.document import Document


class Series:
    """Reads what a folder holds, time and again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._memory = Memory()

    def documents(self, paths: Iterable[Path]) -> list[Document] | None:
        """Return the documents of what is there now, whatever rules would say; None where not all can be read."""
        chosen = [path.relative_to(self._root).as_posix() for path in paths]
        content = load(self._root, map(self._root.joinpath, chosen), self._memory)
        made: list[Document] = []
        faults = list(content.files.findings)
        # A region is read with its departments, whose documents nobody asked for.
        for subject in (one for one in content.subjects if within(one.path, chosen)):
            with barrier(faults, "编排文档", Position(subject.path, 1)):
                made += [assemble(self._root, subject, kind)[0] for kind in subject.documents]
        return None if any(finding.is_error for finding in faults) else made
