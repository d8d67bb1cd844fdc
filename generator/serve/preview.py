"""`shenbao preview`: reads, shows, waits for a change, and begins again."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Self

from generator.model.barrier import barrier
from generator.model.layout import common
from generator.serve.board import Board
from generator.serve.committed import Committed
from generator.serve.desk import Desk
from generator.serve.reading import Reader, Seen
from generator.serve.server import Server
from generator.serve.sheets import Sheets
from generator.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from generator.model.finding import Finding


class Preview:
    """A preview of selected content, to be used in a `with`; `address` is where a browser finds it.

    OSError where the port is taken; 0 takes any that is free.
    """

    def __init__(self, root: Path, paths: Sequence[Path] = (), port: int = 0) -> None:
        root = root.resolve()
        self._committed = Committed(root)
        self._reader = Reader(root, [root / path for path in paths])
        self._desk = Desk(root, self._redraw, self._put)
        self._board, self._sheets, self._stop = Board(root, self._desk.place, self._committed.lacks), Sheets(), Event()
        self._turn = Lock()
        self._seen = self._told = Seen((), ())
        # Before the first reading: what changes meanwhile is read again.
        self._watch = Watch(root, self._committed.journals)
        self._server = Server(port, self._board, self._desk, self._sheets, common(root) / "fonts")
        self._threads = [Thread(target=work, daemon=True) for work in (self._server.serve_forever, self._follow)]

    @property
    def address(self) -> str:
        """The address for the browser."""
        return self._server.address

    def __enter__(self) -> Self:
        self._show()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._sheets.close()

    def wait(self) -> None:
        """Go on until the process is asked to end."""
        while not self._stop.wait(1):  # in short steps: some systems tell no signal to a thread that waits for ever
            pass

    def _follow(self) -> None:
        """Show each change; what the last commit says is read once the first pages are to be seen."""
        self._compare()
        while change := self._watch.wait(self._stop):
            if change.templates:
                self._reader.forget_templates()
                self._sheets.forget()
            if change.content or change.templates:
                self._show()
            self._compare()

    def _compare(self) -> None:
        with self._turn:  # One reading at a time: templates and their meters are shared.
            is_other = self._committed.read(path for shown in self._seen.documents for path in shown.paths)
        if is_other:
            self._show()

    def _redraw(self, path: Path | None) -> None:
        """Show what a form changed; `path` is a file that it made."""
        if path is not None:
            self._reader.add(path)
        self._show()

    def _show(self) -> None:
        found: list[Finding] = []
        with self._turn:  # Forms show their drafts, too.
            with barrier(found, "预览", None):
                self._seen = self._reader.read(self._committed.documents, dict(self._desk.drafts))
            if self._reader.content is not None:
                self._desk.look(self._reader.content)
            # Whatever goes wrong with one reading, the next change is read again.
            self._told = replace(self._seen, findings=(*found, *self._seen.findings))
        self._put()

    def _put(self) -> None:
        """Put up what was read last, with what the forms have open by now."""
        with self._turn:
            self._board.show(self._told, self._committed.note, self._desk.forms())
