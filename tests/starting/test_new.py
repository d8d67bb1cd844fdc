"""Beginnings: what is written has the form of `fmt`, is read, and asks for nothing but what a person has to decide."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from generator.editing import fmt
from generator.starting.kinds import Kinds
from generator.starting.run import begin
from tests import samples
from tests.review.changes import KUNMING, TONGNAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.starting.kinds import Beginning

PACKS = sorted(pipeline.packs(samples.ROOT))
OFFICE = {"部门名称": "某县水务局", "单位.单位名称": "某县水务局"}
YEAR = "content/sheng/water/2025"
# Something is not there yet, so a document can't be made, or is too little: what only people can decide.
LACKING = {"ZD-002", "ZD-003", "MB-002", "JE-205", "YS-001", "QS-010", "ZB-102", "ZB-103", "SL-121", "JE-001"}


def complete(beginning: Beginning, answers: dict[str, str]) -> dict[str, str]:
    """Answer what is open with the examples that people are shown."""
    open_ = beginning(answers).open()
    said = {key.way: key.choices[0] if key.choices else key.told.partition("例：")[2].strip("\n") for key in open_}
    return said | answers


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with templates and no content."""
    (tmp_path / "content").mkdir()
    samples.copy_templates(tmp_path)
    return tmp_path


@pytest.mark.parametrize("pack", PACKS)
def test_a_new_department_and_its_project_ask_for_decisions_only(root: Path, pack: str) -> None:
    kinds = Kinds(root)
    done = begin(root, kinds.department(YEAR, pack)(OFFICE))
    assert sorted(done.written) == sorted(done.files)
    assert [*done.refused, *done.taken] == []
    project = begin(root, Kinds(root).project(YEAR, "pump")({}))
    assert project.written == [f"{YEAR}/projects/01-pump.yaml"]
    assert project.unanswered >= 5
    found = pipeline.check(root).findings
    assert {finding.code for finding in found} <= LACKING
    for finding in (*done.open, *project.open):
        assert finding.position is not None
        line = (root / finding.position.path).read_text("utf-8").splitlines()[finding.position.line - 1]
        # Each marks an open key, or the mapping in which something is open.
        assert line.endswith(":") or finding.position.line == 1 or finding.code == "MB-002", finding
    assert fmt(root, write=False).changed == []


@pytest.mark.parametrize("pack", PACKS)
def test_with_the_examples_for_answers_nothing_is_missing(root: Path, pack: str) -> None:
    """All that a document has to have is asked for: the key that nobody asks for would be missing here."""
    beginning = Kinds(root).department(YEAR, pack)
    begin(root, beginning(complete(beginning, {})))
    project = Kinds(root).project(YEAR, "pump")
    asked = [key for key in project({}).open() if not key.told.partition("例：")[2].startswith("\n")]
    answers = complete(project, {})
    begin(root, project({key.way: answers[key.way] for key in asked}))
    missing = [f for f in pipeline.check(root).findings if f.code in {"ZD-002", "ZD-003", "MB-002"} and f.position]
    assert [finding for finding in missing if finding.position and "/projects/" in finding.position.path] == []


def test_nothing_that_is_there_is_changed(repo: Path, command: Callable[..., samples.Run]) -> None:
    before = samples.snapshot(repo / "content")
    year = KUNMING.partition("/projects")[0]
    run = command(repo, "new", "project", year, "--name", "pump", "--set", "项目名称=水泵", "--set", "金额单位=元")
    assert (run.code, run.err) == (0, "")
    assert f"写出 {year}/projects/02-pump.yaml" in run.out
    assert "02-pump.yaml:18:1 「项目基本概况」没有填" in run.out
    after = samples.snapshot(repo / "content")
    assert {path: after[path] for path in before} == before
    (new,) = after.keys() - before.keys()
    assert after[new].decode().startswith("文种: 项目\n项目名称: 水泵\n金额单位: 元\n")
    for arguments in (["department", year, "--pack", "yunnan-2024"], ["pack", "yunnan-2024", "--basis", "yunnan-2020"]):
        again = command(repo, "new", *arguments)
        assert (again.code, "已经有" in again.err, "没有写文件" in again.out) == (2, True, True)
    assert samples.snapshot(repo / "content") == after


