"""Builds a model from nodes, field by field: what fails becomes Invalid and the rest lives on."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from generator.load import scalars
from generator.load.key import colon_slip
from generator.load.levels import with_levels, without_levels
from generator.load.nodes import Broken, Mapping, Node, Scalar, Sequence, describe
from generator.load.pending import OPENING, Parse, Pending
from generator.load.traps import trap
from generator.load.unknown import unknown_keys
from generator.model.entry import Entry, Field, fields, remembered
from generator.model.position import Position
from generator.model.shape import shape
from generator.model.text import of_words
from generator.model.values import Amount, Amounts, Date, Invalid, Line, Part, Prose, Quantity, Term, Word, Year

if TYPE_CHECKING:
    from generator.load.context import Context

EntryT = TypeVar("EntryT", bound=Entry)
Reader: TypeAlias = Callable[[Node, "Context", str], Any]

SCALARS: dict[type, Parse] = {
    Term: scalars.term,
    Line: scalars.line,
    Prose: scalars.prose,
    Amount: scalars.amount,
    Quantity: scalars.quantity,
    Year: scalars.year,
    Date: scalars.date,
}
# Those in which something can be referred to.
REFERRING = frozenset((scalars.line, scalars.prose, scalars.amount, scalars.quantity))

AMOUNTS = "一个金额，或一组「键: 金额」"
PAIRS, WORDS, LIST = "一组「键: 值」", "一段文字或一个数", "一个列表（以「- 」开头的条目）"


def read_entry(model: type[EntryT], node: Node, context: Context) -> EntryT | Invalid:
    """Build an Entry; only a node of the wrong kind makes the whole of it Invalid."""
    if not isinstance(node, Mapping):
        invalid: Invalid = _wrong_kind(node, context, model.entry_title, PAIRS)
        return invalid
    misspelt = unknown_keys(node, model, context)
    values: dict[str, Any] = {}
    empty: list[tuple[str, Position]] = []
    for field, reader in _readers(model):
        child = node.values.get(field.key)
        if child is not None and not _is_empty(child):
            values[field.name] = _read(reader, child, context, field.key)
        elif field.key in misspelt:
            values[field.name] = Invalid(node.position)
        elif field.is_required:
            values[field.name] = _missing(node, child, field.key, context, shape(field.annotation).choices)
        elif child is not None:
            empty.append((field.key, node.keys[field.key].position))
    if empty:
        values["empty"] = tuple(empty)
    return made(model, values, node.position)


def unreadable(model: type[EntryT], place: Position) -> EntryT:
    """Stand in for an Entry of which nothing could be read, so that nobody takes it for absent."""
    return made(model, {field.name: Invalid(place) for field in fields(model)}, place)


def made(model: type[EntryT], values: dict[str, Any], place: Position) -> EntryT:
    """Return an Entry of fields that are read already; those left out are absent."""
    return model(position=place, **values)


def _read(reader: Reader, node: Node, context: Context, key: str) -> Any:
    """Read a field, unless its value could not even be read as YAML; of what can't be read, keep what was written."""
    value = Invalid(node.position) if isinstance(node, Broken) else reader(node, context, key)
    return as_written(value, node) if isinstance(node, Scalar) else value


def as_written(value: Any, node: Scalar) -> Any:
    """Return what was read of a scalar; if that could not be done, with what is written there."""
    if isinstance(value, Invalid) and not value.written:
        lines = zip_longest(node.text.split("\n"), node.places, fillvalue=node.places[-1])
        texts = (of_words(line.strip(), place) for line, place in lines if isinstance(line, str))
        return Invalid(value.position, tuple(text for text in texts if text))
    return value


def _parsed(node: Scalar, context: Context, parse: Parse) -> Any:
    """Read a scalar; one that refers to names waits until they are known."""
    waits = OPENING in node.text and parse in REFERRING
    return Pending(node, parse) if waits else parse(node, context)


@remembered
def _readers(model: type[Entry]) -> tuple[tuple[Field, Reader], ...]:
    """Return the fields of a model, each with its reader."""
    return tuple((field, _reader_of(field)) for field in fields(model))


def _reader_of(field: Field) -> Reader:
    """Return the reader of a field; what stands below levels may be a list, too, whose items say them."""
    by_levels = _reader(field.annotation)
    if not field.levels:
        return by_levels
    one_by_one = _reader(list.__class_getitem__(shape(field.annotation).inner))

    def read(node: Node, context: Context, key: str) -> Any:
        if not isinstance(node, Sequence):
            return without_levels(node, by_levels(node, context, key), field.levels, context)
        return with_levels(node, one_by_one(node, context, key), field.levels, context)

    return read


