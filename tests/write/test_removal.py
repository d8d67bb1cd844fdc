"""Published documents go only when nothing stands behind them any more, and never without a word."""

from __future__ import annotations

import errno
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from generator.model.finding import Severity
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

PROJECTS = f"{samples.FOLDER}/projects"
PAGE = "danwei/2024/01-publicity-医保宣传经费.html"
BUDGET = "content/chongqing/tongnan-medical-security/2024"


def build(root: Path) -> Any:
    return pipeline.build(root, formats=["html"], out=root / "build")


def test_a_document_without_content_goes_with_a_warning(one_project: OneProject, command: Command) -> None:
    root = one_project()
    second = samples.PROJECT_FILE.replace("01-publicity", "02-second")
    samples.write(root, {second: samples.PROJECT.replace("医保宣传经费", "第二个项目")})
    build(root)
    (root / second).unlink()
    result = build(root)
    (told,) = result.findings
    assert (told.code, told.severity, str(told.position)) == ("WJ-017", Severity.WARNING, f"{second}:1:1")
    assert "第二个项目" in told.message
    assert "danwei/2024/02-second-第二个项目.html" in told.message
    assert "改回 02-second.yaml" in told.hint
    assert result.changes.removed == ["danwei/2024/02-second-第二个项目.html"]
    assert build(root).findings == []
    (root / samples.PROJECT_FILE).unlink()
    run = command(root, "build", "-f", "html")
    assert "警告 WJ-017 删去了以前生成的文档《" in run.out
    assert not (root / "build" / PAGE).exists()


def renamed(path: str, name: str, root: Path, _: pytest.MonkeyPatch) -> None:
    (root / path).rename((root / path).with_name(name))


def linked(path: str, root: Path, _: pytest.MonkeyPatch) -> None:
    (root / path).rename(root / "moved")
    (root / path).symlink_to(root / "moved")


def shut(path: str, root: Path, patch: pytest.MonkeyPatch) -> None:
    def refusing(function: Callable[..., Any], place: object, *rest: Any) -> Any:
        if isinstance(place, str | Path) and Path(place) == root / path:
            raise PermissionError(errno.EACCES, "no", str(place))
        return function(place, *rest)

    patch.setattr(os, "scandir", partial(refusing, os.scandir))
    patch.setattr(os, "open", partial(refusing, os.open))


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (partial(renamed, samples.PROJECT_FILE, "01-publicity.yaml.txt"), "WJ-010"),
        (partial(renamed, samples.PROJECT_FILE, "01-publicity.yml"), "WJ-010"),
        (partial(renamed, samples.PROJECT_FILE, "01-publicity.YAML"), "WJ-010"),
        (partial(renamed, samples.DEPARTMENT_FILE, "department.yaml.txt"), "WJ-010"),
        (partial(linked, samples.PROJECT_FILE), "WJ-012"),
        (partial(linked, PROJECTS), "WJ-012"),
        (partial(linked, samples.FOLDER), "WJ-012"),
        (partial(linked, "content/shi"), "WJ-012"),
        (partial(shut, PROJECTS), "WJ-014"),
        (partial(shut, samples.PROJECT_FILE), "WJ-014"),
        (partial(shut, "content/shi/danwei"), "WJ-014"),
    ],
)
def test_what_could_not_be_read_keeps_its_documents(
    harm: Callable[[Path, pytest.MonkeyPatch], None],
    code: str,
    one_project: OneProject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = one_project()
    build(root)
    before = samples.snapshot(root / "build" / "danwei")
    harm(root, monkeypatch)
    result = build(root)
    assert code in {finding.code for finding in result.findings if finding.is_error}
    assert "WJ-017" not in {finding.code for finding in result.findings}
    assert samples.snapshot(root / "build" / "danwei") == before
    assert samples.manifest(root / "build")["documents"].keys() == {samples.PROJECT_FILE}


def test_a_record_of_what_is_no_document_goes(one_project: OneProject) -> None:
    root = one_project()
    build(root)
    data = samples.manifest(root / "build")
    record = data["documents"][samples.PROJECT_FILE]
    (output,) = record["outputs"].values()
    evil = record | {"outputs": {"danwei/2024/evil.html": output}}
    data["documents"] |= {samples.DEPARTMENT_FILE: evil, "templates/yunnan-2024/pack.yaml": evil}
    (root / "build/manifest.json").write_text(json.dumps(data), encoding="utf-8")
    build(root)
    assert samples.manifest(root / "build")["documents"].keys() == {samples.PROJECT_FILE}


@pytest.mark.parametrize("name", ["02-health-checkups.yaml.txt", "02-health-checkups.yml"])
def test_a_budget_is_not_made_without_one_of_its_projects(name: str, repo: Path) -> None:
    project = repo / BUDGET / "projects/02-health-checkups.yaml"
    project.rename(project.with_name(name))
    result = pipeline.check(repo, [repo / BUDGET])
    assert [str(finding.position) for finding in result.findings if finding.code == "WJ-010"] == [
        f"{BUDGET}/projects/{name}:1:1"
    ]
    assert f"{BUDGET}/budget.yaml" not in {document.source for document, _ in result.documents}


def test_a_budget_is_not_made_of_projects_in_a_folder_that_is_a_link(repo: Path) -> None:
    projects = repo / BUDGET / "projects"
    projects.rename(repo / "moved")
    projects.symlink_to(repo / "moved")
    result = pipeline.check(repo, [repo / BUDGET])
    assert "WJ-012" in {finding.code for finding in result.findings}
    assert f"{BUDGET}/budget.yaml" not in {document.source for document, _ in result.documents}
