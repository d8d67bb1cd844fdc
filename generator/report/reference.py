"""Writes docs/yaml.md from the models: every key of every file, with an example that can be copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.model.department import Department
from generator.model.entry import Entry, fields, keys, names
from generator.model.own import OwnFields, with_fields, with_own
from generator.model.pack import EACH_PROJECT
from generator.model.paths import ANY
from generator.model.project import Project
from generator.model.shape import example, shape, shortest
from generator.model.values import Amounts
from generator.report.shapes import FILES, WORDS, described

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.entry import Field
    from generator.model.pack import Pack

LEAST, LEAST_IN_BUDGET = "至少要写这些：", "只列进部门预算的，至少要写这些："
# What belongs to the unit stands in department.yaml; what a budget wants of each of its projects besides.
_UNITS, AMOUNT = f"{keys(Department)['units']}.", keys(Project)["amount"]
# The packs of the documents about projects and departments in the example of a department.
_EXAMPLES = re.findall(r"(?<=: ).+", next(one.example for one in fields(Department) if one.name == "documents"))
HEAD = Path(__file__).with_suffix(".md")
OWN = "这些键只有用那一套模板包的内容才有，写法和别的键一样：项目、预算、部门的写在文件的最外层，明细、政府采购、单位的写在每一条里。怎么加，见 [改模板](templates.md#字段)。"


@dataclass(frozen=True, slots=True)
class Step:
    """A key on the way to a mapping.

    `is_list` says that mappings stand below it as `- `, `is_given` that people choose the key themselves.
    """

    name: str
    is_list: bool = False
    is_given: bool = False


def reference(packs: Mapping[str, Pack]) -> str:
    """Return docs/yaml.md; `packs` are those of the repository, by name."""
    head = HEAD.read_text("utf-8").rstrip()
    found = (line for model in FILES for line in _file(model, smallest(model, packs)))
    return "\n".join([head, *found, *_own(packs), ""])


def smallest(model: type[Entry], packs: Mapping[str, Pack]) -> dict[str, list[str]]:
    """Return files with the keys that they must have, those among them that a pack wants, by what is said of each."""
    declaring, budgeting = (packs.get(name) for name in _EXAMPLES)
    if declaring is None or budgeting is None:
        return {LEAST: minimal(model)}
    ways = [path.text for path in declaring.required]
    if model is Department:
        return {LEAST: minimal(model, ways)}
    if model is not Project:
        return {LEAST: minimal(with_own(model, budgeting.own) if model.own_kind else model)}
    within = [path.text.removeprefix(EACH_PROJECT) for path in budgeting.required if path.text.startswith(EACH_PROJECT)]
    return {
        LEAST: minimal(model, [way for way in ways if not way.startswith(_UNITS)]),
        LEAST_IN_BUDGET: minimal(with_own(model, budgeting.own), [*within, AMOUNT]),
    }


def minimal(
    model: type[Entry], wanted: Sequence[str] = (), given: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return a file with the keys that it must have; a mapping that must have none is shown whole.

    `wanted` are paths of keys that a pack wants besides, `given` examples that stand in place of the models'.
    """
    lines: list[str] = []
    for field in shortest(model, {path.partition(".")[0] for path in wanted}):
        entry = shape(field.annotation).entry
        below = [path.partition(".")[2].lstrip(f"{ANY}.") for path in wanted if path.partition(".")[0] == field.key]
        lines += (
            _placed(_steps(field), minimal(entry, [*below, *field.within], field.within))
            if entry
            else _leaf(field, given)
        )
    return lines


def excerpts(model: type[Entry]) -> Iterator[tuple[type[Entry], list[tuple[Step, ...]], list[str]]]:
    """Yield each mapping of a file, the ways that lead to it, and an excerpt that shows all its own keys in place."""
    for entry, ways in _entries(model).items():
        own = [field for field in fields(entry) if not shape(field.annotation).entry]
        yield entry, ways, _placed(ways[0], [line for field in own for line in _leaf(field)])


def _file(model: type[Entry], examples: Mapping[str, list[str]]) -> Iterator[str]:
    yield from ("", f"## {model.entry_title}")
    for words, lines in examples.items():
        yield from ("", words, "", *_code(lines))
    for entry, ways, excerpt in excerpts(model):
        yield from _rows(_title(ways), entry)
        if excerpt:
            yield from ("", *_code(excerpt))


