"""A draft shows where each figure comes from and what was found, at its place; what is published shows none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from generator import drafting, pipeline
from generator.model.barrier import OURS
from generator.model.finding import error
from generator.model.origin import explain
from generator.model.position import Position
from tests import extract, samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Result

    OneProject = Callable[..., Path]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    out = tmp_path_factory.mktemp("draft")
    return drafting.draft(samples.ROOT, out=out), out


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
        (file,) = (out / subject.folder / str(subject.year.value)).glob("*.html")
        said = extract.squeeze("".join(extract.html_text(file)))
        found = [f for f in result.findings if f.position and f.position.path in subject.paths]
        assert found
        for finding in found:
            assert extract.squeeze(f"{finding.severity} {finding.code} {finding.message}") in said


def test_a_mistake_is_shown_at_its_place(one_project: OneProject, tmp_path: Path) -> None:
    text = samples.changed(samples.PROJECT, "指标值: 4\n          度量单位: 场", "指标值: 4\n          度量单位: 天")
    root = one_project(samples.changed(text, "名称: 培训场次", "名称: 培训及时率"))
    result = drafting.draft(root, out=tmp_path / "draft")
    (finding,) = [f for f in result.findings if f.code == "ZB-101"]
    (file,) = (tmp_path / "draft").rglob("*.html")
    page = html.parse(file)
    (cell,) = [c for c in page.iter("td") if finding.message in c.text_content()]
    assert cell.text_content().startswith("天")
    assert "草稿：不得公开" in page.find(".//ul[@class='draft']").text_content()


def test_a_whole_build_takes_drafts_away(one_project: OneProject) -> None:
    root = one_project()
    drafting.draft(root, out=root / "build/draft")
    assert list((root / "build/draft").rglob("*.html"))
    pipeline.build(root, formats=["html"], out=root / "build")
    assert not (root / "build/draft").exists()


def test_what_is_published_has_none_of_it(one_project: OneProject, tmp_path: Path) -> None:
    pipeline.build(one_project(), formats=["html"], out=tmp_path / "out")
    (file,) = (tmp_path / "out/danwei").rglob("*.html")
    text = file.read_text(encoding="utf-8")
    for word in ("草稿", "data-origin", 'class="figure"', 'class="finding', 'tabindex="0" role="note"', "projects/"):
        assert word not in text, word


RESIDENTS = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
CHECKUPS = "content/chongqing/tongnan-medical-security/2024/projects/02-health-checkups.yaml"
DECLARED = "content/yunnan/chenggong-medical-security/2024/department.yaml"
NEIGHBOUR = "content/yunnan/wuhua-medical-insurance-center/2025"
FUNDED = "content/yunnan/chenggong-medical-insurance/2020/projects/01-landless-contribution-subsidy.yaml"


def page_of(out: Path, result: Result, path: str) -> str:
    """Return all that the draft made of a file says."""
    (subject,) = [s for s in result.subjects if path in s.paths]
    (file,) = (out / subject.folder / path.split("/")[3]).glob("*.html")
    return extract.squeeze("".join(extract.html_text(file)))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A change of one file, and the parts of the text that its draft shows then."""

    path: str
    old: str
    new: str
    shown: tuple[str, ...]


