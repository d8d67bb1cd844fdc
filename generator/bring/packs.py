"""Carries packs over that are of an earlier state of the present form: what the program knew then, they declare now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.bring.form import is_first_pack
from generator.bring.nodes import bare, child, said
from generator.edit.parse import parse
from generator.edit.text import Lines
from generator.edit.tree import UnknownFormError
from generator.model.entry import FORM, FORM_KEY
from generator.model.pack import BASIS, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What a pack has that says its form, or that has or inherits fields.
_MARKED: Final = re.compile(f"^{FORM_KEY}:.*$", re.MULTILINE)
_DECLARING: Final = re.compile(f"^(字段|{BASIS}):", re.MULTILINE)
# What the two kinds of document that there were are about.
_OBJECTS: Final = {"部门预算": "部门", "项目申报书": "项目"}
_DOCUMENT: Final = re.compile(rf"^( +)({'|'.join(_OBJECTS)}):(?=\n((?:\1 .*\n|\n)*))", re.MULTILINE)
_KIND: Final = re.compile(r"^文种:[^\n]*", re.MULTILINE)
_BUDGETS: Final = re.compile(r"^ +部门预算:", re.MULTILINE)
SHEET: Final = "申报表"
_PATH: Final = re.compile(rf"(?<=[ \[]){SHEET}\.(?=\w)")
# What a project says has other names now; forms and tables of packs name it.
_NAMES: Final = {
    "项目概述": "项目基本概况",
    "立项依据": "依据",
    "当年绩效目标": "绩效目标.年度",
}
_NAMED: Final = re.compile(
    rf"^((?! *(?:- )?(?:表头|标|说明|例|名称):) +.*: |.*\$\{{)({'|'.join(_NAMES)})(\}}.*|)$", re.MULTILINE
)
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}")
_WORD: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_NAMES)}|{SHEET}\.\w+)(?!\w)")
# The fields of projects that were the program's own, as each would be declared.
_OF_BUDGETS: Final = """\
    业务主管部门:
      类型: 文字
      说明: 业务主管部门。
      例: 医保局
    项目类别:
      类型: 选项
      说明: 项目支出明细表里记在哪一栏。
      例: 一般性项目
      选项: [人员性项目, 一般性项目, 民生配套项目, 提前下达专项, 结转项目, 其他专项]
      小计:
        年初特定目标: [人员性项目, 一般性项目, 民生配套项目]
        上级专项: [提前下达专项, 结转项目, 其他专项]
      钱应是:
        年初特定目标: 本级安排
        上级专项: 上级补助
    项目分类:
      类型: 文字
      说明: 项目绩效目标表里的「项目分类」一栏，与项目类别是两回事。
      例: 一般性项目
      应同: 项目类别
    预算执行率权重:
      类型: 短语
      说明: 预算执行率的权重。
      例: 10
      计入权重: 是
"""
_OF_SHEET: Final = {
    "主管部门及代码": ("文字", "301 昆明市呈贡区医疗保障局"),
    "项目属性": ("文字", "002 延续性项目"),
    "项目期": ("文字", "经常性项目"),
    "项目负责人": ("短语", "王艳明"),
    "联系电话": ("短语", "0871-67470076"),
    "项目概况": ("多行文字", "补助失地农民参保个人缴费"),
    "项目立项依据": ("多行文字", "上级党委、政府文件"),
    "制度措施": ("多行文字", "医保基金财务管理制度"),
    "预算绩效说明": ("多行文字", "属持续性项目"),
}


def documents(name: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the documents that a pack makes, its own and those that it builds on: by name, with what they are about.

    What can't be read has none.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name not in seen and (data := files.get(f"templates/{name}/pack.yaml")) is not None:
        seen.add(name)
        try:
            root = parse(Lines.of(data).texts)
        except UnknownFormError:
            break
        made = child(root, "文书")
        if first := said(root, "适用文种"):
            found.setdefault(first, _OBJECTS.get(first, ""))
        for one in made.children if made is not None else ():
            kind = bare(one.key)
            about = "" if bare(one.value) == REMOVED else said(one, "对象") or _OBJECTS.get(kind, "")
            found.setdefault(kind, about)
        name = said(root, BASIS)
    return {kind: about for kind, about in found.items() if about}


def otherwise(template: str) -> Iterator[tuple[int, str, str]]:
    """Yield the lines of a text template that name what projects say otherwise now: number, old name, new one.

    Nobody but its author knows what else such a line does with it.
    """
    for number, line in enumerate(template.split("\n"), 1):
        for name in dict.fromkeys(word for tag in _TAG.findall(line) for word in _WORD.findall(tag)):
            yield number, name, _NAMES.get(name, name.removeprefix(f"{SHEET}."))


def pack(data: bytes) -> bytes | None:
    """Return the new text of a sound pack.yaml; None where it has nothing to be rewritten."""
    lines = Lines.of(data)
    text = "\n".join(lines.texts)
    if is_first_pack(data):
        return None
    is_marked = _MARKED.search(text) is not None
    declared = "".join(_declared(text)) if not is_marked and not _DECLARING.search(text) else ""
    new = text if is_marked else _PATH.sub("", _DOCUMENT.sub(_with_object, text))
    new = _NAMED.sub(lambda found: f"{found[1]}{_NAMES[found[2]]}{found[3]}", new)
    if not declared and new == text:
        return None
    mark = f"{FORM_KEY}: {FORM}"
    new = _MARKED.sub(mark, new) if is_marked else _KIND.sub(lambda found: f"{found[0]}\n{mark}", new, count=1)
    if declared:
        new = f"{new.rstrip()}\n\n字段:\n  项目:\n{declared}"
    return (lines.bom + new.replace("\n", lines.usual_end)).encode()


def _with_object(found: re.Match[str]) -> str:
    says = re.search(r"^ +对象:", found[3], re.MULTILINE)
    return found[0] if says else f"{found[0]}\n{found[1]}{found[1]}对象: {_OBJECTS[found[2]]}"


def _declared(text: str) -> Iterator[str]:
    """Yield the fields that a pack's documents had from the program."""
    if _BUDGETS.search(text):
        yield _OF_BUDGETS
    if _PATH.search(text):
        for name, (kind, example) in _OF_SHEET.items():
            yield f"    {name}:\n      类型: {kind}\n      说明: {name}。\n      例: {example}\n"
