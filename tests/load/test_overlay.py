"""Unsaved texts count as if they were saved; what is remembered is what would be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from generator.load.content import load
from generator.model.memory import Memory, forget_templates
from tests.conftest import real_repository

if TYPE_CHECKING:
    from pathlib import Path

DECLARATION = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
BUDGET = "content/chongqing/tongnan-medical-security/2024/projects/09-secondary-medical-costs.yaml"
# A figure that is right, one that is none, a formula that is broken, a text that is no YAML.
EDITS = {
    DECLARATION: [
        ("标准: 5 元/人", "标准: 6 元/人"),
        ("标准: 5 元/人", "标准: 元/人"),
        ("${人均标准}", "${人均标}"),
        ("文种: ", "文种 "),
    ],
    BUDGET: [("本级安排: 1100", "本级安排: 200")],
}


def told(result: pipeline.Result) -> tuple[Any, ...]:
    return result.findings, result.documents, result.skipped, result.waived


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, bytes]]]:
    root = real_repository(tmp_path_factory.mktemp("edits") / "repo")
    changed = []
    for path, pairs in EDITS.items():
        text = (root / path).read_text(encoding="utf-8")
        assert all(old in text for old, _ in pairs)
        changed += [(path, text.replace(old, new).encode()) for old, new in pairs]
    return root, changed


def test_an_unsaved_text_is_as_if_it_were_saved(edits: tuple[Path, list[tuple[str, bytes]]]) -> None:
    root, changed = edits
    memory = Memory()
    for path, data in changed:
        file = root / path
        before = file.read_bytes()
        unsaved = told(pipeline.check(root, [file], memory=memory, overlay={path: data}))
        file.write_bytes(data)
        saved = told(pipeline.check(root, [file]))
        remembered = told(pipeline.check(root, [file], memory=memory))
        file.write_bytes(before)
        assert unsaved == saved == remembered
        assert told(pipeline.check(root, [file], memory=memory)) == told(pipeline.check(root, [file]))


def test_a_file_that_is_not_yet_on_the_disk(edits: tuple[Path, list[tuple[str, bytes]]]) -> None:
    root, _ = edits
    path = DECLARATION.replace("01-", "77-")
    data = (root / DECLARATION).read_bytes()
    content = load(root, [root / path], overlay={path: data})
    assert [subject.path for subject in content.subjects] == [path]
    assert load(root, [root / path]).subjects == []


def test_what_nobody_asks_for_is_forgotten() -> None:
    memory, made = Memory(), []
    for key in ("甲", "甲", "乙"):
        memory.recall(key, lambda key=key: made.append(key))  # type: ignore[misc]  # a lambda with a default
    memory.forget()
    memory.recall("乙", lambda: made.append("乙"))
    memory.forget()
    memory.recall("甲", lambda: made.append("甲"))
    assert made == ["甲", "乙", "甲"]


def test_a_template_is_read_anew_once_its_old_state_is_forgotten(repo: Path) -> None:
    root = repo
    template = root / "templates/common/declaration.jinja"
    before = [document for document, _ in pipeline.check(root, [root / DECLARATION]).documents]
    template.write_text(template.read_text(encoding="utf-8") + "\n加上的一段\n", encoding="utf-8")
    forget_templates()
    (after,) = (document for document, _ in pipeline.check(root, [root / DECLARATION]).documents)
    assert "加上的一段" in {text.plain for text in after.leaves()}
    assert before != [after]
