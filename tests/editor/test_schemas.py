"""The schemas for editors are current, say something of every key, and are bound to every file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from generator.load import digits
from generator.model.values import Amount, Quantity
from generator.report.schemas import FOLDER, all_schemas
from tests.editor.workspace import FILES, ROOT, bindings, bound, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]
SCHEMAS = all_schemas(pipeline.packs(ROOT))


def walk(schema: Schema, way: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every key's schema, with the names that lead to it."""
    for name, below in schema.get("properties", {}).items():
        yield f"{way}.{name}", below
    for name, definition in schema.get("$defs", {}).items():
        yield from walk(definition, f"{way}.{name}")


def test_the_schemas_are_current() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / FOLDER).iterdir()}
    assert written == SCHEMAS, ".vscode/schemas/ is stale: run make schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_title_and_a_description(name: str) -> None:
    keys = dict(walk(json.loads(SCHEMAS[name])))
    assert keys
    assert [way for way, key in keys.items() if not (key.get("title") and key.get("description"))] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_message_is_chinese(name: str) -> None:
    messages = set(re.findall(r'"errorMessage": "(.*?)"', SCHEMAS[name]))
    assert messages
    assert [message for message in messages if not re.search(r"[一-鿿].*[。：、]", message)] == []


def test_every_file_has_one_schema_that_exists() -> None:
    assert {path: bound(path) for path in FILES if len(bound(path)) != 1} == {}
    assert [schema for schema in bindings() if not (ROOT / schema).is_file()] == []


def test_paths_and_patterns_are_ascii() -> None:
    """VS Code matches nothing, and says nothing, where a pattern has other characters."""
    assert all(text.isascii() for schema, globs in bindings().items() for text in (schema, *globs))


def test_nothing_is_fetched() -> None:
    schemas = "".join(SCHEMAS.values())
    assert set(re.findall(r'"\$ref": "([^#"]+)', schemas)) == set()
    assert {key: settings()[key] for key in ("yaml.schemaStore.enable", "yaml.kubernetesCRDStore.enable")} == {
        "yaml.schemaStore.enable": False,
        "yaml.kubernetesCRDStore.enable": False,
    }


@pytest.mark.parametrize(
    "text", ["0", "21.85", "-3", "0.5", "007", "1,200", "１２", "12 万元", "1.", ".5", "+1", "1e3", "", " 1", "一"]
)
def test_amounts_are_what_the_reader_takes(text: str) -> None:
    pattern = Amount.json_schema["pattern"]
    assert bool(re.search(pattern, text)) == bool(digits.NUMBER.fullmatch(text))


@pytest.mark.parametrize(
    "text",
    ["108000 人", "5元/人", "320 元/人.年", "95 %", "3", "-1.5℃", "1年", "2 m²", "69,000 人", "６ 人", "人", "5 6 人"],
)
def test_quantities_that_the_reader_takes_are_right(text: str) -> None:
    pattern = Quantity.json_schema["pattern"]
    assert bool(re.search(pattern, text)) >= bool(digits.QUANTITY.fullmatch(text))


@pytest.mark.parametrize("text", ["69,000 人", "６ 人", "人", "5 6 人", "1e3", "1..2"])
def test_broken_quantities_are_marked(text: str) -> None:
    assert not re.search(Quantity.json_schema["pattern"], text)
