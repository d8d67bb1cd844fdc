"""Last year's money comes from last year's folder, from what is written, or there was none; never from nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import drafting, pipeline
from generator.model.document import Paragraph
from generator.model.finding import Severity
from generator.model.places import places as places_of
from generator.report import trace
from tests import samples
from tests.budget import places
from tests.rules import budget, harness

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.finding import Finding

LATER = places.FOLDER.replace("2024", "2025")
THIS, LAST = (f"{folder}/budget.yaml" for folder in (budget.FOLDER, budget.BEFORE))
PROJECT = f"{budget.BEFORE}/projects/01-publicity.yaml"
CHANGE = re.compile("增加|减少|上升|下降")


@pytest.fixture
def copied(budget_repo: Path) -> Path:
    """Return a repository in which the real budget was copied to 2025, without its 上年 and 变动原因."""
    for path, data in samples.snapshot(budget_repo / places.FOLDER).items():
        text = data.decode()
        if path == "department.yaml":
            text = samples.changed(text, "年度: 2024", "年度: 2025")
        if path == "budget.yaml":
            text = text.partition("# 原件只写了增减")[0] + "# 「物管费」" + text.partition("# 「物管费」")[2]
        samples.write(budget_repo, {f"{LATER}/{path}": text})
    return budget_repo


def two_years(root: Path, templates: Path, **changes: str | None) -> Path:
    """Return a repository of two years; `this` and `last` are other top-level blocks of their budget.yaml."""
    files = budget.two_years()
    files[THIS] = _without_last_year(files[THIS])
    for path, change in ((THIS, changes.get("this")), (LAST, changes.get("last"))):
        files[path] = harness.overlay(files[path], change or "")
    samples.write(root, files)
    (root / "templates").symlink_to(templates)
    return root


def _without_last_year(text: str) -> str:
    return "".join(block for key, block in harness.split(text).items() if key != "上年")


def one_year(root: Path, templates: Path, last_year: str, *, reasons: bool = False) -> Path:
    """Return a repository of one year with something else for 上年."""
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    blocks = harness.split(files[THIS])
    blocks["上年"] = last_year
    if not reasons:
        del blocks["变动原因"]
    samples.write(root, files | {THIS: "".join(blocks.values())})
    (root / "templates").symlink_to(templates)
    return root


def of(root: Path, year: str, *paths: Path) -> Document:
    result = pipeline.check(root, paths)
    assert not result.has_errors, [finding.message for finding in result.findings]
    (document,) = [document for document, _ in result.documents if str(document.year) == year]
    return document


def findings(root: Path, *paths: Path) -> list[Finding]:
    return [finding for finding in pipeline.check(root, paths).findings if finding.severity is not Severity.NOTE]


def sentences(document: Document) -> Iterator[str]:
    """Yield the sentences of the text that name an amount."""
    yield from (b.text.plain for b in document.blocks if isinstance(b, Paragraph) and "万元" in b.text.plain)


def test_a_budget_copied_to_the_next_year_is_level_everywhere(copied: Path) -> None:
    said = [text for text in sentences(of(copied, "2025", copied / LATER)) if "2025年" in text]
    compared = [text for text in said if "与2024年持平" in text]
    assert len(compared) == 5
    assert sum(text.count("与2024年持平") for text in compared) == 10
    assert not [text for text in said if CHANGE.search(text)]


def test_selected_or_not_last_year_says_the_same(copied: Path) -> None:
    alone, together = of(copied, "2025", copied / LATER), of(copied, "2025")
    assert alone == together


def test_one_figure_of_last_year_changes_the_listed_sentences_and_nothing_else(copied: Path) -> None:
    before = of(copied, "2025", copied / LATER)
    path = f"{places.FOLDER}/projects/01-whistleblower-rewards.yaml"
    text = (copied / path).read_text(encoding="utf-8")
    samples.write(copied, {path: samples.changed(text, "本级安排: 1\n", "本级安排: 3.5\n")})
    after = of(copied, "2025", copied / LATER)
    less = ("与2024年持平", "减少2.5万元")
    assert {name: _words(old, new) for name, (old, new) in places.changes(before, after).items()} == {
        "二、部门收支总体情况 （一）收入预算 段1": [("收入与2024年持平", "收入较去年减少2.5万元")],
        "二、部门收支总体情况 （二）支出预算 段1": [("支出与2024年持平", "支出较去年减少2.5万元")],
        "三、部门预算情况说明 段1": [(less[0], f"比2024年{less[1]}")] * 2,
    }


def _words(old: str, new: str) -> list[tuple[str, str]]:
    """Return the clauses that differ."""
    clauses = [re.split("[，。；]", text) for text in (old, new)]
    return [(one, other) for one, other in zip(*clauses, strict=True) if one != other]


def test_a_difference_is_traced_into_both_years(tmp_path: Path, templates: Path) -> None:
    root = two_years(tmp_path, templates)
    found = trace.find(places_of(of(root, "2024", root / budget.FOLDER)), "10")
    lines = "\n".join(line for place, figure in found for line in trace.lines(place, figure))
    assert f"{PROJECT}:10" in lines
    assert f"{budget.FOLDER}/projects/02-training.yaml" in lines


def test_last_year_as_written_and_from_its_folder_print_the_same(tmp_path: Path, templates: Path) -> None:
    written = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    samples.write(tmp_path / "written", written)
    (tmp_path / "written/templates").symlink_to(templates)
    folder = two_years(tmp_path / "folder", templates)
    assert findings(folder) == []
    old, new = of(tmp_path / "written", "2024"), of(folder, "2024", folder / budget.FOLDER)
    assert places.changes(old, new) == {}


def test_a_unit_without_last_year_prints_amounts_and_compares_nothing(tmp_path: Path, templates: Path) -> None:
    root = one_year(tmp_path, templates, "上年: 无\n")
    assert findings(root) == []
    said = list(sentences(of(root, "2024")))
    assert said[0] == "2024年年初预算数130万元，其中：一般公共预算拨款130万元。"
    assert said[2] == (
        "2024年一般公共预算财政拨款收入130万元，一般公共预算财政拨款支出130万元。"
        "其中：基本支出100万元；项目支出30万元。"
    )
    assert not [text for text in said if CHANGE.search(text) or "持平" in text or "2023" in text]


def test_reasons_of_a_unit_without_last_year_are_told(tmp_path: Path, templates: Path) -> None:
    found = findings(one_year(tmp_path, templates, "上年: 无\n", reasons=True))
    assert [finding.code for finding in found] == ["YS-001"] * 3


@pytest.mark.parametrize("last_year", ["上年: 没有\n", "上年: 五十\n"])
def test_another_word_is_refused_with_the_one_that_can_be_written(
    tmp_path: Path, templates: Path, last_year: str
) -> None:
    (found,) = findings(one_year(tmp_path, templates, last_year))
    assert found.code == "ZD-005"
    assert "或者「无」" in found.message


def test_a_missing_last_year_is_one_error_with_its_mend(tmp_path: Path, templates: Path) -> None:
    (found,) = findings(one_year(tmp_path, templates, ""))
    assert (found.code, str(found.position)) == ("QS-010", f"{THIS}:1:1")
    assert "没有上年（2023 年）的数" in found.message
    assert "上年: 无" in found.hint


def test_a_draft_without_last_year_shows_the_rest(tmp_path: Path, templates: Path) -> None:
    root = one_year(tmp_path, templates, "")
    out = root / "build/draft"
    (name,) = drafting.draft(root, out=out).changes.written
    text = (out / name).read_text(encoding="utf-8")
    assert "没有上年（2023 年）的数" in text
    assert "一般公共预算拨款" in text
    assert not re.search("与2023年持平|比2023年|较去年", text)


def test_a_pack_that_compares_nothing_needs_no_last_year(tmp_path: Path) -> None:
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    files[THIS] = _without_last_year(files[THIS])
    samples.copy_templates(tmp_path)
    samples.write(tmp_path, files)
    text = '@标题 {{ 部门名称 }}\n# 支出\n全年支出{{ 数("支出") }}。\n'
    samples.write(tmp_path, {"templates/chongqing-2024/statement.jinja": text})
    assert list(sentences(of(tmp_path, "2024"))) == ["全年支出130万元。"]


def test_what_only_last_year_had_has_its_own_words(tmp_path: Path) -> None:
    files = budget.two_years()
    ended = files[PROJECT].replace("000001", "000009").replace("医保宣传", "老项目").replace(": 20", ": 7")
    files[f"{budget.BEFORE}/projects/02-ended.yaml"] = ended
    files[f"{budget.BEFORE}/projects/05-renamed.yaml"] = files.pop(PROJECT)
    bought = "政府采购:\n  - 项目编号: CG-1\n    项目: 桌椅\n    类型: 货物\n    金额: 3\n"
    files[LAST] = harness.overlay(files[LAST], bought)
    each = "{% for 项 in 逐(@) %}{{ 项.名称 }}{{ 项.编码 }}为{{ 项.数 }}；{% endfor %}。\n"
    asked = ('"项目", "项目支出·上年"', '"项目", "项目支出"', '"采购项目", "政府采购·上年"', '"采购项目", "政府采购"')
    samples.copy_templates(tmp_path)
    text = "@标题 {{ 部门名称 }}\n# 钱\n" + "".join(f"甲：{each.replace('@', one)}" for one in asked)
    samples.write(tmp_path, files | {"templates/chongqing-2024/statement.jinja": text})
    code = "50015224T00000000000"
    assert list(sentences(of(tmp_path, "2024", tmp_path / budget.FOLDER))) == [
        f"甲：医保宣传{code}1为20万元；老项目{code}9为7万元；。",
        f"甲：医保宣传{code}1为20万元；经办人员培训{code}2为10万元；。",
        "甲：桌椅CG-1为3万元；。",
    ]


def test_a_pack_that_does_not_know_of_units_without_last_year_is_told(tmp_path: Path) -> None:
    samples.copy_templates(tmp_path)
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()}
    samples.write(tmp_path, files | {THIS: harness.overlay(files[THIS], "上年: 无\n变动原因: {}\n")})
    template = tmp_path / "templates/chongqing-2024/statement.jinja"
    text = template.read_text(encoding="utf-8")
    samples.write(
        tmp_path,
        {template.relative_to(tmp_path).as_posix(): text + '比上年{{ 比("支出").方向 }}{{ 比("支出").差额 }}。\n'},
    )
    (found,) = [finding for finding in findings(tmp_path) if finding.is_error]
    assert found.code == "MB-013"
    assert "差额" in found.message


def test_money_of_last_year_that_cannot_be_read_is_told_here(tmp_path: Path, templates: Path) -> None:
    root = two_years(tmp_path, templates)
    text = (root / PROJECT).read_text(encoding="utf-8")
    samples.write(root, {PROJECT: samples.changed(text, "本级安排: 20", "本级安排: 二十")})
    (found,) = findings(root, root / budget.FOLDER)
    assert (found.code, str(found.position)) == ("QS-010", f"{THIS}:1:1")
    assert found.marks[0].position.path == LAST
    assert budget.BEFORE in found.hint


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (LAST, "联系人: 王五", "联系人:"),
        (PROJECT, "  年度: 人人知晓医保政策。", "  年度: ${没有}"),
        (PROJECT, "项目名称: 医保宣传", "项目名称: ${没有}"),
        (PROJECT, "项目类别: 一般性项目", "项目类别: 别的"),
    ],
)
def test_other_errors_of_last_year_stop_only_last_year(
    tmp_path: Path, templates: Path, path: str, old: str, new: str
) -> None:
    root = two_years(tmp_path, templates)
    samples.write(root, {path: samples.changed((root / path).read_text(encoding="utf-8"), old, new)})
    assert findings(root, root / budget.FOLDER) == []
    result = pipeline.check(root)
    assert {finding.position.path for finding in result.findings if finding.is_error and finding.position} == {path}
    assert [document.year for document, _ in result.documents] == [2024]


def test_what_last_year_knows_too_coarsely_is_told_with_both_places(tmp_path: Path, templates: Path) -> None:
    root = two_years(tmp_path, templates, last="基本支出:\n  功能分类:\n    2101501 行政运行: 100\n")
    (found,) = [finding for finding in findings(root, root / budget.FOLDER) if finding.is_error]
    assert found.code == "QS-002"
    assert found.position
    assert [found.position.path, found.marks[0].position.path] == [LAST, THIS]


def test_outputs_are_made_anew_when_last_year_changes(tmp_path: Path, templates: Path) -> None:
    root = two_years(tmp_path, templates)

    def written() -> list[str]:
        return [
            name
            for name in pipeline.build(root, formats=["html"], out=root / "build").changes.written
            if "/2024/" in name
        ]

    assert (len(written()), len(written())) == (1, 0)
    text = (root / PROJECT).read_text(encoding="utf-8")
    samples.write(root, {PROJECT: samples.changed(text, "本级安排: 20", "本级安排: 21")})
    assert len(written()) == 1
