"""Says over how many rows a merged cell of a Word template reaches, where some of them come from a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.render.docx_styles import number, properties
from generator.render.docx_xml import BadTemplateError, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

# How a merge that goes on is read that has no value of its own.
CONTINUED: Final = "1"
_FOR: Final = re.compile(r"for\s+\w+\s+in\s+(.+)")


@dataclass(frozen=True, slots=True)
class Rows:
    """A row of a table and those below it; `steps` are the tags that some of them are there for."""

    nodes: Sequence[etree._Element]
    steps: Sequence[str]

    def reach(self, column: int) -> tuple[int, tuple[str, ...]]:
        """Return over how many rows the merge reaches that begins in the first row, and the lists that give more.

        Raises:
            BadTemplateError: some of them depend on a condition, or on a list in a list.
        """
        rows = 1
        lists: list[str] = []
        around: list[str] = []
        for node, step in zip(self.nodes[1:], self.steps[1:], strict=True):
            if step.startswith("end"):
                if not around:
                    break  # The merge ends with the loop that it stands in.
                around.pop()
            elif step.startswith(("for", "if")):
                found = _FOR.fullmatch(step)
                around.append(found[1] if found else "")
            elif not step:
                if not _goes_on(node, column):
                    break
                if len(around) > 1 or "" in around:
                    raise BadTemplateError("里合并的格子跨过了条件，或者一层套一层的循环：行数说不清，请拆开")
                rows += not around
                lists += around
        return rows, tuple(lists)


def _goes_on(row: etree._Element, column: int) -> bool:
    """Whether the cell of a row at a column goes on from above."""
    at = 0
    for cell in row.iterfind(w("tc")):
        settings = properties(cell.find(w("tcPr")), "")
        if at == column:
            return settings.get("vMerge") in {"continue", CONTINUED}
        at += int(number(settings, "gridSpan", 1))
    return False
