"""The small budget with money from last year, money for next year, and 其他收入: 133 in, 130 out, 3 carried forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import samples
from tests.packs.children import repository
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

PACK = "chongqing-2025"
FILE = f"{budget.FOLDER}/budget.yaml"
RUNNING = """\
    2101501 行政运行:
      一般公共预算:
        当年资金: 80
        上年结转: 8
      其他收入: 2
"""
OFFICE = """\
      30201 办公费:
        一般公共预算: 27
        其他收入: 2
"""
INCOME = """\
收入:
  当年资金:
    一般公共预算: 120
    其他收入: 2
  上年结转:
    一般公共预算: 8
    政府性基金预算: 3

结转下年:
  政府性基金预算: 3

三公经费:
  公务接待费: 1

上年:
"""
REASONS = """\
变动原因:
  一般公共预算·基本支出: 人员减少
  机关运行经费: 厉行节约
"""


def carried(root: Path) -> Path:
    """Write the repository."""
    repository(root, {}, pack=PACK)
    text = (root / FILE).read_text(encoding="utf-8")
    for old, new in (
        ("    2101501 行政运行: 90\n", RUNNING),
        ("      30201 办公费: 29\n", OFFICE),
        ("三公经费:\n  公务接待费: 1\n\n上年:\n", INCOME),
        ("变动原因:\n", REASONS),
    ):
        text = samples.changed(text, old, new)
    samples.write(root, {FILE: text})
    return root
