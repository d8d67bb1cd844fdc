"""What keepers of templates are told of their mistakes: the file, the line, and how to mend it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import FindingError
from generator.render import html, pdf
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
        (pdf if as_pdf else html).render(document(portrait(budget.sheet())), layout)
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
    ("mistake", "code"),
    [
        ("{{ 块.栏.业务主管部 }}", "MB-021"),
        ("{{ 块.栏.业务主管部门 }", "MB-020"),
        ("{% if 块 %}{% endfor %}", "MB-020"),
        ("{{ 块.__class__.__mro__ }}", "MB-040"),
    ],
)
def test_a_mistake_in_a_form_is_told_by_its_line(layout: Layout, mistake: str, code: str) -> None:
    line = _change(layout.folder / "document.html", FORM, mistake)
    found, path = _told(layout)
    assert (found.code, path) == (code, "templates/chongqing-2024/document.html")
    assert found.position
    assert found.position.line == line


def test_the_misspelt_name_is_said(layout: Layout) -> None:
    _change(layout.folder / "document.html", FORM, "{{ 块.栏.业务主管部 }}")
    assert "「业务主管部」" in _told(layout)[0].message


def test_a_mistake_in_a_shared_template_is_told_there(layout: Layout) -> None:
    line = _change(layout.common / "macros.html", "<p>{{ 段 }}</p>", "<p>{{ 断 }}</p>")
    found, path = _told(layout, as_pdf=True)
    assert (found.code, path) == ("MB-021", "templates/common/macros.html")
    assert found.position
    assert found.position.line == line


def test_a_missing_template_is_named(layout: Layout) -> None:
    (layout.folder / "document.html").unlink()
    found, path = _told(layout)
    assert (found.code, path) == ("MB-022", "templates/chongqing-2024/document.html")


def test_characters_that_no_font_has_are_named(layout: Layout) -> None:
    _change(layout.folder / "document.html", "编制单位：", "编制单位😀")
    found, path = _told(layout, as_pdf=True)
    assert (found.code, path) == ("MB-024", "templates/chongqing-2024/document.html")
    assert "U+1F600" in found.message
