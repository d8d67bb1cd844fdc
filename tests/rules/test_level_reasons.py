"""A pack says whether the text gives reasons for what stayed the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

PACK = "templates/chongqing-2024/pack.yaml"
REASON = "厉行节约，接待标准不变"


def repository(root: Path, setting: str) -> Path:
    samples.copy_templates(root)
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    path = f"{budget.FOLDER}/budget.yaml"
    files[path] = samples.changed(files[path], "变动原因:\n", f"变动原因:\n  公务接待费: {REASON}\n")
    files[PACK] = samples.changed((root / PACK).read_text(encoding="utf-8"), "指标分级:", f"{setting}指标分级:")
    samples.write(root, files)
    return root


@pytest.mark.parametrize(("setting", "is_told"), [("", False), ("持平写原因: 否\n", False), ("持平写原因: 是\n", True)])
def test_the_pack_decides(tmp_path: Path, setting: str, *, is_told: bool) -> None:
    root = repository(tmp_path, setting)
    found = [finding.code for finding in pipeline.check(root).findings]
    assert found == ([] if is_told else ["YS-003"])
    pipeline.build(root, formats=["html"], out=root / "build")
    pages = [path for path in (root / "build").rglob("*.html") if path.name != "index.html"]
    text = "".join(line for page in pages for line in samples.READERS["html"](page))
    assert "与2023年持平" in text
    assert (f"与2023年持平，主要原因是{REASON}" in text) == is_told


@pytest.mark.parametrize(
    ("call", "found"),
    [('{{ 原因("收入", "主要是") }}', ["YS-002"]), ("", []), ('{{ 原因(名, "主要是") }}', ["YS-002"])],
)
def test_only_reasons_that_are_printed_are_asked_for(tmp_path: Path, call: str, found: list[str]) -> None:
    root = repository(tmp_path, "")
    template, path = root / "templates/chongqing-2024/statement.jinja", root / budget.FOLDER / "budget.yaml"
    text = samples.changed(template.read_text("utf-8"), '{{ 原因("收入", "主要是") }}', call)
    template.write_text(f'{{% set 名 = "收入" %}}\n{text}', "utf-8")
    given = samples.changed(path.read_text("utf-8"), f"  公务接待费: {REASON}\n", "")
    path.write_text(samples.changed(given, "  收入: 增加了项目\n", ""), "utf-8")
    assert [finding.code for finding in pipeline.check(root).findings] == found
