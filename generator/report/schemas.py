"""Writes JSON Schemas from the models, with which editors complete, explain and check the YAML files.

They are made for the YAML language server that VS Code uses. What it can't do shapes them:

- One `errorMessage` stands for every keyword beside it, so each required key has a schema of its own that misses it.
- A type of boolean proposes `true` and `false` everywhere, and null likewise; below `if` they go unnoticed.
- An example is written into the file as if the clerk had chosen it, unless the key has a snippet too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.model.entry import Entry, fields
from generator.model.own import with_fields
from generator.model.pack import REMOVED
from generator.model.shape import Shape, shape
from generator.model.values import Amount, Amounts
from generator.report.shapes import FILES
from generator.report.snippets import markdown, proposals, snippet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.entry import Field
    from generator.model.pack import Pack

Schema = dict[str, Any]
FOLDER = ".vscode/schemas"  # ASCII: editors match nothing on other paths
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {
    "Department": "department",
    "Project": "project",
    "Budget": "budget",
    "Region": "region",
    "Accounts": "accounts",
    "Pack": "pack",
}


def all_schemas(packs: Mapping[str, Pack]) -> dict[str, str]:
    """Return the text of each schema by the name of its file; `packs` are those of the repository, by name."""
    made = {NAMES[model.__name__]: _file(model, packs) for model in FILES}
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in made.items()
    }


class _Definitions(dict[str, Schema]):
    """The schemas of the mappings below that of a file, by name; `packs` declare further fields."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        super().__init__()
        self.packs = packs


def _file(model: type[Entry], packs: Mapping[str, Pack]) -> Schema:
    definitions = _Definitions(packs)
    return {"$schema": DIALECT, **_entry(model, definitions), "$defs": definitions}


def _own(model: type[Entry], definitions: _Definitions) -> dict[str, Schema]:
    """Return the schemas of the fields that packs declare for a model; no editor knows which pack a file is for.

    What two packs declare otherwise under one name is only told.
    """
    found: dict[str, dict[str, Schema]] = {}
    for name, pack in sorted(definitions.packs.items()) if model.own_kind else ():
        for field in fields(with_fields(pack.own_fields(model.own_kind))):
            found.setdefault(field.key, {})[name] = _field(field, definitions)
    made: dict[str, Schema] = {}
    for key, schemas in found.items():
        first, *others = schemas.values()
        words = "；".join(dict.fromkeys(schema["description"] for schema in schemas.values()))
        told = {"title": key, "description": f"{words}（模板包 {'、'.join(schemas)} 的字段）"}
        made[key] = {**first, **told} if all(other == first for other in others) else told
    return made


def _entry(model: type[Entry], definitions: _Definitions) -> Schema:
    """Return the schema of a mapping; those below it are put into `definitions`."""
    own = _own(model, definitions)
    names = [*(field.key for field in fields(model)), *own]
    required = [_missing(field.key, field.description) for field in fields(model) if field.is_required]
    properties = {**{field.key: _field(field, definitions) for field in fields(model)}, **own}
    if model.basis_key:
        required = [{"if": {"required": [model.basis_key]}, "else": {"allOf": required}}]
        properties = {name: _or_removed(schema) for name, schema in properties.items()}
    return {
        "title": model.entry_title,
        "description": f"可以写的键：{'、'.join(names)}。",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": f"「{model.entry_title}」里只能写这些键，每个写成「键: 值」：{'、'.join(names)}。",
        "defaultSnippets": [snippet(model)],
    } | ({"allOf": required} if required else {})


def _or_removed(schema: Schema) -> Schema:
    """Return the schema of entries by name in a file that builds on another: there, a word takes an entry out."""
    entries = schema.get("additionalProperties")
    return schema | {"additionalProperties": {"if": {"const": REMOVED}, "else": entries}} if entries else schema


def _missing(key: str, description: str) -> Schema:
    return {"required": [key], "errorMessage": f"缺少「{key}」：{description}"}


