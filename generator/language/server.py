"""Speaks with an editor over standard input and output, by the Language Server Protocol.

Messages are read on the main thread; whatever looks at files is done by one worker, in its order.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from generator import __version__
from generator.language.desk import PACK, Desk, scope
from generator.language.diagnostics import diagnostics
from generator.language.ranges import Ranges, split
from generator.model.barrier import fault
from generator.report.text import lines_of
from generator.unchanged.run import repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model.finding import Finding
    from generator.model.position import Position

T = TypeVar("T")
# A desk, a file, a line and a column, both from 0, in characters.
At: TypeAlias = tuple[Desk, str, int, int]
# Seconds without a key until what was typed is checked.
PAUSE: Final = 0.15
# What the protocol calls a request that can't be done, for a reason that people are told.
REFUSED: Final = types.LSPErrorCodes.RequestFailed.value


class Refusal(JsonRpcException):
    """A request that can't be done as it is asked; the message is for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message, REFUSED)


class Server(LanguageServer):
    """A session with one editor; `start` is the folder in which a repository is looked for where it names none."""

    def __init__(self, start: Path) -> None:
        super().__init__("shenbao", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.start = start
        self.desk: Desk | None = None
        self.ranges = Ranges()
        self._worker = ThreadPoolExecutor(1)
        self._due: dict[str, asyncio.TimerHandle] = {}
        self._checks: set[asyncio.Task[None]] = set()
        self._told: dict[str, dict[str, list[types.Diagnostic]]] = {}
        # Files of which the editor waits to hear, by what is checked for them.
        self._awaited: dict[str, set[str]] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell of what pygls itself could not do."""
        if not isinstance(error, Refusal):
            self.complain(fault(error, f"和编辑器通话（{getattr(source, '__name__', source)}）", None))

    def complain(self, finding: Finding) -> None:
        """Put what has no place in a file into the editor's log."""
        words = "\n".join(line for line, _ in lines_of(finding, {}))
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, words))

    def settle(self, params: types.InitializeParams) -> None:
        """Look for the repository that the editor has opened."""
        folders = [folder.uri for folder in params.workspace_folders or ()]
        named = [uris.to_fs_path(one) for one in (*folders, params.root_uri) if one]
        roots = (repository(Path(one)) for one in (*named, self.start) if one)
        root = next((one for one in roots if one), None)
        self.desk = Desk(root) if root else None
        self.ranges = Ranges(types.PositionEncodingKind(self.workspace.position_encoding or "utf-16").value)

    def path(self, uri: str) -> str | None:
        """Return the path in the repository of a document that we speak about."""
        file = uris.to_fs_path(uri) if uri.startswith("file:") else None
        return self.desk.path(Path(file)) if self.desk and file else None

    def address(self, path: str) -> str:
        """Return what the editor calls a file of the repository."""
        return uris.from_fs_path(str(self.desk.root / path)) or "" if self.desk else ""

    async def ask(self, doing: str, default: T, work: Callable[..., T], *args: Any) -> T:
        """Let the worker do something; what goes wrong with the program itself is told in the log."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, partial(work, *args))
        except Refusal:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever goes wrong with one request, the next one is answered
            self.complain(fault(problem, doing, None))
            return default

    async def at(self, doing: str, default: T, params: Any, work: Callable[[At], T]) -> T:
        """Let the worker do something at the place that a request names."""
        desk, path = self.desk, self.path(params.text_document.uri)
        if desk is None or path is None:
            return default

        def there() -> T:
            number, lines = params.position.line, split(desk.text(path))
            line = lines[number] if number < len(lines) else ""
            return work((desk, path, number, self.ranges.characters(line, params.position.character)))

        return await self.ask(doing, default, there)

    def location(self, place: Position) -> types.Location:
        """Return a place as editors name it."""
        lines = split(self.desk.text(place.path)) if self.desk else []
        return types.Location(self.address(place.path), self.ranges.of(place, lines))

    def changed(self, uri: str, text: str | None, pause: float = PAUSE) -> None:
        """Take the text of a document; None where the disk counts again."""
        path = self.path(uri)
        if path is None or self.desk is None:
            return
        self.desk.put(path, text)
        self._awaited.setdefault(scope(path), set()).add(path)
        self.check_soon(self.desk.scopes(path), pause, is_template=PACK.fullmatch(path) is not None)

    def check_soon(self, scopes: Iterable[str], pause: float, *, is_template: bool = False) -> None:
        """Check some folders when nothing more is typed for a while."""
        for what in dict.fromkeys(scopes):
            if due := self._due.pop(what, None):
                due.cancel()
            self._due[what] = asyncio.get_running_loop().call_later(pause, self._check, what, is_template)

    def _check(self, what: str, is_template: bool) -> None:  # noqa: FBT001 - handed over by the loop
        self._due.pop(what, None)
        task = asyncio.ensure_future(self._checked(what, is_template=is_template))
        self._checks.add(task)
        task.add_done_callback(self._checks.discard)

    async def _checked(self, what: str, *, is_template: bool) -> None:
        """Check a folder, and tell the editor of what was found there and no longer is."""
        found = await self.ask(f"检查 {what}", None, self._look, what, is_template)
        if found is None:
            return
        before, self._told[what] = self._told.get(what, {}), found
        for path in sorted({*before, *found, *self._awaited.pop(what, ())}):
            marks = [mark for told in self._told.values() for mark in told.get(path, ())]
            once = [mark for number, mark in enumerate(marks) if mark not in marks[:number]]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.address(path), once))

    def _look(self, what: str, is_template: bool) -> dict[str, list[types.Diagnostic]]:  # noqa: FBT001 - see `ask`
        if self.desk is None:
            return {}
        if is_template:
            self.desk.forget(templates=True)
        if what not in self.desk.open_scopes():
            self.desk.close(what)
            return {}
        seen = self.desk.current(what)
        for finding in seen.findings:
            if finding.position is None:
                self.complain(finding)

        def lines(path: str) -> Sequence[str]:
            return seen.lines.get(path) or split(self.desk.text(path) if self.desk else "")

        return diagnostics(seen.findings, lines, self.ranges, self.address)
