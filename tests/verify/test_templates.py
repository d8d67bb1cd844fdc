"""Templates that forget a text, print it twice or in another order are told, and their outputs are not written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from generator import pipeline
from generator.model.position import Position
from generator.render.look import html as drawing
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

WORD = "templates/yunnan-2024/document.docx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository of one project whose templates may be changed."""
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(tmp_path)
    return tmp_path


def build(root: Path, *formats: str) -> Result:
    return pipeline.build(root, formats=formats or samples.FORMATS, out=root / "build")


def change_word(root: Path, old: str, new: str) -> None:
    samples.change_word(root / WORD, old, new)


def line(text: str) -> int:
    return next(number for number, words in enumerate(samples.PROJECT.splitlines(), 1) if text in words)


def test_sound_templates_are_silent(root: Path) -> None:
    result = build(root)
    assert [finding for finding in result.findings if finding.is_error] == []
    assert len(result.changes.written) == 3


def test_a_template_that_forgets_a_cell(root: Path) -> None:
    change_word(root, "{{ 行.评分标准 }}", "")
    result = build(root)
    (found,) = result.findings
    assert (found.code, found.position) == ("JD-001", Position(samples.PROJECT_FILE, line("评分标准"), 17, 5))
    assert found.message == "Word 模板没有印出「项目绩效目标表.指标行12.评分标准」的「按比例得分」"
    assert WORD in found.hint
    assert result.changes.written == []


def test_a_template_that_prints_a_cell_twice(root: Path) -> None:
    change_word(root, "{{ 行.指标内容 }}", "{{ 行.指标内容 }}{{ 行.指标内容 }}")
    (found,) = build(root).findings
    assert found.code == "JD-002"
    assert found.message == "Word 模板多印了一次「项目绩效目标表.指标行12.指标内容」的「反映培训情况」"
    assert found.position
    assert found.position.line == line("指标内容")


def test_a_page_that_forgets_paragraphs(root: Path) -> None:
    page = root / "templates/common/page.html"
    page.write_text(
        samples.changed(page.read_text(encoding="utf-8"), "{% elif 块.段落 %}", "{% elif 块.段落 and 0 %}"),
        encoding="utf-8",
    )
    result = build(root, "html")
    assert {finding.code for finding in result.findings} == {"JD-001"}
    assert result.changes.written == []


def test_one_bad_document_leaves_the_others(root: Path) -> None:
    other = samples.changed(samples.PROJECT, "        - 名称: 培训场次", "        - 名称: 培训人次")
    other = samples.changed(other, "          设定依据: 工作计划\n", "")
    samples.write(root, {samples.PROJECT_FILE.replace("01-publicity", "02-other"): other})
    change_word(root, "{{ 行.设定依据 }}", "")
    result = build(root, "docx")
    assert [finding.code for finding in result.findings if finding.is_error] == ["JD-001"]
    assert [target.rpartition("/")[2][:2] for target in result.changes.written] == ["02"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">指标值<", ">目标值<"),
        (">评（扣）分标准<", ">评分标准<"),
        (">项目目标<", ">目标<"),
        (">三级指标<", ">三级绩效指标<"),
    ],
)
def test_a_label_stands_in_word_alone(old: str, new: str, root: Path) -> None:
    change_word(root, old, new)
    result = build(root)
    assert [finding for finding in result.findings if finding.is_error] == []
    said = samples.texts(root / "build")
    assert said.keys() == set(samples.FORMATS)
    for pieces in said.values():
        whole = "".join("".join(pieces).split())
        assert new.strip("><") in whole


LOSSES: dict[str, tuple[str, str]] = {
    "a row": (r"<tr[^<>]*>(?:(?!</tr>).)*反映培训情况.*?</tr>", ""),
    "a cell": (r"(按比例得分</td>)\n<td.*?</td>", r"\1"),
    "a label": (">度量单位<", "><"),
    "a label's sign": (">度量单位<", ">度量<"),
    "columns of a head": (' colspan="7"', ""),
    "rows of a head": (r'( class="表格表头") rowspan="2">评', r"\1>评"),
    "a text": ("反映培训情况", ""),
    "the place of two texts": ("反映培训情况(.*?)工作计划", r"工作计划\1反映培训情况"),
    "the words above": ("<caption.*?</caption>", ""),
}


@pytest.mark.parametrize("kind", ["html", "pdf"])
@pytest.mark.parametrize("loss", LOSSES)
def test_what_the_drawing_loses_is_found(loss: str, kind: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference has no part in the drawing: nothing that drawing loses is lost in both."""
    old, new = LOSSES[loss]
    drawn = drawing.form

    def harmed(*given: Any) -> Markup:
        whole = drawn(*given)
        made = re.sub(old, new, str(whole), count=1, flags=re.DOTALL)
        assert made != whole
        return Markup(made)  # noqa: S704 - what was drawn, with one thing lost

    monkeypatch.setattr(drawing, "form", harmed)
    found = [finding for finding in build(root, kind).findings if finding.is_error]
    assert found, loss
    assert {finding.code for finding in found} <= {"JD-001", "JD-002", "JD-003"}, found
