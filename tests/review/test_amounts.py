"""What a project costs is one figure, whichever way its form asks for the money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.amounts import project_amount
from generator.model.declaration import Declaration
from generator.report.review import as_text
from generator.review import run
from tests import samples
from tests.review.changes import KUNMING, LANDLESS, TONGNAN, Edit
from tests.review.test_effects import change, repository

if TYPE_CHECKING:
    from pathlib import Path


def test_money_by_level_of_government_is_a_total_too(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, Edit(LANDLESS, "参保人数: 69000 人", "参保人数: 99999 人"))
    review = run.diff(new, str(old))
    (total,) = review.totals
    assert (total.old, total.new) == (Decimal(69_000 * 280), Decimal(99_999 * 280))
    line = next(line for line in as_text(review).splitlines() if line.startswith("总额"))
    assert "19320000 → 27999720 元（+8679720，+44.9%）" in line


@pytest.mark.slow
def test_every_project_of_the_real_content_has_an_amount() -> None:
    subjects = pipeline.check(samples.ROOT).subjects
    declared = {s.path: project_amount(s.project) for s in subjects if isinstance(s, Declaration)}
    assert {path: figure.value if figure else None for path, figure in declared.items()} == {
        "content/yunnan/chenggong-medical-insurance/2020/projects/01-landless-contribution-subsidy.yaml": 19_320_000,
        "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml": 812_500,
        "content/yunnan/wuhua-medical-insurance-center/2025/projects/01-medical-assistance.yaml": None,
    }


def test_an_added_project_is_told_with_its_amount(tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    (old / TONGNAN / "projects/02-health-checkups.yaml").unlink()
    review = run.diff(new, str(old))
    (change_,) = review.changes
    assert (change_.kind.value, change_.new_value, change_.unit) == ("新增", Decimal(250_000), "元")
    assert "全部内容  25万元  content/" in next(
        line for line in as_text(review).splitlines() if line.startswith("必看")
    )


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit(KUNMING, "人均标准: 5 元/人", "人均标准: 6 元/人"), "5元/人 → 6元/人（+1元/人，+20.0%）"),
        (Edit(KUNMING, "金额: 1.4\n", "金额: 1.5\n"), "1.4万元 → 1.5万元（+0.1万元，+7.1%）"),
        (
            Edit(LANDLESS, "缴费标准: 280 元/人.年", "缴费标准: 300 元/人.年"),
            "280元/人.年 → 300元/人.年（+20元/人.年，+7.1%）",
        ),
        (Edit(KUNMING, "参保人数: 108000 人", "参保人数: 109000 人"), "108000人 → 109000人（+1000人，+0.9%）"),
    ],
    ids=str,
)
def test_differences_stand_in_the_unit_of_the_file(edit: Edit, told: str, tmp_path: Path) -> None:
    old, new = repository(tmp_path / "old"), repository(tmp_path / "new")
    change(new, edit)
    lines = [line for line in as_text(run.diff(new, str(old))).splitlines() if line.startswith("必看")]
    assert any(told in line for line in lines), lines
