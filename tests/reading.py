"""Reads small texts with a model that has one field of each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.reader import read
from generator.load.resolve import resolve
from generator.model.entry import Entry, key
from generator.model.project import Spending
from generator.model.values import Amount, Date, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.model.text import Figure

PATH = "content/一.yaml"


class Sample(Entry):
    """One field of each kind, and where names come from."""

    entry_title: ClassVar[str] = "试验"

    money_unit: Literal["元", "万元"] | None = key("金额单位", "", None)
    term: Term | None = key("词", "", None)
    line: Line | None = key("行", "", None)
    prose: Prose | None = key("文", "", None)
    amount: Amount | None = key("金额", "", None)
    year: Year | None = key("年", "", None)
    date: Date | None = key("日", "", None)
    data: dict[str, Quantity] = key("数据", "", {})
    passages: dict[str, Prose] = key("文段", "", {})
    spending: Spending | None = key("资金安排情况", "", None)


def entry(text: str | bytes, money_unit: str = "元") -> tuple[Sample | None, list[Finding]]:
    """Return what a text says, as far as it can be read, and what is wrong with it."""
    data = text if isinstance(text, bytes) else text.encode()
    node, _, findings = read(PATH, data)
    if node is None:
        return None, findings
    context = Context(money_unit=money_unit)
    sample = read_entry(Sample, node, context)
    assert isinstance(sample, Sample)
    more: list[Finding] = []
    unit = cast("Literal['元', '万元']", money_unit)
    known = resolve({PATH: replace(sample, money_unit=unit)}, more).entries[PATH]
    assert isinstance(known, Sample)
    return known, findings + context.findings + more


def sound(text: str | bytes, money_unit: str = "元") -> Sample:
    """Return what a faultless text says."""
    sample, findings = entry(text, money_unit)
    assert findings == []
    assert sample is not None
    return sample


def line(written: str) -> str:
    """Return what is printed for a scalar, written as YAML."""
    found = sound(f"行: {written}\n").line
    assert found is not None
    return found.plain


def figure(formula: str, data: str = "", money_unit: str = "元") -> Figure:
    """Return the figure that a formula gives; `data` are lines of 数据."""
    rows = "".join(f"  {row}\n" for row in data.splitlines())
    return sound(f"数据:\n{rows}  结果: ${{{formula}}}\n", money_unit).data["结果"].figure


def problem(formula: str, data: str = "") -> str:
    """Return the code of what is wrong with a formula."""
    rows = "".join(f"  {row}\n" for row in data.splitlines())
    _, findings = entry(f"数据:\n{rows}  结果: ${{{formula}}}\n")
    (finding,) = findings
    return finding.code
