"""A chart of accounts that all years share is of a commit's state: log shows what a change of its names changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review import history
from tests import samples
from tests.review.test_history import commit, git
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

CHART = "content/accounts/2024.yaml"


def test_log_tells_of_a_change_in_a_chart(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    samples.copy_templates(root)
    files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items() if name != "accounts.yaml"}
    chart = budget.FILES["accounts.yaml"]
    samples.write(root, files | {CHART: chart})
    commit(root, "照旧的科目", "2024-01-05")
    samples.write(root, {CHART: samples.changed(chart, "'210': 卫生健康支出", "'210': 医疗卫生支出")})
    git(root, "commit", "-am", "改科目名称", day="2024-02-06")
    steps = [step for step in history.history(root, "二支出预算.第1段") if step.old]
    assert {step.subject for step in steps} == {"改科目名称"}
    assert all("卫生健康支出" in step.old and "医疗卫生支出" in step.new for step in steps)
