"""What a key costs: processor time until all that is found stands at the line; the best of a few, as others run too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from generator.language.completion import completion
from generator.language.hover import hover
from generator.language.ranges import Ranges, split

if TYPE_CHECKING:
    from generator.language.desk import Desk

DECLARATION = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
TONGNAN = "content/chongqing/tongnan-medical-security/2024"
TRIES = 3


def seconds(desk: Desk, path: str, old: str, new: str) -> float:
    """Return the processor time of one edit, everything else being as it was."""
    text = desk.text(path)
    assert old in text
    desk.put(path, text)
    desk.current(path)
    took = []
    for number in range(TRIES):
        desk.put(path, text.replace(old, f"{new}{number}", 1))
        began = time.process_time()
        seen = desk.current(path)
        took.append(time.process_time() - began)
        assert seen.lines[path] != split(text)
    return min(took)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "old", "new", "most"),
    [
        (DECLARATION, "金额: 21.85", "金额: 22.8", 0.2),
        (DECLARATION, "参保人数: 108000", "参保人数: 10900", 0.2),
        (f"{TONGNAN}/projects/09-secondary-medical-costs.yaml", "本级安排: 1100", "本级安排: 120", 0.5),
        (f"{TONGNAN}/projects/09-secondary-medical-costs.yaml", "统一预算到医保局", "统一预算到医保局账", 0.5),
        (
            f"{TONGNAN}/budget.yaml",
            "机关事业单位基本养老保险缴费支出: 53.46",
            "机关事业单位基本养老保险缴费支出: 53.4",
            0.5,
        ),
    ],
)
def test_an_edit_is_checked_in_time(desk: Desk, path: str, old: str, new: str, most: float) -> None:
    assert seconds(desk, path, old, new) <= most


def test_an_answer_about_what_is_known_takes_no_time(desk: Desk) -> None:
    desk.put(DECLARATION, desk.text(DECLARATION))
    ranges = Ranges()
    hover(desk, DECLARATION, 6, 3)
    began = time.process_time()
    assert hover(desk, DECLARATION, 8, 3)
    assert completion(desk, DECLARATION, 2, 0, ranges)
    assert time.process_time() - began < 0.1