def _reader(annotation: Any) -> Reader:
    """Return the reader for the annotation of a field."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        inner, *words = (part for part in arguments if part is not type(None))
        reader = _reader(inner)
        return _entry_or_word(reader, get_args(words[0])) if words else reader
    if origin is Literal:
        return lambda node, context, key: _choice(node, context, key, arguments)
    if origin is list:
        item = _reader(arguments[0])
        return lambda node, context, key: _list(node, context, key, item)
    if origin is dict:
        value = _reader(arguments[1])
        return lambda node, context, key: _table(node, context, key, value)
    if annotation is Amounts:
        return _amounts
    if issubclass(annotation, Entry):
        return lambda node, context, _: read_entry(annotation, node, context)
    parse = SCALARS[annotation]
    return lambda node, context, key: (
        _parsed(node, context, parse) if isinstance(node, Scalar) else _wrong_kind(node, context, key, WORDS)
    )


def _entry_or_word(entry: Reader, words: tuple[str, ...]) -> Reader:
    """Return the reader for a mapping that a word may stand in the place of."""

    def read(node: Node, context: Context, key: str) -> Any:
        if isinstance(node, Scalar) and node.text in words:
            return Word(node.text, node.position)
        if isinstance(node, Scalar) and not colon_slip(node.text):
            message = f"「{key}」应当是{PAIRS}，或者「{'」「'.join(words)}」，这里是{describe(node)}"
            return context.invalid("ZD-005", message, node.position, hint="对照 docs/yaml.md 的例子检查缩进。")
        return entry(node, context, key)

    return read


def _amounts(node: Node, context: Context, key: str) -> Any:
    """Read an amount, or a mapping whose keys say which each is; one that can't be read is Invalid in its place."""
    if isinstance(node, Sequence):
        hint = "旧写法的列表，运行 shenbao upgrade 会改写好；新写的，每个占一行，写成「科目编码和名称: 金额」。"
        message = f"「{key}」应当是{AMOUNTS}，这里是{describe(node)}"
        return context.invalid("ZD-005", message, node.position, hint=hint)
    return Amounts(tuple(_parts(node, context, key, ())), node.position)


def _parts(node: Node, context: Context, key: str, words: tuple[Word, ...]) -> Iterator[Part]:
    if isinstance(node, Scalar):
        yield Part(words, _parsed(node, context, scalars.amount))
    elif isinstance(node, Mapping):
        for name, child in node.values.items():
            place = node.keys[name].position
            if _is_empty(child):
                yield Part((*words, Word(name, place)), _missing(node, child, name, context))
            else:
                yield from _parts(child, context, name, (*words, Word(name, place)))
    else:
        invalid: Any = Invalid(node.position) if isinstance(node, Broken) else _wrong_kind(node, context, key, AMOUNTS)
        yield Part(words, invalid)


def _list(node: Node, context: Context, key: str, item: Reader) -> Any:
    if not isinstance(node, Sequence):
        return _wrong_kind(node, context, key, LIST)
    return [_read(item, child, context, key) for child in node.items]


def _table(node: Node, context: Context, key: str, value: Reader) -> Any:
    if not isinstance(node, Mapping):
        return _wrong_kind(node, context, key, PAIRS)
    return {
        Word(name, node.keys[name].position): context.invalid(
            "ZD-002", f"「{name}」没有填", node.keys[name].position, hint="补上值，或删去这一行。"
        )
        if _is_empty(child)
        else _read(value, child, context, name)
        for name, child in node.values.items()
    }


def _choice(node: Node, context: Context, key: str, allowed: tuple[str, ...]) -> Any:
    if isinstance(node, Scalar) and node.text in allowed:
        return Word(node.text, node.position)
    if not isinstance(node, Scalar):
        return _wrong_kind(node, context, key, "一个词")
    return context.invalid(
        "ZD-004", f"「{key}」不能是「{node.text}」", node.position, hint=f"可以写的有：{'、'.join(allowed)}。"
    )


def _missing(node: Mapping, child: Node | None, key: str, context: Context, choices: tuple[str, ...] = ()) -> Any:
    among = f"可以写的有：{'、'.join(choices)}。" if choices else ""
    if child is None:
        hint = f"加上一行「{key}: {choices[0] if choices else '…'}」。{among if len(choices) > 1 else ''}"
        return context.invalid("ZD-003", f"缺少「{key}」", node.position, hint=hint)
    return context.invalid("ZD-002", f"「{key}」没有填", node.keys[key].position, hint=f"在冒号后面写上值。{among}")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _wrong_kind(node: Node, context: Context, key: str, wanted: str) -> Any:
    slip = colon_slip(node.text) if isinstance(node, Scalar) and not node.style else None
    if slip and wanted == PAIRS:
        place = node.position
        context.findings.append(trap(slip[0], Position(place.path, place.line, place.column + slip[1])))
        return Invalid(place)
    hint = "对照 docs/yaml.md 的例子检查缩进和「- 」。"
    if wanted == LIST and isinstance(node, Mapping):
        hint = "每一条的第一个键前面加「- 」，这一条的其他键和第一个键对齐。"
    elif wanted == LIST and isinstance(node, Scalar):
        hint = f"写成「{key}: [甲, 乙]」这样，或者每条一行、前面加「- 」。"
    elif wanted == WORDS and not isinstance(node, Scalar):
        hint = "如果是文字：里面有「: 」或以「[」「{」开头时，整个加上单引号；否则对照 docs/yaml.md 的例子检查缩进。"
    return context.invalid("ZD-005", f"「{key}」应当是{wanted}，这里是{describe(node)}", node.position, hint=hint)
