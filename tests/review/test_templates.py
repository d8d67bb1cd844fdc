"""A change of templates alone is shown by what it does to the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review import run
from tests import samples

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


def test_labels_of_a_form(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, "yunnan-2024/document.html", "评（扣）分标准", "评分标准")
    review = run.diff(new, str(old))
    assert review.changes == ()
    (effect,) = review.effects
    assert (effect.place, effect.old, effect.new) == ("模板里的字", "评（扣）分标准", "评分标准")


def test_the_layout_of_money(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, "yunnan-2024/pack.yaml", "≥: '>='", "≥: 不少于")
    review = run.diff(new, str(old))
    assert {(effect.old, effect.new) for effect in review.effects} <= {(">=", "不少于")}
    assert not review.changes