MISTAKES = (
    Mistake(
        RESIDENTS,
        "参保率达${参保率}，",
        "参保率达${参保律}，",
        ("共有108000人参加城乡居民医疗保险，", "参保率达${参保律}，按人均5元/人", "错误YY-001没有叫「参保律」的数据"),
    ),
    Mistake(
        RESIDENTS,
        "金额: 21.85\n",
        "金额: 21.85万元\n",
        ("委托服务费21.85万元万；（按合同约定于2024年支付）错误JE-001",),
    ),
    Mistake(RESIDENTS, "金额单位: 万元", "金额单位: 千元", ("错误ZD-004「金额单位」不能是「千元」",)),
    Mistake(
        RESIDENTS,
        "项目名称: 城乡居民医疗保险工作经费",
        "项目名称:",
        ("〔读不出〕错误ZD-002「项目名称」没有填",),
    ),
    Mistake(RESIDENTS, "  经费来源: 财政拨款\n", "", ("〔读不出〕错误ZD-003缺少「经费来源」",)),
    Mistake(RESIDENTS, "立项依据:\n", "立项依据: 无\n", ("错误ZD-005",)),
    Mistake(CHECKUPS, "项目基本概况: ", "项目基本概况: ${数}", ("${数}", "错误YY-001没有叫「数」的数据")),
    Mistake(DECLARED, "年度: 2024", "年度: 二〇二四", ("错误ZD-006年度「二〇二四」写法不对",)),
    Mistake(DECLARED, "部门名称: 昆明市呈贡区医疗保障局", "部门名称:", ("错误ZD-002「部门名称」没有填",)),
    Mistake(
        FUNDED,
        "  年度:\n    县区级财政: ${补助金额}\n",
        "  年度: 100\n",
        ("错误ZD-005「资金来源」应当是一组「键:值」",),
    ),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.new.strip())
def test_what_can_be_shown_is_shown(repo: Path, tmp_path: Path, mistake: Mistake) -> None:
    file = repo / mistake.path
    text = file.read_text(encoding="utf-8")
    assert mistake.old in text
    file.write_text(text.replace(mistake.old, mistake.new, 1), encoding="utf-8")
    result = drafting.draft(
        repo, [repo / mistake.path.removesuffix("department.yaml"), repo / NEIGHBOUR], out=tmp_path / "out"
    )
    assert OURS not in {finding.code for finding in result.findings}
    assert len(result.changes.written) == len(result.subjects) == 2
    said = page_of(tmp_path / "out", result, mistake.path)
    assert [part for part in mistake.shown if extract.squeeze(part) not in said] == []


def cells_of(out: Path) -> list[str]:
    """Return the cells of the one budget's draft, without the findings in them."""
    (file,) = out.rglob("budget-*.html")
    page = html.parse(file)
    for mark in page.xpath("//span[starts-with(@class, 'finding')]"):
        mark.drop_tree()
    return [cell.text_content() for cell in page.iter("td")]


@pytest.mark.slow
def test_what_depends_on_it_is_not_computed(repo: Path, tmp_path: Path) -> None:
    file = repo / CHECKUPS
    drafting.draft(repo, [file], out=tmp_path / "sound")
    text = file.read_text(encoding="utf-8")
    file.write_text(samples.changed(text, "本级安排: 25\n", "本级安排: 25元\n"), encoding="utf-8")
    drafting.draft(repo, [file], out=tmp_path / "out")
    new, old = cells_of(tmp_path / "out"), cells_of(tmp_path / "sound")
    differing = [after for after, before in zip(new, old, strict=True) if after != before]
    assert len(differing) > 10
    assert set(differing) - {"25元"} == {"〔算不出〕"}


@pytest.mark.slow
def test_findings_may_stand_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = pipeline.check

    def everywhere(root: Path, paths: Any = (), *, strict: bool = False) -> Result:
        result = check(root, paths, strict=strict)
        result.findings = [
            error("XX-001", f"这里是 {path}:{line} 行", Position(path, line))
            for path, lines in result.lines.items()
            for line in range(1, len(lines) + 1)
        ]
        return result

    monkeypatch.setattr(pipeline, "check", everywhere)
    result = drafting.draft(samples.ROOT, out=tmp_path)
    assert {finding.code for finding in result.findings} == {"XX-001"}
    assert len(result.changes.written) == len(result.subjects)
    for subject in result.subjects:
        (file,) = (tmp_path / subject.folder / str(subject.year.value)).glob("*.html")
        page = html.parse(file)
        values = "".join(value for e in page.iter() for value in e.attrib.values())
        assert "这里是" not in values + page.findtext(".//title")
        said = extract.squeeze("".join(extract.html_text(file)))
        missing = [
            f.message
            for f in result.findings
            if f.position and f.position.path in subject.paths and extract.squeeze(f.message) not in said
        ]
        assert missing == []
