"""A change of templates alone is shown by what it does to the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.report.review import as_text
from generator.review import run
from tests import samples
from tests.review.changes import TONGNAN
from tests.review.test_effects import repository as whole_repository

if TYPE_CHECKING:
    from pathlib import Path


def repository(root: Path) -> Path:
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    return root


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "templates" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_words_of_the_text_template(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, "common/declaration.jinja", "经费来源：", "资金来源：")
    review = run.diff(new, str(old))
    assert review.changes == ()
    (effect,) = review.effects
    assert (effect.old, effect.new) == ("经费来源：财政拨款", "资金来源：财政拨款")


def test_labels_of_a_word_template(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    samples.change_word(new / "templates/yunnan-2024/document.docx", ">评（扣）分标准<", ">评分标准<")
    review = run.diff(new, str(old))
    assert (review.changes, review.tables) == ((), ())
    (effect,) = review.effects
    assert (effect.document, effect.old, effect.new) == (
        "templates/yunnan-2024/document.docx",
        "评（扣）分标准",
        "评分标准",
    )
    assert effect.place == "模板里的字（第2张表第1行第2格）"
    assert "模板 templates/yunnan-2024/document.docx 的变化：" in as_text(review).splitlines()


def test_a_template_line_is_told_once_however_often_it_is_printed(tmp_path: Path) -> None:
    old, new = whole_repository(tmp_path / "old"), whole_repository(tmp_path / "new")
    for root in (old, new):
        (root / "templates").unlink()
        samples.copy_templates(root)
    samples.change_word(new / "templates/chongqing-2024/document.docx", ">业务主管部门<", ">主管部门<")
    (old / TONGNAN / "projects/02-health-checkups.yaml").unlink()
    effects = [effect for effect in run.diff(new, str(old)).effects if effect.document.startswith("templates/")]
    assert [(effect.old, effect.new) for effect in effects] == [("业务主管部门", "主管部门")]


def test_the_layout_of_money(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, "yunnan-2024/pack.yaml", "≥: '>='", "≥: 不少于")
    review = run.diff(new, str(old))
    assert {(effect.old, effect.new) for effect in review.effects} <= {(">=", "不少于")}
    assert not review.changes
