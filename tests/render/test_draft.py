"""A draft shows where each figure comes from and what was found, at its place; what is published shows none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from generator import pipeline
from generator.model.origin import explain
from tests import extract, samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Result

    OneProject = Callable[..., Path]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    out = tmp_path_factory.mktemp("draft")
    return pipeline.draft(samples.ROOT, out=out), out


def test_every_figure_tells_where_it_comes_from(drafts: tuple[Result, Path]) -> None:
    result, out = drafts
    assert len(result.changes.written) == len(result.documents) >= 4
    for document, _ in result.documents:
        page = html.parse(out / document.department / str(document.year) / f"{document.name}.html")
        told = [(e.text_content(), e.get("data-origin")) for e in page.iter("span") if e.get("class") == "figure"]
        figures = [run.figure for text in document.leaves() for run in text.runs if run.figure]
        assert len(told) >= len(figures) > 0
        shown = {text for text, _ in told}
        assert {figure.text for figure in figures} == shown
        for figure in figures:
            first = next(explain(figure)).strip()
            assert any(text == figure.text and first in origin for text, origin in told), figure.text


def test_every_finding_stands_once_or_above(drafts: tuple[Result, Path]) -> None:
    result, out = drafts
    for subject in result.subjects:
        (file,) = (out / subject.folder / str(subject.department.year.value)).glob("*.html")
        said = extract.squeeze("".join(extract.html_text(file)))
        found = [f for f in result.findings if f.position and f.position.path in subject.paths]
        assert found
        for finding in found:
            assert extract.squeeze(f"{finding.severity} {finding.code} {finding.message}") in said


def test_a_mistake_is_shown_at_its_place(one_project: OneProject, tmp_path: Path) -> None:
    text = samples.changed(samples.PROJECT, "指标值: 4\n          度量单位: 场", "指标值: 4\n          度量单位: 天")
    root = one_project(samples.changed(text, "名称: 培训场次", "名称: 培训及时率"))
    result = pipeline.draft(root, out=tmp_path / "draft")
    (finding,) = [f for f in result.findings if f.code == "ZB-101"]
    (file,) = (tmp_path / "draft").rglob("*.html")
    page = html.parse(file)
    (cell,) = [c for c in page.iter("td") if finding.message in c.text_content()]
    assert cell.text_content().startswith("天")
    assert "草稿：不得公开" in page.find(".//ul[@class='draft']").text_content()


def test_a_whole_build_takes_drafts_away(one_project: OneProject) -> None:
    root = one_project()
    pipeline.draft(root, out=root / "build/draft")
    assert list((root / "build/draft").rglob("*.html"))
    pipeline.build(root, formats=["html"], out=root / "build")
    assert not (root / "build/draft").exists()


def test_what_is_published_has_none_of_it(one_project: OneProject, tmp_path: Path) -> None:
    pipeline.build(one_project(), formats=["html"], out=tmp_path / "out")
    (file,) = (tmp_path / "out/danwei").rglob("*.html")
    text = file.read_text(encoding="utf-8")
    for word in ("草稿", "data-origin", 'class="figure"', 'class="finding', 'tabindex="0" role="note"', "projects/"):
        assert word not in text, word
