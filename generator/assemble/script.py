"""Runs a pack's text template: Jinja in, blocks out.

A line `# …` to `#### …` is a heading, `@标题 …` a line of the title, `@附件 label title` the head of an annex,
`@表格 name` and `@表单 name` the place of a table or form (`@表单 name 3`: the fourth of several), `@目录` that of the
contents; `@封面 …` is a line at the foot of the cover, `@署名 …`, `@盖章 …` (a 署名 that a seal is put over) and
`@成文日期 …` stand below the text; any other line that isn't empty is a paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound

from generator.assemble.mistakes import missing, mistake
from generator.assemble.tokens import TOKEN
from generator.model.finding import FindingError, error
from generator.model.nearest import suggestion
from generator.sandbox.environment import Sandbox, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.layout import Layout
    from generator.model.position import Position

LINE = re.compile(
    r"(?P<marks>#{1,4}) +(?P<heading>.+)"
    r"|@标题 +(?P<title>.+)"
    r"|@表单 +(?P<form>\S+)(?: +(?P<index>\d+))?"
    r"|@表格 +(?P<table>\S+)"
    r"|@附件 +(?P<annex>\S+) +(?P<annex_title>.+)"
    r"|@(?P<contents>目录)"
    r"|@(?P<imprint>封面|署名|盖章|成文日期) +(?P<imprinted>.+)"
    r"|(?P<paragraph>.+)"
)
# What may stand behind an @, and what has to follow it.
MARKS = {
    "标题": "文字，如「@标题 2024年部门预算」",
    "表单": "表单的名字",
    "表格": "表格的名字",
    "附件": "标签和题目，中间空一格，如「@附件 附件一 收支总表」",
    "目录": "",
    "封面": "封面下方的一行，如「@封面 二〇二四年二月」",
    "署名": "单位全称",
    "盖章": "单位全称",
    "成文日期": "日期，如「@成文日期 2024年2月20日」；内容里没有日期时，用 {% if 成文日期 %} 去掉这一行",
}
UNPRINTABLE = "MB-053"


class Lines(list[str]):
    """The lines that a text template said, empty ones left out."""

    def __init__(self, lines: Iterable[str], layout: Layout, name: str) -> None:
        super().__init__(line for line in map(str.strip, lines) if line)
        self._layout, self._name = layout, name

    def place(self, line: str) -> Position:
        """Return where the templates of the pack say a line: the first place of the longest of its own words."""
        own = max((part.strip() for part in TOKEN.split(line)[::2]), key=len)
        folders = (*self._layout.folders, self._layout.common)
        files = [folder / self._name for folder in folders] + [
            file for folder in folders for file in sorted(folder.glob("*.jinja"))
        ]
        for file in filter(lambda one: one.is_file(), files):
            for number, words in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
                if own in words:
                    return self._layout.place(file, number)
        return self._layout.place(self._layout.file(self._name))


@cache
def _sandbox(layout: Layout) -> Sandbox:
    """Return where a pack's text templates are compiled, once while they stay as they are; its own go first."""
    return Sandbox(*layout.folders, layout.common, markup=False)


def run(layout: Layout, name: str, context: Mapping[str, Any], place: Position | None = None) -> Lines:
    """Return the lines that a text template says; what is wrong with it becomes a FindingError.

    `place` is where the name of the template is written.
    """
    try:
        said = fill(_sandbox(layout).load(name), context)
    except TemplateError as problem:
        if place is not None and isinstance(problem, TemplateNotFound) and problem.name == name:
            raise FindingError(missing(name, layout, place)) from problem
        raise FindingError(mistake(problem, layout.file(name), layout, context)) from problem
    return Lines(said.split("\n"), layout, name)


def hold(paragraph: str) -> None:
    """Hold a paragraph to be one: FindingError, without a place, where it only looks so to the program.

    Words of the content are tokens here, so that what is found stands in the template.
    """
    if paragraph.startswith("@"):
        mark = re.split(r"\s", paragraph[1:], maxsplit=1)[0]
        if mark in MARKS:
            raise FindingError(
                error(UNPRINTABLE, f"「@{mark}」后面少了内容", None, hint=f"后面空一格，写{MARKS[mark]}。")
            )
        hint = suggestion(f"@{mark}", [f"@{one}" for one in MARKS])
        raise FindingError(error(UNPRINTABLE, f"行首的「@{mark}」不认识", None, hint=hint))
    found = re.search(r"\$?\{[^{}]*\}?|\}", paragraph)
    if found:
        words = found[0].strip("${} ") or "名字"
        hint = f"印一项内容写「{{{{ {words} }}}}」，两对半角大括号。"
        raise FindingError(error(UNPRINTABLE, f"「{found[0]}」会照样印出来", None, hint=hint))