def _rows(title: str, entry: type[Entry]) -> Iterator[str]:
    yield from ("", f"### {title}", "", "| 键 | 必填 | 怎么写 | 说明 |", "| --- | --- | --- | --- |")
    for field in fields(entry):
        required = "是" if field.is_required else ""
        yield f"| `{field.key}` | {required} | {_how(field)} | {_cell(described(field))} |"


def _own(packs: Mapping[str, Pack]) -> Iterator[str]:
    """Yield what packs declare of their own; what one has only from those that it builds on is told there."""
    yield from ("", "## 模板包自己的字段", "", OWN)
    told: set[type[Entry]] = set()
    for name, pack in sorted(packs.items(), key=lambda one: (len(one[1].parents), one[0])):
        for kind in names(OwnFields):
            entry = with_fields(pack.own_fields(kind))
            if entry is not Entry and entry not in told:
                told.add(entry)
                yield from _rows(f"`{name}`：{kind}", entry)
                lists = {field.key: below for field in fields(entry) if (below := shape(field.annotation).entry)}
                yield from (
                    "",
                    *_code([line for field in fields(entry) if field.key not in lists for line in _leaf(field)]),
                )
                for key, below in lists.items():
                    yield from _rows(f"`{name}`：`{key}` 的每一条", below)
                    first, *rest = (line for field in fields(below) for line in _leaf(field))
                    yield from ("", *_code([f"{key}:", f"  - {first}", *(f"    {line}" for line in rest)]))


def _title(ways: list[tuple[Step, ...]]) -> str:
    if not ways[0]:
        return "最外层"
    names = [".".join(step.name for step in way if not step.is_given) for way in ways]
    each = " 的每一条" if ways[0][-1].is_list or ways[0][-1].is_given else ""
    return "、".join(f"`{name}`" for name in dict.fromkeys(names)) + each


def _how(field: Field) -> str:
    below = shape(field.annotation)
    if below.entry:
        words = "写法同本表" if field in fields(below.entry) else "见下面的表"
        words += f"，或写「{'」「'.join(below.words)}」" if below.words else ""
    elif below.choices:
        words = "、".join(f"`{choice}`" for choice in below.choices)
    else:
        words = WORDS[below.inner]
    for is_list in reversed(below.containers):
        words = f"列表，每条{words}" if is_list else f"「名字: …」，每个{words}"
    words += "；也可以不分级，写成列表" if field.levels else ""
    return _cell(words.replace("每条见下面的表", "每条见下面").replace("每个「名字: …」，", "再分「名字: …」，"))


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _code(lines: list[str]) -> list[str]:
    return ["```yaml", *lines, "```"]


def _entries(model: type[Entry]) -> dict[type[Entry], list[tuple[Step, ...]]]:
    """Return the mappings of a file in reading order, each with the ways that lead to it.

    A mapping that holds its like (columns below columns) is walked once.
    """
    found: dict[type[Entry], list[tuple[Step, ...]]] = {}

    def walk(entry: type[Entry], way: tuple[Step, ...]) -> None:
        found.setdefault(entry, []).append(way)
        for field in fields(entry):
            below = shape(field.annotation).entry
            if below and below is not entry:
                # All keys of what may stand below levels or in a list are only seen in a list.
                walk(below, way + ((Step(field.key, is_list=True),) if field.levels else _steps(field)))

    walk(model, ())
    return found


def _steps(field: Field) -> tuple[Step, ...]:
    """Return the keys from a mapping to those below one of its fields; keys that people choose come from the example.

    The example of `dict[str, dict[str, list[Entry]]]` names one key a level: `产出指标.数量指标`.
    """
    containers = shape(field.annotation).containers
    given = example(field).split(".") if False in containers else []
    names = [field.key, *given]
    is_list = bool(containers) and containers[-1]
    return tuple(
        Step(name, is_list and index == len(names) - 1, is_given=index > 0) for index, name in enumerate(names)
    )


def _placed(steps: tuple[Step, ...], lines: list[str]) -> list[str]:
    """Return lines of YAML below a row of keys."""
    if not lines:
        return []
    for step in reversed(steps):
        if step.is_list:
            lines = [("  " if index else "- ") + line for index, line in enumerate(lines)]
        lines = [f"{step.name}:", *(f"  {line}" for line in lines)]
    return lines


def _leaf(field: Field, given: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    lines = given.get(field.key, example(field)).split("\n")
    below = shape(field.annotation)
    if False in below.containers or (below.inner is Amounts and ":" in lines[0]):
        return [f"{field.key}:", *(f"  {line}" for line in lines)]
    if len(lines) > 1:
        return [f"{field.key}: |", *(f"  {line}" for line in lines)]
    return [f"{field.key}: {lines[0]}"]
