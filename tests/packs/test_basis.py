"""基于: a pack names only what differs from another; what can't be meant is told at its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.load.files import Files
from generator.write.plan import jobs, templates
from tests import samples
from tests.packs.children import BASIS, CHILD, CHILD_FILE, PARENT, checked, errors, repository

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

PARENT_FILE = f"templates/{PARENT}/pack.yaml"
GOODS = "政府采购预算明细表"
TABLE = "表格:\n  {}:\n    列:\n      - 表头: 项目\n        取: 名称\n        宽: 50\n      - 数: 合计\n        宽: 50\n    行:\n      - 标: 合计\n"


def pack_of(result: Result) -> str:
    ((document, _),) = result.documents
    return document.pack


def test_an_empty_child_prints_what_its_parent_prints(tmp_path: Path) -> None:
    mine = checked(tmp_path / "mine", BASIS)
    theirs = pipeline.check(repository(tmp_path / "theirs", {}, pack=PARENT))
    assert errors(mine) == errors(theirs) == []
    assert pack_of(mine) == CHILD
    ((document, layout),), ((other, _),) = mine.documents, theirs.documents
    assert replace(document, pack=PARENT) == other
    assert [folder.name for folder in layout.folders] == [CHILD, PARENT]


def test_the_outputs_of_an_empty_child_are_those_of_its_parent(tmp_path: Path) -> None:
    made = []
    for name, pack in (("mine", CHILD), ("theirs", PARENT)):
        root = repository(tmp_path / name, {f"{CHILD}/pack.yaml": BASIS}, pack=pack)
        result = pipeline.build(root, formats=["docx", "html", "xlsx"], out=root / "build")
        assert errors(result) == []
        made.append({path: data for path, data in samples.snapshot(root / "build").items() if "budget-" in path})
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_an_entry_of_the_same_name_replaces_the_whole(tmp_path: Path) -> None:
    (tmp_path / "templates").symlink_to(samples.ROOT / "templates")
    theirs = Files(samples.ROOT).pack(PARENT)
    result = checked(tmp_path / "repo", f"{BASIS}名称: 某地的表\n标题编号: ['{{1}}、']\n{TABLE.format(GOODS)}")
    mine = result.content.statements[0].pack
    assert theirs is not None
    assert mine is not None
    assert errors(result) == []
    assert (mine.name.text, [one.text for one in mine.numbering]) == ("某地的表", ["{1}、"])
    assert list(mine.tables) == list(theirs.tables)
    assert [name for name in mine.tables if mine.tables[name] != theirs.tables[name]] == [GOODS]
    table = mine.tables[GOODS]
    assert (table.orientation, table.unit, table.note, len(table.columns)) == ("纵", None, None, 2)
    assert table.position.path == CHILD_FILE
    kept = {"documents", "named", "money", "forms", "symbols", "level_reasons", "indicator_levels", "indicator_value"}
    assert all(getattr(mine, name) == getattr(theirs, name) for name in kept)


def test_a_word_takes_an_entry_out(tmp_path: Path) -> None:
    mine = checked(tmp_path, f"{BASIS}标题编号: 无\n表格:\n  {GOODS}: 无\n").content.statements[0].pack
    theirs = Files(samples.ROOT).pack(PARENT)
    assert theirs is not None
    assert mine is not None
    assert list(mine.tables) == [name for name in theirs.tables if name != GOODS]
    assert list(mine.numbering) == []


def test_a_table_that_is_taken_out_and_printed_is_told(tmp_path: Path) -> None:
    ((code, message, path, _),) = errors(checked(tmp_path, f"{BASIS}表格:\n  {GOODS}: 无\n"))
    where = f"templates/{PARENT}/statement.jinja"
    assert (code, message, path) == ("MB-016", f"模板包里没有叫「{GOODS}」的表格", where)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{BASIS}表格:\n  政府采购表: 无\n", [("MB-050", 3)]),
        (f"{BASIS}命名数:\n  机关经费: 无\n", [("MB-050", 3)]),
        (f"{BASIS}符号: 无\n", [("MB-050", 2)]),
        (f"{BASIS}名称:\n表格:\n", [("ZD-002", 2), ("ZD-002", 3)]),
        (f"{BASIS}表各: 无\n", [("MB-050", 2)]),
        (f"{BASIS}表各:\n  {GOODS}: 无\n", [("ZD-001", 2)]),
        (f"{BASIS}名称: 无\n", [("ZD-003", 1)]),
        (f"{BASIS}表格:\n  {GOODS}:\n    行:\n      - 表: 合计\n", [("ZD-001", 5)]),
        (f"{BASIS}表格: 没有\n", [("ZD-005", 2)]),
        ("基于: chongqing-2042\n", [("MB-049", 1)]),
        ("基于: ../chongqing-2024\n", [("MB-049", 1)]),
        ("基于: [chongqing-2024]\n", [("MB-049", 1)]),
        ("名称: 某地\n基于:\n", [("MB-049", 2)]),
        (f"基于: {CHILD}\n", [("MB-049", 1)]),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_line(tmp_path: Path, text: str, told: list[tuple[str, int]]) -> None:
    result = checked(tmp_path, text)
    assert result.documents == []
    assert [(code, path, line) for code, _, path, line in errors(result)] == [(c, CHILD_FILE, n) for c, n in told]
    assert all(finding.hint for finding in result.findings if finding.is_error)


def test_a_circle_is_told_with_its_way(tmp_path: Path) -> None:
    result = checked(tmp_path, "基于: jia-2025\n", jia_2025="基于: yi-2025\n", yi_2025="名称: 乙\n基于: jia-2025\n")
    way = "「基于」绕成了圈：jia-2025 → yi-2025 → jia-2025"
    assert errors(result) == [("MB-049", way, "templates/yi-2025/pack.yaml", 2)]


def test_the_nearest_word_counts_over_three_generations(tmp_path: Path) -> None:
    middle = f"{BASIS}名称: 中间\n命名数:\n  中间的数: 基本支出\n{TABLE.format('新表')}"
    result = checked(
        tmp_path, "基于: zhong-2025\n命名数:\n  机关运行经费: 公用经费\n  中间的数: 无\n", zhong_2025=middle
    )
    assert errors(result) == []
    pack = result.content.statements[0].pack
    assert pack is not None
    assert (pack.name.text, pack.parents) == ("中间", ("zhong-2025", PARENT))
    assert {name: term.text for name, term in pack.named.items()} == {"机关运行经费": "公用经费"}
    assert "新表" in pack.tables


def test_what_is_wrong_in_the_parent_is_told_there(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": BASIS})
    file = root / PARENT_FILE
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), "指标值: 与单位分列", "指标值: 分列"), "utf-8")
    ((code, _, path, line),) = errors(pipeline.check(root))
    assert (code, path) == ("ZD-004", PARENT_FILE)
    assert "指标值: 分列" in file.read_text(encoding="utf-8").splitlines()[line - 1]


def test_files_are_the_childs_or_else_the_parents(tmp_path: Path) -> None:
    word = (samples.ROOT / f"templates/{PARENT}/document.docx").read_bytes()
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": BASIS})
    (root / f"templates/{CHILD}/document.docx").write_bytes(word)
    samples.change_word(root / f"templates/{CHILD}/document.docx", ">整体绩效目标<", ">总体绩效目标<")
    result = pipeline.build(root, formats=["html"], out=root / "build")
    assert errors(result) == []
    (made,) = root.glob("build/*/*/budget-*.html")
    assert "总体绩效目标" in made.read_text(encoding="utf-8")


def test_a_fault_in_a_file_of_the_parent_is_told_in_that_file(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{CHILD}/pack.yaml": BASIS})
    file = root / f"templates/{PARENT}/statement.jinja"
    file.write_text(samples.changed(file.read_text("utf-8"), "{{ 联系人 }}", "{{ 联系的人 }}"), encoding="utf-8")
    ((code, _, path, _),) = errors(pipeline.check(root))
    assert (code, path) == ("MB-013", f"templates/{PARENT}/statement.jinja")


def test_files_of_the_parent_are_inputs(tmp_path: Path) -> None:
    made = {}
    for name, style in (("one", b""), ("same", b""), ("other", b" ")):
        root = repository(tmp_path / name, {f"{CHILD}/pack.yaml": BASIS})
        file = root / f"templates/{PARENT}/document.docx"
        file.write_bytes(file.read_bytes() + style)
        ((document, layout),) = pipeline.check(root).documents
        (job,) = jobs(document, layout, ["html"], root)
        made[name] = job.made_from
        assert {f"templates/{CHILD}/pack.yaml", f"templates/{PARENT}/document.docx"} <= templates(layout).keys()
    assert made["one"] == made["same"] != made["other"]


def test_a_pack_in_a_folder_that_no_system_can_have_is_no_pack(tmp_path: Path) -> None:
    result = checked(tmp_path, "基于: 重庆\n", 重庆=BASIS)
    assert [(code, line) for code, _, _, line in errors(result)] == [("MB-049", 1)]
