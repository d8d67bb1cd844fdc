"""A pack makes several documents of one object: each has its own text, files and number, and goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import pipeline
from generator.write import manifest
from tests import samples
from tests.packs.children import CHILD, CHILD_FILE, errors, repository
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = f"{budget.FOLDER}/budget.yaml"
PACK = """\
基于: chongqing-2024
名称: 预算和说明（测试用）
文书:
  部门预算:
    对象: 部门
    文字: statement.jinja
    格式: 简明
  简要说明:
    对象: 部门
    文字: short.jinja
"""
BOTH = {
    f"{budget.FOLDER}/department.yaml": samples.changed(
        budget.FILES["department.yaml"],
        "  部门预算: chongqing-2024\n",
        f"  部门预算: {CHILD.rpartition('/')[2]}\n  简要说明: {CHILD.rpartition('/')[2]}\n",
    )
}
TEXT = '@标题 {{ 部门名称 }}简要说明\n# 支出\n支出{{ 数("支出") }}。\n'


def made(root: Path) -> list[str]:
    result = pipeline.build(root, formats=["html"], out=root / "build")
    assert errors(result) == []
    return sorted(path.name for path in root.glob("build/danwei/2024/*"))


def test_each_document_has_its_files_and_number(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": PACK, f"{CHILD}/short.jinja": TEXT})
    samples.write(root, BOTH)
    assert made(root) == [
        "budget-某区医疗保障局2024年部门预算情况说明.html",
        "budget-某区医疗保障局简要说明.html",
    ]
    known = manifest.read(root / "build").documents
    assert {key: record.index for key, record in known.items()} == {
        SOURCE: "danwei/2024/budget",
        f"{SOURCE}#简要说明": "danwei/2024/budget-简要说明",
    }


def test_one_that_the_pack_makes_no_longer_goes(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": PACK, f"{CHILD}/short.jinja": TEXT})
    samples.write(root, BOTH)
    made(root)
    path = f"{budget.FOLDER}/department.yaml"
    department = samples.changed(BOTH[path], f"  简要说明: {CHILD.rpartition('/')[2]}\n", "")
    samples.write(root, {CHILD_FILE: PACK.partition("  简要说明")[0], path: department})
    assert made(root) == ["budget-某区医疗保障局2024年部门预算情况说明.html"]


def test_a_mistake_in_one_leaves_the_other(tmp_path: Path) -> None:
    wrong = samples.changed(TEXT, '数("支出")', '数("支初")')
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": PACK, f"{CHILD}/short.jinja": wrong})
    samples.write(root, BOTH)
    result = pipeline.check(root)
    assert [document.kind for document, _ in result.documents] == [""]
    ((code, _, path, line),) = errors(result)
    assert (code, path, line) == ("QS-001", f"templates/{CHILD}/short.jinja", 3)
