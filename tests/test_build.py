"""Outputs are replaced whole or not at all, made only when needed, and gone when nothing stands behind them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.barrier import OURS
from generator.model.finding import FindingError, error
from generator.model.position import Position
from generator.render import docx, html, pdf
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Result

    OneProject = Callable[..., Path]

STEM = "danwei/2024/01-publicity-医保宣传经费"
CHANGED = samples.changed(samples.PROJECT, "参保人数: 1000 人", "参保人数: 2000 人")
QUICK = ("docx", "html")


def build(root: Path, *paths: str, formats: tuple[str, ...] = QUICK) -> Result:
    return pipeline.build(root, [root / path for path in paths], formats=formats, out=root / "build")


def outputs(root: Path) -> list[str]:
    return [path for path in samples.snapshot(root / "build") if path not in {"index.html", "manifest.json"}]


def times(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.rglob("*")}


def test_a_second_build_does_nothing(one_project: OneProject, monkeypatch: pytest.MonkeyPatch) -> None:
    root = one_project()
    build(root, formats=samples.FORMATS)
    before = times(root / "build")
    for module in (docx, html, pdf):
        monkeypatch.setattr(module, "render", lambda *_: pytest.fail("rendered again"))
    result = build(root, formats=samples.FORMATS)
    assert (result.current, result.changes.written, result.changes.removed) == (3, [], [])
    assert times(root / "build") == before


def test_what_was_changed_or_lost_is_made_again(one_project: OneProject) -> None:
    root = one_project()
    build(root)
    before = samples.snapshot(root / "build")
    (root / "build" / f"{STEM}.docx").unlink()
    (root / "build" / f"{STEM}.html").write_text("changed by hand", encoding="utf-8")
    result = build(root)
    assert result.changes.written == [f"{STEM}.docx", f"{STEM}.html"]
    assert samples.snapshot(root / "build") == before


@pytest.mark.parametrize("broken", [b"{", b"[]", b"\xff", b'{"commit": "", "documents": {"a": {}}}'])
def test_a_broken_manifest_makes_everything_anew(one_project: OneProject, broken: bytes) -> None:
    root = one_project()
    build(root)
    before = samples.snapshot(root / "build")
    (root / "build/manifest.json").write_bytes(broken)
    assert len(build(root).changes.written) == 2
    assert samples.snapshot(root / "build") == before


def test_a_template_that_fails_leaves_all_formats_alone(
    one_project: OneProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = one_project()
    build(root)
    before = samples.snapshot(root / "build")

    def broken(*_: object) -> bytes:
        raise FindingError(error("MB-020", "模板不对", Position("templates/a/document.docx", 1)))

    monkeypatch.setattr(html, "render", broken)
    one_project(CHANGED)
    result = build(root)
    assert [finding.code for finding in result.findings if finding.is_error] == ["MB-020"]
    assert result.has_errors
    assert samples.snapshot(root / "build") == before


def test_a_bug_in_a_renderer_leaves_everything_alone(one_project: OneProject, monkeypatch: pytest.MonkeyPatch) -> None:
    root = one_project()
    build(root)
    before = samples.snapshot(root / "build")

    def broken(*_: object) -> bytes:
        raise KeyError

    monkeypatch.setattr(html, "render", broken)
    one_project(CHANGED)
    assert [finding.code for finding in build(root).findings if finding.is_error] == [OURS]
    assert samples.snapshot(root / "build") == before


def test_the_files_of_a_renamed_project_go(one_project: OneProject) -> None:
    root = one_project()
    build(root)
    samples.write(root / "build", {"danwei/2024/notes.txt": "not ours", "other/readme.txt": "not ours"})
    old = root / samples.PROJECT_FILE
    old.rename(old.with_name("02-new.yaml"))
    result = build(root)
    assert result.changes.removed == [f"{STEM}.docx", f"{STEM}.html"]
    one_project(samples.PROJECT.replace("医保宣传经费", "医保培训经费"))
    old.rename(old.with_name("02-new.yaml"))
    build(root)
    stem = "danwei/2024/02-new-医保培训经费"
    assert outputs(root) == [f"{stem}.docx", f"{stem}.html", "danwei/2024/notes.txt", "other/readme.txt"]


def test_the_folders_of_a_removed_department_go(one_project: OneProject) -> None:
    root = one_project()
    second = "content/shi/second/2024"
    samples.write(root, {f"{second}/department.yaml": samples.DEPARTMENT, f"{second}/projects/01-a.yaml": CHANGED})
    build(root)
    assert (root / "build/second/2024").is_dir()
    for file in (root / second).rglob("*.yaml"):
        file.unlink()
    build(root)
    assert sorted(path.name for path in (root / "build").iterdir()) == ["danwei", "index.html", "manifest.json"]


def test_one_format_alone(one_project: OneProject) -> None:
    root = one_project()
    build(root, formats=("docx",))
    assert outputs(root) == [f"{STEM}.docx"]
    build(root, formats=("html",))
    assert outputs(root) == [f"{STEM}.docx", f"{STEM}.html"]
    one_project(CHANGED)
    result = build(root, formats=("docx",))
    # What would contradict the new Word file is taken away.
    assert result.changes.removed == [f"{STEM}.html"]
    assert outputs(root) == [f"{STEM}.docx"]


def test_one_path_alone(one_project: OneProject) -> None:
    root = one_project()
    second = f"{samples.FOLDER}/projects/02-second.yaml"
    samples.write(root, {second: samples.PROJECT})
    build(root)
    before = samples.snapshot(root / "build")
    one_project(CHANGED)
    samples.write(root, {second: CHANGED})
    result = build(root, second)
    assert [path[:21] for path in result.changes.written] == ["danwei/2024/02-second"] * 2
    after = samples.snapshot(root / "build")
    assert after.keys() == before.keys()
    # The list of documents changes where a size does.
    changed = [path for path in before if before[path] != after[path] and path != "index.html"]
    assert changed == [*result.changes.written, "manifest.json"]


def test_another_folder(one_project: OneProject, command: Callable[..., samples.Run], tmp_path: Path) -> None:
    root = one_project()
    run = command(root, "build", "--format", "html", "--out", str(tmp_path / "公开"))
    assert run.code == 0
    assert sorted(samples.snapshot(tmp_path / "公开")) == [f"{STEM}.html", "index.html", "manifest.json"]
    assert not (root / "build").exists()


def test_the_manifest_tells_what_was_made_from_what(one_project: OneProject) -> None:
    root = one_project()
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "content"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "first"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True).stdout.decode().strip()
    build(root)
    manifest = samples.manifest(root / "build")
    assert manifest["commit"] == head
    assert list(manifest["documents"]) == [samples.PROJECT_FILE]
    record = manifest["documents"][samples.PROJECT_FILE]
    assert (record["pack"], record["title"]) == ("yunnan-2024", "某县医疗保障局2024年医保宣传经费")
    assert sorted(record["outputs"]) == [f"{STEM}.docx", f"{STEM}.html"]
    for path, output in record["outputs"].items():
        assert output["sha256"] == samples.sha256(root / "build" / path)
        assert output["size"] == (root / "build" / path).stat().st_size
    assert manifest["site"] == {"index.html": samples.sha256(root / "build/index.html")}
    templates = [path for path in samples.snapshot(root / "templates") if path.startswith(("yunnan-2024/", "common/"))]
    expected = [samples.DEPARTMENT_FILE, samples.PROJECT_FILE, *(f"templates/{path}" for path in templates)]
    assert sorted(record["inputs"]) == sorted(expected)
    for path, digest in record["inputs"].items():
        assert digest == samples.sha256(root / path)


def test_the_list_keeps_what_was_built_before(one_project: OneProject) -> None:
    root = one_project()
    second = f"{samples.FOLDER}/projects/02-second.yaml"
    samples.write(root, {second: samples.PROJECT.replace("医保宣传经费", "医保培训经费")})
    build(root)
    (root / "build/index.html").unlink()
    build(root, second)
    page = (root / "build/index.html").read_text(encoding="utf-8")
    assert "共 2 份文件" in page
    assert all(name in page for name in ("danwei/2024/01-publicity", "danwei/2024/02-second"))
    (root / samples.PROJECT_FILE).unlink()
    build(root)
    page = (root / "build/index.html").read_text(encoding="utf-8")
    assert "danwei/2024/01-publicity" not in page


def test_documents_of_one_index_are_refused(one_project: OneProject) -> None:
    root = one_project()
    other = "content/qu/danwei/2024"
    project = samples.PROJECT.replace("医保宣传经费", "医保培训经费")
    samples.write(
        root, {f"{other}/department.yaml": samples.DEPARTMENT, f"{other}/projects/01-publicity.yaml": project}
    )
    result = build(root)
    assert [finding.code for finding in result.findings if finding.is_error] == ["WJ-009"]
