"""What is wrong with the fields that a pack declares (字段): what can't be written, asked for, or printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.budget import Budget, Purchase
from generator.model.department import Department, Unit
from generator.model.entry import keys, names
from generator.model.finding import Finding, error
from generator.model.ledger.choices import OF_PROJECTS, PURCHASE, dimensions_of
from generator.model.ledger.dimension import TREES
from generator.model.ledger.notation import Notation, NotationError
from generator.model.ledger.query import WHOLE, YEARS
from generator.model.nearest import suggestion
from generator.model.own import CHOICE, LIST, OwnFields
from generator.model.project import Item, Project
from generator.model.values import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model.entry import Entry
    from generator.model.ledger.dimension import Tree
    from generator.model.own import OwnField
    from generator.model.pack import Pack
    from generator.model.position import Position

FAULTY = "MB-051"
# The kinds of content of which a file has a list.
RECORDS = ("明细", "政府采购", "单位")
# Names of fields become keys and parts of paths; words of a choice become parts of queries.
NAME, WORD = re.compile(r"[^\W\d_]\w*"), re.compile(r"[^\W\d][^\s·、=.，,]*")
MODELS: tuple[type[Entry], ...] = (Project, Item, Budget, Purchase, Department, Unit)


def faults(pack: Pack) -> Iterator[Finding]:
    """Yield what is wrong with the fields of a pack that could be read."""
    notation = Notation(dimensions_of(pack), {name: named.text for name, named in pack.named.items()})
    for kind in names(OwnFields):
        declared = pack.own_fields(kind)
        taken = {key for model in MODELS if model.own_kind == kind for key in keys(model).values()}
        for name, one in declared.items():
            yield from _of_name(name, _place(name, one), taken, is_choice=one.type == CHOICE)
            yield from _of_kind(kind, name, one)
            yield from _of_choice(name, one)
            yield from _of_queries(one, notation)
            yield from _of_list(name, one)
            if one.like is not None:
                yield from _unknown("应同", one.like, [other for other in declared if other != name])


def _of_name(name: str, place: Position, taken: set[str], *, is_choice: bool) -> Iterator[Finding]:
    if not NAME.fullmatch(name):
        yield _finding(f"字段不能叫「{name}」", place, "名字以汉字或字母开头，只用汉字、字母和数字。")
    elif name in taken:
        yield _finding(f"「{name}」是程序已有的键，字段不能再叫这个名字", place, "换一个名字，或删去这个字段。")
    elif is_choice and name in {*TREES, PURCHASE}:
        yield _finding(f"「{name}」是钱已有的一类，选项不能再叫这个名字", place, "换一个名字。")


def _of_kind(kind: str, name: str, one: OwnField) -> Iterator[Finding]:
    """Yield what only fields of projects mean anything with, and lists within the records of a list."""
    said = {"小计": one.sums, "钱应是": one.money, "应同": one.like, "计入权重": one.is_weight == "是"}
    given = next((word for word, value in said.items() if value), None)
    if given is not None and kind != OF_PROJECTS:
        yield _finding(f"{kind}的字段「{name}」不能写「{given}」", one.position, "只有项目的字段能写，删去它。")
    if one.type == LIST and kind in RECORDS:
        yield _finding(
            f"{kind}的字段「{name}」不能是列表", one.position, "改成别的类型，或放到「项目」「预算」「部门」下面。"
        )


def _of_choice(name: str, one: OwnField) -> Iterator[Finding]:
    """Yield what is wrong with the words of a choice, and with what only choices have."""
    if one.type != CHOICE:
        given = [key for key, value in (("选项", one.choices), ("小计", one.sums), ("钱应是", one.money)) if value]
        hint = f"写「类型: {CHOICE}」，或删去「{'」「'.join(given)}」。"
        if given:
            yield _finding(f"「{name}」的类型是{one.type}，不能写「{given[0]}」", one.position, hint)
        return
    if not one.choices:
        yield _finding(f"「{name}」没有写可以选哪几个词", one.position, "加上一行「选项: [甲, 乙]」。")
        return
    known = [choice.text for choice in one.choices]
    for word, place in [*((c.text, c.position) for c in one.choices), *((s, _place(s, one)) for s in one.sums)]:
        if not WORD.fullmatch(word):
            yield _finding(f"选项不能叫「{word}」", place, "以汉字或字母开头，不用空格和「·」「、」「=」「.」「，」。")
        elif word in WORDS:
            yield _finding(f"「{word}」已经是一类钱的名字，选项不能再叫这个名字", place, "换一个名字。")
    parts = [part for held in one.sums.values() for part in held]
    for at, part in enumerate(parts):
        if part.text in {other.text for other in parts[:at]}:
            yield _finding(f"「{part}」在两个小计里", part.position, "只留一处：一个选项只算进一个小计。")
        yield from _unknown("小计", part, known)
    for word in one.money:
        yield from _unknown("钱应是", Term(word, _place(word, one)), [*known, *one.sums])
    yield from _unknown("例", one.example, known)


def _of_list(name: str, one: OwnField) -> Iterator[Finding]:
    """Yield what is wrong with the columns of a list, and with those of what is none."""
    if (one.type == LIST) == (one.example is not None):
        hint = "删去「例」，写在各栏里。" if one.type == LIST else "加上一行「例: …」，写法和内容里一样。"
        yield _finding(
            f"「{name}」的类型是{one.type}，{'不写' if one.type == LIST else '缺少'}「例」", one.position, hint
        )
    if one.type == LIST and not one.columns:
        yield _finding(
            f"「{name}」是列表，没有写每一条有哪几栏", one.position, "加上「栏」，下面每栏写类型、说明和例。"
        )
    if one.type != LIST and one.columns:
        yield _finding(
            f"「{name}」的类型是{one.type}，不能写「栏」", one.position, f"写「类型: {LIST}」，或删去「栏」。"
        )
    for column, inner in one.columns.items():
        yield from _of_name(column, _place(column, inner), set(), is_choice=False)
        if inner.type == LIST:
            yield _finding(f"「{name}」的「{column}」不能又是列表", inner.position, "改成别的类型。")
        else:
            yield from _of_list(column, inner)


def _of_queries(one: OwnField, notation: Notation) -> Iterator[Finding]:
    for wanted in one.money.values():
        try:
            notation.read(wanted.text)
        except NotationError as problem:
            yield _finding(problem.message, wanted.position, problem.hint)


def _place(word: str, around: OwnField) -> Position:
    return getattr(word, "position", None) or around.position


def _unknown(key: str, word: Term | None, known: Collection[str]) -> Iterator[Finding]:
    if word is not None and word.text not in known:
        yield _finding(
            f"「{key}」里的「{word}」没有定义", word.position, suggestion(word.text, known) or "删去这一行。"
        )


def _finding(message: str, place: Position, hint: str) -> Finding:
    return error(FAULTY, message, place, hint=hint)


def _words(tree: Tree) -> Iterator[str]:
    for word, below in tree.items():
        yield word
        yield from _words(below or {})


# What words mean to queries anyway.
WORDS: Final = {WHOLE, *YEARS, *(word for tree in TREES.values() for word in _words(tree))}
