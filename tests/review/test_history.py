"""shenbao log tells which commit changed a figure; shenbao textconv shows git what a Word template says."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]


def commit(root: Path, message: str, day: str) -> str:
    program = shutil.which("git")
    assert program
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", "-c", "core.compression=0"]
    days = {"GIT_AUTHOR_DATE": f"{day}T00:00:00Z", "GIT_COMMITTER_DATE": f"{day}T00:00:00Z"}

    def git(*arguments: str) -> str:
        command = [program, *who, *arguments]
        return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=days).stdout

    samples.own_fonts(root)
    git("init")
    git("add", "content", "templates")
    git("commit", "-m", message)
    return git("rev-parse", "HEAD").strip()


def test_each_change_of_a_figure_is_told(tmp_path: Path, command: Command) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    first = commit(root, "建档", "2024-01-05")
    text = samples.changed(samples.PROJECT, "参保人数: 1000 人", "参保人数: 1200 人")
    samples.write(root, {samples.PROJECT_FILE: text})
    second = commit(root, "核实人数", "2024-02-06")
    samples.write(root, {samples.PROJECT_FILE: text.replace("年初开始", "年中开始")})
    commit(root, "改计划", "2024-03-07")
    run = command(root, "log", "资金安排情况!第1段")
    place = "《某县医疗保障局2024年医保宣传经费》资金安排情况!第1段"
    old, new = "1000人×5元/人=5000元。", "1200人×5元/人=6000元。"
    assert run.out.splitlines() == [
        f"2024-01-05 {first[:10]} {place}：（没有） → {old}　建档",
        f"2024-02-06 {second[:10]} {place}：{old} → {new}　核实人数",
    ]
    unknown = command(root, "log", "附件九十九!无")
    assert unknown.code == 1
    assert "没有找到「附件九十九!无」" in unknown.err


def test_a_word_template_is_shown_as_text(command: Command) -> None:
    template = samples.ROOT / "templates/yunnan-2024/document.docx"
    run = command(samples.ROOT, "textconv", str(template))
    assert run.code == 0
    assert "{%p for 块 in 块们 %}" in run.out.splitlines()
    assert "评（扣）分标准" in run.out.splitlines()
    wrong = command(samples.ROOT, "textconv", str(samples.ROOT / "README.md"))
    assert wrong.code == 2
    assert wrong.err.strip() == "「README.md」不是 Word 文件，读不出。"
