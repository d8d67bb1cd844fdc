"""Draws documents as A4 pages beside a preview, in a process of its own: a PDF takes seconds."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING, Final

from generator import looks, work
from generator.report.png import png
from generator.system import signals
from generator.write.plan import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.document import Document
    from generator.model.layout import Layout

# What can be read on a screen: dots an inch.
_DOTS: Final = 110
_KEPT: Final = 4


class Sheets:
    """The A4 pages of documents, by the names of their pages in the preview; the last few are kept."""

    def __init__(self) -> None:
        self._worker: ProcessPoolExecutor | None = None
        self._lock = Lock()
        self._drawn: dict[str, bytes | str] = {}

    def count(self, name: str, document: Document, layout: Layout, is_wanted: Callable[[], bool]) -> int | str:
        """Return how many pages a document has, or why it can't be drawn.

        Who types fast leaves states behind that nobody wants to see any more once it is their turn.
        """
        with self._lock:
            if not is_wanted():
                return "已经有更新的一页。"
            if name not in self._drawn:
                while len(self._drawn) >= _KEPT:
                    del self._drawn[next(iter(self._drawn))]
                self._drawn[name] = self._ask(document, layout)
            drawn = self._drawn[name]
        return looks.page_count(drawn) if isinstance(drawn, bytes) else drawn

    def picture(self, name: str, number: int) -> bytes | None:
        """Return a page as PNG, the first being 0; None where there is none, or another state is drawn by now."""
        drawn = self._drawn.get(name)
        if not isinstance(drawn, bytes):
            return None
        with self._lock:
            return _picture(drawn, number)

    def forget(self) -> None:
        """Begin anew: a template has changed, and the worker knows the old one."""
        with self._lock:
            self._drawn = {}
            self.close()

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.shutdown(wait=False, cancel_futures=True)
        self._worker = None

    def _ask(self, document: Document, layout: Layout) -> bytes | str:
        if self._worker is None:
            # A fork of a process with threads may hang, whatever the system's habit is.
            self._worker = ProcessPoolExecutor(1, get_context("spawn"), initializer=signals.follow_parent)
        try:
            made = self._worker.submit(work.draw, Job(document, layout, "pdf", "a.pdf", "", "")).result()
        except BrokenProcessPool:
            self.close()
            return "画页面的进程被系统结束了，多半是内存不够。"
        return made if isinstance(made, bytes) else "；".join(finding.message for finding in made)


@lru_cache(maxsize=64)
def _picture(drawn: bytes, number: int) -> bytes | None:
    picture = looks.page_picture(drawn, number, _DOTS)
    return png(picture) if picture else None