def test_a_unit_is_added_to_its_department_and_gets_a_budget(repo: Path, command: Callable[..., samples.Run]) -> None:
    file = repo / TONGNAN / "department.yaml"
    old = file.read_text("utf-8").replace("单位:\n", "单位:  # 按编码排\n") + "\n# 下面没有了\n"
    file.write_text(old, encoding="utf-8")
    run = command(repo, "new", "unit", TONGNAN, "--set", "单位名称=某区医保中心", "--set", "单位编码=236002")
    assert run.code == 0
    new = file.read_text("utf-8").splitlines()
    assert [line for line in new if line in old.splitlines()] == old.splitlines()
    assert "  - 单位名称: 某区医保中心" in new
    assert (repo / TONGNAN / "budget/236002.yaml").read_text("utf-8").startswith("文种: 单位预算\n单位: 某区医保中心\n")
    # What has to follow is told: whose the money of before is.
    assert "各单位有自己的预算，budget.yaml 里又写了「基本支出」" in run.out


FLAT = samples.DEPARTMENT.partition("单位:\n")[0] + "单位: [{单位名称: 甲, 组织机构代码: MB1584220}]\n"


@pytest.mark.parametrize("department", [FLAT, samples.DEPARTMENT.encode("gbk"), samples.DEPARTMENT + "\t单位\n"])
def test_a_file_that_is_not_as_expected_is_left_to_people(
    department: str | bytes, one_project: Callable[..., Path], command: Callable[..., Any]
) -> None:
    root = one_project(department=department)
    before = samples.snapshot(root / "content")
    run = command(root, "new", "unit", samples.FOLDER, "--set", "单位名称=乙")
    assert (run.code, "或自己在「单位」下面照别的加一条" in run.err) == (1, True)
    assert samples.snapshot(root / "content") == before


def test_a_pack_builds_on_another_and_can_be_used(root: Path, command: Callable[..., samples.Run]) -> None:
    run = command(root, "new", "pack", "sheng-2025", "--basis", "yunnan-2024", "--set", "名称=某省（2025年）")
    assert run.code == 0
    text = (root / "templates/sheng-2025/pack.yaml").read_text("utf-8")
    assert text == "文种: 模板包\n格式: 4\n名称: 某省（2025年）\n基于: yunnan-2024\n"
    assert pipeline.packs(root)["sheng-2025"].parents == ("yunnan-2024",)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["project"], "还要写「年度文件夹」"),
        (["project", samples.FOLDER], "还要写「--name」"),
        (["project", samples.FOLDER, "--name", "水泵"], "不能用：用小写英文字母、数字和短横线"),
        (["project", "content/shi", "--name", "x"], "不是一个部门的年度文件夹"),
        (["project", samples.FOLDER, "--name", "x", "--set", "项目名"], "写成「键=值」"),
        (["project", samples.FOLDER, "--name", "x", "--set", "项目名=甲"], "是不是「项目名称」？"),
        (["project", samples.FOLDER, "--name", "x", "--set", "金额单位=角"], "「金额单位」不能是「角」"),
        (["department", "../x/2025", "--pack", "yunnan-2024"], "写成 content/省/部门/年度"),
        (["department", YEAR, "--pack", "yunan-2024"], "是不是「yunnan-2024」？"),
        (["department", YEAR], "还要写「--pack」"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    arguments: list[str], said: str, one_project: Callable[..., Path], command: Callable[..., samples.Run]
) -> None:
    root = one_project()
    before = samples.snapshot(root / "content")
    run = command(root, "new", *arguments)
    assert run.code in {1, 2}
    assert said in run.err
    assert samples.snapshot(root / "content") == before


def typed(root: Path, arguments: list[str], answers: list[str]) -> str:
    """Return what a terminal shows while someone answers one question after another, then only presses Enter."""
    program, ask = Path(sys.executable).with_name("shenbao"), "：".encode()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        os.execv(program, [str(program), *arguments])  # noqa: S606 - ours, on a terminal of its own
    shown, waiting = b"", list(answers)
    while select.select([terminal], [], [], 20)[0]:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # it has gone
            break
        if shown.rstrip(b" ").endswith(ask):
            os.write(terminal, (waiting.pop(0) if waiting else "").encode() + b"\n")
            shown += b"\n"
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return shown.decode().replace("\r", "")


def test_someone_at_the_terminal_is_asked(one_project: Callable[..., Path]) -> None:
    root = one_project()
    shown = typed(root, ["new", "project"], ["9", "1", "Pump", "pump", "水泵: 购置", "角", "元"])
    text = (root / samples.FOLDER / "projects/02-pump.yaml").read_text("utf-8")
    assert "1. content/shi/danwei/2024" in shown
    assert "没有这一个。" in shown
    assert "「Pump」不能用" in shown
    assert "「金额单位」不能是「角」" in shown
    assert text.startswith("文种: 项目\n项目名称: '水泵: 购置'\n金额单位: 元\n")
    # What was passed over stays open.
    assert "\n  经费来源:\n" in text
