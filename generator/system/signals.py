"""The signals that end a run: Ctrl-C, SIGTERM, and a terminal that is closed."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
# Where libraries swallow the interruption (callbacks from C), or tidying up hangs, the run ends all the same.
GRACE = 10


class Interruption(BaseException):
    """Raised in the main thread when a signal asks the run to end; `written` are the files that it had replaced."""

    def __init__(self, number: int, written: Sequence[str] = ()) -> None:
        super().__init__(number)
        self.number, self.written = number, list(written)

    @property
    def code(self) -> int:
        """The exit code by which shells know the signal."""
        return 128 + self.number


@contextmanager
def watched() -> Iterator[None]:
    """Raise an Interruption for each signal that ends a run; one that the caller ignores stays ignored (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if hasattr(signal, "alarm"):
            signal.alarm(0)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off the signals that end a run until what belongs together is done, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def follow_parent() -> None:
    """Make this process a worker: signals of the terminal are for its parent, with which it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ENDING[1:]:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def end_workers() -> None:
    """End the workers of this process at once."""
    from multiprocessing import active_children  # noqa: PLC0415 - takes time, and most runs have no workers

    for worker in active_children():
        worker.terminate()


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 - as above

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """Raise the interruption; whoever asks a second time wants no tidying up."""
    for other in ENDING:
        signal.signal(other, _give_up)
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, lambda *_: _give_up(number))
        signal.alarm(GRACE)
    raise Interruption(number)


def _give_up(number: int, _frame: FrameType | None = None) -> None:
    os._exit(128 + number)
