"""A review tells what a change of one pack does to the documents of those that build on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review import run
from tests import samples
from tests.packs.children import BASIS, CHILD, PARENT, repository
from tests.review.test_history import commit

if TYPE_CHECKING:
    from pathlib import Path


def test_a_change_of_the_parent_is_told_of_the_childs_document(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": BASIS})
    commit(root, "建档", "2024-01-05")
    file = f"templates/{PARENT}/statement.jinja"
    text = (root / file).read_text(encoding="utf-8")
    samples.write(root, {file: samples.changed(text, "部门预算公开联系人：", "公开联系人：")})
    review = run.diff(root, "HEAD")
    assert [change.path for change in review.files] == [file]
    assert [(effect.old, effect.new) for effect in review.effects] == [
        ("部门预算公开联系人：王五　联系方式：023-44550000", "公开联系人：王五　联系方式：023-44550000")
    ]
