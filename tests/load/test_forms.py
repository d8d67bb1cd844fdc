"""The number of the form (格式): the present one may be said, and one that is newer is not read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import pipeline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path


def told(root: Path, templates: Path, number: str, *, pack: bool = False) -> list[tuple[str, str, int]]:
    files = (
        budget.FILES | {"budget.yaml": budget.FILES["budget.yaml"] + "\n新的键: 1\n"} if number == "5" else budget.FILES
    )
    marked = {
        "department.yaml": samples.changed(
            budget.FILES["department.yaml"], "文种: 部门\n", f"文种: 部门\n格式: {number}\n"
        )
    }
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in (files | ({} if pack else marked)).items()})
    (root / "templates").symlink_to(templates)
    found = [finding for finding in pipeline.check(root).findings if finding.is_error]
    return [(one.code, one.message, one.position.line if one.position else 0) for one in found]


def test_the_present_number_says_nothing_new(tmp_path: Path, templates: Path) -> None:
    assert told(tmp_path, templates, "4") == []


def test_a_newer_form_is_one_error_and_nothing_of_its_year_is_read(tmp_path: Path, templates: Path) -> None:
    assert told(tmp_path, templates, "5") == [("ZD-013", "这里是第 5 种写法，现在的程序（0.1.0）只认识第 4 种", 2)]


def test_other_numbers_are_slips(tmp_path: Path, templates: Path) -> None:
    assert told(tmp_path, templates, "1") == [("ZD-004", "「格式」不能是「1」", 2)]


def test_a_pack_of_a_newer_form_is_one_error(tmp_path: Path) -> None:
    samples.write(tmp_path, {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()})
    samples.copy_templates(tmp_path)
    file = tmp_path / "templates/chongqing-2024/pack.yaml"
    text = samples.changed(file.read_text(encoding="utf-8"), "格式: 4\n", "格式: 10\n新的键: 1\n")
    file.write_text(text, encoding="utf-8")
    found = [finding for finding in pipeline.check(tmp_path).findings if finding.is_error]
    assert [(one.code, str(one.position)) for one in found] == [("ZD-013", "templates/chongqing-2024/pack.yaml:2:5")]
