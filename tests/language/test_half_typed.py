"""Whatever stands in a file while it is typed: the server answers, in Chinese, and is never to blame."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from generator.language.completion import completion
from generator.language.desk import Desk
from generator.language.diagnostics import diagnostics
from generator.language.hover import hover
from generator.language.naming import Naming
from generator.language.ranges import Ranges, split
from generator.language.renaming import RenameError, renamed
from generator.model.barrier import has_fault_of_ours
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

STATES = 2000
NO_PACK = samples.changed(samples.DEPARTMENT, "书: yunnan-2024", "书: another")
PATH = samples.PROJECT_FILE
TEXT = """\
文种: 项目
项目名称: 宣传经费
金额单位: 元
数据:
  人数: 1000 人
  经费: ${人数 * 5元/人}
文段:
  说明: '给${人数}发'
项目基本概况: |
  经费${经费}，${说明}，${项目.宣传经费.人数}。
资金安排情况:
  明细:
    - 名称: 印刷
      金额: 3000
      类别: 印
  经费来源: ${小计.印}，${单位.某县医疗保障局.地址}
绩效目标:
  指标:
    产出指标:
      数量指标:
        - 名称: 份数
          性质: ≥
"""
PIECES = ["", "\n", "\n  ", "\n    - ", ":", "：", ": ", "${", "}", "${人", "项目.", "科目.", "'", '"', "|", "#", "\t"]
PIECES += [
    "- ",
    "-",
    "&",
    "*a",
    "[",
    "{",
    "\U00020000",
    "\ud800",
    "\x00",
    "\r",
    "　",
    "￥",
    "${人数 +",
    "<<<<<<<",
    "%",
    "!",
]


def half_typed(chance: random.Random) -> tuple[str, int]:
    """Return a state of the file, and where the cursor stands in it."""
    at = chance.randrange(len(TEXT) + 1)
    end = chance.choice([at, at, min(at + chance.randrange(30), len(TEXT)), len(TEXT)])
    piece = "".join(chance.choices(PIECES, k=chance.choice([1, 1, 2, 3])))
    return TEXT[:at] + piece + TEXT[end:], at + len(piece)


@pytest.mark.slow
@pytest.mark.usefixtures("unruled")
def test_two_thousand_states(tmp_path: Path, templates: Path) -> None:
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, PATH: TEXT})
    (tmp_path / "templates").symlink_to(templates)
    desk, ranges, chance = Desk(tmp_path), Ranges(), random.Random(14)  # noqa: S311 - the same states each time
    told = 0
    for state in range(STATES):
        text, at = half_typed(chance)
        # Reading a pack takes as long as all else; where there is none, the files are read all the same.
        desk.put(samples.DEPARTMENT_FILE, samples.DEPARTMENT if state < STATES // 10 else NO_PACK)
        desk.put(PATH, text)
        seen = desk.current(PATH)
        assert not has_fault_of_ours(seen.findings), (text, seen.findings)
        before = split(text[:at])
        number, column = len(before) - 1, len(before[-1])
        offered = completion(desk, PATH, number, column, ranges)
        told += bool(offered) + bool(hover(desk, PATH, number, column))
        naming = Naming.of(desk, PATH)
        if state % 4 == 0 and naming is not None:  # it reads the file anew
            assert all(use.place.line <= len(split(desk.text(PATH))) for use in naming.own_uses())
        with suppress(RenameError):
            renamed(desk, PATH, number, column)
        made = diagnostics(seen.findings, lambda path: split(desk.text(path)), ranges, lambda path: path)
        assert all(mark.range.start.line < len(split(text)) for mark in made.get(PATH, ()))
    assert told > STATES / 2
