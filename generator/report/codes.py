"""Explains the codes that are no rules: what reading, making and verifying documents finds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_suffix(".toml")
# What the first letters of a code stand for, in the order of a run.
GROUPS = {
    "WJ": "文件",
    "YM": "YAML 的写法",
    "ZD": "键和值",
    "SJ": "数据",
    "JE": "金额",
    "YY": "引用和公式",
    "DR": "导入的文件",
    "KB": "科目的表格",
    "HM": "豁免",
    "MB": "模板包",
    "QS": "要数的写法",
    "DQ": "地区的汇总",
    "WZ": "字体和版面",
    "HJ": "运行环境",
    "CX": "程序",
    "XC": "写出文件",
    "JD": "核对生成的文件",
    "BJ": "比较两个版本",
}


@dataclass(frozen=True, slots=True)
class Code:
    """What is told of a code."""

    code: str
    what: str
    why: str
    example: str
    mend: str

    @property
    def explanation(self) -> str:
        """Everything in a few lines, the first of which says what was found."""
        return "\n".join([self.what, self.why, f"例：{self.example}", f"改法：{self.mend}"])


@cache
def codes() -> Mapping[str, Code]:
    """Return all codes, in the order of their groups."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    known = [Code(code, **parts) for code, parts in told.items()]
    return {
        entry.code: entry for entry in sorted(known, key=lambda entry: (list(GROUPS).index(entry.code[:2]), entry.code))
    }
