"""Looks at a file before anything in it is read: content, templates and outputs may come from anybody."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MIB: Final = 1024 * 1024
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class Kind(Enum):
    """What keeps a file from being read."""

    LINK = auto()
    ODD = auto()
    LARGE = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is not read, and how to mend it, in words for people."""

    kind: Kind
    message: str
    hint: str


FOLDER: Final = Fault(
    Kind.ODD, "这是一个文件夹，名字却像文件", "把里面的文件移到该在的地方，删去这个文件夹；或给它换个名字。"
)


def look(path: Path, home: Path, largest: int) -> Fault | None:
    """Return what is wrong with a file: only ordinary ones are read, and links only where they stay in `home`."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            target = path.resolve(strict=True)
            if not target.is_relative_to(home.resolve()):
                return Fault(Kind.LINK, f"这是一个链接，指到了 {home.name}/ 外面", "把原文件复制进来，代替链接。")
            if target.is_dir():
                return Fault(Kind.LINK, "这是一个指到文件夹的链接", "把文件夹复制进来，代替链接。")
            status = target.stat()
        return _fault(status, largest)
    except FileNotFoundError:
        return Fault(Kind.LINK, "这是一个链接，指到的文件没有了", "把原文件复制进来，代替链接；不要的，删去链接。")
    except RuntimeError:
        return _circle()
    except OSError as problem:
        return _circle() if problem.errno == errno.ELOOP else failure(problem)


def read(path: Path, home: Path, largest: int) -> bytes | Fault:
    """Return the bytes of a file, or why it is not read."""
    fault = look(path, home, largest)
    if fault:
        return fault
    try:
        # The look is not enough where somebody changes the file meanwhile: a pipe would hold us for ever.
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            fault = _fault(os.fstat(file.fileno()), largest)
            return fault or file.read(largest)
    except OSError as problem:
        return failure(problem)


def linked(folder: Path, path: str) -> str | None:
    """Return the first part of a path below a folder that is a link, or None: whoever follows it may end elsewhere."""
    parts = path.split("/")
    below = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((part for part in below if (folder / part).is_symlink()), None)


def _fault(status: os.stat_result, largest: int) -> Fault | None:
    if stat.S_ISDIR(status.st_mode):
        return FOLDER
    if not stat.S_ISREG(status.st_mode):
        return Fault(Kind.ODD, "这不是文件，是管道或设备", "删去它。")
    if status.st_size > largest:
        return Fault(
            Kind.LARGE, f"文件太大：{status.st_size} 字节，上限是 {largest} 字节", "换成正确的文件，或分成几个。"
        )
    return None


def _circle() -> Fault:
    return Fault(Kind.LINK, "这是一个链接，转来转去又指到自己", "删去链接，放上真正的文件。")


def failure(problem: OSError) -> Fault:
    """Tell what the system says of a file or folder that can't be read."""
    if isinstance(problem, PermissionError):
        hint = "在文件的属性里给自己读的权限；没有权限改的，请管理这台机器的人改。"
        return Fault(Kind.CLOSED, "没有权限读它", hint)
    name = errno.errorcode.get(problem.errno or 0, "")
    return Fault(Kind.CLOSED, f"系统读不出它（{name}）", "检查磁盘或网络；从上一次提交中恢复它。")
