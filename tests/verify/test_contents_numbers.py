"""Headings and annexes that begin with a digit stand in the contents right behind the page number of another line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

PACK, TEMPLATE = "templates/chongqing-2024/pack.yaml", "templates/chongqing-2024/statement.jinja"
HEADINGS = (PACK, "标题编号: ['{一}、', '（{一}）']", "标题编号: ['{1}.', '（{1}）']")


@pytest.mark.parametrize(
    "changes",
    [
        [HEADINGS],
        [(PACK, "标题编号: ['{一}、', '（{一}）']", "标题编号: ['{1}', '{1}']")],
        [(TEMPLATE, "@附件 附件二 {{ 部门名称 }}", "@附件 2 2024年{{ 部门名称 }}")],
        # The first words behind the contents begin with a digit too.
        [HEADINGS, (TEMPLATE, "# 单位基本情况\n", "2024年公开如下。\n# 单位基本情况\n")],
    ],
)
def test_numbers_of_pages_are_told_from_the_digits_behind_them(
    tmp_path: Path, changes: list[tuple[str, str, str]]
) -> None:
    samples.copy_templates(tmp_path)
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    for path, old, new in changes:
        files[path] = samples.changed(files.get(path) or (tmp_path / path).read_text(encoding="utf-8"), old, new)
    samples.write(tmp_path, files)
    result = pipeline.build(tmp_path, formats=["pdf", "docx", "html"], out=tmp_path / "build")
    assert result.findings == []
    assert len(list((tmp_path / "build").rglob("*.pdf"))) == 1
