"""Every code that the program raises is explained, and nothing else is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.report.codes import GROUPS, codes
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]

RAISED = {
    code
    for file in (samples.ROOT / "generator").rglob("*.py")
    for code in re.findall(r'"([A-Z]{2}-\d{3})"', file.read_text(encoding="utf-8"))
}


def test_every_code_is_a_rule_or_explained() -> None:
    assert set(codes()) & set(pipeline.RULES) == set()
    assert set(codes()) | set(pipeline.RULES) == RAISED
    assert {code[:2] for code in codes()} == set(GROUPS)


@pytest.mark.parametrize("code", codes())
def test_explanations_are_whole(code: str, tmp_path: Path, command: Command) -> None:
    told = codes()[code]
    assert told.what.endswith("。")
    assert told.why.endswith("。")
    assert told.mend.endswith("。")
    assert len(told.what) < 50
    run = command(tmp_path, "explain", code.lower())
    assert run.code == 0
    assert run.out == f"{code} {told.what}\n{told.why}\n例：{told.example}\n改法：{told.mend}\n"


def test_an_unknown_code(tmp_path: Path, command: Command) -> None:
    run = command(tmp_path, "explain", "ZZ-999")
    assert run.code == 2
    assert re.fullmatch(r"没有「ZZ-999」这个编号。(是不是「Z[A-Z]-\d{3}」？|全部编号见 docs/rules\.md。)\n", run.err)
