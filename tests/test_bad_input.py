"""Every mistake that a clerk can make ends with its line, in Chinese, and leaves the last good build alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.report.text import lines_of
from tests import samples
from tests.bad_inputs_values import FORMULAS, KEYS, VALUES
from tests.bad_inputs_yaml import FILES, YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.model.finding import Finding
    from tests.bad_inputs import Case

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

CASES = [*KEYS, *VALUES, *FORMULAS, *YAML, *FILES]
GOLDEN = samples.ROOT / "tests/golden"
# Words in Latin letters that a clerk meets every day, and the examples that messages give.
KNOWN = "YAML|shenbao upgrade|UTF-8|UTF-16|GBK|Tab|VS Code|Unicode|Windows|Word|git|docs/yaml\\.md"
KNOWN += "|01-insurance\\.yaml|[a-z]+(?:-[a-z]+)*-20\\d\\d|PDF|templates/common/fonts|U\\+[0-9A-F]{4}"


def foreign(finding: Finding) -> list[str]:
    """Return the words in Latin letters that a finding says on its own; quotations of the file are left out."""
    said = re.sub(r"「[^」]*」|\$\{[^}]*\}", "", f"{finding.message}\n{finding.cause}\n{finding.hint}")
    return re.findall(r"[A-Za-z]{2,}", re.sub(KNOWN, "", said))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> tuple[Path, dict[str, bytes]]:
    """Build the small sample; return its repository and all outputs."""
    root = tmp_path_factory.mktemp("good")
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    (root / "templates").symlink_to(templates)
    result = pipeline.build(root, formats=samples.FORMATS, out=root / "build")
    assert result.findings == []
    outputs = samples.snapshot(root / "build")
    assert len(outputs) == len(samples.FORMATS) + len(("index.html", "manifest.json"))
    return root, outputs


@pytest.fixture
def spoilt(good: tuple[Path, dict[str, bytes]]) -> Iterator[Path]:
    """Return the built repository, and put its content right again afterwards."""
    root, _ = good
    yield root
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input(case: Case, spoilt: Path, good: tuple[Path, dict[str, bytes]], command: Command) -> None:
    samples.write(spoilt, case.files())
    run = command(spoilt, "build")
    findings = pipeline.check(spoilt).findings
    assert [(finding.code, str(finding.position)) for finding in findings] == case.expected()
    assert all(finding.is_error and finding.hint for finding in findings)
    assert [foreign(finding) for finding in findings] == [[]] * len(findings)
    assert run.code == 1
    assert run.err == ""
    assert all(line in run.out for finding in findings for line, _ in lines_of(finding, {}))
    assert samples.snapshot(spoilt / "build") == good[1]


@pytest.mark.parametrize("case", [case for case in CASES if case.golden], ids=lambda case: case.name)
def test_shown_as_before(case: Case, one_project: OneProject, command: Command) -> None:
    root = one_project()
    samples.write(root, case.files())
    run = command(root, "check")
    assert run.out == (GOLDEN / f"{case.name}.txt").read_text(encoding="utf-8")


def test_every_golden_text_is_compared() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {case.name for case in CASES if case.golden}


def test_a_file_named_in_chinese(spoilt: Path, good: tuple[Path, dict[str, bytes]], command: Command) -> None:
    second = spoilt / samples.FOLDER / "projects/医保.yaml"
    second.write_text(samples.PROJECT, encoding="utf-8")
    try:
        run = command(spoilt, "build")
        assert run.code == 1
        assert "projects/医保.yaml:1:1 错误 WJ-008 文件名「医保.yaml」不能用" in run.out
        assert samples.snapshot(spoilt / "build") == good[1]
    finally:
        second.unlink()


def test_all_errors_of_all_files_come_in_one_run(one_project: OneProject, command: Command) -> None:
    project = samples.changed(samples.PROJECT, "金额: 3000", "金额: 3,000")
    project = samples.changed(project, "金额: 2000", "金额: 2e3")
    project = samples.changed(project, "${算式}。", "${算术}。")
    root = one_project(project, samples.changed(samples.DEPARTMENT, "部门名称", "部门名"))
    other = "content/shi/other/2024"
    samples.write(
        root,
        {
            f"{other}/department.yaml": samples.changed(samples.DEPARTMENT, "文种:", "文种："),
            f"{other}/projects/01.yaml": samples.changed(samples.PROJECT, "  经费来源", "\t经费来源"),
        },
    )
    run = command(root, "check")
    assert re.findall(r"^content/shi/(\S+) 错误 (\S+)", run.out, re.MULTILINE) == [
        ("danwei/2024/department.yaml:2:1", "ZD-001"),
        ("danwei/2024/projects/01-publicity.yaml:27:7", "YY-001"),
        ("danwei/2024/projects/01-publicity.yaml:31:11", "JE-001"),
        ("danwei/2024/projects/01-publicity.yaml:34:11", "JE-001"),
        ("other/2024/department.yaml:1:3", "YM-010"),
        ("other/2024/projects/01.yaml:18:1", "YM-001"),
    ]
    assert run.code == 1


def test_a_mistake_of_another_department_stops_nobody_else(one_project: OneProject, command: Command) -> None:
    root = one_project()
    other = {
        "content/shi/other/2024/department.yaml": samples.DEPARTMENT,
        "content/shi/other/2024/projects/01-bad.yaml": samples.changed(samples.PROJECT, "3000", "3,000"),
        "content/shi/other/2024/projects/02-good.yaml": samples.PROJECT,
    }
    samples.write(root, other)
    run = command(root, "build", "--format", "docx", "--format", "html")
    assert run.code == 1
    written = sorted(path for path in samples.snapshot(root / "build") if path not in {"index.html", "manifest.json"})
    assert written == [
        "danwei/2024/01-publicity-医保宣传经费.docx",
        "danwei/2024/01-publicity-医保宣传经费.html",
        "other/2024/02-good-医保宣传经费.docx",
        "other/2024/02-good-医保宣传经费.html",
    ]


def test_a_mistake_in_the_department_file_stops_all_its_projects(one_project: OneProject, command: Command) -> None:
    root = one_project(department=samples.changed(samples.DEPARTMENT, "法人代表: 王五", "法人代表:"))
    run = command(root, "build", "--format", "docx")
    assert run.code == 1
    assert not (root / "build").exists()


def test_a_rule_that_lacks_its_field_is_named_as_skipped(one_project: OneProject, command: Command) -> None:
    funding = "资金来源:\n  年度:\n    其他: 5000\n\n绩效目标:"
    project = samples.changed(samples.changed(samples.PROJECT, "绩效目标:", funding), "3000", "3,000")
    run = command(one_project(project), "check")
    assert re.findall(r"错误 (\S+)", run.out) == ["JE-001"]
    assert f"{samples.PROJECT_FILE}：有的字段读不出，没有检查 JE-204、JE-101、" in run.out


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("content/shi/danwei/2024/projects/02-second.yml", "扩展名是 .yml。"),
        ("content/shi/danwei/2024/02-second.yaml", "它不在程序会去读的位置。"),
        ("content/shi/danwei/2024/projects/more/02-second.yaml", "它不在程序会去读的位置。"),
        ("content/shi/danwei/projects/02-second.yaml", "同一年度里没有 department.yaml。"),
        ("content/shi/other/2024/projects/02-second.yaml", "同一年度里没有 department.yaml。"),
    ],
)
def test_a_file_that_would_not_count_is_found(one_project: OneProject, path: str, cause: str) -> None:
    root = one_project()
    samples.write(root, {path: samples.PROJECT})
    (finding,) = pipeline.check(root).findings
    assert (finding.code, str(finding.position), finding.cause) == ("WJ-010", f"{path}:1:1", cause)
    assert finding.is_error
    assert len(pipeline.check(root).documents) == 1
    assert [found.code for found in pipeline.check(root, [root / path]).findings] == ["WJ-010"]
    assert pipeline.check(root, [root / samples.PROJECT_FILE]).findings == []
