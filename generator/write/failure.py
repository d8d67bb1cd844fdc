"""What keeps a file from being written, told to the person at the machine."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.model.finding import Finding, FindingError, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
TAKEN = {errno.EISDIR, errno.EEXIST, errno.ENOTDIR}
# What Windows says of a file that another program has open: access denied, sharing violation, lock violation.
OPEN_ON_WINDOWS = {5, 32, 33}


@contextmanager
def told(path: Path, root: Path) -> Iterator[None]:
    """Make a finding of what the system has against writing or removing a file; `root` shortens its name."""
    try:
        yield
    except OSError as problem:
        raise FindingError(finding(problem, path, root)) from problem


def finding(problem: OSError, path: Path, root: Path) -> Finding:
    """Say why a file could not be written or removed, and how to mend it."""
    name = _name(path, root)
    blocking = _no_folder(path)
    if blocking is not None:
        what = f"写不出 {name}：「{blocking.name}」是文件，这里要放文件夹"
        return error("XC-004", what, None, hint="把这个文件改名或移走，再运行一次。")
    if problem.errno in TAKEN and path.is_dir():
        return error("XC-004", f"写不出 {name}：已经有同名的文件夹", None, hint="把这个文件夹改名或移走，再运行一次。")
    if problem.errno in FULL:
        hint = "腾出空间，再运行一次；原来的文件没有动。"
        return error("XC-002", f"写不出 {name}：磁盘满了，或超过了限额", None, hint=hint)
    if is_open(problem, path):
        hint = "关掉 Word 等正打开它的程序，再运行一次；原来的文件没有动。"
        return error("XC-001", f"写不出 {name}：文件正被别的程序打开", None, hint=hint)
    if problem.errno in DENIED:
        hint = "看看文件夹是不是只读的、是不是别人的；改好权限，或用 --out 换一个文件夹，再运行一次。"
        return error("XC-003", f"写不出 {name}：没有写的权限", None, hint=hint)
    if problem.errno == errno.ENAMETOOLONG:
        return error("XC-005", f"写不出 {name}：文件名太长", None, hint="把项目名称或文件夹的名字改短。")
    what = f"写不出 {name}：系统不让写（错误号 {problem.errno}）"
    return error("XC-006", what, None, hint="看看磁盘和网络盘是否正常，再运行一次；原来的文件没有动。")


def outside(path: Path, root: Path) -> Finding:
    """Say that a link leads out of the folder that a file has to lie in."""
    name = _name(path, root)
    return error(
        "XC-007", f"没有写 {name}：它或它的文件夹是通向别处的链接", None, hint="把链接换成普通的文件或文件夹。"
    )


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def is_open(problem: OSError, path: Path) -> bool:
    """Whether a file can't be replaced because a program has it open; only Windows keeps others out then."""
    if getattr(problem, "winerror", None) not in {None, *OPEN_ON_WINDOWS} or problem.errno not in DENIED:
        return False
    return path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def _no_folder(path: Path) -> Path | None:
    """Return what stands where a folder above the file is wanted, and is none."""
    return next((above for above in path.parents if above.exists() and not above.is_dir()), None)
