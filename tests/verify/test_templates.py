"""Templates that forget a text, print it twice or in another order are told, and their outputs are not written."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.position import Position
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

PAGE = "templates/yunnan-2024/document.html"
WORD = "templates/yunnan-2024/document.docx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository of one project whose templates may be changed."""
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(tmp_path)
    return tmp_path


def build(root: Path, *formats: str) -> Result:
    return pipeline.build(root, formats=formats or samples.FORMATS, out=root / "build")


def change_page(root: Path, old: str, new: str) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    (root / PAGE).write_text(samples.changed(text, old, new), encoding="utf-8")


def change_word(root: Path, old: str, new: str) -> None:
    data = (root / WORD).read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            if name == "word/document.xml":
                assert old.encode() in text  # the rows of a form may stand in several loops
                text = text.replace(old.encode(), new.encode())
            changed.writestr(name, text)
    (root / WORD).write_bytes(out.getvalue())


def line(text: str) -> int:
    return next(number for number, words in enumerate(samples.PROJECT.splitlines(), 1) if text in words)


def test_sound_templates_are_silent(root: Path) -> None:
    result = build(root)
    assert [finding for finding in result.findings if finding.is_error] == []
    assert len(result.changes.written) == 3


def test_a_page_that_forgets_a_cell(root: Path) -> None:
    change_page(root, "<td>{{ 行.评分标准 }}</td>", "<td></td>")
    result = build(root)
    (found,) = {finding for finding in result.findings if finding.code == "JD-001" and "网页：" in finding.message}
    assert "网页模板没有印出「项目绩效目标表.指标行12.评分标准」的「按比例得分」" in found.message
    assert found.position
    assert (found.position.path, found.position.line) == (samples.PROJECT_FILE, line("评分标准"))
    assert PAGE in found.hint
    assert result.changes.written == []


def test_a_page_that_prints_a_cell_twice(root: Path) -> None:
    change_page(root, "<td>{{ 行.指标内容 }}</td>", "<td>{{ 行.指标内容 }}{{ 行.指标内容 }}</td>")
    (found,) = build(root, "html").findings
    assert found.code == "JD-002"
    assert "网页模板多印了一次「项目绩效目标表.指标行12.指标内容」的「反映培训情况」" in found.message
    assert found.position
    assert found.position.line == line("指标内容")


def test_a_page_that_forgets_paragraphs(root: Path) -> None:
    page = root / "templates/common/page.html"
    page.write_text(samples.changed(page.read_text(encoding="utf-8"), "<p>{{ 块.文 }}</p>", ""), encoding="utf-8")
    result = build(root, "html")
    assert len(result.findings) == 5
    assert {finding.code for finding in result.findings} == {"JD-001"}
    assert result.changes.written == []


def test_a_word_template_that_forgets_a_cell(root: Path) -> None:
    change_word(root, "{{ 行.设定依据 }}", "")
    result = build(root)
    (found,) = result.findings
    assert found.code == "JD-001"
    assert found.message.startswith("Word 第2张表第14行第9格：「项目绩效目标表.指标行12.设定依据」缺「工作计划」")
    assert found.position
    assert (found.position.path, found.position.line) == (samples.PROJECT_FILE, line("设定依据"))
    assert WORD in found.hint
    assert result.changes.written == []


def test_a_word_template_that_swaps_two_cells(root: Path) -> None:
    change_word(root, "{{ 行.设定依据 }}", "{{ 行.甲 }}")
    change_word(root, "{{ 行.指标内容 }}", "{{ 行.设定依据 }}")
    change_word(root, "{{ 行.甲 }}", "{{ 行.指标内容 }}")
    found = build(root, "docx").findings
    assert {finding.code for finding in found} == {"JD-003"}
    assert "「项目绩效目标表.指标行12.指标内容」" in found[0].message


def test_a_word_template_with_a_figure_of_its_own(root: Path) -> None:
    change_word(root, "{{ 行.指标值 }}", "{{ 行.指标值 }}0")
    found = build(root, "docx").findings
    assert {finding.code for finding in found} <= {"JD-001", "JD-002"}
    assert "指标值」" in found[0].message


def test_one_bad_document_leaves_the_others(root: Path) -> None:
    other = samples.changed(samples.PROJECT, "        - 名称: 培训场次", "        - 名称: 培训人次")
    other = samples.changed(other, "          设定依据: 工作计划\n", "")
    samples.write(root, {samples.PROJECT_FILE.replace("01-publicity", "02-other"): other})
    change_word(root, "{{ 行.设定依据 }}", "")
    result = build(root, "docx")
    assert [finding.code for finding in result.findings if finding.is_error] == ["JD-001"]
    assert [target.rpartition("/")[2][:2] for target in result.changes.written] == ["02"]


def test_labels_that_differ_are_the_templates_fault(root: Path) -> None:
    change_word(root, ">评（扣）分标准<", ">评分标准<")
    result = build(root)
    (found,) = [finding for finding in result.findings if finding.is_error]
    assert found.code == "JD-004"
    assert found.position == Position(WORD, 1)
    assert found.message == (
        f"Word 模板和网页模板的字不一样：{WORD} 第2张表第1行第2格的字是「评分标准」，{PAGE} 第18行是「评（扣）分标准」"
    )
    assert [mark.position for mark in found.marks] == [Position(PAGE, 18)]
    assert result.changes.written == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">指标值<", ">指标<"),  # part of other words
        (">度量单位<", ">单位<"),
        (">一级指标<", "><"),
        (">三级指标<", ">三级绩效指标<"),
        (">项目目标<", ">目标<"),
    ],
)
def test_any_label_names_both_templates(old: str, new: str, root: Path) -> None:
    change_word(root, old, new)
    found = [finding for finding in build(root, "docx").findings if finding.is_error]
    assert found
    assert {(finding.code, finding.position) for finding in found} == {("JD-004", Position(WORD, 1))}
    assert any(f"是「{old.strip('><')}」" in finding.message for finding in found)


def test_one_label_of_many_forms_is_one_finding(tmp_path: Path) -> None:
    samples.write(tmp_path, {f"content/{p}": data for p, data in samples.snapshot(samples.ROOT / "content").items()})
    samples.copy_templates(tmp_path)
    file = tmp_path / "templates/chongqing-2024/document.html"
    file.write_text(samples.changed(file.read_text(encoding="utf-8"), ">业务主管部门<", ">主管部门<"), encoding="utf-8")
    result = pipeline.build(tmp_path, [tmp_path / "content/chongqing"], formats=["docx"], out=tmp_path / "build")
    (found,) = [finding for finding in result.findings if finding.is_error]
    assert (found.code, found.position) == ("JD-004", Position("templates/chongqing-2024/document.docx", 1))
    assert "「业务主管部门」" in found.message
    assert "「主管部门」" in found.message
