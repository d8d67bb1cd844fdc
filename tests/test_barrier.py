"""What fails in one place, through our own fault or the system's, is one finding there; all else goes on as before."""

from __future__ import annotations

import errno
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from generator import editing, pipeline
from generator.check import registry, waivers
from generator.load.content import _Department
from generator.load.files import Files
from generator.model.barrier import OURS, SYSTEMS
from generator.render import docx, site
from generator.verify import check
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

OTHER = "content/shi/other/2024"
OTHER_FILE = f"{OTHER}/projects/01-publicity.yaml"
FORMATS = ("docx", "html")
RULE = "JE-101"
WAIVED = samples.PROJECT.replace("名称: 培训场次", "名称: 政策知晓率") + (
    "豁免:\n  - 规则: ZB-101\n    位置: 绩效目标.指标.产出指标.数量指标.1\n"
    "    理由: 名称由上级统一下达\n    责任人: 王五\n    年度: 2024\n"
)


@pytest.fixture
def root(one_project: OneProject) -> Path:
    """Return a repository with two departments of one project each, built."""
    root = one_project(WAIVED)
    samples.write(root, {f"{OTHER}/department.yaml": samples.DEPARTMENT, OTHER_FILE: WAIVED})
    assert pipeline.build(root, formats=FORMATS, out=root / "build").findings == []
    return root


@dataclass(frozen=True, slots=True)
class Place:
    """A function that works on one thing at a time, and where what it fails at is told."""

    owner: Any
    name: str
    means: Callable[..., bool]
    told: str = OTHER_FILE


def _of_other(subject: Any, *_: Any, **__: Any) -> bool:
    return str(getattr(subject, "folder", "")) == "other"


def _reads(path: str) -> Callable[..., bool]:
    return lambda _, file, *__, **___: file.as_posix().endswith(path)


PLACES = {
    "a project's file": Place(Files, "read", _reads(OTHER_FILE)),
    "a department's file": Place(Files, "read", _reads(f"{OTHER}/department.yaml"), told=f"{OTHER}/department.yaml"),
    "joining a project": Place(_Department, "_declaration", lambda self, *_: "other" in self.file.parts),
    "a waiver": Place(waivers, "_problem", lambda _, waiver, *__, **___: waiver.position.path == OTHER_FILE),
    "assembling": Place(pipeline, "assemble", lambda _, subject, *__: _of_other(subject)),
    "fonts": Place(pipeline, "missing_glyphs", lambda document, _: document.department == "other"),
    "rendering": Place(docx, "render", lambda document, _: document.department == "other"),
    "reading back": Place(check, "check", lambda *given: given[3].department == "other"),
}
PROBLEMS = {
    "ours": (RuntimeError("boom"), OURS, 2),
    "ours, of a kind that content can cause": (KeyError("boom"), OURS, 2),
    "memory": (MemoryError(), SYSTEMS, 1),
    "disk": (OSError(errno.ENOSPC, "No space left on device"), SYSTEMS, 1),
}


def fails(place: Place, problem: Exception, patch: pytest.MonkeyPatch) -> None:
    """Let a function fail where it works on the other department."""
    work = getattr(place.owner, place.name)

    def broken(*given: Any, **named: Any) -> Any:
        if place.means(*given, **named):
            raise problem
        return work(*given, **named)

    patch.setattr(place.owner, place.name, broken)


def spoilt_outputs(root: Path) -> Iterator[str]:
    """Change all content, so that everything has to be made anew, and yield the paths of what may change."""
    for path in (samples.PROJECT_FILE, OTHER_FILE):
        file = root / path
        text = samples.changed(file.read_text(encoding="utf-8"), "年初开始。", "年中开始。")
        file.write_text(text, encoding="utf-8")
    yield from (f"danwei/2024/01-publicity-医保宣传经费.{kind}" for kind in FORMATS)


