"""Two years of a department are compared by project; that the years themselves moved on is no change."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import FindingError
from generator.report.review import as_text
from generator.review import run
from generator.review.years import Years
from tests import samples
from tests.review.changes import TONGNAN
from tests.review.test_effects import repository
from tests.review.test_history import commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.review import Review

# In a folder of its own, with last year's money as it is written: beside 2024 it would be compared with that.
NEXT = TONGNAN.replace("tongnan", "next").replace("2024", "2025")
SHI = "content/shi/danwei"


def later(text: str) -> str:
    """Return what a file says a year later, if nothing else changes."""
    text = re.sub(r"(20\d\d)年", lambda found: f"{int(found[1]) + 1}年", text)
    return re.sub(r"(?m)^( *年度: *)2024", r"\g<1>2025", text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the real content, with a second year of one department."""
    root = repository(tmp_path / "repo")
    for file in sorted((root / TONGNAN).rglob("*.yaml")):
        samples.write(root, {file.relative_to(root).as_posix().replace(TONGNAN, NEXT): later(file.read_text("utf-8"))})
    return root


def change(root: Path, start: str, old: str, new: str) -> None:
    (file,) = (root / NEXT).glob(f"{start}*.yaml")
    file.write_text(samples.changed(file.read_text("utf-8"), old, new), encoding="utf-8")


def compared(root: Path, monkeypatch: pytest.MonkeyPatch, old: str = TONGNAN, new: str = NEXT) -> Review:
    monkeypatch.chdir(root)
    return run.diff(root, old, new)


def test_a_year_that_only_moved_on_is_no_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = compared(root, monkeypatch)
    assert (review.changes, review.effects, review.tables, review.totals) == ((), (), (), ())
    assert as_text(review).splitlines()[0] == f"逐年  {TONGNAN} → {NEXT}"
    nothing = replace(review, failing=(), passing=(), lasting=())
    assert as_text(nothing).splitlines()[1:] == ["除了年度，文字和数字没有变化"]


def test_projects_are_matched_by_code_or_else_by_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(root, "projects/03", "50015221T000000052688", "50015225T000000099999")
    change(root, "projects/03", "上级补助: 1200", "上级补助: 1300")
    change(root, "projects/02", "项目名称: 健康产业工作经费", "项目名称: 干部体检")
    (gone,) = (root / NEXT).glob("projects/06*")
    gone.unlink()
    review = compared(root, monkeypatch)
    told = {(c.kind.value, c.subject.rpartition(" ")[2], c.path, c.old, c.new) for c in review.changes}
    assert told == {
        ("修改", "医疗救助", ("项目编码",), "50015221T000000052688", "50015225T000000099999"),
        ("修改", "医疗救助", ("金额", "2101301 城乡医疗救助", "上级补助"), "1200万元", "1300万元"),
        ("修改", "干部体检", ("项目名称",), "健康产业工作经费", "干部体检"),
        ("删除", "伤残军人医疗补助系统维护费", (), "5万元", ""),
    }
    assert [(total.subject, total.old, total.new) for total in review.totals] == [
        ("重庆市潼南区医疗保障局 部门预算", Decimal(62_015_500), Decimal(62_965_500)),
        ("项目「医疗救助」", Decimal(12_000_000), Decimal(13_000_000)),
        ("项目「伤残军人医疗补助系统维护费」", Decimal(50_000), None),
    ]
    forms = {table.name for table in review.tables if table.part == "附件十二" and table.changes}
    assert forms == {"表-2", "表-3", "表-6"}


def test_a_year_that_should_have_moved_on_stays_silent_but_another_does_not() -> None:
    years = Years(apart=True, later=1)
    assert years.same("2024年比2023年增加", "2025年比2024年增加")
    assert years.same("渝财社〔2023〕1号，2023年下达", "渝财社〔2023〕1号，2023年下达")
    assert years.same("2024年-2026年", "2025年-2027年")
    assert not years.same("2024年比2023年增加", "2025年比2022年增加")
    assert not years.same("2024年", "2026年")
    assert not years.same("2024年5人", "2025年6人")
    assert not Years().same("2024年", "2025年")


def declarations(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    samples.copy_templates(root)
    for year, people in (("2024", "1000"), ("2025", "1200")):
        samples.write(
            root,
            {
                f"{SHI}/{year}/department.yaml": samples.changed(samples.DEPARTMENT, "年度: 2024", f"年度: {year}"),
                f"{SHI}/{year}/projects/{year[2:]}-a.yaml": samples.changed(
                    samples.PROJECT, "参保人数: 1000 人", f"参保人数: {people} 人"
                ),
            },
        )
    return root


def test_declarations_folders_files_and_revisions(tmp_path: Path, command: Callable[..., samples.Run]) -> None:
    root = declarations(tmp_path)
    commit(root, "两年", "2025-01-05")
    old, new = f"{SHI}/2024", f"{SHI}/2025"
    for sides in (
        (old, new),
        (f"{old}/", new),
        (str(root / old), str(root / new)),
        (f"{old}/projects/24-a.yaml", f"{new}/projects/25-a.yaml"),
        (f"HEAD:{old}", new),
        (f"HEAD:{old}", f"HEAD:{new}"),
    ):
        run_ = command(root, "diff", *sides)
        assert run_.code == 0, (sides, run_.err)
        assert "数据.参保人数  1000人 → 1200人（+200人，+20.0%）" in run_.out, sides
        assert run_.out.startswith("逐年  "), sides


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (
            (f"{SHI}/2024",),
            f"「{SHI}/2024」是一个年度，另一边也要写一个年度。写两个年度的文件夹，如 shenbao diff {SHI}/2024 {SHI}/2025。",
        ),
        ((f"{SHI}/2024", "HEAD"), f"「{SHI}/2024」是一个年度，另一边也要写一个年度"),
        ((f"HEAD:{SHI}/2031", f"{SHI}/2024"), f"版本「HEAD」里没有「{SHI}/2031」这个年度"),
        ((f"{SHI}/2031", f"{SHI}/2024"), f"「{SHI}/2024」是一个年度，另一边也要写一个年度"),
    ],
)
def test_what_is_no_pair_of_years_is_told(
    sides: tuple[str, ...], said: str, tmp_path: Path, command: Callable[..., samples.Run]
) -> None:
    root = declarations(tmp_path)
    commit(root, "两年", "2025-01-05")
    done = command(root, "diff", *sides)
    assert done.code == 2
    assert said in done.err


def test_a_year_that_cannot_be_read_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = declarations(tmp_path)
    (root / f"{SHI}/2025/projects/25-a.yaml").write_text("文种: 项目\n", encoding="utf-8")
    review = compared(root, monkeypatch, f"{SHI}/2024", f"{SHI}/2025")
    assert review.problem
    assert f"「{SHI}/2025」读不出" in review.problem.message
    (root / f"{SHI}/2025/projects/25-a.yaml").unlink()
    with pytest.raises(FindingError, match="里没有申报书和部门预算"):
        compared(root, monkeypatch, f"{SHI}/2024", f"{SHI}/2025")
