"""shenbao log tells which commit changed a figure; shenbao textconv shows git what a Word template says."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from generator.load import reader
from generator.review import history
from generator.series import Series
from tests import samples
from tests.speed import commits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Command = Callable[..., samples.Run]


def git(root: Path, *arguments: str, day: str = "2024-01-01") -> str:
    program = shutil.which("git")
    assert program
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", "-c", "core.compression=0"]
    days = {"GIT_AUTHOR_DATE": f"{day}T00:00:00Z", "GIT_COMMITTER_DATE": f"{day}T00:00:00Z"}
    command = [program, *who, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=days).stdout


def commit(root: Path, message: str, day: str) -> str:
    samples.own_fonts(root)
    git(root, "init")
    git(root, "add", *(name for name in ("content", "templates") if (root / name).exists()))
    git(root, "commit", "-m", message, day=day)
    return git(root, "rev-parse", "HEAD").strip()


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
    run = command(root, "log", "资金安排情况.第1段")
    place = "《某县医疗保障局2024年医保宣传经费》资金安排情况.第1段"
    old, new = "1000人×5元/人=5000元。", "1200人×5元/人=6000元。"
    assert run.out.splitlines() == [
        f"2024-01-05 {first[:10]} {place}：（没有） → {old}　建档",
        f"2024-02-06 {second[:10]} {place}：{old} → {new}　核实人数",
    ]
    unknown = command(root, "log", "附件九十九.无")
    assert unknown.code == 1
    assert "没有找到「附件九十九.无」" in unknown.err


def edited(root: Path, old: str, new: str) -> None:
    text = (root / samples.PROJECT_FILE).read_text(encoding="utf-8")
    samples.write(root, {samples.PROJECT_FILE: samples.changed(text, old, new)})


def small(root: Path) -> Path:
    """Return a repository with one project and its first commit."""
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    shutil.rmtree(root / "templates/common/fonts")
    commit(root, "建档", "2024-01-05")
    return root


def steps(root: Path, query: str = "资金安排情况.第1段") -> list[tuple[str, str, str]]:
    return [(step.subject, step.old, step.new) for step in history.history(root, query)]


FIRST, MORE, DEARER, BOTH = (
    "1000人×5元/人=5000元。",
    "1200人×5元/人=6000元。",
    "1000人×6元/人=6000元。",
    "1200人×6元/人=7200元。",
)


def test_branches_are_told_by_their_own_commits(tmp_path: Path) -> None:
    root = small(tmp_path / "repo")
    git(root, "checkout", "-q", "-b", "other")
    edited(root, "人均标准: 5 元/人", "人均标准: 6 元/人")
    commit(root, "涨标准", "2024-02-06")
    git(root, "checkout", "-q", "main")
    edited(root, "参保人数: 1000 人", "参保人数: 1200 人")
    commit(root, "核实人数", "2024-02-05")
    git(root, "merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "other")
    edited(root, "人均标准: 5 元/人", "人均标准: 6 元/人")
    commit(root, "合并", "2024-02-07")
    assert sorted(steps(root)) == sorted(
        [("建档", "", FIRST), ("涨标准", FIRST, DEARER), ("核实人数", FIRST, MORE), ("合并", MORE, BOTH)]
    )


def test_a_merge_that_only_joins_has_changed_nothing(tmp_path: Path) -> None:
    root = small(tmp_path / "repo")
    git(root, "checkout", "-q", "-b", "other")
    edited(root, "参保人数: 1000 人", "参保人数: 1200 人")
    commit(root, "核实人数", "2024-02-06")
    git(root, "checkout", "-q", "main")
    edited(root, "项目实施计划: 年初开始", "项目实施计划: 年中开始")
    commit(root, "改计划", "2024-02-07")
    git(root, "merge", "-q", "--no-ff", "-m", "合并", "other")
    assert steps(root) == [("建档", "", FIRST), ("核实人数", FIRST, MORE)]


def test_what_cannot_be_read_is_passed_over_and_what_breaks_a_rule_is_not(tmp_path: Path) -> None:
    root = small(tmp_path / "repo")
    edited(root, "金额: 3000", "金额: 3001")  # 明细 no longer add up
    edited(root, "参保人数: 1000 人", "参保人数: 1200 人")
    commit(root, "算错", "2024-02-06")
    edited(root, "金额: 3001", "金额: １２")
    commit(root, "写坏", "2024-02-07")
    (root / samples.PROJECT_FILE).rename(root / samples.PROJECT_FILE.replace("01-", "02-"))
    git(root, "add", "-A")
    commit(root, "改名", "2024-02-08")
    assert steps(root) == [("建档", "", FIRST), ("算错", FIRST, MORE)]
    git(root, "rm", "-r", "-q", "content/shi")
    commit(root, "删去", "2024-02-09")
    assert steps(root)[2:] == [("删去", MORE, "")]


def test_each_state_is_printed_by_its_own_templates(tmp_path: Path) -> None:
    root = small(tmp_path / "repo")
    file = root / "templates/common/declaration-items.jinja"
    plain = file.read_text(encoding="utf-8")
    file.write_text(samples.changed(plain, "{{ 项.金额 }}", "共{{ 项.金额 }}"), encoding="utf-8")
    commit(root, "改模板", "2024-02-06")
    pack = root / "templates/yunnan-2024/pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8") + "坏键: 1\n", encoding="utf-8")
    commit(root, "写坏模板包", "2024-02-07")
    git(root, "checkout", "HEAD~2", "--", "templates")
    commit(root, "改回", "2024-02-08")
    before, after = "1.资料印制3000元；", "1.资料印制共3000元；"
    assert steps(root, "资金安排情况.第2段") == [
        ("建档", "", before),
        ("改模板", before, after),
        ("改回", after, before),
    ]


def test_a_folder_of_a_repository_is_enough(tmp_path: Path) -> None:
    root = small(tmp_path / "repo")
    (tmp_path / "repo/deep").mkdir()
    git(root, "mv", "content", "templates", "deep")
    git(root, "commit", "-m", "移动")
    assert steps(root / "deep") == [("移动", "", FIRST)]


@pytest.mark.slow
def test_only_what_a_commit_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: Counter[str] = Counter()
    assembled: list[Path] = []
    parse, documents = reader.read, Series.documents

    def count(path: str, data: bytes) -> Any:
        parsed[path] += 1
        return parse(path, data)

    def gather(series: Series, paths: Iterable[Path]) -> Any:
        paths = list(paths)
        assembled.extend(paths)
        return documents(series, paths)

    monkeypatch.setattr("generator.load.files.read", count)
    monkeypatch.setattr(Series, "documents", gather)
    root = tmp_path / "repo"
    changed = commits.make(root, 50)
    assert len(changed) == 49
    told = list(history.history(root, "2101301"))
    assert {step.commit for step in told} >= {told[0].commit}
    assert len({step.new for step in told}) > 3
    # Each year's folder at first, and then one for each commit: what a state was before is not read again.
    years = {path.parent for path in root.glob("content/*/*/*/department.yaml")}
    assert len(assembled) <= len(years) + len(changed)
    for file in root.glob("content/*/*/*/**/*.yaml"):
        path = file.relative_to(root).as_posix()
        most = 1 + changed.count(path)
        if file.name == "budget.yaml":  # Its text names amounts of other files.
            most += sum(other.startswith(f"{path.rpartition('/')[0]}/projects/") for other in changed)
        assert parsed[path] <= most, path


def test_a_word_template_is_shown_as_text(command: Command) -> None:
    template = samples.ROOT / "templates/yunnan-2024/document.docx"
    run = command(samples.ROOT, "textconv", str(template))
    assert run.code == 0
    assert "{%p for 块 in 块们 %}" in run.out.splitlines()
    assert "评（扣）分标准" in run.out.splitlines()
    wrong = command(samples.ROOT, "textconv", str(samples.ROOT / "README.md"))
    assert wrong.code == 2
    assert wrong.err.strip() == "「README.md」不是 Word 文件，读不出。"
