"""What a clerk sees in VS Code: its YAML language server, run over the files of this repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.entry import KIND, fields, keys
from generator.model.project import Project
from generator.model.shape import shape
from tests.editor.lsp import Editor
from tests.editor.workspace import FILES, ROOT, bound, model, read, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry
    from tests.editor.lsp import Message

pytestmark = pytest.mark.tools

SERVER = ROOT / ".cache" / "editor" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
# One file of each kind in each folder.
SAMPLES = list({(path.rpartition("/")[0], model(path)): path for path in FILES}.values())
AMOUNT = re.compile(r"^( *(?:- )?(?:金额|县区级财政|本级安排|上级补助): ).*$", re.MULTILINE)
PACKS = pipeline.packs(ROOT)
PROJECT = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
DEPARTMENT = "content/yunnan/chenggong-medical-security/2024/department.yaml"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    assert SERVER.is_file(), "missing: run bash .ci/setup tools"
    with Editor(["node", str(SERVER), "--stdio"], ROOT, settings()) as opened:
        yield opened


def said(marks: list[Message]) -> list[tuple[int, str]]:
    """Return the lines (from 1) and the messages of marks."""
    return [(mark["range"]["start"]["line"] + 1, mark["message"]) for mark in marks]


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def keys_of(kind: type[Entry]) -> list[str]:
    """Return the keys of a kind of file, then those that packs declare: no editor knows which pack a file is for."""
    own = (pack.own_fields(kind.own_kind) for _, pack in sorted(PACKS.items()) if kind.own_kind)
    return [*keys(kind).values(), *dict.fromkeys(name for declared in own for name in declared)]


def labels(completions: list[Message]) -> list[str]:
    return [item["label"] for item in completions]


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_marked_in_what_is_right(editor: Editor, path: str) -> None:
    assert said(editor.marks(path, read(path))) == []


@pytest.mark.parametrize("path", SAMPLES)
def test_the_right_schema_explains(editor: Editor, path: str) -> None:
    text = read(path)
    shown = editor.hover(path, text, line_of(text, "文种:") - 1, 1)
    assert bound(path)[0].rpartition("/")[2] in shown
    for field in fields(model(path)):
        if (key := f"{field.key}:") in text.splitlines():
            assert field.description
            plain = re.sub(r"[`\\]", "", editor.hover(path, text, line_of(text, key) - 1, 1))
            assert plain.startswith(f"#### {field.key}\n\n{field.description}"), plain


@pytest.mark.parametrize("path", SAMPLES)
def test_completion_offers_the_keys(editor: Editor, path: str) -> None:
    first = next(line for line in read(path).splitlines() if line.startswith("文种:"))
    offered = labels(editor.completions(path, f"{first}\n\n", 1, 0))
    wanted = [key for key in keys_of(model(path)) if key != KIND]
    assert [label for label in offered if not label.endswith("：必填的键")] == wanted


@pytest.mark.parametrize("path", SAMPLES)
def test_an_unknown_key_is_marked(editor: Editor, path: str) -> None:
    text = read(path) + "不认识的键: 1\n"
    ((line, message),) = said(editor.marks(path, text))
    assert line == len(text.splitlines())
    assert message.startswith(f"「{model(path).entry_title}」里只能写这些键")


# A pack that builds on another has the keys that it leaves out from there.
@pytest.mark.parametrize("path", [path for path in SAMPLES if not re.search("^基于:", read(path), re.MULTILINE)])
def test_a_missing_key_is_told(editor: Editor, path: str) -> None:
    required = [field for field in fields(model(path)) if field.is_required][1]
    text = re.sub(rf"^{required.key}:", f"{required.key}甲:", read(path), flags=re.MULTILINE)
    messages = [message for _, message in said(editor.marks(path, text))]
    assert f"缺少「{required.key}」：{required.description}" in messages


@pytest.mark.parametrize("path", SAMPLES)
def test_a_wrong_word_is_marked(editor: Editor, path: str) -> None:
    choices = [field for field in fields(model(path)) if shape(field.annotation).choices]
    for field in choices:
        text = re.sub(rf"^{field.key}: .*$", f"{field.key}: 错字", read(path), flags=re.MULTILINE)
        if text != read(path):
            ((line, message),) = said(editor.marks(path, text))
            assert line == line_of(text, f"{field.key}:")
            assert all(choice in message for choice in shape(field.annotation).choices)


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.startswith("content/") and AMOUNT.search(read(path))]
)
def test_a_full_width_amount_is_marked(editor: Editor, path: str) -> None:
    text = AMOUNT.sub(r"\g<1>１２", read(path), count=1)
    ((line, message),) = said(editor.marks(path, text))
    assert text.splitlines()[line - 1].endswith(": １２")
    assert message.startswith("金额只写半角数字")


def test_plain_numbers_and_truth_values_are_text(editor: Editor) -> None:
    text = "文种: 部门\n部门名称: NO\n年度: '2024'\n文书:\n  甲: 1\n单位:\n  - 单位名称: true\n    联系电话: 67470076\n    地址:\n"
    assert said(editor.marks(DEPARTMENT, text)) == []


def test_a_new_file_is_offered_whole(editor: Editor) -> None:
    offered = editor.completions(PROJECT, "", 0, 0)
    assert labels(offered) == ["项目：必填的键", *keys_of(Project)]
    assert "文种: 项目\n项目名称: " in offered[0]["insertText"]


def test_choices_are_offered(editor: Editor) -> None:
    start = "文种: 项目\n绩效目标:\n  指标:\n    产出指标:\n      数量指标:\n        - 名称: 甲\n"
    text = f"{start}          性质: "
    assert labels(editor.completions(PROJECT, text, 6, 14)) == ["=", "≥", "≤", '">"', "<", "定性", "〔原件不清〕"]


def test_an_example_is_never_written_in_unasked(editor: Editor) -> None:
    """A clerk who passes over it would publish another department's phone number."""
    text = "文种: 部门\n单位:\n  - 单位名称: 甲\n    "
    offered = {item["label"]: item["insertText"] for item in editor.completions(DEPARTMENT, text, 3, 4)}
    assert offered["联系电话"] == "联系电话: "
    assert labels(editor.completions(DEPARTMENT, f"{text}联系电话: ", 3, 10)) == ["0871-67470076"]


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("文种: 预算项目\n", "固定写「项目」。"),
        ("", "缺少「文种」：固定写「项目」。"),
    ],
)
def test_a_project_is_told_of_its_kind(editor: Editor, kind: str, message: str) -> None:
    text = read(PROJECT).replace("文种: 项目\n", kind)
    assert [words for _, words in said(editor.marks(PROJECT, text))] == [message]
