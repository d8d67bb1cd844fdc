"""Several processes of this program at work."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.system import signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


@contextmanager
def workers(count: int) -> Iterator[Executor]:
    """Run some processes; whatever goes wrong ends them at once, and none outlives it."""
    with ProcessPoolExecutor(count, initializer=signals.follow_parent) as executor:
        try:
            yield executor
        except BaseException:
            signals.end_workers()
            # Waited for: the thread that looks after the workers closes what Python's own end would still write to.
            executor.shutdown(cancel_futures=True)
            raise
