"""Several processes of this program at work."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from generator.system import signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


@contextmanager
def workers(count: int) -> Iterator[Executor]:
    """Run some processes; whatever goes wrong ends them at once, and neither they nor their files outlive it."""
    with (
        tempfile.TemporaryDirectory(prefix="shenbao-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(count, initializer=partial(_begin, folder)) as executor,
    ):
        try:
            yield executor
        except BaseException:
            signals.end_workers()
            # Waited for: the thread that looks after the workers closes what Python's own end would still write to.
            executor.shutdown(cancel_futures=True)
            raise


def _begin(folder: str) -> None:
    """Work for the parent, with files for a while where it takes them away: who is ended at once tidies up nothing."""
    tempfile.tempdir = folder
    signals.follow_parent()
