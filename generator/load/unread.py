"""Finds content files that no document is made of: a clerk would think that they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

WHERE = "部门文件是 content/省/部门/年度/department.yaml，项目放在同一年度的 projects/ 里。"


def unread(root: Path, files: Collection[Path], read: Collection[str], department_file: str) -> Iterator[Finding]:
    """Yield a finding for each YAML file that was not read; `read` are paths relative to the repository."""
    for file in sorted(files):
        path = file.relative_to(root).as_posix()
        if file.suffix not in {".yaml", ".yml"} or path in read:
            continue
        cause, hint = "它不在程序会去读的位置。", WHERE
        if file.suffix == ".yml":
            cause, hint = "扩展名是 .yml。", "把扩展名改成 .yaml。"
        elif file.parent.name == "projects" and not (file.parent.parent / department_file).is_file():
            cause, hint = f"同一年度里没有 {department_file}。", f"在 projects/ 旁边补上 {department_file}。"
        yield error("WJ-010", f"没有读「{file.name}」这个文件", Position(path, 1), cause=cause, hint=hint)
