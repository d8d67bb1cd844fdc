"""Every file of the content that is not read is named, but for those that nobody takes for content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.finding import Severity
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

PROJECTS = f"{samples.FOLDER}/projects"
# A file that a clerk takes for a project, and the name that it should have.
RENAMED = {
    "02-second.yaml.txt": "02-second.yaml",
    "02-second.yml": "02-second.yaml",
    "02-second.YAML": "02-second.yaml",
    "02-second.yaml.bak": "02-second.yaml",
    "02-second.yaml - 副本.txt": "02-second.yaml",
    "02-second.Yml.txt": "02-second.yaml",
    ".02-second.yaml": "02-second.yaml",
}
OTHERS = [
    "02-second.docx",
    "02-second.xlsx",
    "说明.pdf",
    "notes.md",
    ".gitattributes",
    "02-second",
    "list.txt",
    "x.json",
]
SILENT = [
    *(".gitkeep", ".gitignore", "README.md", "README", "readme.txt"),
    *(".DS_Store", "._01-publicity.yaml", "Thumbs.db", "desktop.ini"),
    *("01-publicity.yaml~", ".01-publicity.yaml.swp", ".#01-publicity.yaml", "#01-publicity.yaml#", "4913"),
    *("~$publicity.docx", "~WRL0001.tmp", ".~lock.01-publicity.xlsx#"),
]


@pytest.mark.parametrize("name", RENAMED)
def test_what_looks_like_content_is_an_error_that_tells_the_right_name(name: str, one_project: OneProject) -> None:
    root = one_project()
    samples.write(root, {f"{PROJECTS}/{name}": samples.PROJECT})
    (finding,) = pipeline.check(root).findings
    assert (finding.code, str(finding.position)) == ("WJ-010", f"{PROJECTS}/{name}:1:1")
    assert finding.is_error
    assert f"把名字改成 {RENAMED[name]}" in finding.hint


@pytest.mark.parametrize("name", ["01-publicity.yaml.bak", "01-publicity.yaml.txt", "01-publicity.yml", *OTHERS])
def test_other_files_are_a_warning(name: str, one_project: OneProject) -> None:
    root = one_project()
    samples.write(
        root, {f"{PROJECTS}/{name}": "x", f"content/{name}": "x"} if name in OTHERS else {f"{PROJECTS}/{name}": "x"}
    )
    findings = pipeline.check(root).findings
    places = sorted({f"{PROJECTS}/{name}", *([f"content/{name}"] if name in OTHERS else [])})
    assert [(f.code, f.severity, f.position.path) for f in findings if f.position] == [
        ("WJ-015", Severity.WARNING, place) for place in places
    ]
    assert all("移出 content/" in finding.hint for finding in findings)
    assert len(pipeline.check(root).documents) == 1


def test_what_systems_and_editors_leave_is_passed_over(one_project: OneProject) -> None:
    root = one_project()
    samples.write(root, {f"{folder}/{name}": "x" for folder in ("content", PROJECTS) for name in SILENT})
    assert pipeline.check(root).findings == []


def test_where_nothing_was_found_it_says_so(one_project: OneProject, command: Command) -> None:
    root = one_project()
    samples.write(root, {"content/shi/xin/README.md": "x"})
    run = command(root, "check", "content/shi/xin")
    assert run.code == 0
    assert run.out.startswith("content/shi/xin:1:1 警告 WJ-016 「content/shi/xin」里没有可以检查的内容")
    assert "没有发现问题" not in run.out
    assert command(root, "check", "content/shi").out == "检查了 3 个文件：没有发现问题\n"

    for file in (samples.DEPARTMENT_FILE, samples.PROJECT_FILE):
        (root / file).unlink()
    for arguments in (["check"], ["build"], ["check", "-f", "markdown"]):
        run = command(root, *arguments)
        assert "「content」里没有可以检查的内容" in run.out
        assert "没有发现问题" not in run.out


@pytest.mark.parametrize("name", ["医保局", "\x1b[2Jju", "ju\n", "a b", "con", "Ju", "\u202euj", "..ju", "ju "])
def test_folders_have_names_that_every_system_can_have(name: str, one_project: OneProject) -> None:
    root = one_project()
    folder = f"content/{name}/{name}/2024"
    samples.write(
        root, {f"{folder}/department.yaml": samples.DEPARTMENT, f"{folder}/projects/01-a.yaml": samples.PROJECT}
    )
    result = pipeline.check(root)
    (finding,) = result.findings
    assert (finding.code, finding.position and finding.position.path) == ("WJ-008", f"{folder}/department.yaml")
    assert finding.message.isprintable()
    assert [document.source for document, _ in result.documents] == [samples.PROJECT_FILE]
