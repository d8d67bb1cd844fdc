"""What a preview shows at the moment, for all windows that look at it."""

from __future__ import annotations

import json
from threading import Condition
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.serve.editor import address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.outline import Way
    from generator.model.position import Position
    from generator.serve.reading import Seen, Shown

KINDS = {"错误": "error", "警告": "warning", "提示": "note"}


class Board:
    """Holds the last state that was seen; windows wait for the next one."""

    def __init__(self, root: Path, place: Callable[[Finding], Way], is_new: Callable[[str], bool]) -> None:
        self._root, self._place, self._is_new = root, place, is_new
        self._turn = Condition()
        self._number = 0
        self._state = b"{}"
        # A window that is late may still ask for a page of the state before.
        self._shown: dict[str, Shown] = {}
        self._before: dict[str, Shown] = {}

    def show(self, seen: Seen, note: str = "", forms: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Put up a new state; `note` says what else is to be known of it, `forms` what of the files that are open."""
        state = {
            "note": note,
            "forms": dict(forms),
            "documents": [self._document(shown) for shown in seen.documents],
            "findings": [self._finding(finding) for finding in seen.findings],
        }
        with self._turn:
            self._state = json.dumps(state, ensure_ascii=False).encode()
            self._before, self._shown = self._shown, {one.name: one for one in seen.documents if one.page}
            self._number += 1
            self._turn.notify_all()

    def wait(self, number: int, seconds: float) -> tuple[int, bytes]:
        """Return the number and the text (JSON) of the state after one, or the same one when time is up."""
        with self._turn:
            self._turn.wait_for(lambda: self._number > number, seconds)
            return self._number, self._state

    def shown(self, name: str) -> Shown | None:
        """Return the document whose page has a name."""
        return self._shown.get(name) or self._before.get(name)

    def is_present(self, name: str) -> bool:
        """Whether a page of this name is that of the present state."""
        return name in self._shown

    def _document(self, shown: Shown) -> dict[str, Any]:
        page = shown.page
        return {
            "key": shown.key,
            "title": shown.title,
            "file": shown.paths[0],
            "files": list(shown.paths),
            "new": self._is_new(shown.paths[0]),
            "page": shown.name,
            "stale": shown.is_stale,
            "findings": [self._finding(one, page.findings.get(one, "") if page else "") for one in shown.findings],
            "changes": [{"id": one, "old": old, "new": new} for one, old, new in page.changes] if page else [],
            "gone": shown.gone,
        }

    def _finding(self, finding: Finding, place: str = "") -> dict[str, Any]:
        return {
            "severity": finding.severity.value,
            "kind": KINDS[finding.severity.value],
            "code": finding.code,
            "message": finding.message,
            "cause": finding.cause,
            "hint": finding.hint,
            "where": str(finding.position or ""),
            "address": self._address(finding.position),
            "id": place,
            "file": finding.position.path if finding.position else "",
            "line": finding.position.line if finding.position else 0,
            "way": list(self._place(finding)),
        }

    def _address(self, position: Position | None) -> str:
        return address(self._root, position) if position else ""
