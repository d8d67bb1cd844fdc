"""What the models of the YAML files have in common: Chinese keys outside, English names inside."""

from __future__ import annotations

import dataclasses
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast, dataclass_transform, get_args, get_type_hints

from generator.model.position import Position  # noqa: TC001 - `fields` evaluates the annotations of Entry too

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REQUIRED: Any = dataclasses.MISSING
T = TypeVar("T")
KIND = "文种"
# The key that names the form in which a department's year or a pack is written, and the one form that is read.
FORM_KEY: Final = "格式"
FORM: Final = "4"
FORM_TOLD: Final = "写法的编号，现在是 4；可以不写，`shenbao upgrade` 改写旧写法时会写上。程序不认识的编号不读。"


def key(  # noqa: PLR0913 - all but two by name
    name: str,
    description: str,
    default: Any = REQUIRED,
    *,
    example: str = "",
    within: Mapping[str, str] = MappingProxyType({}),
    is_usual: bool = False,
    levels: tuple[str, ...] = (),
) -> Any:
    """Declare a field of an Entry by its Chinese key.

    `description` and `example` (YAML, as a clerk would write it) are printed in docs/yaml.md and shown by editors.
    `within` are other examples for keys of the mappings below; what `is_usual` stands in the shortest example of a
    file although it may be left out: one of several has to be there. What stands below some keys of people's own may
    be written as a list too, whose items then say those keys under the names of the `levels`.
    """
    told = {"key": name, "description": description, "example": example, "within": within, "is_usual": is_usual}
    told["levels"] = levels
    if isinstance(default, dict | list):  # each Entry gets one of its own
        return dataclasses.field(default_factory=default.copy, metadata=told)
    return dataclasses.field(default=default, metadata=told)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """A mapping in a content file, and where it begins. Each model below it becomes a dataclass of its own.

    Built field by field by `generator.load.fields`: no annotation is enforced, and any field may be Invalid.
    """

    # The title that people know this mapping by; used in messages and in docs/yaml.md.
    entry_title: ClassVar[str] = ""
    # The key of a file that this one may be joined with: then nothing has to be written, and 无 takes entries out.
    basis_key: ClassVar[str] = ""
    # What packs call it where they declare fields of their own for it (字段), and the keys of those that it has.
    own_kind: ClassVar[str] = ""
    own_keys: ClassVar[tuple[str, ...]] = ()
    # Whether it has further keys that nobody knows.
    takes_any: ClassVar[bool] = False

    position: Position
    # The keys that stand there without a value, with their places: nothing is written, but somebody meant to.
    empty: tuple[tuple[str, Position], ...] = ()

    def __init_subclass__(cls) -> None:
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A field of a model: its English name, its Chinese key, what may stand below that, and what people are told."""

    name: str
    annotation: Any
    is_required: bool
    key: str
    description: str
    example: str
    within: Mapping[str, str]
    is_usual: bool
    levels: tuple[str, ...]


def remembered(function: Callable[[type[Entry]], T]) -> Callable[[type[Entry]], T]:
    """Remember what a function says of each model; mypy takes no class for hashable, as functools.cache wants it."""
    return cast("Callable[[type[Entry]], T]", cache(function))


@remembered
def fields(model: type[Entry]) -> tuple[Field, ...]:
    """Return the fields of a model in their order.

    Annotations are looked up here, when all modules are there, and not where a model is declared: that may name
    models that stand below it.
    """
    hints = get_type_hints(model)
    return tuple(
        Field(
            name=field.name,
            annotation=hints[field.name],
            is_required=field.default is REQUIRED and field.default_factory is REQUIRED,
            **field.metadata,
        )
        for field in dataclasses.fields(model)
        if field.metadata
    )


@remembered
def keys(model: type[Entry]) -> Mapping[str, str]:
    """Return the Chinese key of each field, by its English name."""
    return MappingProxyType({field.name: field.key for field in fields(model)})


@remembered
def names(model: type[Entry]) -> Mapping[str, str]:
    """Return the English name of each field, by its Chinese key."""
    return MappingProxyType({field.key: field.name for field in fields(model)})


def kinds(model: type[Entry]) -> tuple[str, ...]:
    """Return the words of 文种 by which a file says that this model is its own."""
    return next(get_args(field.annotation) for field in fields(model) if field.key == KIND)


def kind(model: type[Entry]) -> str:
    """Return the first of these words, mostly the only one."""
    return kinds(model)[0]
