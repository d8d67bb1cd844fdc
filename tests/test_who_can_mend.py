"""What a clerk did is told at the clerk's line, what a keeper did at the template's; both say why and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import pipeline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding

BUDGET = f"{budget.FOLDER}/budget.yaml"
PACK = "templates/chongqing-2024/pack.yaml"
COLUMN = "              - 表头: 预算数\n                数: 合计\n                宽: {}\n"
WIDE = "宽: 24\n" + COLUMN.format(12)
TEMPLATE = "templates/chongqing-2024/statement.jinja"


def built(root: Path, *changes: tuple[str, str, str]) -> list[Finding]:
    """Build the small budget with changes to files of its content or of its pack."""
    samples.copy_templates(root)
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    for path, old, new in changes:
        files[path] = samples.changed(files.get(path) or (root / path).read_text(encoding="utf-8"), old, new)
    samples.write(root, files)
    return pipeline.build(root, formats=["html"], out=root / "build").findings


def test_a_number_too_long_for_its_column_is_told_where_it_is_written(tmp_path: Path) -> None:
    code = "    2080505 机关事业单位基本养老保险缴费支出: "
    money = (BUDGET, f"{code}10\n", f"{code}99999999\n")
    wages = (BUDGET, "30101 基本工资: 60\n", "30101 基本工资: 100000049\n")
    found = built(tmp_path, money, wages, (PACK, WIDE, "宽: 24\n" + COLUMN.format(1) * 12))
    (told,) = [finding for finding in found if finding.code == "MB-025"]
    assert told.position is not None
    assert told.position.path == BUDGET
    line = (tmp_path / BUDGET).read_text(encoding="utf-8").splitlines()[told.position.line - 1]
    assert line.endswith(": 99999999")
    assert "放不下「100,000,1" in told.message
    assert "核对这个数" in told.hint
    assert [mark.position.path for mark in told.marks] == [PACK]


def test_a_column_too_narrow_for_any_number_is_told_in_the_pack(tmp_path: Path) -> None:
    found = built(tmp_path, (PACK, WIDE, "宽: 4\n" + COLUMN.format(1) * 32))
    (told,) = [finding for finding in found if finding.code == "MB-025"]
    assert told.position is not None
    assert told.position.path == PACK
    assert "核对" not in told.hint


def test_a_template_that_fails_while_it_runs_is_told_at_its_line(tmp_path: Path) -> None:
    old = "部门预算公开联系人："
    (found,) = [f for f in built(tmp_path, (TEMPLATE, old, "{{ 职能职责 ~ 联系人 }}" + old)) if f.code == "MB-010"]
    text = (tmp_path / TEMPLATE).read_text(encoding="utf-8").splitlines()
    assert found.position is not None
    assert found.position.path == TEMPLATE
    assert "职能职责 ~" in text[found.position.line - 1]
    assert found.cause
    assert "docs/templates.md" in found.hint
