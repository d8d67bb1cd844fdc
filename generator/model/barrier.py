"""The barrier around each piece of work: what breaks inside is one finding, as ours or the system's, not the clerk's.

Around each file, rule, waiver, subject and document stands one, so that nothing takes down its neighbours.
"""

from __future__ import annotations

import errno
import logging
import traceback
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, FindingError, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.position import Position

# The codes of what is our fault, and of what is the system's.
OURS: Final = "CX-001"
SYSTEMS: Final = "HJ-002"
# Whole tracebacks go here; whoever runs the program decides whether they are shown.
LOG: Final = logging.getLogger("shenbao")
_FRAMES: Final = 3
_PERMISSION: Final = ("没有权限。", "改好这个文件和它所在文件夹的权限。")
_FULL: Final = ("磁盘满了。", "腾出空间，再运行一次。")
_CAUSES: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(
    dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _PERMISSION)
    | dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL)
    | dict.fromkeys((errno.ENOENT, errno.ENOTDIR), ("要用的文件不见了。", "恢复这个文件，再运行一次。"))
    | dict.fromkeys((errno.EMFILE, errno.ENFILE), ("打开的文件太多。", "关掉别的程序，再运行一次。"))
    | dict.fromkeys((errno.ENOMEM,), ("内存不够。", "关掉别的程序，再运行一次。"))
)
_UNKNOWN: Final = ("读写文件失败。", "再运行一次；还是这样时，请管理这台机器的人看看磁盘。")


class _Barrier:
    """One stands around each rule for each subject, so it has to be cheap: a third of a generator's time."""

    __slots__ = ("doing", "findings", "place")

    def __init__(self, findings: list[Finding], doing: str, place: Position | None) -> None:
        self.findings, self.doing, self.place = findings, doing, place

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> bool:
        if isinstance(problem, FindingError):
            self.findings.append(problem.finding)
        elif isinstance(problem, Exception):
            self.findings.append(fault(problem, self.doing, self.place))
        else:
            return False  # Nothing failed, or someone wants to stop the program.
        return True


def barrier(findings: list[Finding], doing: str, place: Position | None) -> _Barrier:
    """Turn what fails inside into one finding at the place that the work is about; `doing` says what was done."""
    return _Barrier(findings, doing, place)


def fault(problem: Exception, doing: str, place: Position | None) -> Finding:
    """Return the finding for a failure that nobody foresaw, with what a developer needs to find it."""
    LOG.debug("%s", doing, exc_info=problem)
    if isinstance(problem, OSError | MemoryError):
        number = errno.ENOMEM if isinstance(problem, MemoryError) else problem.errno
        cause, hint = _CAUSES.get(number or 0, _UNKNOWN)
        return error(SYSTEMS, f"系统出错，没有做完：{doing}", place, cause=cause, hint=hint)
    cause = "这是程序的问题，不是内容的问题。"
    hint = f"不用改内容，请把这一行发给维护程序的人：{doing}，{trail(problem)}。"
    return error(OURS, f"程序自身出错了，没有做完：{doing}", place, cause=cause, hint=hint)


def trail(problem: BaseException) -> str:
    """Return where a failure came from, in one line: the last calls that led to it, and what it says."""
    frames = traceback.extract_tb(problem.__traceback__)[-_FRAMES:]
    calls = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return " → ".join([*calls, " ".join(f"{type(problem).__name__}: {problem}".split())])


def has_fault_of_ours(findings: Iterable[Finding]) -> bool:
    """Whether the program itself failed somewhere."""
    return any(finding.code == OURS for finding in findings)
