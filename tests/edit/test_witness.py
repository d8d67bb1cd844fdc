"""ruamel.yaml agrees with what fmt writes, and with nothing that says anything else."""

from __future__ import annotations

import pytest

from generator.edit.witness import agrees
from tests import samples

OLD = """\
# 开头的注释
文种: 项目
项目名称: '0871'   # 行尾的注释
明细:
  - 名称: 甲
    金额: 8.00
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("项目名称: '0871'   #", '项目名称: "0871" #'),
        ("  - 名称: 甲\n    金额: 8.00", "- 金额: 8.00\n  名称: 甲"),
        ("文种: 项目\n", "文种:   项目\n"),
    ],
)
def test_another_form_says_the_same(old: str, new: str) -> None:
    assert agrees(OLD.encode(), samples.changed(OLD, old, new).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("8.00", "8.0"),
        ("0871", "871"),
        ("# 行尾的注释", ""),
        ("# 开头的注释\n", ""),
        ("# 开头的注释", "# 开头的话"),
        ("    金额: 8.00\n", ""),
        ("名称: 甲", "名称: '甲"),
    ],
)
def test_anything_else_is_refused(old: str, new: str) -> None:
    assert not agrees(OLD.encode(), samples.changed(OLD, old, new).encode())


def test_the_real_content_can_be_read() -> None:
    for file in (samples.ROOT / "content").rglob("*.yaml"):
        assert agrees(file.read_bytes(), file.read_bytes()), file
