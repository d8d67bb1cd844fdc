"""A check by departments says what a check of everything says, whatever is kept; only what changed is done anew."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.departments import parts, run
from generator.departments.parts import told
from generator.pipeline import check
from generator.render.fonts import COMMON
from generator.report.text import lines_of
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from generator.departments.parts import Checked

    Change = Callable[[Path], object]

FOLDERS = ("content/a/jia/2024", "content/a/yi/2024", "content/b/bing/2024")
WAIVER = "\n豁免:\n  - {规则: GS-121, 位置: 项目基本概况, 理由: 照原件, 批准人: 王五, 年度: 2024}\n"


@pytest.fixture
def root(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    root = tmp_path / "repo"
    files: dict[str, str | bytes] = {}
    for number, folder in enumerate(FOLDERS):
        files[f"{folder}/department.yaml"] = samples.DEPARTMENT
        files[f"{folder}/projects/01-publicity.yaml"] = samples.changed(
            samples.PROJECT, "参保人数: 1000 人", f"参保人数: {1000 + number} 人"
        )
    samples.write(root, files)
    shutil.copytree(own, root / "templates", copy_function=linked)
    return root


def linked(source: str, target: str) -> None:
    """Copy a file; fonts, which nobody changes, get another name."""
    (os.link if source.endswith(".ttf") else shutil.copyfile)(source, target)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return templates with fonts of their own: links may lead anywhere, so nothing beside them is kept."""
    folder = tmp_path_factory.mktemp("own")
    samples.copy_templates(folder)
    for font in (folder / "templates/common/fonts").glob("*.ttf"):
        data = font.read_bytes() if font.name in COMMON else b""
        font.unlink()
        font.write_bytes(data)
    return folder / "templates"


def watched(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the departments that a module reads from now on, as they are."""
    folders: list[str] = []
    stock = pipeline.examine

    def examine(root: Path, paths: list[Path], *, strict: bool) -> object:
        folders.extend(path.relative_to(root).as_posix() for path in paths)
        return stock(root, paths, strict=strict)

    monkeypatch.setattr(module, "examine", examine)
    return folders


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the departments that were checked anew, as they are."""
    return watched(run, monkeypatch)


def said(checked: Checked) -> tuple[object, ...]:
    text = [line for finding in checked.findings for line in lines_of(finding, checked.lines)]
    return text, checked.waived, list(checked.skipped.items()), checked.files


def compare(root: Path) -> None:
    whole = said(told(check(root)))
    assert said(run.run(root, strict=False)) == whole
    assert said(run.run(root, strict=False)) == whole
    assert said(run.run(root, strict=True)) == said(told(check(root, strict=True)))


def edit(path: str, old: str, new: str) -> Change:
    return lambda root: (root / path).write_text(samples.changed((root / path).read_text(), old, new))


def add(path: str, text: str) -> Change:
    return lambda root: samples.write(root, {path: text})


def append(path: str, text: str) -> Change:
    return lambda root: (root / path).write_text((root / path).read_text() + text)


PROJECT = f"{FOLDERS[1]}/projects/01-publicity.yaml"
CHANGES: dict[str, Change] = {
    "figure": edit(PROJECT, "1001 人", "1009 人"),
    "unknown-key": append(PROJECT, "\n未知字段: 一\n"),
    "half-width": edit(PROJECT, "医保宣传经费", "医保宣传经费(一)"),
    "waiver": append(PROJECT, WAIVER),
    "not-utf-8": lambda root: (root / PROJECT).write_bytes(b"\xff\xfe\x00"),
    "deleted": lambda root: (root / PROJECT).unlink(),
    "department-deleted": lambda root: (root / FOLDERS[1] / "department.yaml").unlink(),
    "another-department": add("content/b/ding/2024/department.yaml", samples.DEPARTMENT),
    "same-names": lambda root: (root / "content/b/bing").rename(root / "content/b/yi"),
    "unread": add("content/b/bing/notes.txt", "一"),
    "unread-elsewhere": add("content/notes.txt", "一"),
    "yaml-elsewhere": add("content/a/x.yaml", "甲: 一"),
    "no-pack": edit(f"{FOLDERS[2]}/department.yaml", "yunnan-2024", "yunnan-2004"),
    "pack-broken": append("templates/yunnan-2024/pack.yaml", "\n未知字段: 一\n"),
    "budget": add(f"{FOLDERS[2]}/budget.yaml", "文种: 部门预算\n金额单位: 万元\n"),
    "chart": add("content/accounts.yaml", "文种: 科目表\n功能分类: 一\n"),
    "link": lambda root: (root / FOLDERS[2] / "projects/02-x.yaml").symlink_to(f"../../../../{PROJECT[8:]}"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_is_said_as_of_everything(root: Path, change: Change) -> None:
    run.run(root, strict=False)
    change(root)
    compare(root)


def test_only_what_changed_is_checked(root: Path, examined: list[str]) -> None:
    departments = [folder.rpartition("/")[0] for folder in FOLDERS]
    run.run(root, strict=False)
    assert examined == departments
    run.run(root, strict=False)
    assert examined == departments
    CHANGES["figure"](root)
    run.run(root, strict=False)
    assert examined == [*departments, departments[1]]
    append("templates/yunnan-2024/pack.yaml", "# 一\n")(root)
    run.run(root, strict=False)
    assert examined == [*departments, departments[1], *departments]


def test_what_changes_meanwhile_is_not_kept(root: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stock = pipeline.examine

    def late(*given: object, **named: object) -> object:
        CHANGES["unknown-key"](root)
        return stock(*given, **named)  # type: ignore[arg-type]  # whatever it is given

    with monkeypatch.context() as patch:
        patch.setattr(run, "examine", late)
        run.run(root, strict=False)
    text = samples.changed((root / PROJECT).read_text(), "\n未知字段: 一\n", "")
    (root / PROJECT).write_text(text)
    examined.clear()
    compare(root)
    assert examined[0] == FOLDERS[1].rpartition("/")[0]


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def other(file: Path) -> None:
    file.write_text(file.read_text().replace('"waived": 0', '"waived": 7'))


def foreign(file: Path) -> None:
    entry = json.loads(file.read_text())
    file.write_text(json.dumps(entry | {"place": [1, 2, 3]}))


@pytest.mark.parametrize("spoil", [torn, other, foreign])
def test_entries_that_are_not_ours_count_for_nothing(
    root: Path, examined: list[str], spoil: Callable[[Path], None]
) -> None:
    run.run(root, strict=False)
    for file in (root / ".cache/departments").iterdir():
        spoil(file)
    examined.clear()
    compare(root)
    assert len(examined) == 2 * len(FOLDERS)  # once, and once more where warnings are errors


def test_findings_on_lines_of_one_digit_and_of_two_are_kept(root: Path, examined: list[str]) -> None:
    edit(PROJECT, "金额单位: 元", "未知字段: 一\n金额单位: 元")(root)
    append(PROJECT, "\n未知字段: 一\n")(root)
    first = run.run(root, strict=False)
    assert len({len(str(number)) for lines in first.lines.values() for number, text in enumerate(lines) if text}) > 1
    examined.clear()
    assert said(run.run(root, strict=False)) == said(first)
    assert examined == []


def test_processes_say_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SHARE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    CHANGES["unknown-key"](root)
    compare(root)


def test_a_forge_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    compare(root)
    assert not (root / ".cache").exists()
