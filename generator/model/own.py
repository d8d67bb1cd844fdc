"""Fields that a pack declares (字段): models with them, which are read, checked, found and shown like all others."""

from __future__ import annotations

import dataclasses
import functools
import operator
import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, TypeVar, cast, get_args, get_origin
from zlib import crc32

from generator.model.entry import Entry, fields, key, names
from generator.model.table_spec import QUERY, YesNo
from generator.model.values import Amount, Date, InvalidValueError, Line, Prose, Quantity, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
EntryT = TypeVar("EntryT", bound=Entry)
CHOICE, LIST = "选项", "列表"
# What stands below a field of each type but a choice.
TYPES: Final[Mapping[str, type]] = {
    "文字": Line,
    "短语": Term,
    "多行文字": Prose,
    "数": Quantity,
    "金额": Amount,
    "日期": Date,
}
# How many models are remembered; a run has some a pack.
MODELS: Final = 1024


class OwnField(Entry):
    """字段: a field that only this place has."""

    entry_title: ClassVar[str] = "字段"

    type: Literal["文字", "短语", "多行文字", "数", "金额", "日期", "选项", "列表"] = key(
        "类型",
        "文字可以用 ${…}；短语照原样印；多行文字可以分段；数带单位；选项是几个词里的一个，也是钱的一类，可以用在要数的地方；"
        "列表有许多条，每条有几栏，附表用「取自」一条一行印出。",
        example="文字",
    )
    description: Term = key("说明", "填什么；印在文档里，编辑器里也会显示。", example="业务主管部门。")
    example: Term | None = key("例", "一个例子，写法和内容里一样；列表的例子写在各栏里。", None, example="医保局")
    is_required: YesNo = key("必填", "是不是一定要填。", "否", example="是")
    choices: list[Term] = key("选项", "类型是选项的，可以写哪几个词。", (), example="[一般性项目, 结转项目]")
    sums: dict[str, list[Term]] = key(
        "小计", "几个选项合起来叫什么；也可以用在要数的地方。", {}, example="年初特定目标: [人员性项目, 一般性项目]"
    )
    money: dict[str, Term] = key(
        "钱应是",
        "选项或小计 → 选了它的项目，钱应当都是哪些；不是的会提醒。" + QUERY,
        {},
        example="年初特定目标: 本级安排",
    )
    columns: dict[str, OwnField] = key("栏", "类型是列表的，每一条有哪几栏：名字 → 是什么。", {})
    like: Term | None = key("应同", "多半和另一个字段写得一样；不一样的会提醒。", None, example="项目类别")
    is_weight: YesNo = key("计入权重", "这是一个权重，和各个指标的权重合计 100。", "否", example="是")


