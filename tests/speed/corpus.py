"""Makes a repository with many declarations, for measuring: `python -m tests.speed.corpus FOLDER NUMBER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import samples

PER_DEPARTMENT = 20


def make(root: Path, number: int) -> None:
    """Write departments of 20 projects each, every file of some 60 lines, each project with figures of its own."""
    files: dict[str, str | bytes] = {}
    for index in range(number):
        department, project = divmod(index, PER_DEPARTMENT)
        folder = f"content/shi/danwei-{department:04d}/2024"
        if not project:
            files[f"{folder}/department.yaml"] = samples.DEPARTMENT
        text = samples.changed(samples.PROJECT, "参保人数: 1000 人", f"参保人数: {1000 + index} 人")
        files[f"{folder}/projects/{project:02d}-publicity.yaml"] = samples.changed(
            text, "项目名称: 医保宣传经费", f"项目名称: 医保宣传经费（{index}）"
        )
    samples.write(root, files)
    (root / "templates").symlink_to(samples.ROOT / "templates")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
