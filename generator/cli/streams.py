"""Standard output and standard error, of which the reader may go away, and whose disk may be full."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import BinaryIO, TextIO, cast

# What a pipe says when nobody reads it any more; Windows says EINVAL.
GONE = {errno.EPIPE, errno.ESHUTDOWN, *([errno.EINVAL] if os.name == "nt" else [])}
FAILED = 2


class Pipe(io.FileIO):
    """A stream that goes on quietly when its reader has gone (`check | head`): the exit code still has to be found."""

    def write(self, data: object) -> int:  # any buffer, as in FileIO
        """Write, or drop what nobody reads."""
        try:
            return super().write(data)  # type: ignore[arg-type]  # stubs know a protocol of 3.12
        except OSError as problem:
            if problem.errno not in GONE:
                raise
        return memoryview(data).nbytes  # type: ignore[arg-type]  # as above


def prepare() -> None:
    """Print what a terminal's code page lacks (cp936) as a question mark, and drop what a pipe doesn't take."""
    sys.stdout, sys.stderr = _prepared(sys.stdout), _prepared(sys.stderr)


def settle(code: int) -> int:
    """Print what is still held back, before Python does and complains in English; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as problem:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if code != FAILED:
                sys.stderr.write(_failure(problem))
            code = FAILED
    return code


def _failure(problem: OSError) -> str:
    why = "磁盘满了" if problem.errno == errno.ENOSPC else f"系统不让写，错误号 {problem.errno}"
    return f"要打印的没有写全：{why}。\n"


def _prepared(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(errors="replace")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO or stream.isatty():
        return stream
    pipe = Pipe(raw.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        cast("BinaryIO", pipe) if stream.buffer is raw else io.BufferedWriter(pipe),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