class OwnFields(Entry):
    """字段: the fields of each thing that a pack adds some to."""

    entry_title: ClassVar[str] = "各类字段"

    project: dict[str, OwnField] = key("项目", "项目文件里的字段：名字 → 是什么。", {}, example="业务主管部门")
    item: dict[str, OwnField] = key("明细", "项目文件的「明细」里，每一条的字段：名字 → 是什么。", {}, example="数量")
    budget: dict[str, OwnField] = key("预算", "budget.yaml 里的字段：名字 → 是什么。", {}, example="绩效说明")
    purchase: dict[str, OwnField] = key(
        "政府采购", "budget.yaml 的「政府采购」里，每一条的字段：名字 → 是什么。", {}, example="采购目录"
    )
    department: dict[str, OwnField] = key(
        "部门", "department.yaml 里的字段：名字 → 是什么。", {}, example="预算公开网址"
    )
    unit: dict[str, OwnField] = key(
        "单位", "department.yaml 的「单位」里，每个单位的字段：名字 → 是什么。", {}, example="编制人数"
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack tells of one of its fields: all that a model is made of."""

    name: str
    type: str
    description: str
    example: str
    is_required: bool
    choices: tuple[str, ...]
    columns: tuple[Told, ...] = ()


# What packs tell, by the kind of content; nothing where one could not be read.
Own: TypeAlias = "tuple[tuple[str, tuple[Told, ...]], ...]"
ANY: Final[Own] = ()


class _Record(Entry):
    """列表: one of the records of a list that a pack declares."""

    entry_title: ClassVar[str] = "一条"


def with_own(model: type[EntryT], *needed: OwnFields | None, others: Sequence[OwnFields | None] = ()) -> type[EntryT]:
    """Return a model with the fields that packs declare for it, and for what stands in it.

    The same declarations give the same model; of two of a name, the first counts. `others` are packs that don't print
    the file: it may have their fields, and needs none.
    """
    return cast("type[EntryT]", _with(model, tuple((kind, _joined(kind, needed, others)) for kind in names(OwnFields))))


def with_fields(declared: Mapping[str, OwnField]) -> type[Entry]:
    """Return a model of nothing but the fields that a pack declares for one kind of content."""
    return _made(Entry, _all_told(declared))


def is_same(name: str, one: OwnField, other: OwnField) -> bool:
    """Whether two packs mean the same by a field of one name."""
    return _told(name, one) == _told(name, other)


def with_any(model: type[EntryT]) -> type[EntryT]:
    """Return a model that leaves alone what it doesn't know: nobody knows the fields of a pack that can't be read."""
    return cast("type[EntryT]", _with(model, ANY))


def own(entry: Entry) -> dict[str, Any]:
    """Return the values of the fields that a pack declares, by their keys.

    Raises:
        InvalidValueError: the pack could not be read.
    """
    if type(entry).takes_any:
        raise InvalidValueError
    return {name: getattr(entry, names(type(entry))[name]) for name in type(entry).own_keys}


def plain(value: Line | Term | Prose | str) -> str:
    """Return the words of a field, as a reader sees them."""
    return value.text if isinstance(value, Term) else value if isinstance(value, str) else value.plain


def named(entry: Entry, name: str) -> Any:
    """Return the value of a field that packs may declare; None where this one's does not, or nothing is written."""
    return own(entry).get(name)


def _joined(kind: str, needed: Sequence[OwnFields | None], others: Sequence[OwnFields | None]) -> tuple[Told, ...]:
    found = {one.name: one for own in reversed(needed) for one in _all_told(of_kind(own, kind))}
    more = {one.name: replace(one, is_required=False) for own in others for one in _all_told(of_kind(own, kind))}
    return tuple({**found, **{name: one for name, one in more.items() if name not in found}}.values())


def of_kind(declared: OwnFields | None, kind: str) -> Mapping[str, OwnField]:
    """Return the fields that a pack declares for a kind of content."""
    return getattr(declared, names(OwnFields)[kind]) if declared is not None else {}


def _all_told(declared: Mapping[str, OwnField]) -> tuple[Told, ...]:
    return tuple(_told(name, one) for name, one in declared.items())


def _told(name: str, one: OwnField) -> Told:
    choices, columns = tuple(choice.text for choice in one.choices), _all_told(one.columns)
    said = one.description.text, one.example.text if one.example is not None else ""
    return Told(str(name), str(one.type), *said, one.is_required == "是", choices, columns)


def _kind(one: Told) -> Any:
    """Return the annotation of a field."""
    if one.type == LIST:
        return types.GenericAlias(list, (_made(_Record, one.columns),))
    return Literal[one.choices] if one.type == CHOICE else TYPES[one.type]


def _extend(model: type[Entry], own: Own) -> type[Entry]:
    """Return a model with its own fields, whose others hold such models."""
    changed = {one.name: below for one in fields(model) if (below := _below(one.annotation, own)) is not one.annotation}
    inside: dict[str, Any] = {
        one.name: dataclasses.field(default=one.default, default_factory=one.default_factory, metadata=one.metadata)
        for one in dataclasses.fields(model)
        if one.name in changed
    }
    if own is ANY and model.own_kind:
        inside["takes_any"] = True
    made = type(model.__name__, (model,), _inside(model, changed) | inside) if inside else model
    return _made(made, dict(own).get(model.own_kind, ()))


def _below(annotation: Any, own: Own) -> Any:
    """Return an annotation with the models that stand in it; itself where they are the same."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return _with(annotation, own)
    origin, arguments = get_origin(annotation), get_args(annotation)
    below = tuple(_below(one, own) for one in arguments) if origin not in {None, Literal} else arguments
    if all(one is other for one, other in zip(arguments, below, strict=True)):
        return annotation
    return functools.reduce(operator.or_, below) if origin is types.UnionType else types.GenericAlias(origin, below)


def _inside(model: type[Entry], annotations: Mapping[str, Any]) -> dict[str, Any]:
    return {"__module__": model.__module__, "__doc__": model.__doc__, "__annotations__": dict(annotations)}


def _make(model: type[Entry], told: tuple[Told, ...]) -> type[Entry]:
    if not told:
        return model
    inside = _inside(model, {})
    for number, one in enumerate(told, 1):
        name = f"own_{number}"  # Keys are words of people, and no names of Python.
        kind = _kind(one)
        needed = () if one.is_required else ((),) if one.type == LIST else (None,)
        inside["__annotations__"][name] = kind if one.is_required or one.type == LIST else kind | None
        inside[name] = key(one.name, one.description, *needed, example=one.example)
    inside["own_keys"] = tuple(one.name for one in told)
    # Records of several lists stand beside each other in a schema.
    name = f"Record{crc32(repr(told).encode()):08x}" if model is _Record else model.__name__
    return type(name, (model,), inside)


# mypy takes no class for hashable, as functools.lru_cache wants it.
_made = cast("Callable[[type[Entry], tuple[Told, ...]], type[Entry]]", functools.lru_cache(maxsize=MODELS)(_make))
_with = cast("Callable[[type[Entry], Own], type[Entry]]", functools.lru_cache(maxsize=MODELS)(_extend))
