"""A figure of last year's folder that changes is shown with what it changes in this year's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.review import history, run
from tests import samples
from tests.review.test_history import commit, git
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = f"{budget.BEFORE}/projects/01-publicity.yaml"
THIS = f"{budget.FOLDER}/budget.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository of two years with two commits: the second changes last year's money."""
    root = tmp_path / "repo"
    files = budget.two_years()
    start, end = files[THIS].index("上年:"), files[THIS].index("变动原因:")
    samples.copy_templates(root)
    samples.write(root, files | {THIS: files[THIS][:start] + files[THIS][end:]})
    commit(root, "两年的预算", "2024-01-05")
    samples.write(root, {PROJECT: samples.changed(files[PROJECT], "本级安排: 20", "本级安排: 24")})
    git(root, "commit", "-am", "改上年", day="2024-02-06")
    monkeypatch.chdir(root)
    return root


def test_diff_reads_the_year_after_one_that_changed(root: Path) -> None:
    review = run.diff(root, "HEAD~1", "HEAD")
    assert review.problem is None
    later = {(effect.part, effect.old, effect.new) for effect in review.effects if "2024年" in effect.document}
    assert len(later) == 3
    assert all("增加10万元" in old and "增加6万元" in new for _, old, new in later)


def test_log_tells_of_a_change_that_last_year_made(root: Path) -> None:
    steps = [step for step in history.history(root, "二支出预算.第1段") if "2024年" in step.place]
    assert [step.subject for step in steps] == ["两年的预算", "改上年"]
    assert "较去年增加10万元" in steps[1].old
    assert "较去年增加6万元" in steps[1].new
