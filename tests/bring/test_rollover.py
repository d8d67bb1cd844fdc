"""A year rolled over: what holds for one year goes, the budget year moves, nothing else changes, all of it is told."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.edit.witness import keeps_comments
from generator.rolling import rollover
from tests import samples
from tests.packs import counties
from tests.review.changes import KUNMING, TONGNAN, WUHUA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.rolling import Rolled

YEARS = [TONGNAN, KUNMING.partition("/projects")[0], WUHUA.partition("/projects")[0]]
# Numbers of documents, and days and months: what happened stays when it happened.
PAST = re.compile(r"〔\d{4}〕[^，。；]*?号|《[^》]*》|\d{4}年\d+月(?:\d+日)?")


def later(folder: str) -> str:
    above, _, year = folder.rpartition("/")
    return f"{above}/{int(year) + 1}"


@pytest.fixture(scope="module", params=YEARS, ids=lambda folder: folder.split("/")[2])
def rolled(request: pytest.FixtureRequest) -> tuple[str, Rolled]:
    return request.param, rollover(samples.ROOT, request.param, write=False)


def test_every_file_has_a_successor_with_all_comments(rolled: tuple[str, Rolled]) -> None:
    folder, done = rolled
    old = {path.relative_to(samples.ROOT).as_posix() for path in (samples.ROOT / folder).rglob("*.yaml")}
    assert {path.replace(folder, later(folder)) for path in old} == done.files.keys()
    assert done.copied == []
    for path in old:
        data = (samples.ROOT / path).read_bytes()
        assert keeps_comments(data, done.files[path.replace(folder, later(folder))])


def test_nothing_changes_but_what_is_told(rolled: tuple[str, Rolled]) -> None:
    folder, done = rolled
    for new_path, data in done.files.items():
        lines = data.decode().split("\n")
        for fix in done.moved:
            if fix.position.path == new_path:
                line, at = lines[fix.position.line - 1], fix.position.column - 1
                assert line[at:].startswith(fix.new)
                lines[fix.position.line - 1] = line[:at] + fix.old + line[at + len(fix.new) :]
        old = (samples.ROOT / new_path.replace(later(folder), folder)).read_text(encoding="utf-8").split("\n")
        # Comments inside of what was dropped stand at the margin.
        added = Counter(map(str.strip, lines)) - Counter(map(str.strip, old))
        assert added == Counter(), new_path
        if not any(path == new_path for path, _ in done.dropped):
            assert lines == old
    assert len({fix.position for fix in done.moved}) == len(done.moved)


def test_what_is_past_stays_where_it_was(rolled: tuple[str, Rolled]) -> None:
    folder, done = rolled
    for new_path, data in done.files.items():
        old = (samples.ROOT / new_path.replace(later(folder), folder)).read_text(encoding="utf-8")
        assert Counter(PAST.findall(data.decode())) <= Counter(PAST.findall(old))
        if not any(path == new_path for path, _ in done.dropped):
            assert PAST.findall(data.decode()) == PAST.findall(old)


def test_only_what_people_decide_is_found(rolled: tuple[str, Rolled]) -> None:
    folder, done = rolled
    before = pipeline.check(samples.ROOT, [samples.ROOT / folder])
    known = {finding.code for finding in (*before.findings, *before.waived)}
    assert [finding for finding in done.findings if finding.is_error] == []
    # Years of before the last one are there to be looked at: each is listed, once, and is no finding besides.
    assert {finding.code for finding in done.findings} - known <= {"GS-152"}
    places = [str(place) for place, _ in done.years]
    assert len(set(places)) == len(places)
    assert {str(one.position) for one in done.findings if one.code == "GS-151"}.isdisjoint(places)
    assert all(re.match(r"(20\d\d) → (20\d\d)？……", words) for _, words in done.years)
    assert not any(finding.code.startswith("HM-") for finding in done.findings)


def test_tongnan_says_that_nothing_changed(repo: Path, command: Callable[..., samples.Run]) -> None:
    before = samples.snapshot(repo / "content")
    run = command(repo, "rollover", TONGNAN)
    assert run.code == 0
    new = later(TONGNAN)
    after = samples.snapshot(repo / "content")
    assert {path: data for path, data in after.items() if f"content/{path}" not in _below(repo, new)} == before
    for words in (
        "department.yaml:4:5 2024 → 2025",
        "budget.yaml 变动原因",
        "budget.yaml 豁免",
        "截至2023年12月",
        "16 个文件",
    ):
        assert words in run.out
    ((document, _),) = pipeline.check(repo, [repo / new]).documents
    text = "".join(leaf.plain for leaf in document.leaves())
    assert "2025年部门预算情况说明" in text
    assert "持平" in text
    assert re.findall(r"(?:增加|减少)\d[\d.]*万元", text) == []
    # What only the reasons named is gone; what other texts name is not.
    budget = (repo / new / "budget.yaml").read_text(encoding="utf-8")
    assert "医疗救助减少" not in budget
    assert "公务用车: 1 辆" in budget
    again = command(repo, "rollover", TONGNAN)
    assert (again.code, "已经有" in again.err) == (2, True)
    assert samples.snapshot(repo / "content") == after


def _below(root: Path, folder: str) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / folder).rglob("*")}


def test_a_look_writes_nothing_and_what_is_no_year_is_refused(
    one_project: Callable[..., Path], command: Callable[..., samples.Run]
) -> None:
    root = one_project()
    before = samples.snapshot(root / "content")
    look = command(root, "rollover", samples.FOLDER, "--check")
    assert (look.code, "没有写文件" in look.out) == (0, True)
    for path in ("content", "content/shi/danwei", f"{samples.FOLDER}/projects", samples.PROJECT_FILE):
        refused = command(root, "rollover", path)
        assert (refused.code, "不是一个年度的文件夹" in refused.err) == (2, True)
    assert samples.snapshot(root / "content") == before


def test_the_budgets_of_units_lose_what_holds_for_one_year_too(tmp_path: Path) -> None:
    (department, *_) = counties.county(0)
    root = counties.written(tmp_path, [department])
    units = [unit.number for unit in department.units]
    for number in units:
        file = root / department.year / f"budget/{number}.yaml"
        file.write_text(file.read_text("utf-8") + "变动原因:\n  支出: 人员增加\n", encoding="utf-8")
    done = rollover(root, department.year, write=False)
    gone = {(f"{later(department.year)}/budget/{number}.yaml", key) for number in units for key in ("上年", "变动原因")}
    assert {one for one in done.dropped if "/budget/" in one[0]} == gone
    for path, _ in gone:
        assert not re.search("^(?:上年|变动原因):", done.files[path].decode(), re.MULTILINE)
