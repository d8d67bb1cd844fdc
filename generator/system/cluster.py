"""The processes of a Dask scheduler at work, perhaps on other machines; the only module that knows Dask."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

PATIENCE: Final = "10s"


class ClusterError(Exception):
    """Raised where a scheduler can't be used; says why and what to do, in words for people."""


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Let the processes of a scheduler work; what they have not begun when this ends is given up."""
    try:
        from distributed import Client  # noqa: PLC0415 - only where a scheduler is named
    except ModuleNotFoundError as problem:
        raise ClusterError("分给几台机器做，要用的软件包还没有装。在仓库的文件夹里运行 make cluster 。") from problem
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as problem:
        raise ClusterError(
            f"连不上「{address}」的调度程序。看看它开着没有，地址写对没有，如 tcp://10.0.0.1:8786 。"
        ) from problem
    with client:
        threads = set(client.nthreads().values())
        if not threads:
            raise ClusterError(f"「{address}」还没有工作进程。在各台机器上先运行 dask worker {address} --nthreads 1 。")
        if threads != {1}:
            raise ClusterError("工作进程都只能有一个线程：加上 --nthreads 1 再启动。")
        with client.get_executor(pure=False) as executor:
            try:
                yield executor
            finally:
                executor.shutdown(wait=False)