def _field(field: Field, definitions: _Definitions) -> Schema:
    """Return the schema of what stands below a key."""
    below = shape(field.annotation)
    words = {
        "title": field.key,
        "description": field.description,
        "markdownDescription": markdown(field, below),
    }
    contained = _contained(below, definitions, field, below.containers)
    if "then" in contained:  # Editors show the words of the schema that fits before those around it.
        contained["then"] = words | contained["then"]
    return words | contained


def _contained(below: Shape, definitions: _Definitions, field: Field, containers: tuple[bool, ...]) -> Schema:
    """Return the schema of a value inside of lists (True) and tables (False), outside first."""
    if containers:
        inner = _contained(below, definitions, field, containers[1:])
        inner = inner if below.entry else {"title": field.key, **inner}
        made = _list(inner, field) if containers[0] else _table(inner, field)
        if field.levels and containers == below.containers and below.entry:
            listed = _list(_reference(below.entry, definitions), field)
            return {"if": {"type": "array"}, "then": listed, "else": made}
        return made
    if below.entry and below.words:
        message = f"写成一组「键: 值」，或者写「{'」「'.join(below.words)}」。"
        words = {"type": "string", "enum": list(below.words), "errorMessage": message}
        return {"if": {"type": "object"}, "then": _reference(below.entry, definitions), "else": words}
    if below.entry:
        return _reference(below.entry, definitions)
    if below.choices:
        return _choice(list(below.choices))
    if below.inner is Amounts:
        value = _amounts(definitions, is_required=field.is_required or bool(below.containers))
    else:
        value = _scalar(below, is_required=field.is_required or bool(below.containers))
    return value if below.containers else value | proposals(field, below)


def _list(item: Schema, field: Field) -> Schema:
    return {"type": "array", "items": item, "errorMessage": f"「{field.key}」应当是一个列表，每条以「- 」开头。"}


def _table(value: Schema, field: Field) -> Schema:
    return {
        "type": "object",
        "additionalProperties": value,
        "errorMessage": f"「{field.key}」应当是一组「键: 值」，每个占一行，多缩进两格。",
    }


def _reference(entry: type[Entry], definitions: _Definitions) -> Schema:
    name = entry.__name__
    if name in definitions and definitions[name].get("title", entry.entry_title) != entry.entry_title:
        raise ValueError(name)  # Two models of one name would be one to editors.
    if name not in definitions:
        definitions[name] = {}  # Mappings that hold their like (columns below columns) come here a second time.
        definitions[name] = _entry(entry, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _choice(words: list[str]) -> Schema:
    """Return a choice of words; digits are numbers to YAML, and text to us."""
    message = {"errorMessage": f"可以写的有：{'、'.join(words)}。"}
    if len(words) == 1:
        return {"type": "string", "const": words[0], "errorMessage": f"固定写「{words[0]}」。"}
    if all(word.isdigit() for word in words):
        return {"type": ["integer", "string"], "enum": [*map(int, words), *words], **message}
    quoted = "、".join(f"'{word}'" if word[0] in "<>" else word for word in words)
    return {"type": "string", "enum": words, "errorMessage": f"可以写的有：{quoted}。"}


def _scalar(below: Shape, *, is_required: bool) -> Schema:
    """Return the schema of a scalar; an optional one may be left empty."""
    given: Schema = below.inner.json_schema
    others = [kind for kind in given["type"] if kind != "string"] + ([] if is_required else ["null"])
    text = {"type": "string"} | {key: given[key] for key in ("pattern", "errorMessage") if key in given}
    limits = {key: given[key] for key in ("minimum", "maximum") if key in given}
    return {"if": {"type": others, **limits}, "else": text} if others else text


def _amounts(definitions: _Definitions, *, is_required: bool) -> Schema:
    """Return the schema of amounts that nest: one amount, or keys with such below them."""
    name = Amounts.__name__
    if name not in definitions:
        single = _scalar(Shape(Amount), is_required=True)
        nested = {"additionalProperties": {"$ref": f"#/$defs/{name}"}}
        definitions[name] = {"if": {"type": "object"}, "then": nested, "else": single}
    reference = {"$ref": f"#/$defs/{name}"}
    return reference if is_required else {"if": {"type": "null"}, "else": reference}
