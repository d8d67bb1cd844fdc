"""科目表: the chart of accounts, as data with the years that it holds for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from generator.model.entry import Entry, key
from generator.model.values import Term, Year

# Where the charts of accounts lie that all share, besides content/accounts.yaml: one file for each year.
CHARTS: Final = "content/accounts"
# How many digits a functional code (功能分类) has at each level; economic codes have the first two.
LEVELS = {3: "类", 5: "款", 7: "项"}


class Accounts(Entry):
    """科目表: names of codes; a code's parents follow from its digits."""

    entry_title: ClassVar[str] = "科目表（accounts.yaml）"

    kind: Literal["科目表"] = key("文种", "固定写「科目表」。", example="科目表")
    first: Year = key("起始年度", "从哪一年起适用。", example="2024")
    last: Year = key("终止年度", "适用到哪一年。", example="2026")
    functional: dict[str, Term] = key("功能分类", "功能分类科目：编码和名称。", {}, example="'2101301': 城乡医疗救助")
    economic: dict[str, Term] = key("经济分类", "部门预算支出经济分类科目：编码和名称。", {}, example="'30201': 办公费")


@dataclass(slots=True)
class ChartChange:
    """What tables of accounts add to a chart, or would: names by code, old and new ones, and those that only it has."""

    added: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_written: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the chart says all that the tables say."""
        return not (self.added or self.renamed)


def parents(code: str) -> list[str]:
    """Return the codes above a code, the highest first: 2101301 lies below 210 and 21013."""
    return [code[:digits] for digits in LEVELS if digits < len(code)]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names of codes are the same; full width, half width and spaces make no difference."""
    return one == other or _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", "".join(name.split()))  # split: what could not be read refuses it


def level(code: str) -> str:
    """Return 类, 款 or 项; "" for a code of another length."""
    return LEVELS.get(len(code), "")