@pytest.mark.parametrize("kind", PROBLEMS)
@pytest.mark.parametrize("name", PLACES)
def test_the_neighbours_go_on(
    name: str, kind: str, root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, (problem, code, exit_code) = PLACES[name], PROBLEMS[kind]
    before = samples.snapshot(root / "build")
    changing = set(spoilt_outputs(root))
    fails(place, problem, monkeypatch)
    run = command(root, "build", *(part for kind in FORMATS for part in ("--format", kind)))
    after = samples.snapshot(root / "build")
    assert {path for path in before if before[path] != after.get(path)} - {"manifest.json"} == changing
    assert after.keys() == before.keys()
    assert run.code == exit_code
    assert run.err == ""
    told = [line for line in run.out.splitlines() if " 错误 " in line]
    assert {line.split(" ")[0] for line in told} == {f"{place.told}:1:1"} or place.name == "_problem"
    assert {line.split(" ")[2] for line in told} == {code}
    assert ("boom" in run.out) == (code == OURS)
    assert "device" not in run.out


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_rule_that_fails_hides_no_other(kind: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, code, _ = PROBLEMS[kind]
    rule = registry.RULES[RULE]

    def broken(project: Any) -> Iterator[registry.Trouble]:
        if _of_other(project):
            raise problem
        yield from rule.function(project)

    monkeypatch.setitem(registry.RULES, RULE, replace(rule, function=broken))
    text = samples.changed(WAIVED, "文号: 某政发〔2023〕1号", "文号: 某政发[2023]1号")
    samples.write(root, {OTHER_FILE: text})
    result = pipeline.check(root)
    assert [(f.code, f.position and f.position.path) for f in result.findings] == [
        (code, OTHER_FILE),
        ("GS-101", OTHER_FILE),
    ]
    assert result.skipped == {OTHER_FILE: (RULE,)}
    assert [document.department for document, _ in result.documents] == ["danwei"]


def test_files_that_cannot_be_rewritten(root: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = samples.changed(WAIVED, "金额: 3000", "金额:   3000 ")
    samples.write(root, {samples.PROJECT_FILE: wide, OTHER_FILE: wide})
    fails(Place(editing, "canonical", lambda path, *_: path == OTHER_FILE), RuntimeError("boom"), monkeypatch)
    run = command(root, "fmt")
    assert (run.code, run.err) == (2, "")
    assert f"{OTHER_FILE}:1:1 错误 {OURS}" in run.out
    assert (root / OTHER_FILE).read_text(encoding="utf-8") == wide
    assert (root / samples.PROJECT_FILE).read_text(encoding="utf-8") != wide
    fails(Place(editing, "mend", lambda path, *_: path == OTHER_FILE), RuntimeError("boom"), monkeypatch)
    samples.write(root, {samples.PROJECT_FILE: wide})
    run = command(root, "check", "--fix")
    assert (run.code, run.err) == (2, "")
    assert (root / OTHER_FILE).read_text(encoding="utf-8") == wide
    assert (root / samples.PROJECT_FILE).read_text(encoding="utf-8") != wide


def test_the_list_of_documents(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = samples.snapshot(root / "build")
    monkeypatch.setattr(site, "render", lambda *_: 1 / 0)
    result = pipeline.build(root, formats=FORMATS, out=root / "build")
    assert [finding.code for finding in result.findings] == [OURS]
    assert samples.snapshot(root / "build") == before


def test_developers_can_see_the_whole_traceback(root: Path) -> None:
    script = root / "broken.py"
    script.write_text(
        "from generator import pipeline\nfrom generator.cli.main import run\n"
        "pipeline.missing_glyphs = lambda *_: 1 / 0\nrun()\n",
        encoding="utf-8",
    )
    quiet = samples.shenbao(root, "check", program=str(script))
    assert (quiet.code, quiet.err) == (2, "")
    loud = samples.shenbao(root, "check", program=str(script), environment={"SHENBAO_TRACEBACK": "1"})
    assert (loud.code, loud.out) == (2, quiet.out)
    assert loud.err.count("Traceback") == 2


def test_a_budget_without_one_of_its_projects_is_not_made(repo: Path) -> None:
    folder = "content/chongqing/tongnan-medical-security/2024"
    file = repo / folder / "projects/02-health-checkups.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    result = pipeline.check(repo, [repo / folder])
    path = file.relative_to(repo).as_posix()
    assert [(f.code, f.position and f.position.path) for f in result.findings if f.is_error] == [("WJ-003", path)]
    assert result.documents == []
    assert result.skipped[path] == (registry.EVERY,)


def test_codes_of_a_chart_that_cannot_be_read_are_not_missed(repo: Path) -> None:
    file = repo / "content/accounts.yaml"
    text = file.read_text(encoding="utf-8")
    for new in (
        samples.changed(text, "起始年度: ", "起始年度: @"),
        samples.changed(text, "功能分类:\n", "功能分类: 无\n"),
    ):
        file.write_text(new, encoding="utf-8")
        found = [f for f in pipeline.check(repo).findings if f.is_error]
        assert {f.position.path for f in found if f.position} == {"content/accounts.yaml"}
