"""Every mistake is marked on its line, in Chinese, while it is typed; what is right is as `check` says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.language.desk import Desk
from tests import samples
from tests.cases import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsprotocol import types

    Mark = Callable[[str, str], list[types.Diagnostic]]

CORPUS = samples.ROOT / "tests/corpus"
HEAD = re.compile(r"^(content/\S+?\.yaml):(\d+):\d+ \S+ (\S+) ", re.MULTILINE)
CHINESE = re.compile(r"[一-鿿]")
FOLDER = "content/sheng/xian/2024"
CONTENT = [path.relative_to(samples.ROOT).as_posix() for path in sorted((samples.ROOT / "content").rglob("*.yaml"))]

# What is marked in files as they are: checked once.
SOUND: dict[str, set[tuple[object, str]]] = {}


def text_of(path: str) -> str:
    return (samples.ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("mistake", read.mistakes(), ids=lambda mistake: str(mistake["什么"]))
def test_a_slip_is_marked_on_its_line(mistake: dict[str, str], marks: Mark) -> None:
    (path,) = [path for path in CONTENT if path.endswith(mistake["文件"])]
    text = text_of(path)
    if path not in SOUND:
        SOUND[path] = {(one.code, one.message) for one in marks(path, text)}
    before = SOUND[path]
    first = text[: text.index(mistake["把"])].count("\n")
    lines = range(first, first + mistake["写成"].count("\n") + 1)
    found = marks(path, text.replace(mistake["把"], mistake["写成"], 1))
    new = [one for one in found if (one.code, one.message) not in before and one.range.start.line in lines]
    assert new, found
    assert all(CHINESE.search(one.message) and "改法：" in one.message for one in new)


@pytest.mark.usefixtures("unruled")
def test_the_corpus_is_marked_as_it_is_told(tmp_path: Path, templates: Path) -> None:
    """Each bad file that an editor can hold (some are no text) is marked where the report says, with what it says."""
    root = tmp_path
    samples.write(root, {f"{FOLDER}/department.yaml": samples.DEPARTMENT})
    (root / "templates").symlink_to(templates)
    desk = Desk(root)
    count = 0
    for file in sorted(CORPUS.glob("*.yaml")):
        data = file.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        name = "department.yaml" if file.name.startswith("department-") else "projects/01-xuanchuan.yaml"
        path = f"{FOLDER}/{name}"
        desk.texts = {f"{FOLDER}/projects/01-xuanchuan.yaml": samples.PROJECT.encode()}
        desk.put(path, text)
        found = {(f.position.path, str(f.position.line), f.code) for f in desk.current(path).findings if f.position}
        wanted = set(HEAD.findall(file.with_suffix(".txt").read_text(encoding="utf-8")))
        assert wanted - found == set(), file.name
        count += 1
    assert count >= 100


def test_nothing_else_is_marked_than_check_tells(desk: Desk, marks: Mark) -> None:
    path = next(path for path in CONTENT if "tongnan" in path and "/projects/" in path)
    told = pipeline.check(samples.ROOT, [samples.ROOT / path]).findings
    marks(path, text_of(path))
    assert desk.current(path).findings == told


def test_marks_are_cleared_when_the_line_is_mended(marks: Mark) -> None:
    path = next(path for path in CONTENT if "chenggong-medical-security" in path and "/projects/" in path)
    text = text_of(path)
    before = marks(path, text)
    assert len(marks(path, text.replace("金额: 21.85", "金额： 21.85", 1))) > 0
    assert marks(path, text) == before


def test_a_project_is_marked_for_what_another_file_says(tmp_path: Path, templates: Path) -> None:
    unit = "某县医疗保障局"
    project = samples.changed(samples.PROJECT, "金额单位: 元", f"单位: {unit}\n金额单位: 元")
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: project})
    (tmp_path / "templates").symlink_to(templates)
    desk = Desk(tmp_path)
    desk.put(samples.DEPARTMENT_FILE, samples.DEPARTMENT)
    assert desk.current(samples.DEPARTMENT_FILE).findings == []
    other = samples.changed(samples.DEPARTMENT, f"  - 单位名称: {unit}", "  - 单位名称: 某县医疗保障中心")
    desk.put(samples.DEPARTMENT_FILE, other)
    told = {f.position.path for f in desk.current(samples.DEPARTMENT_FILE).findings if f.position and f.is_error}
    assert told == {samples.PROJECT_FILE}
    desk.put(samples.DEPARTMENT_FILE, samples.DEPARTMENT)
    assert desk.current(samples.DEPARTMENT_FILE).findings == []


def test_what_others_do_not_read_is_not_checked_again(desk: Desk) -> None:
    chongqing = next(path for path in CONTENT if "tongnan" in path and "/projects/" in path)
    yunnan = next(path for path in CONTENT if "chenggong-medical-security" in path and "/projects/" in path)
    desk.put(chongqing, text_of(chongqing))
    seen = desk.current(chongqing)
    desk.put(yunnan, text_of(yunnan) + "# 一句备注\n")
    assert desk.current(chongqing) is seen
    desk.put("content/accounts.yaml", text_of("content/accounts.yaml"))
    assert desk.current(chongqing) is not seen
    assert desk.scopes("content/accounts.yaml")[0] == "content/accounts.yaml"
    assert set(desk.scopes("content/accounts.yaml")) == {"content/accounts.yaml", *desk.open_scopes()}
