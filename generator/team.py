"""Who makes the outputs of a run, and where those that were made before may be taken from."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from generator import work
from generator.model.finding import error
from generator.system import signals
from generator.system.cluster import ClusterError, cluster
from generator.system.processes import workers
from generator.unchanged.shared import Shared
from generator.unchanged.traits import UnknowableError, surroundings
from generator.work import Task, Team

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.write.plan import Job

# Whether this process had helpers.
_HELPED: Final[list[bool]] = []


@dataclass(frozen=True, slots=True)
class Means:
    """What a run was given to work with: a folder of outputs that others made, the address of a Dask scheduler."""

    cache: Path | None = None
    scheduler: str = ""


@contextmanager
def gather(
    root: Path, formats: Collection[str], means: Means | None = None, *, most: int = 1, is_forced: bool = False
) -> Iterator[Team]:
    """Begin those who make outputs of these formats; `most` is how many documents there may be."""
    means = means or Means()
    shared = Shared(means.cache) if means.cache else None
    task = partial(work.kept, shared, is_forced=is_forced) if shared else work.make
    if means.scheduler and formats:
        wanted = _surroundings(root)
        if not wanted:
            raise ClusterError("认不出各台机器上的是不是一样：templates/ 或程序里有链接，或者有读不出的文件。")
        with cluster(means.scheduler) as executor:
            yield Team(partial(_there, task, root, wanted), executor, is_elsewhere=True)
    else:
        with _helpers(formats, min(os.cpu_count() or 1, most)) as executor:
            yield Team(task, executor)
    if shared and formats:
        shared.prune()


@contextmanager
def _helpers(formats: Collection[str], count: int) -> Iterator[Executor | None]:
    """Begin the processes that will make PDFs, so that the first imports what it needs while the content is read.

    Nothing is begun where no PDF is wanted, where only one process can run, or where this one builds again: it then
    imports all that itself, once.
    """
    if "pdf" not in formats or (os.cpu_count() or 1) < 2 or _HELPED:  # noqa: PLR2004 - it would take time from this one
        yield None
        return
    _HELPED.append(True)
    with workers(max(count, 1)) as executor:
        with signals.uninterrupted():
            executor.submit(work.prepare)
        yield executor
        signals.end_workers()  # It may still be importing, for nothing.


def _there(task: Task, root: Path, wanted: str, job: Job) -> bytes | list[Finding]:
    """Make an output on a machine that has to have the same program, templates and libraries at the same path."""
    return task(job) if _surroundings(root) == wanted else [_stranger()]


@cache
def _surroundings(root: Path) -> str:
    """Return what this process works with; once, since it works on with what it has read. Nothing if it can't tell."""
    with suppress(UnknowableError, OSError):
        return surroundings(root).digest
    return ""


def _stranger() -> Finding:
    return error(
        "HJ-003",
        "有工作进程的程序、模板或软件版本和这里不同",
        None,
        cause="不同的程序做出的文件，字节可能不同。",
        hint="各台机器把仓库放在同一个路径，取到同一个提交，装同一个锁定文件，再重新启动工作进程。",
    )
