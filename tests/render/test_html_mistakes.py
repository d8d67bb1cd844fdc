"""What keepers of templates are told of their mistakes: the file, the line, and how to mend it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import FindingError
from generator.render import html, pdf
from tests import samples
from tests.render import budget
from tests.render.factory import document, portrait

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.layout import Layout

FORM = "{{ 块.栏.业务主管部门 }}"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    moved = shutil.copytree(budget.LAYOUT.folder.parent, tmp_path / "templates")
    return replace(budget.LAYOUT, folder=moved / "chongqing-2024", common=moved / "common")


def _told(layout: Layout, *, as_pdf: bool = False) -> tuple[Finding, str]:
    with pytest.raises(FindingError) as caught:
        (pdf if as_pdf else html).render(document(portrait(budget.sheet(), budget.funds())), layout)
    found = caught.value.finding
    assert found.position
    assert found.hint
    return found, found.position.path


def _change(file: Path, old: str, new: str) -> int:
    """Replace a text of a file; return its line."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("mistake", "code", "said"),
    [
        ("{{ 块.栏.业务主管部 }}", "MB-030", "没有的名字「业务主管部」（表「项目情况」第1行第4格）"),
        ("{{ 块.栏.业务主管部门 }", "MB-030", "写错了的标记"),
        ("{% if 块 %}{% endfor %}", "MB-030", "的标记写错了"),
        ("{{ 块.__class__.__mro__ }}", "MB-040", "不能用下划线开头的名字"),
    ],
)
def test_a_mistake_in_a_form_is_told_in_word(layout: Layout, mistake: str, code: str, said: str) -> None:
    samples.change_word(layout.folder / "document.docx", FORM, mistake)
    found, path = _told(layout)
    assert (found.code, path) == (code, "templates/chongqing-2024/document.docx")
    assert said in found.message


def test_a_mistake_in_a_shared_template_is_told_there(layout: Layout) -> None:
    line = _change(layout.common / "table.html", '{{ 表.名 }}" tabindex', '{{ 表.明 }}" tabindex')
    found, path = _told(layout, as_pdf=True)
    assert (found.code, path) == ("MB-021", "templates/common/table.html")
    assert found.position
    assert found.position.line == line


def test_a_missing_template_is_named(layout: Layout) -> None:
    (layout.folder / "document.docx").unlink()
    found, path = _told(layout)
    assert (found.code, path) == ("MB-030", "templates/chongqing-2024/document.docx")


def test_characters_that_no_font_has_are_named(layout: Layout) -> None:
    samples.change_word(layout.folder / "document.docx", "编制单位：", "编制单位😀")
    found, path = _told(layout, as_pdf=True)
    assert (found.code, path) == ("MB-024", "templates/chongqing-2024/document.docx")
    assert "U+1F600" in found.message
